import { afterEach, describe, expect, it, vi } from 'vitest'
import { textsFor } from '../../../main/texts/index.ts'
import {
  type AccountantReport,
  type Meter,
  type RegisterRow,
  readAccountantSettings,
} from '../../../main/words/accountant.ts'
import { noSeller, type Seller } from '../../../main/words/invoice-settings.ts'
import { sellerName } from '../../../main/words/seller-name.ts'
import {
  calculate,
  chooseShops,
  makePackage,
  saveSettings,
  showOrders,
  stop,
  useAccountant,
} from '../../../renderer/accountant/accountant-store.ts'
import { meterShare, meterText, meterWarning } from '../../../renderer/accountant/meter.ts'
import { isUnfinished, lastWholeMonth, periodOfMonth } from '../../../renderer/accountant/period.ts'
import type { TableId } from '../../../renderer/accountant/report-table.ts'
import { reportTables } from '../../../renderer/accountant/report-tables.ts'
import { notesText, settingsText } from '../../../renderer/accountant/report-words.ts'
import { useApp } from '../../../renderer/state/app-store.ts'
import { useToasts } from '../../../renderer/state/toasts.ts'

const texts = textsFor('it')
const settings = readAccountantSettings(null)
const plain = { isRefund: false, isInvoiced: false } as const
const meter = (changes: Partial<Meter> = {}): Meter => ({
  year: 2026,
  untilPeriodEnd: '0.00',
  known: '0.00',
  threshold: '10000',
  state: 'below',
  ...changes,
})
const row = (changes: Partial<RegisterRow> = {}): RegisterRow => ({
  day: '2026-10-01',
  category: { kind: 'rate', rate: '22' },
  gross: '1220.00',
  net: '1000.00',
  tax: '220.00',
  ...plain,
  ...changes,
})
const listed = {
  orderId: 7,
  shop: 'Bottega',
  number: 'N7',
  day: '2026-10-02',
  customer: 'Maria Rossi',
  currency: 'EUR',
  amount: '12.20',
}
const back = {
  category: row().category,
  gross: '-12.20',
  net: '-10.00',
  tax: '-2.20',
  isRefund: true,
  isInvoiced: false,
}

/** October with one day of sales, and a refund on a day without any. */
function report(changes: Partial<AccountantReport> = {}): AccountantReport {
  const nothing = { gross: '0.00', net: '0.00', tax: '0.00', orders: 0, refunds: 0 }
  return {
    period: { from: '2026-10-01', to: '2026-10-03' },
    madeAt: '2026-11-23T12:00:00.000Z',
    shops: ['Bottega'],
    isDemo: false,
    settings,
    days: [
      { day: '2026-10-01', gross: '1220.00', net: '1000.00', tax: '220.00', orders: 2, refunds: 0 },
      { day: '2026-10-02', ...back, orders: 0, refunds: 1 },
      { day: '2026-10-03', ...nothing },
    ],
    register: [row(), { day: '2026-10-02', ...back }],
    totals: [row(), back],
    oss: [],
    meters: [meter(), meter({ year: 2025 })],
    invoices: [],
    payments: [],
    warnings: [],
    otherCurrencies: [],
    inOtherCurrencies: [],
    undatedRefunds: [],
    counted: [],
    leftOut: [],
    withoutPayment: 0,
    sharedRefunds: 0,
    reconciliation: {
      orders: 2,
      ordersTotal: '1220.00',
      refunds: 1,
      refundsTotal: '-12.20',
      registerTotal: '1207.80',
      difference: '0.00',
    },
    ...changes,
  }
}

function tableOf(id: TableId, changes: Partial<AccountantReport> = {}) {
  const table = reportTables(report(changes), texts).find((one) => one.id === id)
  return table && { ...table, rows: table.rows.map((make) => make()) }
}

afterEach(() => vi.unstubAllGlobals())

describe('R47 the accountant’s page', () => {
  it('begins with the last month that is over; a quarter and a year are whole ones', () => {
    expect(lastWholeMonth(new Date(2026, 10, 30))).toBe('2026-10')
    expect(lastWholeMonth(new Date(2026, 0, 31, 23))).toBe('2025-12')
    expect(periodOfMonth('2024-02', 'month')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(periodOfMonth('2026-11', 'quarter')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(periodOfMonth('2026-11', 'year')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(isUnfinished({ from: '2026-11-01', to: '2026-11-30' }, new Date(2026, 10, 30, 23))).toBe(true)
    expect(isUnfinished({ from: '2026-11-01', to: '2026-11-30' }, new Date(2026, 11, 1))).toBe(false)
  })

  it('shows every day, with what belongs to it; also days without sales', () => {
    expect(tableOf('register')?.rows).toEqual([
      { look: 'day', cells: ['01/10/2026, 2 ordini', '1.000,00', '220,00', '1.220,00'] },
      { look: 'part', cells: ['IVA 22%', '1.000,00', '220,00', '1.220,00'] },
      { look: 'day', cells: ['02/10/2026, nessuna vendita, 1 rimborso', '-10,00', '-2,20', '-12,20'] },
      { look: 'part', cells: ['IVA 22%, rimborsi', '-10,00', '-2,20', '-12,20'] },
      { look: 'quiet', cells: ['03/10/2026, nessuna vendita', '0,00', '0,00', '0,00'] },
    ])
    expect(tableOf('totals')?.rows.at(-1)).toEqual({
      look: 'sum',
      cells: ['Totale', '990,00', '217,80', '1.207,80'],
    })
  })

  it('names what is no plain rate: abroad, without VAT and why, cards, what is not known', () => {
    const categories = [
      { kind: 'eu', country: 'DE', rate: '19' },
      { kind: 'zero', reason: 'eu-business' },
      { kind: 'card' },
      { kind: 'no-rate' },
      { kind: 'unclear' },
      { kind: 'rounding' },
    ] as const
    const totals = categories.map((category) => row({ category, isInvoiced: category.kind === 'zero' }))
    expect(tableOf('totals', { totals })?.rows.map(({ cells }) => cells[0])).toEqual([
      'Privati UE, Germania, 19%',
      'Senza IVA, aziende di altri paesi UE, con fattura',
      'Carte e buoni regalo venduti',
      'Aliquota non indicata',
      'Da chiarire',
      'Arrotondamenti',
      'Totale',
    ])
  })

  it('leads from each order to its sheet, and marks those with data missing', () => {
    const invoice = {
      ...listed,
      ...{ fiscalCode: '', vatNumber: '01234567890', sdiCode: '', pec: 'a@pec.it', country: 'IT' },
    }
    const table = tableOf('invoices', {
      invoices: [
        { ...invoice, problems: ['fiscal.vatNumber', 'billing.city'] },
        { ...invoice, problems: [] },
      ],
    })
    expect(table?.columns.map(({ header }) => header)).not.toContain('Negozio')
    expect(table?.rows.map(({ orderId }) => orderId)).toEqual([7, 7])
    expect(table?.rows[0]?.cells).toContain('Partita IVA, Fatturazione: città')
    expect(table?.rows[0]?.cells).toContain('a@pec.it')
    const many = tableOf('warnings', {
      shops: ['Bottega', 'Emporio'],
      warnings: [{ ...listed, country: 'DE', rate: '22', problem: 'not-of-country' }],
    })
    expect(many?.rows[0]?.cells).toEqual([
      ...['N7', '02/10/2026', 'Bottega', 'Maria Rossi', 'Germania', '22 %'],
      'Privato di un altro paese UE con un’aliquota che il suo paese non ha',
      expect.stringContaining('12,20'),
    ])
  })

  it('says how it was counted, and what the figures hide', () => {
    const said = settingsText({ ...settings, dateBy: 'placed', oss: 'yes', cards: [] }, texts).join(' ')
    expect(said).toContain('il giorno in cui l’ordine è stato fatto')
    expect(said).toContain('pagati, spediti o completati')
    expect(said).toContain('80 %')
    expect(notesText(report(), texts)).toEqual([expect.stringContaining('Non è rimasto fuori niente')])
    const abroad = row({ category: { kind: 'eu', country: 'DE', rate: '22' } })
    expect(notesText(report({ totals: [abroad], withoutPayment: 1, sharedRefunds: 2 }), texts)).toHaveLength(
      4,
    )
  })

  it('warns before the threshold is reached, and of the year before', () => {
    const near = meter({ untilPeriodEnd: '8500.00', known: '9000.00', state: 'near' })
    expect(meterText(near, texts)).toMatch(/8\.500,00.*10\.000,00.*vicino alla soglia.*9\.000,00/)
    expect(meterShare(near)).toBe(85)
    expect(meterShare(meter({ untilPeriodEnd: '12000' }))).toBe(100)
    expect(meterShare(meter({ untilPeriodEnd: '-5' }))).toBe(0)
    const before = meter({ year: 2025, state: 'reached' })
    expect(meterWarning({ meters: [meter(), meter()] }, texts)).toBeNull()
    expect(meterWarning({ meters: [near, meter()] }, texts)).toContain('vicina')
    expect(meterWarning({ meters: [meter(), before] }, texts)).toContain('raggiunta')
  })

  it('names the seller where the office has said who it is', () => {
    const named = (changes: Partial<Seller>) => sellerName({ ...noSeller, ...changes })
    expect(named({ name: 'Anna srl', vatNumber: '01234567890' })).toBe('Anna srl, 01234567890')
    expect(named({ firstName: 'Anna', lastName: 'Bianchi' })).toBe('Anna Bianchi')
    expect(named({})).toBe('')
  })
})

describe('R47 what the page asks for', () => {
  const shops = [
    { id: 1, name: 'Bottega', isDemo: false },
    { id: 2, name: 'Emporio', isDemo: false },
    { id: 3, name: 'Negozio dimostrativo', isDemo: true },
  ] as unknown as ReturnType<typeof useApp.getState>['shops']

  /** Main answers each request by its name; what was asked of it. */
  function main(answers: Readonly<Record<string, unknown>>): [string, unknown][] {
    useApp.setState({ shops, texts })
    useAccountant.setState({ ...useAccountant.getInitialState(), month: '2026-10' })
    const asked: [string, unknown][] = []
    const request = async (name: string, argument: unknown) => {
      asked.push([name, argument])
      return answers[name] ?? { ok: true, value: null }
    }
    vi.stubGlobal('window', { api: { request, on: () => () => undefined } })
    return asked
  }

  it('R42 takes the demonstration shop only alone', () => {
    main({})
    const chosen = () => useAccountant.getState().shopIds
    chooseShops([1])
    chooseShops([1, 2])
    expect(chosen()).toEqual([1, 2])
    chooseShops([1, 2, 3])
    expect(chosen()).toEqual([3])
    chooseShops([3, 1])
    expect(chosen()).toEqual([1])
  })

  it('asks for all real shops where none is chosen, and for no shop that is gone', async () => {
    const asked = main({ 'accountant.report': { ok: true, value: report() } })
    await calculate()
    useAccountant.setState({ shopIds: [1, 9], span: 'quarter' })
    await calculate()
    expect(asked).toEqual([
      ['accountant.report', { period: { from: '2026-10-01', to: '2026-10-31' }, shopIds: null }],
      ['accountant.report', { period: { from: '2026-10-01', to: '2026-12-31' }, shopIds: [1] }],
    ])
    expect(useAccountant.getState().report).toEqual(report())
    expect(await saveSettings(settings)).toBe(true)
    expect(useAccountant.getState().outdated).toBe(true)
  })

  it('a report that was stopped is no failure; one that fails is', async () => {
    const failed = (code: string) => ({ ok: false, failure: { code, params: {} } })
    main({ 'accountant.report': failed('cancelled') })
    const running = calculate()
    stop()
    expect(useAccountant.getState()).toMatchObject({ working: 'report', stopping: true })
    await running
    expect(useAccountant.getState()).toMatchObject({ working: null, stopping: false, failure: null })
    main({ 'accountant.report': failed('archive-busy') })
    await calculate()
    expect(useAccountant.getState().failure?.code).toBe('archive-busy')
  })

  it('the package leads to its file, and what it says is on the page', async () => {
    main({ 'accountant.package': { ok: true, value: { file: '/tmp/a.zip', report: report() } } })
    await makePackage()
    expect(useAccountant.getState().report).toEqual(report())
    expect(useToasts.getState().toast).toMatchObject({ text: 'Pacchetto salvato', detail: '/tmp/a.zip' })
    expect(useToasts.getState().toast?.actions).toHaveLength(2)
  })

  it('orders are shown in the search; one alone is opened', () => {
    const asked = main({})
    showOrders([])
    showOrders([4])
    showOrders([4, 5])
    expect(asked.map(([, argument]) => argument)).toEqual([
      { runId: null, orderId: 4, orderIds: null },
      { runId: null, orderId: null, orderIds: [4, 5] },
    ])
  })
})
