import { Failure, failure } from '../../words/failure.ts'
import type { LogNotice } from '../../words/run.ts'
import { findBrokenOrder } from '../broken-order.ts'
import type { DownloadWindow, Found, ListedWrong, ListPage, SlimRow } from '../connector.ts'
import { howMany, readableRows, unlistable } from '../listed-wrong.ts'
import { onceEach, sameNumber, typedNumber } from '../order-number.ts'
import { isTheShop, type PageSizes, readNarrowing, wait } from '../page-sizes.ts'
import { isFields } from '../reader.ts'
import { onlyAsked } from '../right-answer.ts'
import type { Limits } from '../send.ts'
import type { AskOrders } from './orders.ts'
import { parseInstant } from './reader.ts'
import { type Condition, type Search, utcSeconds } from './search.ts'
import { stateGroupOf } from './states.ts'

export const perPage = 100
/** All that is asked of an order in the first pass. */
export const slimFields: ReadonlySet<string> = new Set([
  'entity_id',
  'increment_id',
  'state',
  'status',
  'created_at',
  'updated_at',
])
const fields = `items[${[...slimFields].join(',')}],total_count`

export interface Listing {
  readonly ask: AskOrders
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  readonly host: string
  readonly signal: AbortSignal
  readonly sizes: PageSizes
  /** Leaves the orders of some store views only. */
  readonly only: readonly Condition[]
  /** Between pages in which the shop shows nothing, though it counts more. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** Empty pages behind which the shop counts more: a few at once, the others with pauses. */
const mostEmptyPages = 100
const emptyPagesAtOnce = 10
const pauseMs = 200

interface Step {
  readonly rows: readonly SlimRow[]
  readonly wrong: readonly ListedWrong[]
  /** How many orders were left when it was asked for; null when the shop did not say. */
  readonly total: number | null
  readonly notices: readonly LogNotice[]
  /** Behind which order the next one begins; null at the end. */
  readonly next: number | null
}

/**
 * First pass: the orders modified in the window, in ascending id. Each request asks for the orders behind the last
 * one seen (`entity_id gt`), not for a page number: whatever arrives, changes or vanishes meanwhile moves nothing
 * (R14), the last page is never repeated (magento/magento2#26986), and a page in the middle costs no more than the
 * first. Only an empty page ends the list, whatever the shop counts; if it counts more than it listed, that is said.
 * Filtering the fields spares the shop no work: it loads every order in full before it leaves most of it out. So an
 * order that cannot be loaded fails its whole page, here too: the page is made smaller until it stands alone. The next
 * page is read while the last one is worked on.
 */
export async function* listOrders(listing: Listing, window: DownloadWindow): AsyncGenerator<ListPage> {
  const stop = new AbortController()
  const signal = AbortSignal.any([listing.signal, stop.signal])
  const reading: Listing = { ...listing, signal }
  const conditions = [...windowConditions(window), ...listing.only]
  let total: number | null = null
  let listed = 0
  let counted = 0
  let brokenInARow = 0
  const readStep = async (after: number): Promise<Step> => {
    const step = await readNarrowing(
      listing.sizes,
      async (size, limits) => {
        const page = await readPage(reading, conditions, after, size, limits)
        return { page, rows: page.rows.length + page.wrong.length }
      },
      () => listing.probe(signal),
    )
    if (!(step instanceof Failure)) {
      brokenInARow = 0
      return step
    }
    brokenInARow += 1
    if (isTheShop(brokenInARow, step)) throw step
    const id = await findBrokenOrder((upTo) => countUpTo(reading, conditions, after, upTo), after, highest)
    // No request for less fails: either it has passed, or the shop fails in another way than an order makes it.
    if (id === null) return readPage(reading, conditions, after, 1, {})
    return { rows: [], wrong: [unlistable(String(id), step.value.code)], total: null, notices: [], next: id }
  }
  try {
    let pending: Promise<Step> | null = readStep(0)
    while (pending !== null) {
      const step: Step = await pending
      pending = step.next === null ? null : readStep(step.next)
      // A failure is met when the step is awaited; until then it must not count as unhandled.
      pending?.catch(() => undefined)
      // Each answer counts only what is left: the first that says so tells the whole.
      if (step.total !== null) {
        counted = Math.max(counted, listed + step.total)
        total ??= counted
      }
      const notices = [...step.notices]
      const rows = howMany(step)
      const isFirst = listed === 0
      listed += rows
      if (isFirst && rows === 0 && step.total === null) notices.push({ code: 'list-unsure', params: {} })
      // What has left the window since is counted no more.
      if (pending === null && listed < counted && (await countNow(reading, conditions)) > listed)
        notices.push({ code: 'count-contradicts', params: { counted, listed } })
      if (rows > 0 || isFirst || notices.length > 0)
        yield { rows: step.rows, wrong: step.wrong, total, notices }
    }
  } finally {
    stop.abort()
  }
}

async function countNow({ ask, signal }: Listing, conditions: readonly Condition[]): Promise<number> {
  return (await ask({ conditions, pageSize: 1, fields: 'total_count' }, signal)).total ?? 0
}

/** Identifiers beyond are none of a MySQL `int unsigned`. */
const highest = 2 ** 32

/** Whether there is an order behind one identifier and up to another. */
async function countUpTo(
  { ask, signal }: Listing,
  conditions: readonly Condition[],
  after: number,
  upTo: number,
): Promise<number> {
  const ends: readonly Condition[] = [
    { field: 'entity_id', type: 'gt', value: String(after) },
    { field: 'entity_id', type: 'lteq', value: String(upTo) },
  ]
  // The same fields as of a page: it may be one of them that breaks it.
  const search: Search = { conditions: [...conditions, ...ends], pageSize: 1, fields }
  return (await ask(search, signal, { retriesWhenBroken: 0 })).items.length
}

/** Dates are UTC in whole seconds, and both comparisons include their limit. */
function windowConditions(window: DownloadWindow): readonly Condition[] {
  const field = window.by === 'created' ? 'created_at' : 'updated_at'
  const from: Condition = { field, type: 'gteq', value: utcSeconds(window.from) }
  if (window.to === null) return [from]
  return [from, { field, type: 'lteq', value: utcSeconds(window.to) }]
}

/** `000000123` is typed as 123, too: Magento fills its numbers up with zeros. */
const numberLength = 9

/** Orders by their increment id, or by their identifier. */
export async function findOrders(
  { ask, host, signal }: Pick<Listing, 'ask' | 'host' | 'signal'>,
  typed: string,
): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null || !/^[\w./-]+$/.test(number)) return { rows: [], notices: [] }
  const filled = /^\d+$/.test(number) ? number.padStart(numberLength, '0') : number
  const found = async (condition: Condition): Promise<Found> => {
    const search: Search = { conditions: [condition], pageSize: perPage, fields }
    const { items, notices } = await ask(search, signal)
    const slim = items.flatMap((item) => slimRow(item) ?? [])
    const isAsked = (row: SlimRow) =>
      condition.field === 'entity_id'
        ? row.shopOrderId === condition.value
        : sameNumber(row.number, number) || sameNumber(row.number, filled)
    return { rows: onlyAsked(slim, isAsked, host, condition.field), notices }
  }
  const byNumber = await found({ field: 'increment_id', type: 'in', value: `${number},${filled}` })
  const id = orderId(number)
  const byId = id === null ? [] : (await found({ field: 'entity_id', type: 'eq', value: id })).rows
  return { rows: onceEach([...byNumber.rows, ...byId]), notices: byNumber.notices }
}

async function readPage(
  listing: Listing,
  window: readonly Condition[],
  after: number,
  size: number,
  limits: Limits,
): Promise<Step> {
  const { host, signal } = listing
  const behind: Condition = { field: 'entity_id', type: 'gt', value: String(after) }
  const wrong: ListedWrong[] = []
  for (let page = 1; ; page += 1) {
    const search: Search = { conditions: [...window, behind], pageSize: size, page, fields }
    const { items, total, notices } = await listing.ask(search, signal, limits)
    const read = readableRows(items, slimRow, 'entity_id', 'increment_id', host)
    const { rows } = read
    wrong.push(...read.wrong)
    requireAscending(rows, after, host)
    const last = rows.at(-1)
    if (last !== undefined) return { rows, wrong, total, notices, next: Number(last.shopOrderId) }
    // A module may take out orders that were counted: then what is behind them has to be asked for by its page.
    const isEnd = total === null || page * size >= total || page > mostEmptyPages
    if (isEnd) return { rows, wrong, total, notices, next: null }
    if (page > emptyPagesAtOnce) await (listing.pause ?? wait)(pauseMs, signal)
  }
}

/** Null when it does not say which order it is. */
function slimRow(item: unknown): SlimRow | null {
  const fields = isFields(item) ? item : {}
  const id = orderId(fields.entity_id)
  if (id === null) return null
  const { increment_id: number, status, state } = fields
  return {
    shopOrderId: id,
    number: text(number) ?? id,
    state: text(status) ?? text(state),
    ...stateGroupOf(text(status), text(state)),
    placedAt: typeof fields.created_at === 'string' ? parseInstant(fields.created_at) : null,
    modifiedAt: typeof fields.updated_at === 'string' ? parseInstant(fields.updated_at) : null,
  }
}

/** An order's identifier: a positive whole number, as text; null when there is none. */
export function orderId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? value : null
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/** Not `body-shape`: pages of one order would look sorted, and all but the last one would be lost. */
function requireAscending(rows: readonly SlimRow[], after: number, host: string): void {
  let before = after
  for (const { shopOrderId } of rows) {
    const id = Number(shopOrderId)
    if (id < before || id === after)
      throw failure('request-refused', { host, parameter: 'searchCriteria[sortOrders]' })
    before = id
  }
}
