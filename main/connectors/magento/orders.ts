import { Failure, failure } from '../../words/failure.ts'
import type { LogNotice } from '../../words/run.ts'
import type { Answer } from '../http-answer.ts'
import { isFields } from '../reader.ts'
import type { Limits } from '../send.ts'
import { readAnswer } from './answer.ts'
import { explained, prove } from './resolve.ts'
import { ordersRoute, type Search, searchQuery } from './search.ts'
import type { Facts, Transport } from './transport.ts'

/** Orders as the shop answers a search. */
export interface FoundOrders {
  readonly items: readonly unknown[]
  /** How many fit the search in all; null when the shop does not say. */
  readonly total: number | null
  readonly notices: readonly LogNotice[]
  readonly answer: Answer
  /** The body as it was parsed, in UTF-8. */
  readonly bytes: Uint8Array
  /** The body holds the orders and nothing else. */
  readonly bare: boolean
}

export type AskOrders = (search: Search, signal: AbortSignal, limits?: Limits) => Promise<FoundOrders>

/**
 * Asks for orders, or for what belongs to them (`route`).
 * @throws Failure `server-error` also where one order spoils the whole answer by an error that Magento takes for the
 *   caller's: 400 for a payment method that is not installed any more, 404 for a product that was deleted
 */
export async function askOrders(
  transport: Transport,
  facts: Facts,
  search: Search,
  signal: AbortSignal,
  limits: Limits = {},
  route = ordersRoute,
): Promise<FoundOrders> {
  const answer = await transport.api(facts, route, searchQuery(search), signal, limits)
  try {
    return readOrders(answer)
  } catch (error) {
    const { status, url } = answer
    if (isAboutTheRequest(error)) {
      // When the same request for nothing goes well, it was about an order.
      await prove(facts, transport, signal)
      throw failure('server-error', { host: url.host, status }, error)
    }
    throw await explained(error, facts, transport, signal)
  }
}

function isAboutTheRequest(error: unknown): boolean {
  if (!(error instanceof Failure)) return false
  return error.value.code === 'request-refused' || error.value.code === 'api-not-found'
}

/**
 * Reads the answer to a search: `{items, search_criteria, total_count}`. No orders are `items: []`, or null where the
 * fields were filtered.
 * @throws Failure `body-shape` for anything else, also for the errors that Magento 2.1 answered with status 200
 *   (magento/magento2#7518)
 */
function readOrders(answer: Answer): FoundOrders {
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
