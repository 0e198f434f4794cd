import { Failure } from '../../failure.ts'
import type { ShopState } from '../connector.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { isFields } from '../reader.ts'
import type { AskOrders } from './orders.ts'

/** Paid: `pending` still waits for the payment. `complete` too, for shops that ship at once. */
export const defaultStates: readonly string[] = ['processing', 'complete']

/** The statuses that every Magento 2 has (`sales_order_status`), but those of PayPal's disputes. */
const standard = [
  'pending',
  'pending_payment',
  'processing',
  'payment_review',
  'fraud',
  'holded',
  'complete',
  'closed',
  'canceled',
]

/** So many requests at most, one for each status of the shop's own. */
const mostOfItsOwn = 40

/**
 * The standard statuses and those of the shop's own that its orders have. Magento's REST API has no list of statuses
 * (up to 2.4.8), so the shop is asked for one order whose status is not among the known ones, until there is none.
 * A status that no order ever had stays unknown.
 */
export async function readStates(ask: AskOrders, signal: AbortSignal): Promise<readonly ShopState[]> {
  const known = new Set(standard)
  for (let asked = 0; asked < mostOfItsOwn; asked += 1) {
    const status = await anotherStatus(ask, [...known], signal)
    if (status === null || known.has(status)) break
    known.add(status)
  }
  return [...known].map((id) => ({ id, name: id }))
}

async function anotherStatus(
  ask: AskOrders,
  known: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { items } = await ask(
      {
        conditions: [{ field: 'status', type: 'nin', value: known.join(',') }],
        pageSize: 1,
        direction: 'DESC',
        fields: 'items[status]',
      },
      signal,
      { retries: 1 },
    )
    const [item] = items
    return isFields(item) && typeof item.status === 'string' && item.status !== '' ? item.status : null
  } catch (error) {
    // That one order cannot be loaded: what is known so far serves.
    if (error instanceof Failure && mayBeOneOrder(error)) return null
    throw error
  }
}
