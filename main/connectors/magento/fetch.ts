import { failure } from '../../words/failure.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import { isFields } from '../reader.ts'
import { isSlim, requireAsked } from '../right-answer.ts'
import { orderId, slimFields } from './list.ts'
import { mapOrder } from './map-order.ts'
import type { FoundOrders } from './orders.ts'
import type { Search } from './search.ts'

/**
 * Magento loads some ten tables for each order and prints 10 to 20 kB: 50 take a few seconds on a usual shop, well
 * within the time-out, and the engine asks for several batches at once.
 */
export const maxBatch = 50

/** The search for full orders by id. */
export function fetchSearch(ids: readonly string[]): Search {
  return {
    conditions: [{ field: 'entity_id', type: 'in', value: ids.join(',') }],
    pageSize: ids.length,
    fields: 'items',
  }
}

/**
 * Reads an answer with full orders. Orders that were not asked for are ignored, and one that comes twice counts once.
 * @throws Failure `body-shape` when an order does not say which one it is (unless only one was asked for), and for the
 *   answer to another question
 */
export function readFetched(
  found: FoundOrders,
  ids: readonly string[],
  fiscalFields: FiscalMapping,
): FetchAnswer {
  const { items, notices } = found
  const { host } = found.answer.url
  const wanted = new Set(ids)
  const orders: FetchedOrder[] = []
  let strangers = 0
  for (const [index, item] of items.entries()) {
    const only = items.length === 1 && ids.length === 1 ? ids[0] : undefined
    const id = (isFields(item) ? orderId(item.entity_id) : null) ?? only
    if (id === undefined) throw failure('body-shape', { host, expected: 'entity_id' })
    if (isFields(item) && isSlim(item, slimFields))
      throw failure('body-shape', { host, expected: 'items[items]' })
    if (!wanted.delete(id)) {
      if (!ids.includes(id)) strangers += 1
      continue
    }
    const number = isFields(item) ? item.increment_id : undefined
    orders.push({
      shopOrderId: id,
      number:
        typeof number === 'number' || (typeof number === 'string' && number !== '') ? String(number) : id,
      rawIndex: index,
      result: guarded(() => mapOrder(item, fiscalFields)),
    })
  }
  requireAsked(wanted.size, strangers, host, 'entity_id in')
  return { raw: rawItems(found), orders, notices }
}

const start = Buffer.from('{"items":[')
const end = Buffer.from(']}')

/** The array of orders as the shop wrote it; made anew where the body has another form. */
function rawItems({ bytes, bare, items }: FoundOrders): Uint8Array {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const usual = body.subarray(0, start.length).equals(start) && body.subarray(-end.length).equals(end)
  return bare && usual ? body.subarray(start.length - 1, -1) : Buffer.from(JSON.stringify(items))
}
