import type { HandoverKind } from './handover.ts'
import type { Decimal, Instant } from './order.ts'
import type { WorkState } from './work.ts'

/** Which orders are wanted (R26): all the conditions together. Null, `''` and false ask for nothing. */
export interface OrderFilter {
  /** As typed: every word literally, as the beginning of a word of the order. */
  readonly text: string
  readonly shopIds: readonly number[] | null
  /** The platforms' own words. */
  readonly states: readonly string[] | null
  /** Placed at this instant or later. */
  readonly from: Instant | null
  /** Placed earlier than this instant. */
  readonly before: Instant | null
  /** Both ends included, whatever the currency. */
  readonly amountFrom: Decimal | null
  readonly amountTo: Decimal | null
  /** New in this run. */
  readonly runId: number | null
  readonly changedOnSite: boolean
  readonly edited: boolean
  /** How far they are with us (R40); who waits until a day that has come is to do. */
  readonly work: WorkState | null
  /** No list has shown them since they came. */
  readonly unseen: boolean
  /** To be looked at (R42). */
  readonly check: boolean
  /** Not handed over as any of these, or to be done again as such (R41). */
  readonly newFor: readonly HandoverKind[] | null
  /** As the shop calls them; `''`: those without. */
  readonly paymentMethods: readonly string[] | null
  readonly shippingMethods: readonly string[] | null
  /** Where the goods go. */
  readonly countries: readonly string[] | null
  /** Downloaded at this instant or later; earlier than that one. */
  readonly downloadedFrom: Instant | null
  readonly downloadedBefore: Instant | null
  /** With one of these tags of ours (R43); case and accents do not count. */
  readonly tags: readonly string[] | null
  /** With a note of ours. */
  readonly noted: boolean
  /** Just these of the archive's own identifiers: what another window named. */
  readonly orderIds: readonly number[] | null
}

/** More than these are not named one by one. */
export const mostNamedOrders = 10_000

export const everyOrder: OrderFilter = {
  text: '',
  shopIds: null,
  states: null,
  from: null,
  before: null,
  amountFrom: null,
  amountTo: null,
  runId: null,
  changedOnSite: false,
  edited: false,
  work: null,
  unseen: false,
  check: false,
  newFor: null,
  paymentMethods: null,
  shippingMethods: null,
  countries: null,
  downloadedFrom: null,
  downloadedBefore: null,
  tags: null,
  noted: false,
  orderIds: null,
}

/** Columns of few words: orders are filtered by those that occur. */
export const wordColumns = ['paymentMethod', 'shippingMethod', 'country'] as const
export type WordColumn = (typeof wordColumns)[number]

/** The filter by the words of each. */
export const wordFilters = {
  paymentMethod: 'paymentMethods',
  shippingMethod: 'shippingMethods',
  country: 'countries',
} as const satisfies Record<WordColumn, keyof OrderFilter>

/** By these lists are sorted. */
export const sortColumns = [
  'number',
  'placedAt',
  'downloadedAt',
  'shop',
  'state',
  'work',
  'handover',
  'check',
  'customer',
  'email',
  'city',
  ...wordColumns,
  'total',
  'tags',
  'ownNote',
] as const
export type SortColumn = (typeof sortColumns)[number]

/** Looked up in the orders themselves, a page at a time, where they are shown (`RowDetails`): not sorted by. */
export const detailColumns = ['phone', 'province', 'products', 'pieces'] as const
export type DetailColumn = (typeof detailColumns)[number]

export const orderColumns = [...sortColumns, ...detailColumns] as const
export type OrderColumn = (typeof orderColumns)[number]

export function isDetailColumn(id: OrderColumn): id is DetailColumn {
  return detailColumns.some((detail) => detail === id)
}

/** A column is never narrower, in pixels. */
export const leastColumn = 48

/** Orders that a column does not tell apart come newest first. */
export interface OrderSort {
  readonly by: SortColumn
  readonly descending: boolean
}

/** Those to be looked at, what is worst first (R42). */
export const gravestFirst: OrderSort = { by: 'check', descending: false }
export const newestFirst: OrderSort = { by: 'placedAt', descending: true }

/**
 * A list of orders: what the filter finds among those stored when the list was begun (`upTo`, the highest id; null:
 * now). What comes later does not move the places of a list.
 *
 * `token`, as a page of it said: the list as it was shown then, whatever has changed since; what nobody knows any more is
 * refused (`list-changed`). Without it, the list is worked out anew.
 */
export interface OrderList {
  readonly filter: OrderFilter
  readonly sort: OrderSort
  readonly upTo: number | null
  readonly token?: string | undefined
}

/**
 * Some of a list, by place: from the first of a range up to, without, its second. Null: all of it. Places mean nothing
 * without the list's `token`, once it may have changed.
 */
export interface OrderSelection extends OrderList {
  readonly ranges: readonly (readonly [from: number, to: number])[] | null
}

/** Periods with a name, by this computer's calendar. */
export const periodNames = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
  'thisYear',
  'lastYear',
] as const
export type PeriodName = (typeof periodNames)[number]

/** What a search asks for; periods by name move along with the days. */
export interface OrderSearch extends OrderFilter {
  readonly period: PeriodName | null
  readonly downloadedPeriod: PeriodName | null
}

/** How the table of orders looks. */
export interface OrderTableView {
  /** Which columns, in which order; null: the usual ones. */
  readonly columns: readonly OrderColumn[] | null
  /** Of those that were made wider or narrower, in pixels. */
  readonly widths: Readonly<Partial<Record<OrderColumn, number>>>
}

/** A view: what is asked for, in which order, and how it looks, under a name. */
export interface SavedSearch {
  readonly id: number
  readonly name: string
  readonly search: OrderSearch
  readonly sort: OrderSort
  /** Null of one that was saved before it had this: it leaves the columns as they are. */
  readonly table: OrderTableView | null
}

/** What is found comes to: exact, for each currency. */
export interface OrderTotals {
  readonly count: number
  readonly amounts: readonly { readonly currency: string; readonly count: number; readonly total: Decimal }[]
}
