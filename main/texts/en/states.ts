import { plainTable } from '../../words/lookup-table.ts'

/** The states that shops have out of the box; custom ones keep their own name. */
export const stateNames = plainTable({
  pending: 'Pending payment',
  processing: 'Processing',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Failed',
  'checkout-draft': 'Draft',
  trash: 'In the bin',
  authorized: 'Authorized',
  paid: 'Paid',
  partially_paid: 'Partially paid',
  partially_refunded: 'Partially refunded',
  voided: 'Voided',
  expired: 'Expired',
  new: 'New',
  pending_payment: 'Pending online payment',
  payment_review: 'Payment review',
  fraud: 'Suspected fraud',
  holded: 'On hold',
  complete: 'Complete',
  closed: 'Closed',
  canceled: 'Canceled',
})

/** The English name of a state, or the shop's own word. */
export function stateName(state: string): string {
  // Magento's states stand for all the statuses that belong to them.
  const group = state.startsWith('state:') ? state.slice('state:'.length) : null
  if (group !== null) return `All states of “${stateName(group)}”`
  return stateNames[state] ?? state
}

/** How far an order is on its way, as Shopify says it. */
const fulfilmentNames = plainTable({
  unfulfilled: 'Unfulfilled',
  partially_fulfilled: 'Partly fulfilled',
  fulfilled: 'Fulfilled',
  in_progress: 'In progress',
  pending_fulfillment: 'Waiting for fulfilment',
  request_declined: 'Fulfilment declined',
  on_hold: 'On hold',
  scheduled: 'Scheduled',
  open: 'Open',
  restocked: 'Restocked',
})

/** The English name, or the shop's own word. */
export function fulfilmentName(fulfilment: string): string {
  return fulfilmentNames[fulfilment] ?? fulfilment
}
