import { Failure, failure } from '../../failure.ts'
import type { DownloadWindow, Found, ListPage, Notice, SlimRow } from '../connector.ts'
import { mayBeOneOrder } from '../http-failure.ts'
import { onceEach, sameNumber, typedNumber } from '../order-number.ts'
import { isFields } from '../reader.ts'
import { onlyAsked } from '../right-answer.ts'
import { findBrokenOrder } from './broken-order.ts'
import type { AskOrders } from './orders.ts'
import { parseInstant } from './reader.ts'
import { type Condition, type Search, utcSeconds } from './search.ts'

const perPage = 100
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

/** So many orders in a row that the shop cannot list, and none that it can: then it is the shop, not the orders. */
const brokenInARow = 10

export interface Listing {
  readonly ask: AskOrders
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>
  readonly host: string
  readonly signal: AbortSignal
}

/** Where the listing stands: everything up to the order `after` was read. */
interface Position {
  readonly after: number
  readonly size: number
  /** Orders in a row that could not be listed. */
  readonly broken: number
}

interface Step {
  readonly rows: readonly SlimRow[]
  readonly total: number | null
  readonly notices: readonly Notice[]
  /** Null at the end. */
  readonly next: Position | null
}

/**
 * First pass: the orders modified in the window, in ascending id. Each request asks for the orders behind the last
 * one seen (`entity_id gt`), not for a page number: whatever arrives, changes or vanishes meanwhile moves nothing
 * (R14), the last page is never repeated (magento/magento2#26986), and a page in the middle costs no more than the
 * first. Filtering the fields spares the shop no work: it loads every order in full before it leaves most of it out.
 * So an order that cannot be loaded fails its whole page, here too: the page is halved until it stands alone, and
 * listed by its number only. The next page is read while the last one is worked on.
 */
export async function* listOrders(listing: Listing, window: DownloadWindow): AsyncGenerator<ListPage> {
  const stop = new AbortController()
  const signal = AbortSignal.any([listing.signal, stop.signal])
  const reading: Listing = { ...listing, signal }
  const conditions = windowConditions(window)
  let total: number | null = null
  let listed = 0
  try {
    let pending: Promise<Step> | null = readStep(reading, conditions, { after: 0, size: perPage, broken: 0 })
    while (pending !== null) {
      const step: Step = await pending
      pending = step.next === null ? null : readStep(reading, conditions, step.next)
      // A failure is met when the step is awaited; until then it must not count as unhandled.
      pending?.catch(() => undefined)
      // Each answer counts only what is left: the first that says so tells the whole.
      if (total === null && step.total !== null) total = listed + step.total
      listed += step.rows.length
      yield { rows: step.rows, total, notices: step.notices }
    }
  } finally {
    stop.abort()
  }
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
export async function findOrders({ ask, host, signal }: Listing, typed: string): Promise<Found> {
  const number = typedNumber(typed)
  if (number === null || !/^[\w./-]+$/.test(number)) return { rows: [], notices: [] }
  const filled = /^\d+$/.test(number) ? number.padStart(numberLength, '0') : number
  const found = async (condition: Condition): Promise<Found> => {
    const search: Search = { conditions: [condition], pageSize: perPage, fields }
    const { items, notices } = await ask(search, signal)
    const slim = items.map((item) => slimRow(item, host))
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

async function readStep(listing: Listing, window: readonly Condition[], from: Position): Promise<Step> {
  let { size } = from
  let probed = false
  let soughtInVain = false
  for (;;) {
    try {
      return await readPage(listing, window, { ...from, size })
    } catch (error) {
      if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
      if (!probed) await listing.probe(listing.signal)
      probed = true
      if (size > 1) {
        size = Math.ceil(size / 2)
        continue
      }
      if (from.broken >= brokenInARow) throw error
      const id = await findBrokenOrder(listing, window, from.after)
      if (id === null) {
        // No request for less fails: either it has passed, or the shop fails in another way than an order makes it.
        if (soughtInVain) throw error
        soughtInVain = true
        continue
      }
      const row = {
        shopOrderId: String(id),
        number: String(id),
        state: null,
        placedAt: null,
        modifiedAt: null,
      }
      return { rows: [row], total: null, notices: [], next: { after: id, size: 1, broken: from.broken + 1 } }
    }
  }
}

async function readPage(listing: Listing, window: readonly Condition[], from: Position): Promise<Step> {
  const { host } = listing
  const { after, size } = from
  // In the midst of halving, asking for less says more than asking again.
  const retriesWhenBroken = size === perPage || size === 1 ? 1 : 0
  const behind: Condition = { field: 'entity_id', type: 'gt', value: String(after) }
  for (let page = 1; ; page += 1) {
    const search: Search = { conditions: [...window, behind], pageSize: size, page, fields }
    const { items, total, notices } = await listing.ask(search, listing.signal, { retriesWhenBroken })
    const rows = items.map((item) => slimRow(item, host))
    requireAscending(rows, after, host)
    const last = rows.at(-1)
    if (last !== undefined) {
      const complete = total === null ? rows.length < size : total <= rows.length
      const next = { after: Number(last.shopOrderId), size: Math.min(perPage, size * 2), broken: 0 }
      return { rows, total, notices, next: complete ? null : next }
    }
    // A module may take out orders that were counted: then what is behind them has to be asked for by its page.
    if (total === null || page * size >= total) return { rows, total, notices, next: null }
  }
}

function slimRow(item: unknown, host: string): SlimRow {
  const fields = isFields(item) ? item : {}
  const id = orderId(fields.entity_id)
  if (id === null) throw failure('body-shape', { host, expected: 'entity_id' })
  const { increment_id: number, status, state } = fields
  return {
    shopOrderId: id,
    number: text(number) ?? id,
    state: text(status) ?? text(state),
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
    if (id <= before) throw failure('request-refused', { host, parameter: 'searchCriteria[sortOrders]' })
    before = id
  }
}
