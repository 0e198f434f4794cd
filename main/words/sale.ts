import { absolute, type Scaled, scaled, toDecimal, unit } from './decimal.ts'
import type { Decimal, Fee, Order, OrderLine } from './order.ts'

/** What cards, credit or points paid of an order: rows that lower its total and not the sale (R7). */
export function paidRows({ fees }: Pick<Order, 'fees'>): readonly Fee[] {
  return fees.filter(({ kind }) => kind === 'paid')
}

/** What those rows paid together; positive. */
export function paidInPart(order: Pick<Order, 'fees'>): Scaled {
  return paidRows(order).reduce((sum, { net, tax }) => sum - scaled(net) - scaled(tax), 0n)
}

/** The part of the total that nothing in the order explains (*da chiarire*); net, as fees are, but it has no VAT. */
export function unclearPart({ fees }: Pick<Order, 'fees'>): Decimal {
  const rows = fees.filter(({ kind }) => kind === 'unclear')
  return toDecimal(
    rows.reduce((sum, { net }) => sum + scaled(net), 0n),
    2,
  )
}

/** What raised or lowered the total, net, without what is to be cleared up. */
export function clearFees(order: Pick<Order, 'fees' | 'totals'>): Decimal {
  return toDecimal(scaled(order.totals.fees) - scaled(unclearPart(order)), 2)
}

/** What was sold, however it was paid; positive unless more was given back than sold. */
export function soldTotal(order: Pick<Order, 'fees' | 'totals'>): Scaled {
  return scaled(order.totals.total) + paidInPart(order)
}

/** The most that rows may differ from their total by the shop's own rounding. */
export const mostRounding = unit(0) / 2n

/**
 * What was taken out of an order and is still in its total: given back, it has refunds. Some platforms leave it there, some do
 * not: only the sum tells.
 */
export function takenOutLines(order: Order): readonly OrderLine[] {
  const { lines, removedLines, shippingLines, fees } = order
  if (removedLines.length === 0) return []
  const gross = (rows: readonly Pick<OrderLine, 'net' | 'tax'>[]) =>
    rows.reduce((sum, { net, tax }) => sum + scaled(net) + scaled(tax), 0n)
  const rest = scaled(order.totals.total) - gross([...lines, ...shippingLines, ...fees])
  const restOfAll = absolute(rest - gross(removedLines))
  return restOfAll < absolute(rest) && restOfAll <= mostRounding ? removedLines : []
}

/** What is left of an order's total after what was given back. */
export function leftOver({ totals }: Pick<Order, 'totals'>): Decimal {
  return toDecimal(scaled(totals.total) - scaled(totals.refunded), 2)
}
