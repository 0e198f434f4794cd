import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../main/cli/command-line.ts'
import { runCommand } from '../../../main/cli/run-command.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { easyfattTablesName } from '../../../main/words/easyfatt-tables.ts'
import { temporaryFolder } from '../../support/archive.ts'
import { everyCode, storeOrders } from '../../support/exports.ts'
import { orderOf, untaxedOrder } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'

const texts = textsFor('it')

/** The program in a fresh profile with two shops' orders, and what a call of it says. */
async function commandLine() {
  const folder = temporaryFolder()
  const program = await temporaryProgram(folder)
  const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString()
  await storeOrders(program.store, [
    orderOf(1, { placedAt: at(10), state: 'completed' }),
    orderOf(2, { placedAt: at(11, 23) }),
    orderOf(3, { placedAt: at(12, 0), note: 'fragile', number: 'Fragile-3' }),
  ])
  await storeOrders(program.store, [orderOf(4, { placedAt: at(11) })], 'Emporio')

  let listener: () => void = () => undefined
  const stop = new AbortController()
  const call = async (name: string, ...args: string[]) => {
    const file = join(folder, name)
    const [out, err, bar] = [[], [], []] as [string[], string[], string[]]
    const code = await runCommand(readCommandLine(['--export', file, ...args], texts), {
      program,
      texts,
      signal: stop.signal,
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      bar: (line) => {
        bar.push(line)
        listener()
      },
    })
    const text = existsSync(file) ? readFileSync(file, 'utf8') : null
    const numbers = [...(text ?? '').matchAll(/^(?:Bottega|Emporio);([^;]+);/gm)].map((match) => match[1])
    return { code, out, err, bar, file, text, numbers }
  }
  return {
    call,
    program,
    stop,
    /** Called whenever the progress is shown. */
    onBar: (called: () => void) => {
      listener = called
    },
  }
}

describe('R36 --export', () => {
  it('writes every order, tells how many and where, and shows its progress', async () => {
    const { call } = await commandLine()
    const { code, out, err, bar, file, numbers } = await call('ordini.csv')
    expect([code, out, err]).toEqual([0, [`4 ordini scritti in ${file}`], []])
    expect(numbers).toEqual(['N1', 'N4', 'N2', 'Fragile-3'])
    expect(bar).toContain('4/4 ordini')
    expect(bar.at(-1)).toBe('')
  })

  it('R41 --new-only writes each order once, and those changed since again; without, it tells which go out again', async () => {
    const { call, program } = await commandLine()
    expect((await call('primo.csv', '--new-only', '--shop', 'Bottega')).numbers).toEqual([
      'N1',
      'N2',
      'Fragile-3',
    ])
    const second = await call('secondo.csv', '--new-only')
    expect([second.code, second.numbers, second.err]).toEqual([0, ['N4'], []])
    const none = await call('terzo.csv', '--new-only')
    expect([none.code, none.out, none.numbers]).toEqual([0, [`0 ordini scritti in ${none.file}`], []])
    await program.store.saveEdits(2, 0, [{ path: 'note', value: 'citofonare' }], new Date().toISOString())
    expect((await call('quarto.csv', '--new-only')).numbers).toEqual(['N2'])
    const excel = await call('primo.xlsx', '--new-only')
    expect([excel.out, excel.err]).toEqual([[`4 ordini scritti in ${excel.file}`], []])
    const all = await call('tutti.csv')
    expect(all.numbers).toHaveLength(4)
    expect(all.err).toEqual([
      'Attenzione: 4 ordini erano già stati esportati in questo formato. Con --new-only escono solo i nuovi.',
    ])
  })

  it('R42 leaves out what is cancelled, failed or refunded, says so, and writes it when told to', async () => {
    const { call, program } = await commandLine()
    await storeOrders(program.store, [
      orderOf(5, { state: 'cancelled' }),
      orderOf(6, { state: 'failed' }),
      orderOf(7, { state: 'failed' }),
    ])
    const first = await call('primo.csv', '--new-only', '--shop', 'Bottega')
    expect(first.numbers).toEqual(['N1', 'N2', 'Fragile-3'])
    expect(first.err).toEqual([
      'Lasciati fuori perché annullati, falliti o rimborsati: 1 annullato, 2 falliti. Con --with-cancelled escono anche questi.',
    ])
    // They have not been handed over: they are new still.
    const second = await call('secondo.csv', '--new-only', '--shop', 'Bottega', '--with-cancelled')
    expect([second.numbers, second.err]).toEqual([['N5', 'N6', 'N7'], []])
  })

  it('writes the orders of the shops, the period, the state and the text asked for', async () => {
    const { call } = await commandLine()
    const cases: readonly (readonly [args: readonly string[], expected: readonly string[]])[] = [
      [['--shop', 'emporio'], ['N4']],
      [
        ['--shop', 'Emporio', '--shop', 'Bottega'],
        ['N1', 'N4', 'N2', 'Fragile-3'],
      ],
      [
        ['--from', '2026-11-11', '--to', '11/11/2026'],
        ['N4', 'N2'],
      ],
      [['--from', '2026-11-12'], ['Fragile-3']],
      [['--to', '2026-11-10'], ['N1']],
      [['--state', 'completed'], ['N1']],
      [['--state', 'Completato'], ['N1']],
      [['--text', 'fràgile'], ['Fragile-3']],
      [['--text', 'fragile', '--shop', 'Emporio'], []],
      [['--work', 'done'], ['N1']],
      [
        ['--work', 'todo', '--shop', 'Bottega'],
        ['N2', 'Fragile-3'],
      ],
    ]
    for (const [args, expected] of cases) {
      const { code, numbers } = await call('ordini.csv', ...args)
      expect([code, numbers], args.join(' ')).toEqual([0, expected])
    }
  })

  it('R30 of a state that no order has says so, and which there are', async () => {
    const { call } = await commandLine()
    const none = await call('ordini.csv', '--state', 'nonesuch')
    expect([none.code, none.out, none.numbers]).toEqual([0, [`0 ordini scritti in ${none.file}`], []])
    expect(none.err).toEqual([
      'Attenzione: nessun ordine ha lo stato nonesuch. Ci sono: completed (Completato), processing (In lavorazione).',
    ])
    // There are such orders, but none of that shop: nothing to wonder at.
    expect((await call('ordini.csv', '--state', 'completed', '--shop', 'Emporio')).err).toEqual([])
  })

  it('with a wrong date or an unknown shop says what is wrong, and writes nothing', async () => {
    const { call } = await commandLine()
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [['--from', 'ieri'], /--from/],
      [['--to', '2026-02-30'], /--to/],
      [['--from', '2026-11-12', '--to', '2026-11-11'], /--to.*prima/],
      [['--shop', 'Bazar'], /Bazar/],
    ]
    for (const [args, message] of cases) {
      const { code, out, err, text } = await call('ordini.csv', ...args)
      expect([code, out, text], args.join(' ')).toEqual([2, [], null])
      expect(err.join('\n')).toMatch(message)
    }
  })

  it('of a format that nobody knows is a wrong call', async () => {
    const { call } = await commandLine()
    const { code, err } = await call('ordini.pdf')
    expect(code).toBe(2)
    expect(err.join('\n')).toMatch(/ordini\.pdf.*\.csv.*\.xlsx.*\.xml/s)
  })

  it('that cannot be written fails, naming the file', async () => {
    const { call } = await commandLine()
    const { code, err, file } = await call('manca/ordini.csv')
    expect(code).toBe(1)
    expect(err.join('\n')).toContain(file)
  })

  it('that is interrupted (Ctrl+C) writes nothing', async () => {
    const { call, onBar, stop } = await commandLine()
    onBar(() => stop.abort())
    const { code, out, err, text } = await call('ordini.csv')
    expect([code, out, err, text]).toEqual([
      1,
      [],
      ['Esportazione annullata: non è stato scritto nulla.'],
      null,
    ])
  })

  it('tells of orders in other currencies that Easyfatt does not take', async () => {
    const { call, program } = await commandLine()
    await storeOrders(program.store, [orderOf(9, { currency: 'USD' })])
    const { code, out, err } = await call('ordini.xml')
    expect(code).toBe(0)
    expect(out[0]).toMatch(/^4 ordini/)
    expect(err).toEqual([texts.native.exportOrders.leftOut(1, '1')])
  })

  it('R46 names the orders for which Easyfatt’s VAT code is not known; they stay new', async () => {
    const { call, program } = await commandLine()
    const { id } = await storeOrders(program.store, [untaxedOrder(9, 'CH')])
    const first = await call('ordini.xml', '--new-only')
    expect([first.code, first.out[0]]).toEqual([0, expect.stringMatching(/^4 ordini/)])
    expect(first.err).toEqual([
      '1 ordine non è stato scritto: manca il codice IVA per Easyfatt. N9 (IVA 0%, Svizzera, senza partita IVA). Indica i codici che mancano in Utilità, Easyfatt: fino ad allora questi ordini restano nuovi.',
    ])
    await program.store.saveOfficeSetting(id, easyfattTablesName, everyCode)
    const second = await call('ordini.xml', '--new-only')
    expect(second.err).toEqual([])
    expect(second.out[0]).toMatch(/^1 ordine /)
    expect(second.text).toContain('<VatCode Perc="0" Class="Fuori campo">code of 0</VatCode>')
  })
})
