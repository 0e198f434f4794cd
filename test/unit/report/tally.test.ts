import { Big } from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportTally } from '../../../main/report/tally.ts'
import {
  type AccountantSettings,
  orderKinds,
  type ReportPeriod,
  readAccountantSettings,
} from '../../../main/words/accountant.ts'
import type { Order, Refund } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { orderOf } from '../../support/orders.ts'

const november: ReportPeriod = { from: '2026-11-01', to: '2026-11-30' }
const usual = readAccountantSettings(null)

/** By the calendar of this computer. */
const at = (month: number, day: number, hour = 12, minute = 0) =>
  new Date(2026, month - 1, day, hour, minute).toISOString()

interface Given {
  readonly order: Order
  readonly kind?: (typeof orderKinds)[number]
  readonly refunds?: readonly Refund[]
  readonly hasInvoice?: boolean
}

function reportOf(given: readonly Given[], settings: Partial<AccountantSettings> = {}, period = november) {
  const tally = reportTally(period, { ...usual, ...settings })
  given.forEach(({ order, kind = 'paid', refunds = order.refunds, hasInvoice = false }, id) => {
    const source = { id, shopId: 1, shopName: 'Bottega', order, leftOut: null, changedOnSite: false } as const
    tally.add({ source: { ...source, ownNote: '', tags: '' }, kind, refunds, hasInvoice })
  })
  return tally.done(0)
}

/** What was sold, by other means: the total and what cards paid. */
function soldBy({ totals, fees }: Order): Big {
  return fees
    .filter(({ kind }) => kind === 'paid')
    .reduce((sum, { net, tax }) => sum.minus(net).minus(tax), new Big(totals.total))
}

const sum = (amounts: readonly string[]) => amounts.reduce((all, one) => all.plus(one), new Big(0))
const to = (country: string, vatNumber = '') => {
  const { shipping, fiscal } = orderOf(1)
  return { shipping: { ...shipping, country }, fiscal: { ...fiscal, vatNumber } }
}
const refundOf = (amount: string, changes: Partial<Refund> = {}): Refund => ({
  id: amount,
  at: at(11, 21),
  reason: '',
  amount,
  lines: [],
  ...changes,
})
const line = (net: string, tax: string, vatRate: string | null) => ({
  ...(orderOf(1).lines[0] as Order['lines'][number]),
  unitPrice: net,
  net,
  tax,
  vatRate,
})
/** An order of these lines, whose total is their sum. */
const orderWith = (lines: readonly Order['lines'][number][], changes: Partial<Order> = {}, id = 1) => {
  const total = sum(lines.flatMap(({ net, tax }) => [net, tax])).toFixed(2)
  return orderOf(id, { lines, taxes: [], totals: { ...orderOf(1).totals, total }, ...changes })
}
const row = (category: object, net: string, tax: string, more: object = {}) =>
  expect.objectContaining({ category, net, tax, ...more })

const anyGiven = fc
  .record({
    order: fc
      .tuple(anyOrder, fc.constantFrom('IT', 'DE', 'FR', 'US', ''), fc.constantFrom('', '12345678903'))
      .map(([order, country, vatNumber]) => ({ ...order, ...to(country, vatNumber), placedAt: at(11, 20) })),

    kind: fc.constantFrom(...orderKinds),
    isPaid: fc.boolean(),
  })
  .map(({ order, kind, isPaid }) => ({ kind, order: { ...order, paidAt: isPaid ? at(11, 20) : null } }))

describe('R47 the register adds up to the orders', () => {
  it('whatever they hold: sales less refunds, to the cent', () => {
    fc.assert(
      fc.property(
        fc.array(anyGiven, { maxLength: 8 }),
        fc.constantFrom('yes', 'no', 'unsaid'),
        (given, oss) => {
          const report = reportOf(given, { oss })
          const inside = given.filter(({ kind }) => usual.kinds.includes(kind))
          const sold = inside.reduce((all, { order }) => all.plus(soldBy(order)), new Big(0))
          const back = inside
            .flatMap(({ order }) => order.refunds)
            .filter((refund) => refund.at !== null)
            .reduce((all, { amount }) => all.plus(amount), new Big(0))
          const rows = sum(report.register.map(({ gross }) => gross))
          expect(rows.toFixed(2)).toBe(sold.minus(back).toFixed(2))
          expect(sum(report.days.map(({ gross }) => gross)).toFixed(2)).toBe(rows.toFixed(2))
          expect(sum(report.totals.map(({ gross }) => gross)).toFixed(2)).toBe(rows.toFixed(2))
          const { reconciliation, payments, counted } = report
          expect(reconciliation).toMatchObject({
            orders: inside.length,
            ordersTotal: sold.toFixed(2),
            registerTotal: rows.toFixed(2),
            difference: '0.00',
          })
          expect(sum(payments.flatMap(({ paid, byCard }) => [paid, byCard])).toFixed(2)).toBe(sold.toFixed(2))
          expect(sum(counted.map(({ amount }) => amount)).toFixed(2)).toBe(sold.toFixed(2))
          for (const { gross, net, tax } of report.register) {
            expect(new Big(net).plus(tax).toFixed(2)).toBe(new Big(gross).toFixed(2))
            expect(gross).toMatch(/^-?\d+\.\d\d$/)
          }
        },
      ),
    )
  })
})

describe('R47 register of takings', () => {
  it('by day and rate, with every day of the period', () => {
    const mixed = orderWith([line('10.00', '2.20', '22'), line('20.00', '2.00', '10')], { paidAt: at(11, 3) })
    const { register, days, totals } = reportOf([
      { order: mixed },
      { order: orderOf(2, { paidAt: at(11, 5) }) },
    ])
    expect(register).toEqual([
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20', {
        day: '2026-11-03',
        gross: '12.20',
        isRefund: false,
      }),
      row({ kind: 'rate', rate: '10' }, '20.00', '2.00', { day: '2026-11-03', gross: '22.00' }),
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20', { day: '2026-11-05' }),
    ])
    expect(totals).toEqual([
      row({ kind: 'rate', rate: '22' }, '20.00', '4.40'),
      row({ kind: 'rate', rate: '10' }, '20.00', '2.00'),
    ])
    expect(days).toHaveLength(30)
    expect(days[2]).toEqual({
      day: '2026-11-03',
      orders: 1,
      refunds: 0,
      gross: '34.20',
      net: '30.00',
      tax: '4.20',
    })
    expect(days[3]).toMatchObject({ day: '2026-11-04', orders: 0, gross: '0.00' })
  })

  it('a day is one of this computer: the last minute of October is not November, whatever the clocks do', () => {
    const last = orderOf(1, { paidAt: at(10, 31, 23, 59) })
    const first = orderOf(2, { paidAt: at(11, 1, 0, 0) })
    const changed = orderOf(3, { paidAt: at(10, 25, 23, 30) })
    const given = [last, first, changed].map((order) => ({ order }))
    const october = { from: '2026-10-01', to: '2026-10-31' }
    const { days, register } = reportOf(given, {}, october)
    expect(days.map(({ day }) => day)).toEqual([...new Set(days.map(({ day }) => day))])
    expect(days).toHaveLength(31)
    expect(register.map(({ day }) => day)).toEqual(['2026-10-25', '2026-10-31'])
    expect(reportOf(given).register.map(({ day }) => day)).toEqual(['2026-11-01'])
  })

  it('an order counts when it was paid, or when it was placed, as the office has it', () => {
    const late = { order: orderOf(1, { placedAt: at(10, 30), paidAt: at(11, 2) }) }
    const unknown = { order: orderOf(2, { placedAt: at(11, 9), paidAt: null }) }
    const byPayment = reportOf([late, unknown])
    expect(byPayment.register.map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-09'])
    expect(byPayment.withoutPayment).toBe(1)
    const byOrder = reportOf([late, unknown], { dateBy: 'placed' })
    expect(byOrder.register.map(({ day }) => day)).toEqual(['2026-11-09'])
    expect(byOrder.withoutPayment).toBe(0)
  })

  it('tells why there is no VAT, as far as country and VAT number say', () => {
    const free = (country: string, vatNumber = '') => ({
      order: orderWith([line('10.00', '0.00', '0')], to(country, vatNumber)),
    })
    const given = [free('IT'), free('DE'), free('DE', 'DE123456789'), free('CH'), free('')]
    expect(reportOf(given).totals.map(({ category }) => category)).toEqual([
      { kind: 'zero', reason: 'eu-business' },
      { kind: 'zero', reason: 'eu-consumer' },
      { kind: 'zero', reason: 'italy' },
      { kind: 'zero', reason: 'outside-eu' },
      { kind: 'zero', reason: 'unknown-country' },
    ])
    // The shop says no rate: what leaves the EU has none, what stays has one that nobody knows.
    // So it is where it says one, and takes no VAT.
    for (const rate of [null, '22']) {
      const untaxed = (country: string) => ({ order: orderWith([line('10.00', '0.00', rate)], to(country)) })
      expect(reportOf([untaxed('IT'), untaxed('CH')]).totals.map(({ category }) => category)).toEqual([
        { kind: 'zero', reason: 'outside-eu' },
        { kind: 'no-rate' },
      ])
    }
  })

  it('cards sold, what is to be cleared up, unknown rates and cents have lines of their own; what cards paid has none', () => {
    const card = { ...line('50.00', '0.00', '0'), name: 'Buono Regalo da 50 euro' }
    const odd = line('10.00', '1.37', null)
    const order = orderWith([card, odd, line('10.00', '2.20', '22')], {
      fees: [
        { name: 'Buono regalo', kind: 'paid', net: '-20.00', tax: '0', vatRate: null },
        { name: 'Differenza', kind: 'unclear', net: '3.00', tax: '0', vatRate: null },
      ],
      totals: { ...orderOf(1).totals, total: '56.58' },
      paymentMethod: 'Carta',
    })
    const { register, payments, reconciliation } = reportOf([{ order }])
    expect(register).toEqual([
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20'),
      row({ kind: 'card' }, '50.00', '0.00'),
      row({ kind: 'no-rate' }, '10.00', '1.37'),
      row({ kind: 'unclear' }, '3.00', '0.00'),
      row({ kind: 'rounding' }, '0.01', '0.00'),
    ])
    expect(reconciliation).toMatchObject({ ordersTotal: '76.58', registerTotal: '76.58' })
    expect(payments).toEqual([
      { method: 'Carta', orders: 1, paid: '56.58', byCard: '20.00', refunded: '0.00' },
    ])
    // By its SKU it is one with VAT, too.
    const bySku = { ...line('50.00', '11.00', '22'), sku: 'CARD-50' }
    expect(reportOf([{ order: orderWith([bySku]) }], { cards: ['card-50'] }).register).toEqual([
      row({ kind: 'card' }, '50.00', '11.00'),
    ])
  })

  it('a reduction of several rates is shared out by what the shop says of its taxes, whatever rate it looks like', () => {
    const order = orderWith([line('100.00', '10.00', '10'), line('100.00', '4.00', '4')], {
      // As if of 5 %.
      fees: [{ name: 'Sconto', kind: 'discount', net: '-4.60', tax: '-0.23', vatRate: null }],
      taxes: [
        { name: 'IVA 10%', rate: '10', amount: '9.92' },
        { name: 'IVA 4%', rate: '4', amount: '3.85' },
      ],
      totals: { ...orderOf(1).totals, total: '209.17' },
    })
    expect(reportOf([{ order }]).register).toEqual([
      row({ kind: 'rate', rate: '10' }, '99.19', '9.92'),
      row({ kind: 'rate', rate: '4' }, '96.21', '3.85'),
    ])
  })

  it('what was taken out of an order counts where its total holds it, and a difference is no rounding', () => {
    const whole = { ...orderOf(1).totals, total: '23.20' }
    const out = line('10.00', '1.00', '10')
    expect(reportOf([{ order: orderOf(1, { removedLines: [out], totals: whole }) }]).register).toEqual([
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20'),
      row({ kind: 'rate', rate: '10' }, '10.00', '1.00'),
    ])
    expect(reportOf([{ order: orderOf(1, { removedLines: [out] }) }]).register).toHaveLength(1)
    expect(reportOf([{ order: orderOf(1, { totals: whole }) }]).register).toEqual([
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20'),
      row({ kind: 'unclear' }, '11.00', '0.00'),
    ])
  })

  it('orders that ask for an invoice are in it or apart, those with missing data first in their list', () => {
    const complete = orderOf(1, {
      fiscal: { ...orderOf(1).fiscal, vatNumber: '12345678903', sdiCode: 'ABC1234' },
    })
    const lacking = orderOf(2, {
      fiscal: { fiscalCode: '', vatNumber: '', sdiCode: '', pec: 'a@pec.example' },
    })
    const given = [complete, lacking, orderOf(3)].map((order) => ({ order }))
    const report = reportOf(given)
    expect(report.invoices.map(({ number, problems }) => [number, problems])).toEqual([
      ['N2', ['fiscal.fiscalCode']],
      ['N1', []],
    ])
    expect(report.register).toHaveLength(1)
    expect(reportOf(given, { invoiced: 'apart' }).register).toEqual([
      row({ kind: 'rate', rate: '22' }, '10.00', '2.20', { isInvoiced: false }),
      row({ kind: 'rate', rate: '22' }, '20.00', '4.40', { isInvoiced: true }),
    ])
    expect(reportOf(given, { fiscalCodeAsks: true }).invoices).toHaveLength(3)
    // Who has one, whether he asked or not, and who has it already.
    const made = [...given.slice(0, 2), { order: orderOf(3), hasInvoice: true }]
    expect(reportOf(made).invoices.map(({ number, isMade = false }) => [number, isMade])).toEqual([
      ['N2', false],
      ['N1', false],
      ['N3', true],
    ])
    expect(reportOf(made, { invoiced: 'apart' }).register).toEqual([
      row({ kind: 'rate', rate: '22' }, '30.00', '6.60', { isInvoiced: true }),
    ])
  })

  it('leaves out what is cancelled, failed or not paid, and says how much; other currencies have a list apart', () => {
    const dollars = { order: orderOf(5, { currency: 'USD', refunds: [refundOf('2.00')] }) }
    const { reconciliation, leftOut, counted, otherCurrencies, inOtherCurrencies } = reportOf([
      { order: orderOf(1) },
      { order: orderOf(2, { refunds: [refundOf('12.20')] }), kind: 'cancelled' },
      { order: orderOf(3), kind: 'failed' },
      { order: orderOf(4, { paidAt: null }), kind: 'unpaid' },
      dollars,
    ])
    expect(reconciliation).toMatchObject({ orders: 1, ordersTotal: '12.20', refundsTotal: '0.00' })
    expect(counted).toEqual([{ kind: 'paid', orders: 1, amount: '12.20' }])
    expect(leftOut).toEqual([
      { why: 'cancelled', count: 1, amount: '12.20', orderIds: [1] },
      { why: 'refund-of-left-out', count: 1, amount: '12.20', orderIds: [1] },
      { why: 'failed', count: 1, amount: '12.20', orderIds: [2] },
      { why: 'unpaid', count: 1, amount: '12.20', orderIds: [3] },
      { why: 'other-currency', count: 1, amount: null, orderIds: [4] },
    ])
    expect(otherCurrencies).toEqual([{ currency: 'USD', orders: 2, amount: '10.20' }])
    expect(inOtherCurrencies.map(({ amount }) => amount)).toEqual(['12.20', '-2.00'])
  })
})

describe('R47 refunds stand on their day', () => {
  const sold = [line('100.00', '22.00', '22'), line('100.00', '10.00', '10')]
  const inOctober = { placedAt: at(10, 20), paidAt: at(10, 20) }

  it('by their rows where these come to the amount', () => {
    const given = { kind: 'goods', sku: '', name: '', quantity: '1', net: '50.00', tax: '5.00' } as const
    const refund = refundOf('55.00', { lines: [{ ...given, vatRate: '10' }], at: at(11, 21) })
    const { register, reconciliation, sharedRefunds, days, payments } = reportOf([
      { order: orderWith(sold, { ...inOctober, refunds: [refund] }), kind: 'shipped' },
    ])
    expect(register).toEqual([
      row({ kind: 'rate', rate: '10' }, '-50.00', '-5.00', { day: '2026-11-21', isRefund: true }),
    ])
    expect(reconciliation).toMatchObject({
      orders: 0,
      refunds: 1,
      refundsTotal: '-55.00',
      registerTotal: '-55.00',
    })
    expect([sharedRefunds, days[20]?.refunds, payments[0]?.refunded]).toEqual([0, 1, '55.00'])
  })

  it('shared out by the rates of the order where they have no rows, and that is said', () => {
    const order = orderWith(sold, { ...inOctober, refunds: [refundOf('23.20')] })
    const { register, sharedRefunds } = reportOf([{ order }])
    expect(register).toEqual([
      row({ kind: 'rate', rate: '22' }, '-10.00', '-2.20'),
      row({ kind: 'rate', rate: '10' }, '-10.00', '-1.00'),
    ])
    expect(sharedRefunds).toBe(1)
  })

  it('money beside what was given back is shared out, what was kept back lowers its rows', () => {
    const given = { kind: 'goods', sku: '', name: '', quantity: '1', net: '50.00', tax: '5.00' } as const
    const lines = [{ ...given, vatRate: '10' }]
    const of = (amount: string) =>
      reportOf([{ order: orderWith(sold, { ...inOctober, refunds: [refundOf(amount, { lines })] }) }])
        .register
    expect(of('78.20')).toEqual([
      row({ kind: 'rate', rate: '22' }, '-10.00', '-2.20'),
      row({ kind: 'rate', rate: '10' }, '-60.00', '-6.00'),
    ])
    expect(of('44.00')).toEqual([row({ kind: 'rate', rate: '10' }, '-40.00', '-4.00')])
  })

  it('what was sold without VAT comes back as what it was', () => {
    const of = (sku: string, vatRate: string | null) => {
      const lines = [{ ...line('50.00', '0.00', vatRate), sku }]
      const order = orderWith(lines, { placedAt: at(11, 2), paidAt: at(11, 2), refunds: [refundOf('50.00')] })
      return reportOf([{ order }], { cards: ['card'] }).totals.map(({ category, gross }) => [category, gross])
    }
    for (const [sku, rate, category] of [
      ['book', '0', { kind: 'zero', reason: 'italy' }],
      ['book', null, { kind: 'no-rate' }],
      ['card', '0', { kind: 'card' }],
    ] as const)
      expect(of(sku, rate)).toEqual([
        [category, '50.00'],
        [category, '-50.00'],
      ])
  })

  it('those without a date stand apart, with the month of their order', () => {
    const undated = { order: orderOf(1, { refunds: [refundOf('5.00', { at: null })] }) }
    const stateOnly = { order: orderOf(2), kind: 'refunded' } as const
    const dated = { order: orderOf(3, { refunds: [refundOf('12.20')] }), kind: 'refunded' } as const
    const october = { order: orderOf(4, { ...inOctober, refunds: [refundOf('1.00', { at: null })] }) }
    const { undatedRefunds, reconciliation } = reportOf([undated, stateOnly, dated, october])
    expect(undatedRefunds.map(({ number, amount }) => [number, amount])).toEqual([
      ['N1', '5.00'],
      ['N2', '12.20'],
    ])
    expect(reconciliation).toMatchObject({ refundsTotal: '-12.20', refunds: 1 })
  })
})

describe('R47 sales to consumers in other countries of the EU', () => {
  const german = (net: string, tax: string, rate: string, changes: Partial<Order> = {}) => ({
    order: orderWith([line(net, tax, rate)], { ...to('DE'), ...changes }),
  })

  it('stand in the register by country, and by quarter, country and rate; businesses do not', () => {
    const { register, oss } = reportOf([
      german('100.00', '19.00', '19'),
      german('10.00', '0.70', '7'),
      { order: orderWith([line('100.00', '0.00', '0')], to('DE', 'DE123456789')) },
      { order: orderWith([line('100.00', '20.00', '20')], to('MC')) },
      { order: orderWith([line('5.00', '0.95', '19')], { ...to('DE'), paidAt: at(10, 2) }) },
    ])
    expect(register).toEqual([
      row({ kind: 'eu', country: 'DE', rate: '19' }, '100.00', '19.00'),
      row({ kind: 'eu', country: 'DE', rate: '7' }, '10.00', '0.70'),
      row({ kind: 'eu', country: 'FR', rate: '20' }, '100.00', '20.00'),
      row({ kind: 'zero', reason: 'eu-business' }, '100.00', '0.00'),
    ])
    expect(oss).toEqual([
      expect.objectContaining({ quarter: '2026-Q4', country: 'DE', rate: '19', net: '105.00', tax: '19.95' }),
      expect.objectContaining({ quarter: '2026-Q4', country: 'DE', rate: '7', net: '10.00' }),
      expect.objectContaining({ quarter: '2026-Q4', country: 'FR', rate: '20', gross: '120.00' }),
    ])
  })

  it('whoever declares nothing by OSS has them among the others', () => {
    const { register } = reportOf([german('100.00', '22.00', '22')], { oss: 'no' })
    expect(register).toEqual([row({ kind: 'rate', rate: '22' }, '100.00', '22.00')])
  })

  it('a refund lowers its quarter, or corrects an earlier one', () => {
    const now = german('100.00', '19.00', '19', { refunds: [refundOf('11.90')] })
    const before = german('50.00', '9.50', '19', { paidAt: at(9, 30), refunds: [refundOf('59.50')] })
    expect(reportOf([now, before]).oss).toEqual([
      expect.objectContaining({ correctionOf: null, net: '90.00', tax: '17.10' }),
      expect.objectContaining({ correctionOf: '2026-Q3', net: '-50.00', tax: '-9.50' }),
    ])
  })

  it('the meter warns before the threshold, by all that is known of the year', () => {
    const meterOf = (net: string, paidAt: string) =>
      reportOf([{ order: orderWith([line(net, '0.00', '0')], { ...to('DE'), paidAt }) }]).meters
    expect(meterOf('7999.99', at(3, 1))[0]).toEqual({
      year: 2026,
      untilPeriodEnd: '7999.99',
      known: '7999.99',
      threshold: '10000',
      state: 'below',
    })
    expect(meterOf('8000.00', at(3, 1))[0].state).toBe('near')
    expect(meterOf('10000.00', at(3, 1))[0].state).toBe('near')
    expect(meterOf('10000.01', at(12, 1))[0]).toMatchObject({ untilPeriodEnd: '0.00', state: 'reached' })
    const [now, before] = meterOf('10000.01', new Date(2025, 5, 1).toISOString())
    expect([now.known, before]).toEqual(['0.00', expect.objectContaining({ year: 2025, state: 'reached' })])
  })

  it('warns where country and rate do not agree, and only there', () => {
    const of = (country: string, rate: string, tax: string, vatNumber = '') => ({
      order: orderWith([line('100.00', tax, rate)], to(country, vatNumber)),
    })
    const problems = (given: Given, settings = {}) =>
      reportOf([given], settings).warnings.map(({ problem, rate }) => `${problem} ${rate}`)
    expect(problems(of('DE', '22', '22.00'))).toEqual(['not-of-country 22'])
    expect(problems(of('DE', '19', '19.00'))).toEqual([])
    expect(problems(of('DE', '22', '22.00'), { oss: 'no' })).toEqual([])
    expect(problems(of('DE', '22', '22.00', 'DE123456789'))).toEqual([])
    expect(problems(of('DE', '0', '0.00'))).toEqual(['eu-without-vat 0'])
    expect(problems(of('IT', '19', '19.00'))).toEqual(['not-italian 19'])
    expect(problems(of('IT', '22', '22.00'))).toEqual([])
    expect(problems(of('US', '22', '22.00'))).toEqual(['vat-outside-eu 22'])
    expect(problems(of('US', '0', '0.00'))).toEqual([])
  })
})
