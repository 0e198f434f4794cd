import type { ShopState } from '../../words/shop.ts'
import type { Fields } from './reader.ts'

/**
 * An order's state is what became of its money, or that it was cancelled (docs/decisions/0020-shopify-states.md):
 * `OrderDisplayFinancialStatus` in lower case. They are the same on every shop.
 */
export const shopStates: readonly ShopState[] = [
  { id: 'pending', name: 'Pending' },
  { id: 'authorized', name: 'Authorized' },
  { id: 'partially_paid', name: 'Partially paid' },
  { id: 'paid', name: 'Paid' },
  { id: 'partially_refunded', name: 'Partially refunded' },
  { id: 'refunded', name: 'Refunded' },
  { id: 'voided', name: 'Voided' },
  { id: 'expired', name: 'Expired' },
  { id: 'cancelled', name: 'Cancelled' },
]

export const defaultStates: readonly string[] = ['paid', 'partially_refunded']

/** How far an order is on its way, slim or full. No order is wrong for it: nothing is reckoned with it. */
export function fulfilmentOf({ displayFulfillmentStatus: status }: Fields): string {
  return typeof status === 'string' ? status.toLowerCase() : ''
}

/** The state of an order, slim or full; null when the shop does not say. */
export function stateOf(order: Fields): string | null {
  if (typeof order.cancelledAt === 'string') return 'cancelled'
  const { displayFinancialStatus: status, fullyPaid } = order
  if (typeof status === 'string' && status !== '') return status.toLowerCase()
  // Nothing to pay, nothing to show: orders of 0 may have no status of their own.
  return typeof fullyPaid === 'boolean' ? (fullyPaid ? 'paid' : 'pending') : null
}
