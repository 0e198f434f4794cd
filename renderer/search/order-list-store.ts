import { create } from 'zustand'
import type { FailureValue } from '../../main/words/failure.ts'
import {
  everyOrder,
  newestFirst,
  type OrderList,
  type OrderSearch,
  type OrderSort,
  type OrderTotals,
} from '../../main/words/order-search.ts'
import type { OrderRow } from '../../main/words/order-view.ts'
import type { Run } from '../../main/words/run.ts'
import { filterOf } from '../../main/words/search-period.ts'
import type { Argument } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { closeOrder, freeOrder } from '../state/open-order-store.ts'
import { readHandedOver } from './handed-over.ts'
import { countPlaces, noPlaces, type Ranges } from './ranges.ts'

export const everySearch: OrderSearch = { ...everyOrder, period: null, downloadedPeriod: null }
const pageLength = 100
const rowsAround = 20
/** Pages held: enough to scroll back and forth, little enough to scroll through millions. */
const pagesHeld = 40
/** How many ranges main takes: more cannot be clicked together. */
const mostRanges = 100_000

interface OrderListState {
  readonly search: OrderSearch
  readonly sort: OrderSort
  /** The run of the search, for its words; null until it is found. */
  readonly run: Run | null
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly failure: FailureValue | null
  /** What is shown is not yet what is asked for. */
  readonly busy: boolean
  /** What is shown; a new one for each answer. */
  readonly list: OrderList | null
  readonly total: number
  readonly pages: ReadonlyMap<number, readonly OrderRow[]>
  /** What it comes to; null until that is known, a moment after the rows. */
  readonly totals: OrderTotals | null
  readonly selectedTotals: OrderTotals | null
  /** The row that the keys move from; null before the first. */
  readonly cursor: number | null
  /** Where a selection with Shift began. */
  readonly anchor: number | null
  readonly selected: Ranges
  /** Orders have been stored since. */
  readonly stale: boolean
  /** Whether rows are read with their details, for columns that show them. */
  readonly detailed: boolean
}

/** The search window's list: what is asked for, what is found, what is chosen of it. */
export const useOrderList = create<OrderListState>()(() => ({
  search: everySearch,
  sort: newestFirst,
  run: null,
  phase: 'loading',
  failure: null,
  busy: true,
  list: null,
  total: 0,
  pages: new Map(),
  totals: null,
  selectedTotals: null,
  cursor: null,
  anchor: null,
  selected: noPlaces,
  stale: false,
  detailed: false,
}))

const { getState: get, setState: set } = useOrderList

interface Asked {
  readonly search: OrderSearch
  readonly sort: OrderSort
  /** The order whose row stays chosen, and in sight. */
  readonly keep: number | null
  readonly all: boolean
  /** The place that is chosen where the list does not have that row any more. */
  readonly place?: number | null
  /** An open order that the list does not have makes room for the list's first, or goes. */
  readonly follow?: boolean
}

/** Requests are coalesced: one at a time, and of those that come meanwhile only the last is made. */
let asking = false
let next: Asked | null = null

/** Finds what a search asks for; what is shown stays until the answer comes. */
export function findOrders(search: OrderSearch, sort: OrderSort = get().sort): Promise<void> {
  return ask({ search, sort, keep: freeOrder(), all: false, follow: true })
}

/** Searches anew, with something changed. */
export function changeSearch(change: Partial<OrderSearch>): Promise<void> {
  return findOrders({ ...get().search, ...change })
}

/** The same list in another order: what is chosen stays so, if it is one row or all of them. */
export function sortOrders(sort: OrderSort): Promise<void> {
  const { search, selected, total } = get()
  return ask({
    search,
    sort,
    keep: chosenRow()?.id ?? null,
    all: countPlaces(selected) === total && total > 1,
  })
}

/** Asks again; the row chosen stays chosen, wherever it has gone. */
export function refreshOrders(): Promise<void> {
  const { search, sort } = get()
  return ask({ search, sort, keep: chosenRow()?.id ?? null, all: false })
}

/** Columns came that show what rows were not read with; those that are shown no more cost nothing more. */
export function showDetails(detailed: boolean): void {
  if (detailed === get().detailed) return
  set({ detailed })
  if (detailed) void refreshOrders()
}

/** Orders were marked: those that the list has no more make room, and the next one is chosen. */
export function refreshMarked(): Promise<void> {
  const { search, sort, selected, cursor } = get()
  const place = countPlaces(selected) > 1 ? (selected[0]?.[0] ?? null) : cursor
  return ask({ search, sort, keep: chosenRow()?.id ?? null, all: false, place })
}

/** Searches anew. */
export async function ask(asked: Asked): Promise<void> {
  set({ search: asked.search, sort: asked.sort, busy: true })
  next = asked
  if (asking) return
  asking = true
  while (next !== null) {
    const now: Asked = next
    next = null
    await show(now)
  }
  asking = false
}

async function show({ search, sort, keep, all, place = null, follow = false }: Asked): Promise<void> {
  const filter = filterOf(search, new Date())
  const begun = { filter, sort, upTo: null }
  const { detailed } = get()
  const first = { offset: 0, limit: pageLength, locate: keep, detailed }
  const answer = await request('orders.list', { ...begun, ...first })
  if (next !== null) return
  if (!answer.ok) {
    set({ phase: 'failed', failure: answer.failure, busy: false, list: null, total: 0, pages: new Map() })
    return
  }
  const { rows, total, upTo, token } = answer.value
  const lost = follow && keep !== null && answer.value.located === null && freeOrder() === keep
  if (lost && total === 0) closeOrder()
  const other = lost ? 0 : place
  const located = answer.value.located ?? (other === null || total === 0 ? null : Math.min(other, total - 1))
  set({
    phase: 'ready',
    failure: null,
    busy: false,
    list: { filter, sort, upTo, token },
    total,
    pages: new Map([[0, rows]]),
    totals: null,
    cursor: located,
    anchor: located,
    selected: all ? [[0, total]] : located === null ? noPlaces : [[located, located + 1]],
    selectedTotals: null,
    stale: false,
  })
  void readTotals()
  void readHandedOver(rows)
}

/** The row at a place, once it has been read. */
export function rowAt(pages: OrderListState['pages'], place: number): OrderRow | undefined {
  return pages.get(Math.floor(place / pageLength))?.[place % pageLength]
}

/** An order was changed: its row, where it is shown, is drawn anew; it stays in its place until the list is asked for again. */
export function replaceRow(row: OrderRow): void {
  const pages = [...get().pages].map(
    ([page, rows]) => [page, rows.map((known) => (known.id === row.id ? row : known))] as const,
  )
  set({ pages: new Map(pages) })
}

/** Orders went out, or were changed after it: the rows held show it. */
export function refreshHandedOver(): void {
  void readHandedOver([...get().pages.values()].flat())
}

/** The row chosen, when it is only one. */
export function chosenRow(): OrderRow | undefined {
  const { cursor, pages, selected } = get()
  return cursor !== null && countPlaces(selected) <= 1 ? rowAt(pages, cursor) : undefined
}

const reading = new Set<string>()
let firstInSight = 0
let lastInSight = 0

/** Reads the pages of the places in sight, and of a few around them, that have not been read. */
export async function readRows(first: number, last: number): Promise<void> {
  const { list } = get()
  firstInSight = first
  lastInSight = last
  if (list === null) return
  const pages: number[] = []
  const lastPage = Math.floor((last + rowsAround) / pageLength)
  for (let page = Math.floor(Math.max(0, first - rowsAround) / pageLength); page <= lastPage; page += 1)
    pages.push(page)
  await Promise.all(pages.map((page) => readPage(list, page)))
}

/** The rows that can be seen now, as far as they have been read. */
export function rowsInSight(): readonly OrderRow[] {
  const { pages, total } = get()
  const rows: OrderRow[] = []
  for (let place = firstInSight; place <= Math.min(lastInSight, total - 1); place += 1) {
    const row = rowAt(pages, place)
    if (row !== undefined) rows.push(row)
  }
  return rows
}

async function readPage(list: OrderList, page: number): Promise<void> {
  const key = `${page} ${JSON.stringify(list)}`
  if (get().pages.has(page) || reading.has(key)) return
  reading.add(key)
  const { detailed } = get()
  const wanted = { offset: page * pageLength, limit: pageLength, detailed }
  const answer = await request('orders.list', { ...list, ...wanted })
  reading.delete(key)
  if (get().list !== list) return
  if (!answer.ok) {
    // It is being asked for anew.
    if (answer.failure.code === 'list-changed') return
    set({ phase: 'failed', failure: answer.failure })
    return
  }
  const kept = [...get().pages]
    .sort(([a], [b]) => Math.abs(a - page) - Math.abs(b - page))
    .slice(0, pagesHeld)
  set({ pages: new Map([...kept, [page, answer.value.rows]]) })
  void readHandedOver(answer.value.rows)
}

async function readTotals(): Promise<void> {
  const { list } = get()
  if (list === null) return
  const answer = await request('orders.totals', { ...list, ranges: null })
  if (answer.ok && get().list === list) set({ totals: answer.value })
}

let summing: ReturnType<typeof setTimeout> | undefined

/** Chooses rows; `cursor` is the one that the keys move on from. */
export function choose(selected: Ranges, cursor: number, anchor: number): void {
  set({ selected: selected.slice(0, mostRanges), cursor, anchor, selectedTotals: null })
  clearTimeout(summing)
  // Debounced: keys that are held down choose many rows a second.
  if (countPlaces(selected) > 1) summing = setTimeout(() => void readSelectedTotals(), 120)
}

async function readSelectedTotals(): Promise<void> {
  const { list, selected } = get()
  if (list === null) return
  const answer = await request('orders.totals', { ...list, ranges: selected })
  if (answer.ok && get().list === list && get().selected === selected) set({ selectedTotals: answer.value })
}

/** All that is found, as it is now. */
export function everyFound(): Argument<'orders.totals'> | null {
  const { list } = get()
  return list === null ? null : { ...list, token: undefined, ranges: null }
}

/** What is chosen, be it one row: of the list as it is shown. */
export function chosen(): Argument<'orders.totals'> | null {
  const { list, selected } = get()
  return list === null || selected.length === 0 ? null : { ...list, ranges: selected }
}

/** A run has ended: a list that stands at its beginning takes the new orders in, another one says that there are some. */
export function noteNewOrders(runId: number): void {
  const { search, selected } = get()
  if (search.runId !== null && search.runId !== runId) return
  if (firstInSight === 0 && countPlaces(selected) <= 1) void refreshOrders()
  else set({ stale: true })
}
