import type {
  AccountantReport,
  AccountantSettings,
  Counted,
  CurrencyTotal,
  InvoiceRow,
  LeftOut,
  ListedOrder,
  OrderKind,
  PaymentTotal,
  RateWarning,
  ReportPeriod,
} from '../words/accountant.ts'
import { type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import { type Day, dayOf } from '../words/local-time.ts'
import { destinationOf, type Instant, type Order, type Refund } from '../words/order.ts'
import { mostNamedOrders } from '../words/order-search.ts'
import { paidInPart, soldTotal } from '../words/sale.ts'
import { cents } from '../words/vat-amounts.ts'
import { vatCountry } from '../words/vat-area.ts'
import { asksForInvoice, invoiceProblems } from './invoice-request.ts'
import { ossTally } from './oss.ts'
import { disagreementsOf } from './rate-warnings.ts'
import { refundParts } from './refund-parts.ts'
import { registerTally } from './register.ts'
import { isToEuConsumer, saleParts } from './sale-parts.ts'
import type { RefundedOrder } from './takings.ts'

/** The currency of the register, and of the threshold. */
const euro = 'EUR'

/** What the orders themselves say; the rest of the report is known beforehand. */
export type Tallied = Omit<AccountantReport, 'madeAt' | 'shops' | 'isDemo' | 'settings' | 'period'>

/** An order with what the accountant's month asks about it. */
export interface Taken extends RefundedOrder {
  readonly kind: OrderKind
  /** It has an invoice (R48). */
  readonly hasInvoice: boolean
}

export interface ReportTally {
  /** @returns the first day on which the order, or what was given back of it, is in the sums of the period; null: it is not */
  add(taken: Taken): Day | null
  /** @param wrong orders that could not be stored */
  done(wrong: number): Tallied
}

interface Count {
  count: number
  amount: Scaled
}

interface LeftOutCount extends Count {
  readonly orderIds: number[]
}

/** Folds orders, in any sequence, into the accountant's month (R47): the memory of its rows, not of its orders. */
export function reportTally(period: ReportPeriod, settings: AccountantSettings): ReportTally {
  const register = registerTally()
  const oss = ossTally()
  const counted = new Map<OrderKind, Count>()
  const leftOut = new Map<LeftOut['why'], LeftOutCount>()
  const currencies = new Map<string, Count>()
  const payments = new Map<string, { orders: number; paid: Scaled; byCard: Scaled; refunded: Scaled }>()
  const invoices: InvoiceRow[] = []
  const warnings: RateWarning[] = []
  const inOtherCurrencies: ListedOrder[] = []
  const undatedRefunds: ListedOrder[] = []
  const sales: Count = { count: 0, amount: 0n }
  const refunded: Count = { count: 0, amount: 0n }
  let [withoutPayment, sharedRefunds] = [0, 0]

  const isInside = (day: Day) => day >= period.from && day <= period.to
  const paymentOf = (method: string) => {
    const payment = payments.get(method) ?? { orders: 0, paid: 0n, byCard: 0n, refunded: 0n }
    payments.set(method, payment)
    return payment
  }

  const leaveOut = ({ source, kind, refunds }: Taken, day: Day, why: LeftOut['why']) => {
    const { order } = source
    const isEuro = order.currency === euro
    if (isInside(day)) countLeftOut(leftOut, why, source.id, isEuro ? soldTotal(order) : 0n)
    const given = refunds.filter(({ at }) => at !== null && isInside(dayOfInstant(at)))
    if (why === kind) {
      for (const refund of given)
        countLeftOut(leftOut, 'refund-of-left-out', source.id, isEuro ? amountOf(refund) : 0n)
      return
    }
    const listed = (on: Day, amount: Scaled) => {
      inOtherCurrencies.push(listedOrder(source, on, amount))
      count(currencies, order.currency, amount)
    }
    if (isInside(day)) listed(day, soldTotal(order))
    for (const refund of given) listed(dayOfInstant(refund.at ?? ''), -amountOf(refund))
  }

  const addSale = (
    { source, kind, hasInvoice, refunds }: Taken,
    day: Day,
    parts: ReturnType<typeof saleParts>,
  ) => {
    const { order } = source
    const sold = soldTotal(order)
    const isInvoiced = hasInvoice || asksForInvoice(order, settings)
    register.add(day, parts, { isRefund: false, isInvoiced: isInvoiced && settings.invoiced === 'apart' })
    sales.count += 1
    sales.amount += sold
    count(counted, kind, sold)
    if (settings.dateBy === 'paid' && order.paidAt === null) withoutPayment += 1
    const payment = paymentOf(order.paymentMethod)
    payment.orders += 1
    payment.paid += sold - paidInPart(order)
    payment.byCard += paidInPart(order)
    const listed = listedOrder(source, day, sold)
    if (isInvoiced) {
      const { country } = order.billing
      const problems = hasInvoice ? [] : invoiceProblems(order)
      const made = hasInvoice ? ({ isMade: true } as const) : {}
      invoices.push({ ...listed, ...order.fiscal, country, problems, ...made })
    }
    const { country } = destinationOf(order)
    for (const found of disagreementsOf(order, parts, settings))
      warnings.push({ ...listed, country, ...found })
    const unknown = undatedAmount(order, kind, refunds)
    if (unknown > 0n) undatedRefunds.push(listedOrder(source, day, unknown))
  }

  return {
    add: (taken) => {
      const { source, kind, refunds } = taken
      const { order } = source
      const day = saleDay(order, settings)
      if (!settings.kinds.includes(kind)) {
        leaveOut(taken, day, kind)
        return null
      }
      if (order.currency !== euro) {
        leaveOut(taken, day, 'other-currency')
        return null
      }
      const parts = saleParts(source, settings)
      const isToEu = isToEuConsumer(order)
      const country = vatCountry(destinationOf(order).country)
      let first = isInside(day) ? day : null
      if (first !== null) addSale(taken, day, parts)
      if (isToEu) oss.add(country, day, null, parts)
      for (const refund of refunds) {
        if (refund.at === null) continue
        const on = dayOfInstant(refund.at)
        if (!isToEu && !isInside(on)) continue
        const back = refundParts(refund, amountOf(refund), source, settings)
        if (isToEu) oss.add(country, on, day, back.parts)
        if (!isInside(on)) continue
        if (first === null || on < first) first = on
        const isInvoiced =
          settings.invoiced === 'apart' && (taken.hasInvoice || asksForInvoice(order, settings))
        register.add(on, back.parts, { isRefund: true, isInvoiced })
        refunded.count += 1
        refunded.amount += amountOf(refund)
        paymentOf(order.paymentMethod).refunded += amountOf(refund)
        if (back.isShared) sharedRefunds += 1
      }
      return first
    },
    done: (wrong) => {
      if (wrong > 0) leftOut.set('wrong', { count: wrong, amount: 0n, orderIds: [] })
      const registerTotal = register.total()
      const year = Number(period.to.slice(0, 4))
      const { meterWarning } = settings
      return {
        days: register.days(period.from, period.to),
        register: register.rows(),
        totals: register.totals(),
        oss: oss.rows(period.from, period.to),
        meters: [oss.meter(year, period.to, meterWarning), oss.meter(year - 1, period.to, meterWarning)],
        invoices: invoices.sort(byNeed),
        payments: [...payments].map(paymentTotal).sort((a, b) => Number(b.paid) - Number(a.paid)),
        warnings: warnings.sort(byDay),
        otherCurrencies: [...currencies].map(currencyTotal),
        inOtherCurrencies: inOtherCurrencies.sort(byDay),
        undatedRefunds: undatedRefunds.sort(byDay),
        counted: [...counted].map(countedOf),
        leftOut: [...leftOut].map(leftOutOf),
        withoutPayment,
        sharedRefunds,
        reconciliation: {
          orders: sales.count,
          ordersTotal: toDecimal(sales.amount, 2),
          refunds: refunded.count,
          refundsTotal: toDecimal(-refunded.amount, 2),
          registerTotal: toDecimal(registerTotal, 2),
          difference: toDecimal(registerTotal - sales.amount + refunded.amount, 2),
        },
      }
    },
  }
}

/** The local day on which an order counts. */
export function saleDay(order: Order, { dateBy }: AccountantSettings): Day {
  return dayOfInstant(dateBy === 'paid' ? (order.paidAt ?? order.placedAt) : order.placedAt)
}

export function dayOfInstant(at: Instant): Day {
  return dayOf(new Date(at))
}

/** What was given back, VAT included, in whole cents; positive. */
export function amountOf({ amount }: Refund): Scaled {
  return cents(scaled(amount))
}

/** What the shop says was given back and no refund with a date is known for. */
function undatedAmount({ totals }: Order, kind: OrderKind, refunds: readonly Refund[]): Scaled {
  const said = scaled(kind === 'refunded' ? totals.total : totals.refunded)
  const known = (dated: boolean) =>
    refunds.filter(({ at }) => (at !== null) === dated).reduce((sum, refund) => sum + amountOf(refund), 0n)
  const [dated, undated] = [known(true), known(false)]
  return said > dated + undated ? said - dated : undated
}

function listedOrder({ id, shopName, order }: Taken['source'], day: Day, amount: Scaled): ListedOrder {
  const { number, customer, currency } = order
  const name = customer.company || customer.name
  return { orderId: id, shop: shopName, number, day, customer: name, currency, amount: toDecimal(amount, 2) }
}

function count<Key>(counts: Map<Key, Count>, key: Key, amount: Scaled): void {
  const known = counts.get(key) ?? { count: 0, amount: 0n }
  known.count += 1
  known.amount += amount
  counts.set(key, known)
}

/** What is to be put right first, what is done last. */
function byNeed(a: InvoiceRow, b: InvoiceRow): number {
  const need = ({ isMade, problems }: InvoiceRow) => (isMade ? 0 : problems.length > 0 ? 2 : 1)
  return need(b) - need(a) || byDay(a, b)
}

function countLeftOut(
  counts: Map<LeftOut['why'], LeftOutCount>,
  why: LeftOut['why'],
  orderId: number,
  amount: Scaled,
): void {
  const known = counts.get(why) ?? { count: 0, amount: 0n, orderIds: [] }
  known.count += 1
  known.amount += amount
  // An order may have several refunds.
  if (known.orderIds.at(-1) !== orderId && known.orderIds.length < mostNamedOrders)
    known.orderIds.push(orderId)
  counts.set(why, known)
}

function byDay(a: ListedOrder, b: ListedOrder): number {
  return a.day === b.day ? a.orderId - b.orderId : a.day < b.day ? -1 : 1
}

function paymentTotal([method, sum]: readonly [
  string,
  Record<'paid' | 'byCard' | 'refunded', Scaled> & { orders: number },
]): PaymentTotal {
  const { orders, paid, byCard, refunded } = sum
  return {
    method,
    orders,
    paid: toDecimal(paid, 2),
    byCard: toDecimal(byCard, 2),
    refunded: toDecimal(refunded, 2),
  }
}

function currencyTotal([currency, { count: orders, amount }]: readonly [string, Count]): CurrencyTotal {
  return { currency, orders, amount: toDecimal(amount, 2) }
}

function countedOf([kind, { count: orders, amount }]: readonly [OrderKind, Count]): Counted {
  return { kind, orders, amount: toDecimal(amount, 2) }
}

function leftOutOf([why, left]: readonly [LeftOut['why'], LeftOutCount]): LeftOut {
  const { count: orders, amount, orderIds } = left
  const isUnknown = why === 'wrong' || why === 'other-currency'
  return { why, count: orders, amount: isUnknown ? null : toDecimal(amount, 2), orderIds }
}
