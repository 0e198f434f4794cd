import { failure } from '../../failure.ts'
import type { Instant } from '../../order.ts'
import type { DownloadWindow, Found, ListPage, Notice, SlimRow } from '../connector.ts'
import { asIdentifier, goesBy, onceEach, typedNumber } from '../order-number.ts'
import { onlyAsked } from '../right-answer.ts'
import { failureOfErrors, type GraphAnswer } from './answer.ts'
import { rowsPerPage } from './queries.ts'
import { type Fields, isFields, numberOfGid, parseInstant } from './reader.ts'
import { stateOf } from './states.ts'

export interface ListVariables {
  readonly query: string
  readonly first: number
  readonly after: string | null
  readonly count: boolean
}

export type AskPage = (variables: ListVariables, signal: AbortSignal) => Promise<GraphAnswer>

/** Shopify pages no deeper than 25,000 rows (https://shopify.dev/docs/api/usage/limits): then a new list begins. */
const pagesPerList = 80

/**
 * First pass: the orders modified in the window, sorted by `ID`. A cursor of Shopify's holds the last row's id and
 * goes on behind it, so that rows which come, change or vanish elsewhere move nothing. (`UPDATED_AT` would: an order
 * modified while the list is read would jump to its end.) The next page is read while the last one is worked on.
 */
export async function* listOrders(
  ask: AskPage,
  window: DownloadWindow,
  noticesOf: (answer: GraphAnswer) => readonly Notice[],
  caller: AbortSignal,
): AsyncGenerator<ListPage> {
  const stop = new AbortController()
  const signal = AbortSignal.any([caller, stop.signal])
  const filter = windowFilter(window)
  let last = 0
  let pages = 0
  let total: number | null = null
  let pending: Promise<GraphAnswer> | null = askPage(null, true)

  function askPage(after: string | null, count = false): Promise<GraphAnswer> {
    const begun = after === null && last > 0
    return ask({ query: begun ? `${filter} id:>${last}` : filter, first: rowsPerPage, after, count }, signal)
  }

  try {
    while (pending !== null) {
      const answer: GraphAnswer = await pending
      const page = readPage(answer)
      if (pages === 0) total = page.total
      pages += 1
      for (const { shopOrderId } of page.rows) {
        if (Number(shopOrderId) <= last) throw shapeFailure(answer, 'sortKey: ID')
        last = Number(shopOrderId)
      }
      if (page.more && page.rows.length === 0) throw shapeFailure(answer, 'pageInfo')
      pending = page.more ? askPage(pages % pagesPerList === 0 ? null : page.cursor) : null
      // A failure is met when the page is awaited; until then it must not count as unhandled.
      pending?.catch(() => undefined)
      yield { rows: page.rows, total, notices: noticesOf(answer) }
    }
  } finally {
    stop.abort()
  }
}

/**
 * Both ends are inclusive and compared in whole seconds, which is how Shopify keeps times. Dates stand in quotes
 * (https://shopify.dev/docs/api/usage/search-syntax).
 */
function windowFilter({ from, to, by }: DownloadWindow): string {
  const field = by === 'created' ? 'created_at' : 'updated_at'
  const start = `${field}:>='${seconds(from, Math.floor)}'`
  return to === null ? start : `${start} ${field}:<='${seconds(to, Math.ceil)}'`
}

/**
 * Orders by their name (`#1001`, or with the prefix and suffix that the shop gives them), or by their identifier. The
 * name is asked for without `#`: Shopify finds either way. Quotes keep the rest of the search syntax out.
 */
export async function findOrders(
  ask: AskPage,
  typed: string,
  noticesOf: (answer: GraphAnswer) => readonly Notice[],
  signal: AbortSignal,
): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null || /['"\\]/.test(number)) return { rows: [], notices: [] }
  const find = async (query: string, isAsked: (row: SlimRow) => boolean) => {
    const answer = await ask({ query, first: rowsPerPage, after: null, count: false }, signal)
    return { answer, rows: onlyAsked(readPage(answer).rows, isAsked, answer.host, query) }
  }
  // Shopify's search takes names by their parts.
  const byName = await find(`name:'${number}'`, (row) => hasPart(row.number, number))
  const id = asIdentifier(number)
  const byId = id === null ? [] : (await find(`id:${id}`, (row) => row.shopOrderId === id)).rows
  const rows = [...byName.rows.filter((row) => goesBy(row, number)), ...byId]
  return { rows: onceEach(rows), notices: noticesOf(byName.answer) }
}

function hasPart(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase())
}

function seconds(instant: Instant, round: (value: number) => number): string {
  return new Date(round(Date.parse(instant) / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

interface Page {
  readonly rows: readonly SlimRow[]
  readonly more: boolean
  readonly cursor: string
  readonly total: number | null
}

function readPage(answer: GraphAnswer): Page {
  const orders = answer.data?.orders
  if (!isFields(orders))
    throw answer.errors.length > 0 ? failureOfErrors(answer) : shapeFailure(answer, 'orders')
  const { nodes, pageInfo } = orders
  if (!Array.isArray(nodes) || !isFields(pageInfo)) throw shapeFailure(answer, 'orders.nodes')
  const { hasNextPage, endCursor } = pageInfo
  if (hasNextPage === true && (typeof endCursor !== 'string' || endCursor === '')) {
    throw shapeFailure(answer, 'pageInfo.endCursor')
  }
  return {
    rows: nodes.map((node) => slimRow(node, answer)),
    more: hasNextPage === true,
    cursor: typeof endCursor === 'string' ? endCursor : '',
    total: exactCount(answer.data?.ordersCount),
  }
}

/** A `Count`, when it is exact. */
export function exactCount(count: unknown): number | null {
  if (!isFields(count) || count.precision !== 'EXACT') return null
  return typeof count.count === 'number' ? count.count : null
}

function slimRow(node: unknown, answer: GraphAnswer): SlimRow {
  const fields: Fields = isFields(node) ? node : {}
  const id = numberOfGid(fields.id)
  if (id === null) throw shapeFailure(answer, 'id')
  const { name, createdAt, updatedAt } = fields
  return {
    shopOrderId: id,
    number: typeof name === 'string' && name !== '' ? name : id,
    state: stateOf(fields),
    placedAt: typeof createdAt === 'string' ? parseInstant(createdAt) : null,
    modifiedAt: typeof updatedAt === 'string' ? parseInstant(updatedAt) : null,
  }
}

function shapeFailure({ host }: GraphAnswer, expected: string): Error {
  return failure('body-shape', { host, expected })
}
