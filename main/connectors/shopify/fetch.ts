import { failure } from '../../words/failure.ts'
import type { FetchAnswer, FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { guarded } from '../guarded-mapping.ts'
import { requireAsked } from '../right-answer.ts'
import { failureOfErrors, type GraphAnswer, refusePartial } from './answer.ts'
import { metafieldKeys } from './fiscal.ts'
import { mapOrder } from './map-order.ts'
import { type Asking, shapeFailure, withAllReturned, withAllRows } from './more-rows.ts'
import {
  linesPerOrder,
  moreRefundsQuery,
  ordersQuery,
  refundedQuery,
  refundIdsQuery,
  refundsPerOrder,
  refundsQuery,
} from './queries.ts'
import { type Fields, isFields, numberOfGid } from './reader.ts'
import type { Question } from './transport.ts'

/** Fewer where Shopify finds so many too dear for one query. */
export const maxBatch = 50

/** What one query may cost (https://shopify.dev/docs/api/usage/limits), should Shopify not say. */
const defaultMaxCost = 1000

export interface FetchOptions extends Asking {
  /** What one order costs, by Shopify's last answer; 0 when unknown. */
  readonly costPerOrder: (query: string) => number
  readonly fiscalFields: FiscalMapping
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
  const found: Fields[] = []
  const asking = { ...options, question: (some: readonly string[]) => ordersQuestion(some, options) }
  for await (const { answer, some } of inBatches(ids, ordersQuery, asking, signal))
    found.push(...(await readNodes(answer, some, options, signal)))
  const nodes = await withRefunds(found, options, signal)
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

/** Asks for so many ids at once as their cost leaves room for. */
async function* inBatches(
  ids: readonly string[],
  query: string,
  { ask, costPerOrder, question }: FetchOptions & { readonly question: (ids: readonly string[]) => Question },
  signal: AbortSignal,
) {
  let maxCost = defaultMaxCost
  for (let at = 0; at < ids.length; ) {
    const perOrder = costPerOrder(query)
    const room = perOrder === 0 ? ids.length : Math.max(1, Math.floor(maxCost / perOrder))
    const some = ids.slice(at, at + room)
    const answer = await ask(question(some), signal)
    const tooDear = answer.errors.find((error) => error.code === 'MAX_COST_EXCEEDED')
    if (tooDear !== undefined) {
      // Now its cost is known: the next try takes as many as there is room for.
      if (tooDear.maxCost > 0) maxCost = tooDear.maxCost
      if (some.length === 1 || costPerOrder(query) <= perOrder) throw failureOfErrors(answer)
      continue
    }
    yield { answer, some }
    at += some.length
  }
}

/** The orders, with the refunds of those that have any. */
async function withRefunds(
  orders: readonly Fields[],
  options: FetchOptions,
  signal: AbortSignal,
): Promise<readonly Fields[]> {
  const refundsOf = new Map<unknown, unknown>()
  for await (const { node, host } of refundNodes('Order', withRefund(orders), options, signal)) {
    const refunds = Array.isArray(node.refunds) ? await allRefunds(node, options, signal) : []
    const whole: Fields[] = []
    for (const refund of refunds) whole.push(await withAllReturned(refund, host, options, signal))
    refundsOf.set(node.id, whole)
  }
  return orders.map((order) => {
    const refunds = refundsOf.get(order.id)
    return Array.isArray(refunds) ? { ...order, refunds } : order
  })
}

/** Orders with their first refunds, or refunds, by their numbers. */
async function* refundNodes(
  type: 'Order' | 'Refund',
  numbers: readonly string[],
  options: FetchOptions,
  signal: AbortSignal,
) {
  const query = type === 'Order' ? refundsQuery : moreRefundsQuery
  const question = (some: readonly string[]): Question => ({
    query,
    variables: {
      ids: some.map((id) => `gid://shopify/${type}/${id}`),
      lines: linesPerOrder,
      withReturns: options.granted('returns'),
    },
    size: some.length,
  })
  for await (const { answer, some } of inBatches(numbers, query, { ...options, question }, signal)) {
    refusePartial(answer)
    const { host } = answer
    for (const node of foundNodes(answer, some)) yield { node, host }
  }
}

/** The refunds that came with an order, and those behind them. */
async function allRefunds(
  { id, refunds }: Fields,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<readonly Fields[]> {
  const found = (refunds as readonly unknown[]).filter(isFields)
  if (found.length < refundsPerOrder) return found
  const answer = await options.ask({ query: refundIdsQuery, variables: { id }, size: 1 }, signal)
  refusePartial(answer)
  const order = answer.data?.node
  if (!isFields(order) || order.id !== id || !Array.isArray(order.refunds))
    throw shapeFailure(answer.host, 'refunds')
  const known = new Set(found.map((refund) => refund.id))
  const more = order.refunds.filter(isFields).filter((refund) => !known.has(refund.id))
  const numbers = more.flatMap((refund) => numberOfGid(refund.id) ?? [])
  for await (const { node } of refundNodes('Refund', numbers, options, signal)) found.push(node)
  return found
}

function withRefund(orders: readonly Fields[]): readonly string[] {
  const having = orders.filter(({ refunds }) => Array.isArray(refunds) && refunds.length > 0)
  return having.map(({ id }) => numberOfGid(id) ?? '')
}

/** Which of the orders have had anything given back. */
export async function refundedOf(
  ids: readonly string[],
  { ask }: FetchOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const variables = { ids: ids.map((id) => `gid://shopify/Order/${id}`) }
  const answer = await ask({ query: refundedQuery, variables, size: ids.length }, signal)
  refusePartial(answer)
  return withRefund(foundNodes(answer, ids))
}

/** Whether Shopify says of an order that it does not have it: null in its place, and no error. */
export async function isGone(id: string, options: FetchOptions, signal: AbortSignal): Promise<boolean> {
  const { data, errors } = await options.ask(ordersQuestion([id], options), signal)
  const nodes = data?.nodes
  return errors.length === 0 && Array.isArray(nodes) && nodes.length === 1 && nodes[0] === null
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
  const found: Fields[] = []
  for (const node of foundNodes(answer, ids))
    found.push(await withAllRows(node, answer.host, options, signal))
  return found
}

/** Those that were asked for and are there. */
function foundNodes(answer: GraphAnswer, ids: readonly string[]): readonly Fields[] {
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
    if (wanted.delete(id)) found.push(node)
    else if (!ids.includes(id)) strangers += 1
  }
  requireAsked(wanted.size, strangers, host, 'nodes')
  return found
}
