import { failure } from '../../failure.ts'
import type { Instant } from '../../order.ts'
import type { DownloadWindow, Found, ListPage, Notice, SlimRow } from '../connector.ts'
import type { Answer } from '../http.ts'
import { asIdentifier, goesBy, onceEach, sameNumber, typedNumber } from '../order-number.ts'
import { type OffsetPage, overlappingPages } from '../overlapping-pages.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { orderId } from './map-order.ts'
import { isFields, parseInstant } from './reader.ts'

export type AskOrders = (query: Query, signal: AbortSignal) => Promise<Answer>

const perPage = 100
/** All that is asked of an order in the first pass. */
export const slimFields: ReadonlySet<string> = new Set([
  'id',
  'number',
  'status',
  'date_created_gmt',
  'date_modified_gmt',
])
const fieldList = [...slimFields].join(',')

interface SlimPage extends OffsetPage<SlimRow> {
  readonly notices: readonly Notice[]
}

/** First pass: the orders modified in the window, by pages that overlap (see {@link overlappingPages}). */
export async function* listOrders(
  ask: AskOrders,
  window: DownloadWindow,
  host: string,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  const query = windowQuery(window)
  const pages = overlappingPages<SlimRow, SlimPage>({
    read: async (offset, stop) => slimPage(await ask({ ...query, offset: String(offset) }, stop)),
    id: (row) => Number(row.shopOrderId),
    perPage,
    host,
    signal,
  })
  let total: number | null | undefined
  for await (const page of pages) {
    // HPOS says 0 past the end (NOTES); the first page is the one that knows.
    if (total === undefined) total = page.total === 0 && page.rows.length > 0 ? null : page.total
    yield { rows: page.rows, total, notices: page.notices }
  }
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
    _fields: fieldList,
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
  const notices: Notice[] = []
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

function slimPage(answer: Answer): SlimPage {
  const { json, notices } = readAnswer(answer)
  const { host } = answer.url
  if (!Array.isArray(json)) throw failure('body-shape', { host, expected: 'list' })
  const rows = json.map((row) => slimRow(row, host))
  // The answer to another question (see `right-answer.ts`), orders in full or their ids alone: what belongs here would be
  // passed over, and the list might end with it.
  if (json.some((row) => isFields(row) && ('line_items' in row || Object.keys(row).length === 1))) {
    throw failure('body-shape', { host, expected: '_fields' })
  }
  return {
    rows,
    total: count(answer.headers['x-wp-total']),
    pages: count(answer.headers['x-wp-totalpages']),
    notices,
  }
}

function count(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : null
}

function slimRow(row: unknown, host: string): SlimRow {
  const fields = isFields(row) ? row : {}
  const id = orderId(fields.id)
  if (id === null) throw failure('body-shape', { host, expected: 'id' })
  const { number, status } = fields
  return {
    shopOrderId: id,
    number: typeof number === 'number' || (typeof number === 'string' && number !== '') ? String(number) : id,
    state: typeof status === 'string' && status !== '' ? status : null,
    placedAt: typeof fields.date_created_gmt === 'string' ? parseInstant(fields.date_created_gmt) : null,
    modifiedAt: typeof fields.date_modified_gmt === 'string' ? parseInstant(fields.date_modified_gmt) : null,
  }
}
