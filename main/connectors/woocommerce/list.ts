import { Failure } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'
import type { LogNotice } from '../../words/run.ts'
import type { DownloadWindow, Found, ListedWrong, ListPage, SlimRow } from '../connector.ts'
import { unlistable } from '../listed-wrong.ts'
import { asIdentifier, goesBy, onceEach, sameNumber, typedNumber } from '../order-number.ts'
import { overlappingPages } from '../overlapping-pages.ts'
import { mayBreakList, type PageSizes } from '../page-sizes.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { type AskOrders, fieldList, perPage, slimPage } from './list-page.ts'
import { createReads, type WholeReading } from './whole-pages.ts'

export interface Listing {
  readonly ask: AskOrders
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  readonly sizes: PageSizes
  readonly host: string
  readonly signal: AbortSignal
  /** Between pages in which the shop shows nothing, though it counts more. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** First pass: the orders modified in the window, by pages that overlap (see {@link overlappingPages}). */
export async function* listOrders(
  listing: Listing,
  window: DownloadWindow,
  whole: WholeReading | null = null,
): AsyncGenerator<ListPage> {
  const { probe, sizes, host } = listing
  const query = windowQuery(window)
  const reads = createReads(listing.ask, query, whole)
  const pages = overlappingPages<SlimRow>({
    read: reads.read,
    probe,
    between: (after, before, broken, signal) =>
      listBetween(listing, query, { after, before, ...broken }, signal),
    id: (row) => Number(row.shopOrderId),
    perPage,
    sizes,
    host,
    signal: listing.signal,
    ...(listing.pause ? { pause: listing.pause } : {}),
  })
  let total: number | null | undefined
  for await (const page of pages) {
    const { rows, wrong, notices } = page
    const inFull = page.whole === undefined ? {} : { whole: page.whole }
    const isFirst = total === undefined
    // HPOS says 0 past the end (NOTES); the first page is the one that knows.
    if (total === undefined) total = page.total === 0 && rows.length > 0 ? null : page.total
    const isEmpty = isFirst && rows.length + wrong.length === 0
    const counted = whole?.counted ?? 0
    const doubts: LogNotice[] = []
    if (isEmpty && page.total === null) doubts.push({ code: 'list-unsure', params: {} })
    // Just before, with the clock, the shop counted some.
    else if (isEmpty && counted > 0)
      doubts.push({ code: 'count-contradicts', params: { counted, listed: 0 } })
    yield { rows, wrong, total, ...inFull, notices: [...notices, ...doubts] }
  }
}

/** Identifiers that one request asks for: the address stays under 2,000 characters. */
const stretchLength = 200
/** In so many stretches an order without a neighbour is looked for. */
const mostStretches = 25

interface Gap {
  readonly after: number
  /** Null: the end of the list. */
  readonly before: number | null
  /** So many orders in it break the list. */
  readonly count: number
  readonly code: string
}

/**
 * What stands where orders break the list: they cannot be told by their places, but by their identifiers, of which
 * WooCommerce takes many at once and answers for those that are there. Stretches with a broken order in them are
 * halved until it stands alone.
 */
async function listBetween({ ask, host }: Listing, whole: Query, gap: Gap, signal: AbortSignal) {
  const query = { ...whole, _fields: fieldList }
  const rows: SlimRow[] = []
  const wrong: ListedWrong[] = []
  const notices: LogNotice[] = []
  const read = async (from: number, to: number): Promise<void> => {
    const include = Array.from({ length: to - from + 1 }, (_, place) => from + place).join(',')
    try {
      const answer = await ask({ ...query, include }, signal, { retriesWhenBroken: from === to ? 1 : 0 })
      const page = slimPage(answer)
      const isAsked = ({ shopOrderId }: SlimRow) => Number(shopOrderId) >= from && Number(shopOrderId) <= to
      rows.push(...onlyAsked(page.rows, isAsked, host, 'include'))
    } catch (error) {
      if (!(error instanceof Failure) || !mayBreakList(error)) throw error
      if (from === to) {
        wrong.push(unlistable(String(from), gap.code))
        return
      }
      const middle = Math.floor((from + to) / 2)
      await read(from, middle)
      await read(middle + 1, to)
    }
  }
  let [first, last] = [gap.after + 1, (gap.before ?? Number.POSITIVE_INFINITY) - 1]
  for (let tried = 0; tried < mostStretches && first <= last && wrong.length < gap.count; tried += 1) {
    // Before the list's first order identifiers are looked through downwards: it may be the hundred thousandth.
    const isDown = gap.after === 0 && gap.before !== null
    const from = isDown ? Math.max(first, last - stretchLength + 1) : first
    const to = isDown ? last : Math.min(last, first + stretchLength - 1)
    await read(from, to)
    if (isDown) last = from - 1
    else first = to + 1
  }
  // One that could be read this time is among the rows.
  if (wrong.length + rows.length < gap.count) {
    notices.push({ code: 'order-not-listed', params: { after: String(gap.after) } })
  }
  return { rows: rows.toSorted((a, b) => Number(a.shopOrderId) - Number(b.shopOrderId)), wrong, notices }
}

/**
 * The one exact form of dates: UTC without `Z`, with the flag (NOTES, "Dates"). Both limits are strict and compared
 * in whole seconds, hence one second more at either end.
 */
export function windowQuery(window: DownloadWindow): Query {
  const which = window.by === 'created' ? '' : 'modified_'
  return {
    [`${which}after`]: seconds(window.from, -1),
    ...(window.to === null ? {} : { [`${which}before`]: seconds(window.to, 1) }),
    dates_are_gmt: 'true',
    orderby: 'id',
    order: 'asc',
    per_page: String(perPage),
  }
}

/** So many pages of hits at most are searched for a number: each costs the shop a search of everything. */
const mostSearched = 20

/**
 * Orders by their number. What numbers orders otherwise than by their identifier (plugins for sequential numbers)
 * makes that number known to the shop's own search, which finds much else besides: its hits are read, newest first,
 * until the number is among them.
 */
export async function findOrders(
  ask: AskOrders,
  typed: string,
  host: string,
  signal: AbortSignal,
): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null) return { rows: [], notices: [] }
  const id = asIdentifier(number)
  const query = { per_page: String(perPage), _fields: fieldList }
  const find = async (parameters: Query) => slimPage(await ask({ ...query, ...parameters }, signal))
  const found: SlimRow[] = []
  if (id !== null) {
    const { rows } = await find({ include: id })
    found.push(...onlyAsked(rows, (row) => row.shopOrderId === id, host, 'include'))
  }
  const notices: LogNotice[] = []
  for (let page = 1; ; page += 1) {
    const hits = await find({ search: number, orderby: 'id', order: 'desc', page: String(page) })
    found.push(...hits.rows.filter((row) => goesBy(row, number)))
    if (page === 1) notices.push(...hits.notices)
    if (hits.rows.length === 0 || page >= (hits.pages ?? Number.POSITIVE_INFINITY)) break
    if (found.some((row) => sameNumber(row.number, number))) break
    if (page === mostSearched) {
      notices.push({ code: 'search-limited', params: { read: mostSearched * perPage } })
      break
    }
  }
  return { rows: onceEach(found), notices }
}

function seconds(instant: Instant, shift: number): string {
  const whole = Math.floor(Date.parse(instant) / 1000) + shift
  return new Date(whole * 1000).toISOString().slice(0, 19)
}
