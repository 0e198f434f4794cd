import { Failure, failure } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'
import type { LogNotice } from '../../words/run.ts'
import { findBrokenOrder } from '../broken-order.ts'
import type { DownloadWindow, Found, ListedWrong, ListPage, SlimRow } from '../connector.ts'
import { howMany, readableRows, unlistable } from '../listed-wrong.ts'
import { asIdentifier, goesBy, onceEach, typedNumber } from '../order-number.ts'
import { isTheShop, type PageSizes, readNarrowing } from '../page-sizes.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Limits } from '../send.ts'
import { failureOfErrors, type GraphAnswer, refusePartial } from './answer.ts'
import { rowsPerPage } from './queries.ts'
import { type Fields, isFields, numberOfGid, parseInstant } from './reader.ts'
import { fulfilmentOf, stateOf } from './states.ts'

export interface ListVariables {
  readonly query: string
  readonly first: number
  readonly after: string | null
  readonly count: boolean
}

export type AskPage = (variables: ListVariables, signal: AbortSignal, limits?: Limits) => Promise<GraphAnswer>

export interface Listing {
  readonly ask: AskPage
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  readonly sizes: PageSizes
  readonly noticesOf: (answer: GraphAnswer) => readonly LogNotice[]
  readonly signal: AbortSignal
}

/** Shopify pages no deeper than 25,000 rows (https://shopify.dev/docs/api/usage/limits): then a new list begins. */
const pagesPerList = 80

/** Identifiers are far from it. */
const highest = 2 ** 50

/** So many rows are asked for behind a page that Shopify calls the last. */
const rowsBehind = 10

/**
 * First pass: the orders modified in the window, sorted by `ID`. A cursor of Shopify's holds the last row's id and
 * goes on behind it, so that rows which come, change or vanish elsewhere move nothing. (`UPDATED_AT` would: an order
 * modified while the list is read would jump to its end.) Whatever Shopify says of a next page, only an empty one
 * behind the last row ends the list; if it counts more than it listed, that is said. A page that fails is made smaller
 * until the order that breaks it stands alone, which is passed over. The next page is read while the last one is worked on.
 */
export async function* listOrders(listing: Listing, window: DownloadWindow): AsyncGenerator<ListPage> {
  const { ask, sizes, noticesOf } = listing
  const stop = new AbortController()
  const signal = AbortSignal.any([listing.signal, stop.signal])
  const filter = windowFilter(window)
  let last = 0
  let pages = 0
  let listed = 0
  let total: number | null = null
  /** Shopify says that there is no next page. */
  let isOver = false
  let brokenInARow = 0
  let pending: Promise<Page | Failure> | null = askPage(null, true)

  function askPage(after: string | null, count = false): Promise<Page | Failure> {
    const begun = after === null && last > 0
    const query = begun ? `${filter} id:>${last}` : filter
    return readNarrowing(
      sizes,
      async (size, limits) => {
        // Where nothing is to be expected little is asked for: what it may bring is what it costs.
        const first = begun && isOver ? Math.min(size, rowsBehind) : size
        const page = readPage(await ask({ query, first, after, count }, signal, limits))
        return { page, rows: first }
      },
      () => listing.probe(signal),
    )
  }

  /** The order that stands alone, and cannot be listed. */
  async function findBroken(error: Failure): Promise<ListedWrong | null> {
    brokenInARow += 1
    if (isTheShop(brokenInARow, error)) throw error
    const after = last
    const read = async (upTo: number) => {
      const query = `${filter} id:>${after} id:<=${upTo}`
      const answer = await ask({ query, first: 1, after: null, count: false }, signal, {
        retriesWhenBroken: 0,
      })
      return howMany(readPage(answer))
    }
    const id = await findBrokenOrder(read, after, highest)
    if (id === null) return null
    last = id
    return unlistable(String(id), error.value.code)
  }

  try {
    while (pending !== null) {
      const page: Page | Failure = await pending
      if (page instanceof Failure) {
        const broken = await findBroken(page)
        // Without one it has passed: the same place is asked for again.
        pending = askPage(null)
        pending.catch(() => undefined)
        if (broken === null) continue
        listed += 1
        yield { rows: [], wrong: [broken], total, notices: [] }
        continue
      }
      brokenInARow = 0
      const { answer } = page
      if (pages === 0) total = page.total
      pages += 1
      let before = last
      for (const { shopOrderId } of page.rows) {
        const id = Number(shopOrderId)
        if (id < before || id === last) throw shapeFailure(answer, 'sortKey: ID')
        before = id
      }
      last = before
      const rows = howMany(page)
      const isFirst = listed === 0
      listed += rows
      const isEnd: boolean = page.rows.length === 0 && !page.more
      if (page.more && rows === 0) throw shapeFailure(answer, 'pageInfo')
      // Behind a last page a list of its own begins, and finds nothing.
      isOver = !page.more
      const goesOn: boolean = page.more && pages % pagesPerList !== 0
      pending = isEnd ? null : askPage(goesOn ? page.cursor : null)
      // A failure is met when the page is awaited; until then it must not count as unhandled.
      pending?.catch(() => undefined)
      const notices: LogNotice[] = []
      if (isEnd && isFirst && rows === 0 && total === null) notices.push({ code: 'list-unsure', params: {} })
      const counted = total ?? 0
      // What has left the window since is counted no more.
      if (isEnd && listed < counted && (await countNow()) > listed)
        notices.push({ code: 'count-contradicts', params: { counted, listed } })
      if (rows > 0 || isFirst || notices.length > 0)
        yield { rows: page.rows, wrong: page.wrong, total, notices: [...noticesOf(answer), ...notices] }
    }
  } finally {
    stop.abort()
  }

  async function countNow(): Promise<number> {
    return readPage(await ask({ query: filter, first: 1, after: null, count: true }, signal)).total ?? 0
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
  noticesOf: (answer: GraphAnswer) => readonly LogNotice[],
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
  readonly answer: GraphAnswer
  readonly rows: readonly SlimRow[]
  readonly wrong: readonly ListedWrong[]
  readonly more: boolean
  readonly cursor: string
  readonly total: number | null
}

function readPage(answer: GraphAnswer): Page {
  const orders = answer.data?.orders
  if (!isFields(orders))
    throw answer.errors.length > 0 ? failureOfErrors(answer) : shapeFailure(answer, 'orders')
  // Beside orders an error leaves holes in them; that they cannot be counted leaves none.
  refusePartial({ ...answer, errors: answer.errors.filter(({ path: [field] }) => field !== 'ordersCount') })
  const { nodes, pageInfo } = orders
  if (!Array.isArray(nodes) || !isFields(pageInfo)) throw shapeFailure(answer, 'orders.nodes')
  const { hasNextPage, endCursor } = pageInfo
  if (hasNextPage === true && (typeof endCursor !== 'string' || endCursor === '')) {
    throw shapeFailure(answer, 'pageInfo.endCursor')
  }
  return {
    answer,
    ...readableRows(nodes, slimRow, 'id', 'name', answer.host),
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

/** Null when it does not say which order it is. */
function slimRow(node: unknown): SlimRow | null {
  const fields: Fields = isFields(node) ? node : {}
  const id = numberOfGid(fields.id)
  if (id === null) return null
  const { name, createdAt, updatedAt } = fields
  return {
    shopOrderId: id,
    number: typeof name === 'string' && name !== '' ? name : id,
    state: stateOf(fields),
    fulfilment: fulfilmentOf(fields),
    placedAt: typeof createdAt === 'string' ? parseInstant(createdAt) : null,
    modifiedAt: typeof updatedAt === 'string' ? parseInstant(updatedAt) : null,
  }
}

function shapeFailure({ host }: GraphAnswer, expected: string): Error {
  return failure('body-shape', { host, expected })
}
