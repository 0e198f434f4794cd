import { Failure, failure } from '../../words/failure.ts'
import type { DownloadWindow, Found, ListPage, SlimRow } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import { readableRows, unlistable } from '../listed-wrong.ts'
import { asIdentifier, onceEach, sameNumber, typedNumber } from '../order-number.ts'
import { isTheShop, type PageSizes, readNarrowing } from '../page-sizes.ts'
import { type Fields, isFields } from '../reader.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Limits, Query } from '../send.ts'
import { readRows } from './answer.ts'
import { keyText, reference } from './keys.ts'
import type { LocalTime } from './local-time.ts'
import type { States } from './states.ts'
import { json } from './transport.ts'

export interface Listing {
  readonly ask: (query: Query, signal: AbortSignal, limits?: Limits) => Promise<Answer>
  readonly window: DownloadWindow
  readonly time: LocalTime
  readonly states: States
  readonly now: () => Date
  readonly signal: AbortSignal
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  readonly sizes: PageSizes
}

/** 200 rows take the shop 60 ms (NOTES): it loads each order by itself, whatever the fields. */
export const perPage = 200
/** All that is asked of an order in the first pass. */
export const slimFields: ReadonlySet<string> = new Set([
  'id',
  'reference',
  'current_state',
  'date_add',
  'date_upd',
])
const fieldList = `[${[...slimFields].join(',')}]`

/** So often in a row nothing comes where the shop says that something is there. */
const mostEmpty = 2

/**
 * First pass: the orders modified in the window. Each page starts behind the last id seen, so nothing that arrives,
 * changes or vanishes between two pages moves another order past a page's edge. Neither a short page nor an empty one
 * ends the list: the first may have lost orders that were deleted while it was put together, or be all that the shop
 * gives at once, and the second says nothing of what it is an answer to. Behind either, the highest id is asked for.
 * PrestaShop loads each order to list it: one that cannot be loaded fails its page, which is made smaller until it stands
 * alone; asked for ids alone, PrestaShop loads none and tells which it is.
 */
export async function* listOrders(listing: Listing): AsyncGenerator<ListPage> {
  const { ask, signal, sizes } = listing
  const query = windowQuery(listing)
  let last = '0'
  let first = true
  let brokenInARow = 0
  /** Orders behind the last one whose ids cannot be read: nothing could be asked for behind them but by its place. */
  let passed = 0
  /** A page with so many rows is not taken for the last: the shop may give fewer than it is asked for. */
  let full = perPage
  let empty = 0
  const { display: _, ...onlyIds } = query
  /** Whether the highest id in the window is the last one seen, or beyond; null: neither, though asked twice. */
  const lookBehind = async () => {
    for (let tried = 0; tried < 2; tried += 1) {
      const answer = await ask({ ...onlyIds, sort: '[id_DESC]', limit: '0,1' }, signal)
      const [row] = readRows(answer, 'orders').rows
      if (row === undefined && last === '0') return 'end'
      const highest = isFields(row) ? reference(row.id) : null
      // With a reference it is the answer to another question.
      if (highest === null || !isFields(row) || 'reference' in row) continue
      if (highest === last) return 'end'
      if (Number(highest) > Number(last)) return 'more'
    }
    return null
  }
  const readAt = async (page: Query, limits?: Limits) => {
    const behind = last === '0' ? page : { ...page, 'filter[id]': `>[${last}]` }
    const answer = await ask(behind, signal, limits)
    const { rows, notices } = readRows(answer, 'orders')
    const { host } = answer.url
    // The answer to the question for ids alone would pass over what stands between.
    if ('display' in page && rows.some((row) => isFields(row) && Object.keys(row).length === 1))
      throw failure('body-shape', { host, expected: 'display' })
    const slim = readableRows(rows, (row) => slimRow(row, answer, listing), 'id', 'reference', host)
    // PrestaShop itself would be content without the order of the ids, and without the filter.
    let before = last
    for (const { shopOrderId } of slim.rows) {
      if (Number(shopOrderId) < Number(before) || shopOrderId === last)
        throw failure('body-shape', { host, expected: 'sort=[id_ASC]' })
      before = shopOrderId
    }
    return { ...slim, notices }
  }
  while (true) {
    let asked = 0
    const found = await readNarrowing(
      sizes,
      async (size, limits) => {
        asked = size
        const page = await readAt({ ...query, limit: `${passed},${size}` }, limits)
        return { page, rows: page.rows.length + page.wrong.length }
      },
      () => listing.probe(signal),
    )
    if (found instanceof Failure) {
      brokenInARow += 1
      if (isTheShop(brokenInARow, found)) throw found
      const [broken] = (await readAt({ ...onlyIds, limit: `${passed},1` })).rows
      // Gone since.
      if (broken === undefined) continue
      last = broken.shopOrderId
      passed = 0
      yield { rows: [], wrong: [unlistable(last, found.value.code)], total: null, notices: [] }
      continue
    }
    brokenInARow = 0
    const { rows, wrong, notices } = found
    const places = rows.length + wrong.length
    if (places > 0 || first) yield { rows, wrong, total: null, notices }
    first = false
    passed = rows.length > 0 ? 0 : passed + places
    empty = places > 0 ? 0 : empty + 1
    last = rows.at(-1)?.shopOrderId ?? last
    if (places > 0 && (passed > 0 || places >= Math.min(asked, full))) continue
    if (empty > 0 && passed > 0) return
    const behind = await lookBehind()
    if (behind === 'end') return
    if (behind === null || empty >= mostEmpty) {
      yield { rows: [], wrong: [], total: null, notices: [{ code: 'list-cut', params: {} }] }
      return
    }
    if (places > 0) full = Math.min(full, places)
  }
}

/**
 * Dates are filtered in the shop's local time, to the second, and need `date=1`. An open range `[a,]` would silently
 * find nothing, `>=` would find everything (NOTES, "Silent traps"): without an end it is `>`, a second earlier.
 */
export function rangeOf(window: DownloadWindow, time: LocalTime, field: 'date_add' | 'date_upd'): Query {
  const from = time.earliestFrom(Date.parse(window.from))
  const range =
    window.to === null ? `>[${secondBefore(from)}]` : `[${from},${time.latestUntil(Date.parse(window.to))}]`
  return { [`filter[${field}]`]: range, date: '1' }
}

function windowQuery({ window, time }: Pick<Listing, 'window' | 'time'>): Query {
  const range = rangeOf(window, time, window.by === 'created' ? 'date_add' : 'date_upd')
  return { ...json, display: fieldList, ...range, sort: '[id_ASC]' }
}

/**
 * Orders by their reference, which several may share (an order split among carriers), or by their identifier.
 * References are letters and digits; anything else could be read as part of the filter's own language.
 */
export async function findOrders(
  listing: Omit<Listing, 'window' | 'probe' | 'sizes'>,
  typed: string,
): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null || !/^[\w.-]+$/.test(number)) return { rows: [], notices: [] }
  const found = async (field: 'reference' | 'id'): Promise<Found> => {
    const query = { ...json, display: fieldList, [`filter[${field}]`]: `[${number}]`, sort: '[id_ASC]' }
    const answer = await listing.ask({ ...query, limit: `0,${perPage}` }, listing.signal)
    const { rows, notices, host } = readRows(answer, 'orders')
    const slim = rows.flatMap((row) => slimRow(row, answer, listing) ?? [])
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
export function stateOf(row: Fields, states: States): Pick<Required<SlimRow>, 'state' | 'stateId'> {
  const id = keyText(row.current_state)
  return id === '' ? { state: null, stateId: null } : { state: states.nameOf(id), stateId: id }
}

/** Null when it does not say which order it is. */
function slimRow(
  row: unknown,
  answer: Answer,
  { time, states, now }: Pick<Listing, 'time' | 'states' | 'now'>,
): SlimRow | null {
  const id = isFields(row) ? reference(row.id) : null
  if (!isFields(row) || id === null) return null
  const present = (answer.serverDate ?? now()).getTime()
  const instant = (value: unknown) => (typeof value === 'string' ? time.toInstant(value, present) : null)
  return {
    shopOrderId: id,
    number: typeof row.reference === 'string' && row.reference !== '' ? row.reference : id,
    ...stateOf(row, states),
    placedAt: instant(row.date_add),
    modifiedAt: instant(row.date_upd),
  }
}
