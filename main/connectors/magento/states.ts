import { Failure } from '../../words/failure.ts'
import type { ShopState } from '../../words/shop.ts'
import type { WantedStates } from '../connector.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { isFields } from '../reader.ts'
import type { AskOrders } from './orders.ts'

/**
 * A Magento order has two: its `state`, one of eight that are the same in every shop and tell how far it is, and its
 * `status`, the merchant's own word for it. What is downloaded goes by the states unless told; a choice may name either.
 */
const states = [
  'new',
  'pending_payment',
  'payment_review',
  'processing',
  'complete',
  'closed',
  'canceled',
  'holded',
] as const

/** How a choice names a state: statuses have the same names. */
const prefix = 'state:'

/** Paid: `new` still waits for the payment. `complete` too, for shops that ship at once. */
export const defaultStates: readonly string[] = [`${prefix}processing`, `${prefix}complete`]

/** The statuses that every Magento 2 has (`sales_order_status`), but those of PayPal's disputes, with their states. */
const standard: ReadonlyMap<string, (typeof states)[number]> = new Map([
  ['pending', 'new'],
  ['pending_payment', 'pending_payment'],
  ['processing', 'processing'],
  ['payment_review', 'payment_review'],
  ['fraud', 'payment_review'],
  ['holded', 'holded'],
  ['complete', 'complete'],
  ['closed', 'closed'],
  ['canceled', 'canceled'],
])

/** The state of an order with a status of the shop's own, as a choice names it; a standard status tells its state itself. */
export function stateGroupOf(status: string | null, state: string | null): { readonly stateGroup?: string } {
  return status === null || state === null || standard.has(status) ? {} : { stateGroup: prefix + state }
}

/** A choice with the standard statuses that belong to the states in it. */
function withStatuses(chosen: readonly string[]): readonly string[] {
  const statuses = [...standard]
    .filter(([, state]) => chosen.includes(prefix + state))
    .map(([status]) => status)
  return [...new Set([...chosen, ...statuses])]
}

/** So many requests at most, one for each status of the shop's own. */
const mostOfItsOwn = 40

/**
 * The states, the standard statuses and those of the shop's own that its orders have. Magento's REST API has no list of
 * statuses (up to 2.4.8), so the shop is asked for one order whose status is not among the known ones, until there is
 * none. A status that no order ever had stays unknown.
 */
export async function readStates(ask: AskOrders, signal: AbortSignal): Promise<readonly ShopState[]> {
  const known = new Set(standard.keys())
  for (let asked = 0; asked < mostOfItsOwn; asked += 1) {
    const status = await statusOfOne(ask, 'nin', [...known], signal)
    if (status === null || known.has(status)) break
    known.add(status)
  }
  return [...states.map((state) => prefix + state), ...known].map((id) => ({ id, name: id }))
}

/** The states to download: the choice, of which a status that no order has and no Magento knows is told. */
export async function readWanted(
  chosen: readonly string[] | null,
  ask: AskOrders,
  signal: AbortSignal,
): Promise<WantedStates> {
  if (chosen === null) return { states: withStatuses(defaultStates), unknown: [] }
  const found = await Promise.all(
    chosen.map(async (state) => {
      const isKnown = standard.has(state) || states.some((one) => prefix + one === state)
      return isKnown || (await statusOfOne(ask, 'in', [state], signal)) !== null
    }),
  )
  return { states: withStatuses(chosen), unknown: chosen.filter((_, at) => found[at] === false) }
}

/** The status of one order whose status is among those, or is not. Null when there is none. */
async function statusOfOne(
  ask: AskOrders,
  type: 'in' | 'nin',
  statuses: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { items } = await ask(
      {
        conditions: [{ field: 'status', type, value: statuses.join(',') }],
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
    // That one order cannot be loaded: it is there, and what is known so far serves.
    if (error instanceof Failure && mayBeOneOrder(error)) return type === 'in' ? (statuses[0] ?? null) : null
    throw error
  }
}
