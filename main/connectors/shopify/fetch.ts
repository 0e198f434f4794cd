import { type Failure, failure } from '../../failure.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import { requireAsked } from '../right-answer.ts'
import { failureOfErrors, type GraphAnswer } from './answer.ts'
import { metafieldKeys } from './fiscal.ts'
import { mapOrder } from './map-order.ts'
import { linesPerOrder, linesQuery, ordersQuery, rowsPerPage, shippingQuery } from './queries.ts'
import { type Fields, isFields, numberOfGid } from './reader.ts'
import type { Question } from './transport.ts'

/** Fewer where Shopify finds so many too dear for one query. */
export const maxBatch = 50

/** What one query may cost (https://shopify.dev/docs/api/usage/limits), should Shopify not say. */
const defaultMaxCost = 1000

export interface FetchOptions {
  readonly ask: (question: Question, signal: AbortSignal) => Promise<GraphAnswer>
  /** What one order costs, by Shopify's last answer; 0 when unknown. */
  readonly costPerOrder: () => number
  readonly fiscalFields: FiscalMapping
  /** Whether the app may read a scope's data; asking for what it may not read would bring an error with each order. */
  readonly granted: (scope: string) => boolean
}

/**
 * Full orders by id. Where all of them in one query would cost more than Shopify allows, several are asked one after
 * the other; lines beyond the first page of an order are read behind it.
 */
export async function fetchOrders(
  ids: readonly string[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchAnswer> {
  const nodes: Fields[] = []
  let maxCost = defaultMaxCost
  for (let at = 0; at < ids.length; ) {
    const perOrder = options.costPerOrder()
    const room = perOrder === 0 ? ids.length : Math.max(1, Math.floor(maxCost / perOrder))
    const some = ids.slice(at, at + room)
    const answer = await options.ask(ordersQuestion(some, options), signal)
    const tooDear = answer.errors.find((error) => error.code === 'MAX_COST_EXCEEDED')
    if (tooDear !== undefined) {
      // Now its cost is known: the next try takes as many as there is room for.
      if (tooDear.maxCost > 0) maxCost = tooDear.maxCost
      if (some.length === 1 || options.costPerOrder() <= perOrder) throw failureOfErrors(answer)
      continue
    }
    nodes.push(...(await readNodes(answer, some, options, signal)))
    at += some.length
  }
  const orders: FetchedOrder[] = []
  for (const [rawIndex, node] of nodes.entries()) {
    const shopOrderId = numberOfGid(node.id) ?? ''
    const number = typeof node.name === 'string' && node.name !== '' ? node.name : shopOrderId
    orders.push({
      shopOrderId,
      number,
      rawIndex,
      result: guarded(() => mapOrder(node, options.fiscalFields)),
    })
  }
  return { raw: Buffer.from(JSON.stringify(nodes)), orders, notices: [] }
}

function ordersQuestion(ids: readonly string[], { fiscalFields, granted }: FetchOptions): Question {
  return {
    query: ordersQuery,
    variables: {
      ids: ids.map((id) => `gid://shopify/Order/${id}`),
      lines: linesPerOrder,
      metafields: metafieldKeys(fiscalFields),
      withCustomer: granted('customers'),
      withProducts: granted('products'),
    },
    size: ids.length,
  }
}

/** The orders of an answer, with all their lines. */
async function readNodes(
  answer: GraphAnswer,
  ids: readonly string[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<readonly Fields[]> {
  refusePartial(answer)
  const { host } = answer
  const list = answer.data?.nodes
  if (!Array.isArray(list)) throw failure('body-shape', { host, expected: 'nodes' })
  const wanted = new Set(ids)
  const found: Fields[] = []
  let strangers = 0
  for (const node of list as unknown[]) {
    // What the shop does not have (any more), or does not show to this app, is null.
    if (node === null) continue
    const id = isFields(node) ? numberOfGid(node.id) : null
    if (!isFields(node) || id === null) throw failure('body-shape', { host, expected: 'id' })
    if (wanted.delete(id)) found.push(await withAllRows(node, host, options, signal))
    else if (!ids.includes(id)) strangers += 1
  }
  requireAsked(wanted.size, strangers, host, 'nodes')
  return found
}

/**
 * Errors beside data leave holes in orders. Only those for data that the app may not read, and need not, are passed
 * over: an order stored without what it has would stay so for ever (R15).
 * @throws Failure `server-error` for one that may be the fault of a single order, which then is found by halving
 */
function refusePartial(answer: GraphAnswer): void {
  for (const { code, path, documentation } of answer.errors) {
    const optional = path.includes('customer') || path.includes('product') || path.includes('variant')
    const denied = code === 'ACCESS_DENIED'
    if (denied && optional && !documentation.includes('protected-customer-data')) continue
    if (denied || code === 'SHOP_INACTIVE') throw failureOfErrors(answer)
    throw failure('server-error', { host: answer.host, status: 500 })
  }
}

/** An order with the lines and shipping lines that did not come with it. */
async function withAllRows(
  order: Fields,
  host: string,
  { ask, granted }: FetchOptions,
  signal: AbortSignal,
): Promise<Fields> {
  const lines = await allRows('lineItems', (after) => ({
    query: linesQuery,
    variables: { ...pageOf(after), withProducts: granted('products') },
    size: 1,
  }))
  const shippingLines = await allRows('shippingLines', (after) => ({
    query: shippingQuery,
    variables: pageOf(after),
    size: 1,
  }))
  return { ...order, ...lines, ...shippingLines }

  function pageOf(after: string) {
    return { id: order.id, lines: rowsPerPage / 5, after }
  }

  /** The connection, whole; nothing where all of it came with the order. */
  async function allRows(field: Connection, questionFor: (after: string) => Question): Promise<Fields> {
    let next = nextRows(order, field)
    if (next === null) return {}
    const rows: unknown[] = []
    const seen = new Set<string>()
    for (let page: Fields = order; ; ) {
      const connection = page[field]
      const nodes = isFields(connection) ? connection.nodes : null
      if (!Array.isArray(nodes)) throw shapeFailure(host, field)
      rows.push(...nodes)
      if (next === null) break
      if (seen.has(next)) throw shapeFailure(host, field)
      seen.add(next)
      const answer = await ask(questionFor(next), signal)
      refusePartial(answer)
      if (!isFields(answer.data?.node)) throw shapeFailure(host, field)
      page = answer.data.node
      // The rows of another order (see `right-answer.ts`).
      if (page.id !== order.id) throw shapeFailure(host, field)
      next = nextRows(page, field)
    }
    return { [field]: { nodes: rows, pageInfo: { hasNextPage: false, endCursor: null } } }
  }
}

type Connection = 'lineItems' | 'shippingLines'

/** The cursor behind what came of a connection; null when there is no more. */
function nextRows(order: Fields, field: Connection): string | null {
  const connection = order[field]
  const info = isFields(connection) ? connection.pageInfo : null
  if (!isFields(info) || info.hasNextPage !== true) return null
  return typeof info.endCursor === 'string' ? info.endCursor : null
}

function shapeFailure(host: string, expected: Connection): Failure {
  return failure('body-shape', { host, expected })
}
