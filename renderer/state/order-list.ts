import { create } from 'zustand'
import type { FailureValue } from '../../main/failure.ts'
import {
  everyOrder,
  newestFirst,
  type OrderList,
  type OrderSearch,
  type OrderSelection,
  type OrderSort,
  type OrderTotals,
} from '../../main/order-search.ts'
import type { Argument, OrderRow, Run } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { filterOf } from './periods.ts'
import { countPlaces, noPlaces, type Ranges } from './ranges.ts'

export const everySearch: OrderSearch = { ...everyOrder, period: null }
const pageLength = 100
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
}))

const { getState: get, setState: set } = useOrderList

interface Asked {
  readonly search: OrderSearch
  readonly sort: OrderSort
  /** The order whose row stays chosen, and in sight. */
  readonly keep: number | null
  readonly all: boolean
}

/** One question at a time: while it is answered only the last one that came is remembered. */
let asking = false
let next: Asked | null = null

/** Finds what a search asks for; what is shown stays until the answer comes. */
export function findOrders(search: OrderSearch, sort: OrderSort = get().sort): Promise<void> {
  return ask({ search, sort, keep: null, all: false })
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

async function ask(asked: Asked): Promise<void> {
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

async function show({ search, sort, keep, all }: Asked): Promise<void> {
  const filter = filterOf(search, new Date())
  const begun = { filter, sort, upTo: null }
  const answer = await request('orders.list', { ...sent(begun), offset: 0, limit: pageLength, locate: keep })
  if (next !== null) return
  if (!answer.ok) {
    set({ phase: 'failed', failure: answer.failure, busy: false, list: null, total: 0, pages: new Map() })
    return
  }
  const { rows, total, upTo, located } = answer.value
  set({
    phase: 'ready',
    failure: null,
    busy: false,
    list: { filter, sort, upTo },
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

/** The row chosen, when it is only one. */
export function chosenRow(): OrderRow | undefined {
  const { cursor, pages, selected } = get()
  return cursor !== null && countPlaces(selected) <= 1 ? rowAt(pages, cursor) : undefined
}

const reading = new Set<string>()

/** Reads the pages of these places that have not been read. */
export async function readRows(first: number, last: number): Promise<void> {
  const { list } = get()
  if (list === null) return
  const pages: number[] = []
  for (let page = Math.floor(first / pageLength); page <= Math.floor(last / pageLength); page += 1)
    pages.push(page)
  await Promise.all(pages.map((page) => readPage(list, page)))
}

async function readPage(list: OrderList, page: number): Promise<void> {
  const key = `${page} ${JSON.stringify(list)}`
  if (get().pages.has(page) || reading.has(key)) return
  reading.add(key)
  const answer = await request('orders.list', { ...sent(list), offset: page * pageLength, limit: pageLength })
  reading.delete(key)
  if (get().list !== list) return
  if (!answer.ok) {
    set({ phase: 'failed', failure: answer.failure })
    return
  }
  const kept = [...get().pages]
    .sort(([a], [b]) => Math.abs(a - page) - Math.abs(b - page))
    .slice(0, pagesHeld)
  set({ pages: new Map([...kept, [page, answer.value.rows]]) })
}

async function readTotals(): Promise<void> {
  const { list } = get()
  if (list === null) return
  const answer = await request('orders.totals', { ...sent(list), ranges: null })
  if (answer.ok && get().list === list) set({ totals: answer.value })
}

let summing: ReturnType<typeof setTimeout> | undefined

/** Chooses rows; `cursor` is the one that the keys move on from. */
export function choose(selected: Ranges, cursor: number, anchor: number): void {
  set({ selected: selected.slice(0, mostRanges), cursor, anchor, selectedTotals: null })
  clearTimeout(summing)
  // Keys that are held down choose many rows a second.
  if (countPlaces(selected) > 1) summing = setTimeout(() => void readSelectedTotals(), 120)
}

async function readSelectedTotals(): Promise<void> {
  const { list, selected } = get()
  if (list === null) return
  const answer = await request('orders.totals', selection(list, selected))
  if (answer.ok && get().list === list && get().selected === selected) set({ selectedTotals: answer.value })
}

/** What main is asked to do something with: what is chosen, or all that is found when that is one row or none. */
export function wanted(): Argument<'orders.totals'> | null {
  const { list, selected } = get()
  if (list === null) return null
  return selection(list, countPlaces(selected) > 1 ? selected : null)
}

/** What is chosen, be it one row. */
export function chosen(): Argument<'orders.totals'> | null {
  const { list, selected } = get()
  return list === null || selected.length === 0 ? null : selection(list, selected)
}

function selection(list: OrderList, ranges: OrderSelection['ranges']): Argument<'orders.totals'> {
  return { ...sent(list), ranges: ranges === null ? null : ranges.map(([from, to]) => [from, to]) }
}

/** The contract's types want lists that can be changed. */
function sent({ filter, sort, upTo }: OrderList) {
  const { shopIds, states } = filter
  return {
    filter: { ...filter, shopIds: shopIds && [...shopIds], states: states && [...states] },
    sort,
    upTo,
  }
}

/** Shows a run's new orders (R8), or all; the list as it was first: newest first. */
export async function showRun(runId: number | null): Promise<void> {
  set({ run: null })
  const finding = findOrders({ ...everySearch, runId }, newestFirst)
  if (runId !== null) await knowRun(runId)
  await finding
}

/** Finds the words of the run that is searched for. */
export async function knowRun(runId: number): Promise<void> {
  const answer = await request('runs.list', { shopId: null, beforeId: runId + 1, limit: 1 })
  const run = answer.ok ? answer.value[0] : undefined
  set({ run: run?.id === runId ? run : null })
}

/** Whether a search asks for less than all orders. */
export function isNarrow(search: OrderSearch): boolean {
  return Object.values(search).some((value) => value !== null && value !== '' && value !== false)
}

/** A run has ended: a list that stands at its beginning takes the new orders in, another one says that there are some. */
export function noteNewOrders(runId: number, atTop: boolean): void {
  const { search, selected } = get()
  if (search.runId !== null && search.runId !== runId) return
  if (atTop && countPlaces(selected) <= 1) void refreshOrders()
  else set({ stale: true })
}
