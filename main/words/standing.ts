/** What the state of an order means, whatever a shop calls it (R42). Pure. */
import { scaled } from './decimal.ts'
import { plainTable } from './lookup-table.ts'
import type { Order } from './order.ts'
import type { PlatformId } from './shop.ts'
import {
  type ChosenMeanings,
  type LeftOutMeaning,
  leftOutMeanings,
  type StateMeaning,
} from './state-meaning.ts'

/** The states that platforms have out of the box; of any other nothing is known. */
const usual: Readonly<Record<PlatformId, Readonly<Record<string, StateMeaning>>>> = {
  woocommerce: plainTable({
    processing: 'paid',
    completed: 'shipped',
    cancelled: 'cancelled',
    failed: 'failed',
    refunded: 'refunded',
  } as const),
  // By number: `PS_OS_PAYMENT`, `PREPARATION`, `SHIPPING`, `DELIVERED`, `CANCELED`, `REFUND`, `ERROR`, `OUTOFSTOCK_PAID`,
  // `WS_PAYMENT` of an installation.
  prestashop: plainTable({
    2: 'paid',
    3: 'paid',
    4: 'shipped',
    5: 'shipped',
    6: 'cancelled',
    7: 'refunded',
    8: 'failed',
    9: 'paid',
    11: 'paid',
  } as const),
  // Here a state is what became of the money: whether it was shipped is `fulfilment`.
  shopify: plainTable({
    paid: 'paid',
    partially_refunded: 'paid',
    fulfilled: 'shipped',
    cancelled: 'cancelled',
    voided: 'cancelled',
    expired: 'failed',
    refunded: 'refunded',
  } as const),
  magento: plainTable({
    processing: 'paid',
    complete: 'shipped',
    closed: 'refunded',
    canceled: 'cancelled',
    'state:processing': 'paid',
    'state:complete': 'shipped',
    'state:closed': 'refunded',
    'state:canceled': 'cancelled',
  } as const),
}

/** What a state means where the shop's settings say nothing. */
export function usualMeaning(platform: PlatformId, state: string): StateMeaning | null {
  return usual[platform][state] ?? null
}

/**
 * What a state means.
 * @param words the platform's words for it: the state itself, then what it belongs to
 */
export function meaningOf(
  platform: PlatformId,
  chosen: ChosenMeanings,
  words: readonly string[],
): StateMeaning | null {
  for (const word of words) {
    const said = Object.hasOwn(chosen, word) ? chosen[word] : undefined
    if (said !== undefined) return said === 'none' ? null : said
    const known = usualMeaning(platform, word)
    if (known !== null) return known
  }
  return null
}

/** What the site says of an order that decides what is to be done about it. */
export interface Standing {
  /** As {@link meaningOf} takes them. */
  readonly words: readonly string[]
  /** How far it is on its way, where that is not part of the state. */
  readonly fulfilment: string
  /** The whole amount was given back. */
  readonly isRefunded: boolean
}

/** @param stateGroup the platform's state that a status of the shop's own belongs to */
export function standingOf(order: Order, stateGroup?: string | null): Standing {
  const { total, refunded } = order.totals
  const paid = scaled(total)
  return {
    words: [order.stateId || order.state, stateGroup ?? ''],
    fulfilment: order.fulfilment,
    isRefunded: paid > 0n && scaled(refunded) >= paid,
  }
}

/** Whether a new order needs nothing done (R40): it comes completed, shipped, cancelled or wholly refunded. */
export function startsDone(platform: PlatformId, standing: Standing, chosen: ChosenMeanings = {}): boolean {
  const meaning = meaningOf(platform, chosen, standing.words)
  if (standing.isRefunded || (meaning !== null && !stillToDo.has(meaning))) return true
  return usualMeaning(platform, standing.fulfilment) === 'shipped'
}

/** One whose payment failed may still be paid. */
const stillToDo: ReadonlySet<StateMeaning> = new Set(['paid', 'failed'])

/** As what exports and prints leave an order out (R42); null: they do not. */
export function leftOutAs(
  platform: PlatformId,
  { words, isRefunded }: Pick<Standing, 'words' | 'isRefunded'>,
  chosen: ChosenMeanings = {},
): LeftOutMeaning | null {
  const meaning = meaningOf(platform, chosen, words)
  return leftOutMeanings.find((one) => one === meaning) ?? (isRefunded ? 'refunded' : null)
}
