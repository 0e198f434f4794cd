import { failure } from '../../failure.ts'
import type { DownloadWindow, Found, ListPage, SlimRow } from '../connector.ts'
import type { Answer } from '../http.ts'
import { asIdentifier, onceEach, sameNumber, typedNumber } from '../order-number.ts'
import type { Fields } from '../reader.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Query } from '../send.ts'
import { readRows } from './answer.ts'
import type { LocalTime } from './local-time.ts'
import { reference } from './names.ts'
import type { States } from './states.ts'
import { json } from './transport.ts'

export interface Listing {
  readonly ask: (query: Query, signal: AbortSignal) => Promise<Answer>
  readonly window: DownloadWindow
  readonly time: LocalTime
  readonly states: States
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** 200 rows take the shop 60 ms (NOTES): it loads each order by itself, whatever the fields. */
export const perPage = 200
/** While one page is put together: PrestaShop itself deletes no orders, modules for tidying up do, one by one. */
const mostDeleted = 20
/** All that is asked of an order in the first pass. */
export const slimFields: ReadonlySet<string> = new Set([
  'id',
  'reference',
  'current_state',
  'date_add',
  'date_upd',
])
const fieldList = `[${[...slimFields].join(',')}]`

/**
 * First pass: the orders modified in the window. Each page starts behind the last id seen, so nothing that arrives,
 * changes or vanishes between two pages moves another order past a page's edge. A page with a few rows less than asked
 * for is not yet the end: it may have lost orders that were deleted while it was put together.
 */
export async function* listOrders(listing: Listing): AsyncGenerator<ListPage> {
  const { ask, signal } = listing
  const query = windowQuery(listing)
  let last = '0'
  while (true) {
    const answer = await ask(last === '0' ? query : { ...query, 'filter[id]': `>[${last}]` }, signal)
    const { host } = answer.url
    const { rows, notices } = readRows(answer, 'orders')
    // PrestaShop itself would be content without the order of the ids, and without the filter.
    const slim = rows.map((row) => slimRow(row, answer, listing))
    for (const { shopOrderId } of slim) {
      if (Number(shopOrderId) <= Number(last))
        throw failure('body-shape', { host, expected: 'sort=[id_ASC]' })
      last = shopOrderId
    }
    if (slim.length > 0 || last === '0') yield { rows: slim, total: null, notices }
    if (slim.length < perPage - mostDeleted) return
  }
}

/**
 * Dates are filtered in the shop's local time, to the second, and need `date=1`. An open range `[a,]` would silently
 * find nothing, `>=` would find everything (NOTES, "Silent traps"): without an end it is `>`, a second earlier.
 */
function windowQuery({ window, time }: Pick<Listing, 'window' | 'time'>): Query {
  const field = window.by === 'created' ? 'date_add' : 'date_upd'
  const from = time.earliestFrom(Date.parse(window.from))
  const range =
    window.to === null ? `>[${secondBefore(from)}]` : `[${from},${time.latestUntil(Date.parse(window.to))}]`
  return {
    ...json,
    display: fieldList,
    [`filter[${field}]`]: range,
    date: '1',
    sort: '[id_ASC]',
    limit: `0,${perPage}`,
  }
}

/**
 * Orders by their reference, which several may share (an order split among carriers), or by their identifier.
 * References are letters and digits; anything else could be read as part of the filter's own language.
 */
export async function findOrders(listing: Omit<Listing, 'window'>, typed: string): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null || !/^[\w.-]+$/.test(number)) return { rows: [], notices: [] }
  const found = async (field: 'reference' | 'id'): Promise<Found> => {
    const query = { ...json, display: fieldList, [`filter[${field}]`]: `[${number}]`, sort: '[id_ASC]' }
    const answer = await listing.ask({ ...query, limit: `0,${perPage}` }, listing.signal)
    const { rows, notices, host } = readRows(answer, 'orders')
    const slim = rows.map((row) => slimRow(row, answer, listing))
    const isAsked = (row: SlimRow) =>
      field === 'id' ? row.shopOrderId === number : sameNumber(row.number, number)
    return { rows: onlyAsked(slim, isAsked, host, `filter[${field}]`), notices }
  }
  const byReference = await found('reference')
  const byId = asIdentifier(number) === null ? [] : (await found('id')).rows
  return { rows: onceEach([...byId, ...byReference.rows]), notices: byReference.notices }
}

function secondBefore(local: string): string {
  const shifted = Date.parse(`${local.replace(' ', 'T')}Z`) - 1000
  return new Date(shifted).toISOString().slice(0, 19).replace('T', ' ')
}

/** 0 is no state yet: an order that is just being placed; it is met again once it has one. */
export function stateOf(row: Fields, states: States): string | null {
  const { current_state: state } = row
  return typeof state === 'number' || (typeof state === 'string' && state !== '')
    ? states.nameOf(state)
    : null
}

function slimRow(
  row: Fields,
  answer: Answer,
  { time, states, now }: Pick<Listing, 'time' | 'states' | 'now'>,
): SlimRow {
  const id = reference(row.id)
  if (id === null) throw failure('body-shape', { host: answer.url.host, expected: 'id' })
  const present = (answer.serverDate ?? now()).getTime()
  const instant = (value: unknown) => (typeof value === 'string' ? time.toInstant(value, present) : null)
  return {
    shopOrderId: id,
    number: typeof row.reference === 'string' && row.reference !== '' ? row.reference : id,
    state: stateOf(row, states),
    placedAt: instant(row.date_add),
    modifiedAt: instant(row.date_upd),
  }
}
