import { absolute, type Scaled } from '../../words/decimal.ts'
import type { Order, WrongReason } from '../../words/order.ts'
import { compareSums, reasonsBesideAmounts } from '../reconcile.ts'

/** What an order declares and what its rows add up to. */
export interface Sums {
  readonly declaredTotal: Scaled
  readonly total: Scaled
  readonly declaredTax: Scaled
  readonly tax: Scaled
  /** What rounding may make of them. */
  readonly allowed: Scaled
}

/**
 * What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. Shopify
 * keeps a record of every customer, guests too, but tells nothing of him to an app without the approval for customers'
 * data: an order stored so would stay so (R15).
 */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  const reasons = reasonsBesideAmounts(order)
  if (sums === null) return reasons
  const { declaredTotal, total, declaredTax, tax, allowed } = sums
  return [
    ...reasons,
    ...compareSums('total_tax', declaredTax, [tax], allowed),
    ...compareSums('total', declaredTotal, [total], allowed),
  ]
}

/** Whether an order's rows make what it declares. */
export function addUp({ declaredTotal, total, declaredTax, tax, allowed }: Sums): boolean {
  return absolute(declaredTotal - total) <= allowed && absolute(declaredTax - tax) <= allowed
}
