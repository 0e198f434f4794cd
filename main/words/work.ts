/** How far an order is with us, whatever its state on the site (R40). Pure. */
import { parseDecimal } from './decimal.ts'
import type { Day } from './local-time.ts'
import { plainTable } from './lookup-table.ts'
import type { Order } from './order.ts'
import type { PlatformId } from './shop.ts'

export const workStates = ['todo', 'waiting', 'done'] as const
export type WorkState = (typeof workStates)[number]

/** What an order can be marked as. */
export type Work =
  | { readonly state: 'todo' | 'done' }
  /** Counts as `todo` from that day of this computer's calendar on; null: until it is marked otherwise. */
  | { readonly state: 'waiting'; readonly until: Day | null }

/** Orders that were marked together. */
export interface Marking {
  /** By which it can be undone. */
  readonly id: string
  /** How many were marked: those that were so already are none of them. */
  readonly count: number
}

/** How many orders there are that somebody has to do something about. */
export interface WorkCounts {
  readonly todo: number
  readonly waiting: number
  /** No list has shown them since they came. */
  readonly unseen: number
}

/** What an order's state may mean, as far as the beginning of our work goes by it. */
type StateMeaning = 'completed' | 'shipped' | 'cancelled' | 'refunded'

/** The states that platforms have out of the box; of any other nothing is known. */
const meanings: Readonly<Record<PlatformId, Readonly<Record<string, StateMeaning>>>> = {
  woocommerce: plainTable({ completed: 'completed', cancelled: 'cancelled', refunded: 'refunded' } as const),
  // By number: `PS_OS_SHIPPING`, `PS_OS_DELIVERED`, `PS_OS_CANCELED`, `PS_OS_REFUND` of an installation.
  prestashop: plainTable({ 4: 'shipped', 5: 'completed', 6: 'cancelled', 7: 'refunded' } as const),
  // Here a state is what became of the money: whether it was shipped is `fulfilment`.
  shopify: plainTable({ cancelled: 'cancelled', refunded: 'refunded', fulfilled: 'shipped' } as const),
  magento: plainTable({
    complete: 'completed',
    closed: 'refunded',
    canceled: 'cancelled',
    'state:complete': 'completed',
    'state:closed': 'refunded',
    'state:canceled': 'cancelled',
  } as const),
}

/** What the site says of an order that decides whether there is anything to do about it. */
export interface Standing {
  /** The platform's words for it: of its state, of what that state belongs to, of how far it is on its way. */
  readonly words: readonly string[]
  readonly isRefunded: boolean
}

/** @param stateGroup the platform's state that a status of the shop's own belongs to */
export function standingOf(order: Order, stateGroup?: string | null): Standing {
  const { total, refunded } = order.totals
  const paid = parseDecimal(total) ?? 0n
  return {
    words: [order.stateId || order.state, stateGroup ?? '', order.fulfilment],
    isRefunded: paid > 0n && (parseDecimal(refunded) ?? 0n) >= paid,
  }
}

/** Whether a new order needs nothing done: it comes completed, shipped, cancelled or wholly refunded. */
export function startsDone(platform: PlatformId, { words, isRefunded }: Standing): boolean {
  return isRefunded || words.some((word) => meanings[platform][word] !== undefined)
}
