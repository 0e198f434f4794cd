import { failure } from '../../failure.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import type { Answer } from '../http.ts'
import { isSlim, requireAsked } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { slimFields } from './list.ts'
import { mapOrder, orderId } from './map-order.ts'
import { isFields } from './reader.ts'

/** With more the answer's `Link` header outgrows what servers and clients accept (NOTES). */
export const maxBatch = 100

/** The query for full orders by id; orders in the bin are left out by the shop. */
export function fetchQuery(ids: readonly string[]): Query {
  return { include: ids.join(','), orderby: 'id', order: 'asc', per_page: String(maxBatch) }
}

/**
 * Reads an answer with full orders, at a stretch: a page of orders in objects is ten times as large as in bytes, and
 * what is read at once is soon garbage. Orders that were not asked for are ignored, and one that comes twice counts once.
 * @throws Failure `body-shape` when an order does not say which one it is (unless only one was asked for), and for the
 *   answer to another question
 */
export function readOrders(answer: Answer, ids: readonly string[], fiscalFields: FiscalMapping): FetchAnswer {
  const { json, bytes, notices } = readAnswer(answer)
  const { host } = answer.url
  if (!Array.isArray(json)) throw failure('body-shape', { host, expected: 'list' })
  const wanted = new Set(ids)
  const orders: FetchedOrder[] = []
  let strangers = 0
  for (const [index, item] of (json as unknown[]).entries()) {
    const only = json.length === 1 && ids.length === 1 ? ids[0] : undefined
    const id = (isFields(item) ? orderId(item.id) : null) ?? only
    if (id === undefined) throw failure('body-shape', { host, expected: 'id' })
    if (isFields(item) && isSlim(item, slimFields))
      throw failure('body-shape', { host, expected: 'line_items' })
    if (wanted.delete(id)) orders.push(fetchedOrder(id, index, item, fiscalFields))
    else if (!ids.includes(id)) strangers += 1
  }
  requireAsked(wanted.size, strangers, host, 'include')
  return { raw: bytes, orders, notices }
}

function fetchedOrder(
  id: string,
  rawIndex: number,
  json: unknown,
  fiscalFields: FiscalMapping,
): FetchedOrder {
  const result = guarded(() => mapOrder(json, fiscalFields))
  const number = isFields(json) ? json.number : undefined
  return {
    shopOrderId: id,
    number: typeof number === 'number' || (typeof number === 'string' && number !== '') ? String(number) : id,
    rawIndex,
    result,
  }
}
