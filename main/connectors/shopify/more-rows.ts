import { type Failure, failure } from '../../words/failure.ts'
import { type GraphAnswer, refusePartial } from './answer.ts'
import { linesQuery, refundLinesQuery, rowsPerPage, shippingQuery } from './queries.ts'
import { type Fields, isFields } from './reader.ts'
import type { Question } from './transport.ts'

export interface Asking {
  readonly ask: (question: Question, signal: AbortSignal) => Promise<GraphAnswer>
  /** Whether the app may read a scope's data; asking for what it may not read would bring an error with each order. */
  readonly granted: (scope: string) => boolean
}

/** An order with the lines and shipping lines that did not come with it. */
export async function withAllRows(
  order: Fields,
  host: string,
  options: Asking,
  signal: AbortSignal,
): Promise<Fields> {
  const withProducts = options.granted('products')
  const lines = { query: linesQuery, variables: { withProducts } }
  const read = (field: Connection, rows: Pick<Question, 'query' | 'variables'>) =>
    allRows(order, { field, ...rows }, host, options, signal)
  const lineItems = await read('lineItems', lines)
  const shippingLines = await read('shippingLines', { query: shippingQuery, variables: {} })
  return { ...order, ...lineItems, ...shippingLines }
}

/** A refund with the lines that did not come with it. */
export async function withAllReturned(
  refund: Fields,
  host: string,
  options: Asking,
  signal: AbortSignal,
): Promise<Fields> {
  const rows = { field: 'refundLineItems', query: refundLinesQuery, variables: {} } as const
  return { ...refund, ...(await allRows(refund, rows, host, options, signal)) }
}

/** A connection of an order or a refund, whole; nothing where all of it came along. */
async function allRows(
  owner: Fields,
  { field, query, variables }: Pick<Question, 'query' | 'variables'> & { readonly field: Connection },
  host: string,
  { ask }: Asking,
  signal: AbortSignal,
): Promise<Fields> {
  let next = nextRows(owner, field)
  if (next === null) return {}
  const rows: unknown[] = []
  const seen = new Set<string>()
  for (let page: Fields = owner; ; ) {
    const connection = page[field]
    const nodes = isFields(connection) ? connection.nodes : null
    if (!Array.isArray(nodes)) throw shapeFailure(host, field)
    rows.push(...nodes)
    if (next === null) break
    if (seen.has(next)) throw shapeFailure(host, field)
    seen.add(next)
    const asked = { ...variables, id: owner.id, lines: rowsPerPage / 5, after: next }
    const answer = await ask({ query, variables: asked, size: 1 }, signal)
    refusePartial(answer)
    if (!isFields(answer.data?.node)) throw shapeFailure(host, field)
    page = answer.data.node
    // The rows of another one (see `right-answer.ts`).
    if (page.id !== owner.id) throw shapeFailure(host, field)
    next = nextRows(page, field)
  }
  return { [field]: { nodes: rows, pageInfo: { hasNextPage: false, endCursor: null } } }
}

type Connection = 'lineItems' | 'shippingLines' | 'refundLineItems'

/** The cursor behind what came of a connection; null when there is no more. */
function nextRows(order: Fields, field: Connection): string | null {
  const connection = order[field]
  const info = isFields(connection) ? connection.pageInfo : null
  if (!isFields(info) || info.hasNextPage !== true) return null
  return typeof info.endCursor === 'string' ? info.endCursor : null
}

/** An answer without what was asked for. */
export function shapeFailure(host: string, expected: Connection | 'refunds'): Failure {
  return failure('body-shape', { host, expected })
}
