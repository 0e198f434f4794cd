import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../main/cli/command-line.ts'
import { runCommand } from '../../../main/cli/run-command.ts'
import { writePackage } from '../../../main/report/package.ts'
import { makeReport } from '../../../main/report/report.ts'
import { textsFor } from '../../../main/texts/index.ts'
import { accountantSettingName } from '../../../main/words/accountant.ts'
import { memoryStore, temporaryFolder } from '../../support/archive.ts'
import { storeOrders } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'
import { temporaryProgram } from '../../support/program.ts'
import { unzip } from '../../support/unzip.ts'

const texts = textsFor('it')
const at = (month: number, day: number) => new Date(2026, month - 1, day, 12).toISOString()
const on = (month: number, day: number) => ({ placedAt: at(month, day), paidAt: at(month, day) })

/** A month of something of everything, and what came back in it of the month before. */
const orders = [
  orderOf(1, { ...on(11, 2), transactionId: 'PAY-1', paymentMethod: 'Carta' }),
  orderOf(2, { ...on(11, 2), fiscal: { ...orderOf(2).fiscal, vatNumber: '12345678903' } }),
  orderOf(3, { ...on(11, 30), shipping: { ...orderOf(3).shipping, country: 'DE' } }),
  orderOf(4, { ...on(11, 5), state: 'cancelled' }),
  orderOf(5, { ...on(11, 6), currency: 'CHF' }),
  orderOf(6, {
    ...on(10, 20),
    transactionId: 'PAY-6',
    refunds: [{ id: '1', at: at(11, 9), reason: '', amount: '6.10', lines: [] }],
  }),
  orderOf(7, { ...on(10, 21) }),
]

async function made(changes: Partial<Parameters<typeof writePackage>[0]> = {}) {
  const store = memoryStore()
  await storeOrders(store, orders)
  const signal = new AbortController().signal
  const period = { from: '2026-11-01', to: '2026-11-30' }
  const report = await makeReport({ store, period, shopIds: null, signal, onProgress: () => undefined })
  const file = join(temporaryFolder(), 'pacchetto.zip')
  return { store, file, made: report, pdf: null, texts, signal, ...changes }
}

/** A sheet's rows by its header. */
function rowsOf(sheet: Sheet | undefined) {
  const [header = [], ...rows] = sheet?.rows ?? []
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [String(name), cells[index]])))
}
const cents = (values: readonly unknown[]) =>
  values.reduce<number>((all, value) => all + Math.round(Number(value ?? 0) * 100), 0)

describe('R47 the package for the accountant', () => {
  it('is read back: workbook, CSV files and PDF say the same, and add up', async () => {
    const pdf = Buffer.from('%PDF-1.7 paper')
    const job = await made({ pdf })
    await writePackage(job)
    const files = unzip(readFileSync(job.file))
    expect([...files.keys()].sort()).toEqual([
      'LEGGIMI.txt',
      'commercialista-2026-11.pdf',
      'commercialista-2026-11.xlsx',
      'csv/altre-valute.csv',
      'csv/corrispettivi.csv',
      'csv/fatture-richieste.csv',
      'csv/incassi.csv',
      'csv/metodi-di-pagamento.csv',
      'csv/oss.csv',
      'csv/paese-e-aliquota.csv',
      'csv/rimborsi-senza-data.csv',
      'csv/totali-per-aliquota.csv',
    ])
    expect(files.get('commercialista-2026-11.pdf')).toEqual(pdf)
    const workbook = await readXlsx(files.get('commercialista-2026-11.xlsx') ?? Buffer.alloc(0))
    const sheet = (name: string) => rowsOf(workbook.sheets.find((one) => one.name === name))
    const csv = (name: string): Record<string, string>[] =>
      parse(files.get(`csv/${name}.csv`) ?? '', { delimiter: ';', bom: true, columns: true })
    // Three sales of 12.20, one refund of 6.10.
    const register = sheet('Corrispettivi')
    expect(cents(register.map(({ Totale }) => Totale))).toBe(3 * 1220 - 610)
    expect(cents(csv('corrispettivi').map(({ Totale = '' }) => Totale.replace(',', '.')))).toBe(
      3 * 1220 - 610,
    )
    const days = csv('corrispettivi').map(({ Giorno }) => Giorno)
    expect([days[0], days.at(-1), new Set(days).size]).toEqual(['01/11/2026', '30/11/2026', 30])
    expect(csv('corrispettivi')[0]?.['Vendite o rimborsi']).toBe('Nessuna vendita')
    expect(register[1]?.Giorno).toEqual(new Date('2026-11-02T00:00:00.000Z'))
    expect(csv('oss')).toEqual([
      expect.objectContaining({
        Trimestre: '2026, 4° trimestre',
        Paese: 'Germania',
        'Aliquota %': '22',
        Totale: '12,20',
      }),
    ])
    expect(
      csv('incassi').map((row) => [row.Giorno, row.Ordine, row['Riferimento del pagamento'], row.Pagato]),
    ).toEqual([
      ['02/11/2026', 'N1', 'PAY-1', '12,20'],
      ['02/11/2026', 'N2', '', '12,20'],
      ['09/11/2026', 'N6', 'PAY-6', '-6,10'],
      ['30/11/2026', 'N3', '', '12,20'],
    ])
    expect(sheet('Fatture richieste')).toEqual([
      expect.objectContaining({
        Ordine: 'N2',
        'Partita IVA': '12345678903',
        'Dati mancanti o sbagliati': 'Codice destinatario SDI',
      }),
    ])
    expect(csv('paese-e-aliquota').map((row) => row.Ordine)).toEqual(['N3'])
    expect(csv('altre-valute').map((row) => [row.Ordine, row.Valuta])).toEqual([['N5', 'CHF']])
    const readme = files.get('LEGGIMI.txt')?.toString('utf8') ?? ''
    for (const said of [
      'Periodo: dal 01/11/2026 al 30/11/2026',
      'Somma degli ordini contati: 3, 36,60',
      'Somma dei rimborsi del periodo: 1, -6,10',
      'Somma del registro: 30,50',
      'Differenza: 0,00',
      'Annullati: 1, 12,20',
      'In altre valute, non convertiti: hanno un elenco a parte: 1',
    ])
      expect(readme).toContain(`- ${said}\r\n`)
    expect(sheet('Riepilogo').map(({ Voce }) => Voce)).toContain('Differenza')
    expect(readme).not.toContain('PDF')
  })

  it('is in English what it is in Italian, and says what the office has settled', async () => {
    const job = await made({ texts: textsFor('en') })
    await job.store.saveOfficeSetting(null, accountantSettingName, { dateBy: 'placed', kinds: ['cancelled'] })
    const { signal, store } = job
    const { period } = job.made.report
    const again = await makeReport({ store, period, shopIds: null, signal, onProgress: () => undefined })
    await writePackage({ ...job, made: again })
    const files = unzip(readFileSync(job.file))
    expect([...files.keys()]).toContain('csv/takings.csv')
    const readme = files.get('README.txt')?.toString('utf8')
    expect(readme).toContain('- Each order counts on the day it was placed\r\n')
    expect(readme).toContain('- States counted: Cancelled\r\n')
    expect(readme).toContain('- Paid: 4, 36.60\r\n')
    expect(readme).toContain('there is no PDF')
  })

  it('R31 is whole or not at all: whoever stops it finds the old file', async () => {
    const stop = new AbortController()
    const job = await made({ signal: stop.signal })
    writeFileSync(job.file, 'old')
    stop.abort()
    await expect(writePackage(job)).rejects.toMatchObject({ value: { code: 'cancelled' } })
    expect(readFileSync(job.file, 'utf8')).toBe('old')
    expect(readdirSync(join(job.file, '..'))).toEqual(['pacchetto.zip'])
  })
})

describe('R36 R47 --report', () => {
  async function commandLine() {
    const folder = temporaryFolder()
    const program = await temporaryProgram(folder)
    await storeOrders(program.store, orders)
    await storeOrders(program.store, [orderOf(8, on(11, 3))], 'Emporio')
    const file = join(folder, 'mese.zip')
    return {
      file,
      async call(...args: string[]) {
        const [out, err, bar] = [[], [], []] as [string[], string[], string[]]
        const code = await runCommand(readCommandLine(args, texts), {
          program,
          texts,
          signal: new AbortController().signal,
          out: (line) => out.push(line),
          err: (line) => err.push(line),
          bar: (line) => bar.push(line),
        })
        return { code, out, err, bar }
      },
    }
  }

  it('writes the package of a month, says what it left out and that there is no PDF, and names what is wrong with a call', async () => {
    const { file, call } = await commandLine()
    const { code, out, err, bar } = await call('--report', '2026-11', file)
    expect([code, out]).toEqual([
      0,
      [`Ordini 4, rimborsi 1, totale 42,70 €: pacchetto scritto in ${file}`.replace(' €', '\u00A0€')],
    ])
    expect(err).toEqual([
      'Lasciati fuori: Annullati: 1; In altre valute, non convertiti: hanno un elenco a parte: 1.',
      'Senza PDF: quello si prepara dalla finestra, Utilità → Commercialista.',
    ])
    expect(bar.at(-1)).toBe('')
    expect(unzip(readFileSync(file)).size).toBe(11)
    const one = await call('--report=2026-11', file, '--shop', 'Emporio')
    expect(one.out[0]).toMatch(/^Ordini 1, rimborsi 0, /)
    // A call that makes no sense writes nothing.
    rmSync(file)
    expect(await call('--report', '2026-13', file)).toMatchObject({
      code: 2,
      err: ['--report vuole un mese come 2026-11, non 2026-13.'],
    })
    for (const month of ['9999-12', '0050-01', '2026-1'])
      expect(await call('--report', month, file)).toMatchObject({ code: 2, out: [] })
    expect(await call('--report', '2026-11', `${file}.pdf`)).toMatchObject({ code: 2, out: [] })
    expect(existsSync(file)).toBe(false)
    expect(await call('--report', '2026-11', join(file, 'non', 'c’è.zip'))).toMatchObject({ code: 1 })
  })
})
