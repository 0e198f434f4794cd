import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../main/cli/command-line.ts'
import { runCommand } from '../../../main/cli/run-command.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { listOf, temporaryFolder } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'

const texts = textsFor('it')

/** Three orders to do of one shop, one of another, and what `--mark` says. */
async function commandLine() {
  const program = await temporaryProgram(temporaryFolder())
  await storeOrders(program.store, [orderOf(1), orderOf(2), orderOf(3, { note: '', number: 'ROSSI-3' })])
  await storeOrders(program.store, [orderOf(4)], 'Emporio')
  const call = async (...args: string[]) => {
    const [out, err] = [[], []] as [string[], string[]]
    const code = await runCommand(readCommandLine(['--mark', ...args], texts), {
      program,
      texts,
      signal: new AbortController().signal,
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      bar: null,
    })
    return [code, ...out, ...err]
  }
  const numbers = async (work: 'todo' | 'waiting' | 'done') =>
    (await program.store.listOrders(listOf({ work }), 0, 10)).rows.map(({ number }) => number)
  return { call, numbers }
}

describe('R36 R40 --mark', () => {
  it('marks what the filters find, says how many, and to a program as JSON', async () => {
    const { call, numbers } = await commandLine()
    expect(await call('done', '--shop', 'Bottega', '--text', 'rossi')).toEqual([
      0,
      'Un ordine segnato come fatto.',
    ])
    expect(await numbers('done')).toEqual(['ROSSI-3'])
    // Those that are so already are none of them.
    const json = JSON.stringify({ work: 'done', until: null, found: 3, marked: 2 })
    expect(await call('DONE', '--shop', 'Bottega', '--json')).toEqual([0, json])
    expect(await call('waiting', '--work', 'todo', '--until', '1/12/2126')).toEqual([
      0,
      'Un ordine messo in attesa.',
    ])
    expect(await numbers('waiting')).toEqual(['N4'])
    expect(await call('todo')).toEqual([0, '4 ordini segnati da lavorare.'])
    expect(await numbers('todo')).toHaveLength(4)
  })

  it('refuses what it does not know, naming the option, and changes nothing', async () => {
    const { call, numbers } = await commandLine()
    const refusals: readonly (readonly [args: readonly string[], said: string])[] = [
      [['fatto'], '--mark: non è un valore conosciuto. Correggi il campo e riprova.'],
      [['done', '--work', 'nuovo'], '--work: non è un valore conosciuto. Correggi il campo e riprova.'],
      [['waiting', '--until', 'domani'], '--until: non è una data. Correggi il campo e riprova.'],
      [
        ['done', '--until', '2126-12-01'],
        '--until: vale solo con --mark waiting. Correggi il campo e riprova.',
      ],
      [['done', '--shop', 'Nessuno'], 'Nessuno'],
    ]
    for (const [args, said] of refusals)
      expect(await call(...args)).toEqual([2, expect.stringContaining(said)])
    expect(await numbers('todo')).toHaveLength(4)
  })
})
