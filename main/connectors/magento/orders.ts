import { failure } from '../../failure.ts'
import type { Notice } from '../connector.ts'
import type { Answer } from '../http.ts'
import { isFields } from '../reader.ts'
import type { Limits } from '../send.ts'
import { readAnswer } from './answer.ts'
import type { Search } from './search.ts'

/** Orders as the shop answers a search. */
export interface FoundOrders {
  readonly items: readonly unknown[]
  /** How many fit the search in all; null when the shop does not say. */
  readonly total: number | null
  readonly notices: readonly Notice[]
  readonly answer: Answer
  /** The body as it was parsed, in UTF-8. */
  readonly bytes: Uint8Array
  /** The body holds the orders and nothing else. */
  readonly bare: boolean
}

export type AskOrders = (search: Search, signal: AbortSignal, limits?: Limits) => Promise<FoundOrders>

/**
 * Reads the answer to a search: `{items, search_criteria, total_count}`. No orders are `items: []`, or null where the
 * fields were filtered.
 * @throws Failure `body-shape` for anything else, also for the errors that Magento 2.1 answered with status 200
 *   (magento/magento2#7518)
 */
export function readOrders(answer: Answer): FoundOrders {
  const { json, bytes, notices } = readAnswer(answer)
  const { host } = answer.url
  if (!isFields(json) || (!('items' in json) && !('total_count' in json))) {
    throw failure('body-shape', { host, expected: 'items' })
  }
  const { items = null, total_count: count } = json
  if (items !== null && !Array.isArray(items)) throw failure('body-shape', { host, expected: 'items' })
  const total = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null
  return { items: items ?? [], total, notices, answer, bytes, bare: Object.keys(json).length === 1 }
}
