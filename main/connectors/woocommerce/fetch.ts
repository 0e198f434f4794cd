import { failure } from '../../words/failure.ts'
import { someElements } from '../../words/json-text.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import type { Answer } from '../http-answer.ts'
import type { JsonBody } from '../json-body.ts'
import { isFields } from '../reader.ts'
import { isSlim, requireAsked } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { slimFields } from './list-page.ts'
import { mapOrder } from './map-order.ts'
import { orderId } from './reader.ts'
import { type FoundRefunds, type RefundDetails, type RefundedOrder, refundedOrders } from './refunds.ts'

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
export async function readOrders(
  answer: Answer,
  ids: readonly string[],
  fiscalFields: FiscalMapping,
  readRefunds: ReadRefunds,
): Promise<FetchAnswer> {
  const { json: items, bytes, notices } = readAnswer(answer)
  const { host } = answer.url
  if (!Array.isArray(items)) throw failure('body-shape', { host, expected: 'list' })
  const wanted = new Set(ids)
  const found: Item[] = []
  let strangers = 0
  for (const [index, json] of (items as unknown[]).entries()) {
    const only = items.length === 1 && ids.length === 1 ? ids[0] : undefined
    const id = (isFields(json) ? orderId(json.id) : null) ?? only
    if (id === undefined) throw failure('body-shape', { host, expected: 'id' })
    if (isFields(json) && isSlim(json, slimFields))
      throw failure('body-shape', { host, expected: 'line_items' })
    if (wanted.delete(id)) found.push({ id, index, json })
    else if (!ids.includes(id)) strangers += 1
  }
  requireAsked(wanted.size, strangers, host, 'include')
  const read = await mapItems(found, fiscalFields).complete(readRefunds)
  return { raw: bytes, orders: read.orders, notices: [...notices, ...read.notices] }
}

type ReadRefunds = (orders: readonly RefundedOrder[]) => Promise<FoundRefunds>

/** An order in full, and its place in the answer. */
interface Item {
  readonly id: string
  readonly index: number
  readonly json: unknown
}

/** Orders that were read, but for the refunds that some of them lack. */
interface WholeOrders<Answer> {
  readonly lacks: boolean
  readonly complete: (readRefunds: ReadRefunds) => Promise<Answer>
}

/**
 * Some orders of a page that was read in full. What else is in the page is not kept, but for the row that pages share.
 */
export function ordersOfPage(
  { json, bytes }: JsonBody,
  ids: readonly string[],
  fiscalFields: FiscalMapping,
): WholeOrders<FetchAnswer> {
  const wanted = new Set(ids)
  const items = Array.isArray(json) ? (json as unknown[]) : []
  const found = items.flatMap((json, index): Item[] => {
    const id = isFields(json) ? orderId(json.id) : null
    return id !== null && wanted.delete(id) ? [{ id, index, json }] : []
  })
  const isAll = found.length >= items.length - 1
  const raw = isAll ? bytes : someElements(bytes, new Set(found.map(({ index }) => index)))
  const kept = isAll ? found : found.map((item, index) => ({ ...item, index }))
  const { lacks, complete } = mapItems(kept, fiscalFields)
  return { lacks, complete: async (readRefunds) => ({ raw, ...(await complete(readRefunds)) }) }
}

/** Reads orders at once but for those with refunds: what is held until these have come is held as objects. */
function mapItems(
  items: readonly Item[],
  fiscalFields: FiscalMapping,
): WholeOrders<Omit<FetchAnswer, 'raw'>> {
  const refunded = refundedOrders(items.map(({ json }) => json))
  const waiting = new Set(refunded.map(({ shopOrderId }) => shopOrderId))
  const mapped = items.map((item) =>
    waiting.has(item.id) ? item : fetchedOrder(item, fiscalFields, noRefunds.details),
  )
  const complete = async (readRefunds: ReadRefunds) => {
    const { details, missing } = refunded.length === 0 ? noRefunds : await readRefunds(refunded)
    return {
      orders: mapped.map((order) => ('json' in order ? fetchedOrder(order, fiscalFields, details) : order)),
      notices: missing === 0 ? [] : [{ code: 'refunds-not-read', params: { orders: missing } } as const],
    }
  }
  return { lacks: refunded.length > 0, complete }
}

const noRefunds: FoundRefunds = { details: new Map(), missing: 0 }

function fetchedOrder(
  { id, index: rawIndex, json }: Item,
  fiscalFields: FiscalMapping,
  details: RefundDetails,
): FetchedOrder {
  const result = guarded(() => mapOrder(json, fiscalFields, details))
  const number = isFields(json) ? json.number : undefined
  return {
    shopOrderId: id,
    number: typeof number === 'number' || (typeof number === 'string' && number !== '') ? String(number) : id,
    rawIndex,
    result,
  }
}
