import type { OrderPage } from '../../preload/contract.ts'
import { formatDecimal, parseDecimal } from '../decimal.ts'
import type { OrderFilter, OrderList, OrderSelection, OrderTotals } from '../order-search.ts'
import type { Sqlite } from './database.ts'
import { readRow, rowColumns, type StoredOrder } from './orders.ts'
import {
  changedFlag,
  editedFlag,
  type OrderTable,
  orderTable,
  placeOf,
  placesUpTo,
} from './search-columns.ts'
import { orderings } from './search-orderings.ts'
import { plainLists } from './search-plain.ts'
import { matchQuery } from './search-words.ts'

/** Lists found lately, so that their other pages, totals and selections cost nothing: 4 bytes an order each. */
const listsKept = 6
/** Words looked for lately: a byte an order each. */
const wordsKept = 8

interface FoundList {
  /** In the list's order. */
  readonly places: Uint32Array
  readonly upTo: number
}

/**
 * Finds orders: lists by place, what they come to, which they are. Words are looked up in the search index; all else
 * happens in memory (`search-columns.ts`), so that a page deep in a list costs what the first does.
 */
export function searchQueries(db: Sqlite) {
  const columns = orderTable(db)
  const { table } = columns
  const ordering = orderings(db, table)
  const lists = new Map<string, FoundList>()
  const marked = new Map<string, { readonly marks: Uint8Array; readonly count: number }>()
  const plain = plainLists(db)
  const row = db.prepare<[number], StoredOrder>(
    `SELECT ${rowColumns} FROM orders JOIN shops ON shops.id = orders.shop_id WHERE orders.id = ?`,
  )
  const matching = db
    .prepare<[string, number], number>(
      'SELECT rowid FROM order_search WHERE order_search MATCH ? AND rowid > ?',
    )
    .pluck()

  const refresh = (): void => {
    const refreshed = columns.refresh()
    if (refreshed !== null) ordering.refresh(refreshed)
  }

  const find = (list: OrderList): FoundList => {
    refresh()
    const upTo = list.upTo ?? table.ids[table.count - 1] ?? 0
    const key = JSON.stringify([list.filter, list.sort, upTo, columns.changes()])
    const known = lists.get(key)
    lists.delete(key)
    const found = known ?? { upTo, places: search(list, placesUpTo(table, upTo)) }
    return recall(lists, key, found, listsKept)
  }

  /** Of the first `count` places. */
  const search = ({ filter, sort }: OrderList, count: number): Uint32Array => {
    const ordered = ordering.of(sort)
    const fits = test(table, filter)
    const words = wordsOf(filter.text)
    if (fits === null && words === null && count === ordered.length) return ordered
    const found = new Uint32Array(count)
    let length = 0
    for (const place of ordered) {
      if (place >= count || (words !== null && words[place] === 0) || (fits !== null && !fits(place)))
        continue
      found[length] = place
      length += 1
    }
    return found.slice(0, length)
  }

  /** 1 at the places that have the words; null when there are none. Words looked for lately are topped up only. */
  const wordsOf = (text: string): Uint8Array | null => {
    const query = matchQuery(text)
    if (query === null) return null
    const key = `${columns.changes()} ${query}`
    const known = marked.get(key)
    marked.delete(key)
    if (known?.count === table.count) return recall(marked, key, known, wordsKept).marks
    const marks = new Uint8Array(table.ids.length)
    if (known !== undefined) marks.set(known.marks.subarray(0, known.count))
    const last = known === undefined ? 0 : (table.ids[known.count - 1] ?? 0)
    for (const id of matching.all(query, last)) {
      const place = placeOf(table, id)
      if (place !== -1) marks[place] = 1
    }
    return recall(marked, key, { marks, count: table.count }, wordsKept).marks
  }

  const selected = (selection: OrderSelection): Uint32Array => {
    const { places } = find(selection)
    const { ranges } = selection
    if (ranges === null) return places
    const marks = new Uint8Array(places.length)
    for (const [from, to] of ranges) marks.fill(1, from, to)
    return places.filter((_, at) => marks[at] === 1)
  }

  return {
    /** A page of a list. `locate`: also tells the place of that order. */
    listOrders: (list: OrderList, offset: number, limit: number, locate: number | null = null): OrderPage => {
      // The first look: what most ask for at first is there before everything has been read.
      const early = columns.isNew() && locate === null ? plain(list, offset, limit) : null
      if (early !== null) return early
      const { places, upTo } = find(list)
      const rows: OrderPage['rows'][number][] = []
      for (const place of places.subarray(offset, offset + limit)) {
        const stored = row.get(table.ids[place] ?? 0)
        if (stored) rows.push(readRow(stored))
      }
      const place = locate === null ? -1 : placeOf(table, locate)
      const located = place === -1 ? -1 : places.indexOf(place)
      return { rows, total: places.length, upTo, located: located === -1 ? null : located }
    },
    /** Exact sums, the currency with most orders first. */
    orderTotals: (selection: OrderSelection): OrderTotals => totalsOf(table, selected(selection)),
    /** The states that occur. */
    orderStates: (): string[] => {
      refresh()
      return [...table.states.words]
    },
    /** Which orders a selection has, first placed first. */
    selectedOrders: (selection: OrderSelection): Uint32Array => {
      const places = selected(selection)
      const marks = new Uint8Array(table.count)
      for (const place of places) marks[place] = 1
      const ids = new Uint32Array(table.count)
      let length = 0
      for (const place of ordering.of({ by: 'placedAt', descending: false })) {
        if (marks[place] !== 1) continue
        ids[length] = table.ids[place] ?? 0
        length += 1
      }
      return ids.slice(0, length)
    },
  }
}

/** Puts a value last; the first ones go when there are too many. */
function recall<Value>(map: Map<string, Value>, key: string, value: Value, most: number): Value {
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) break
    map.delete(oldest)
  }
  return value
}

/** Whether the order at a place has what the filter asks for, its words aside; null when it asks for nothing. */
function test(table: OrderTable, filter: OrderFilter): ((place: number) => boolean) | null {
  const { placed, total, run, shop, state, flags } = table
  const tests: ((place: number) => boolean)[] = []
  const { shopIds, states, from, before, amountFrom, amountTo, runId } = filter
  if (runId !== null) tests.push((place) => run[place] === runId)
  if (shopIds !== null) {
    const wanted = new Set(shopIds)
    tests.push((place) => wanted.has(shop[place] ?? 0))
  }
  if (states !== null) {
    const wanted = new Set(states.map((word) => table.states.find(word)))
    tests.push((place) => wanted.has(state[place]))
  }
  if (from !== null || before !== null) {
    const first = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from)
    const end = before === null ? Number.POSITIVE_INFINITY : Date.parse(before)
    tests.push((place) => (placed[place] ?? 0) >= first && (placed[place] ?? 0) < end)
  }
  if (amountFrom !== null || amountTo !== null) {
    const least = amountFrom === null ? Number.NEGATIVE_INFINITY : tenThousandths(amountFrom)
    const most = amountTo === null ? Number.POSITIVE_INFINITY : tenThousandths(amountTo)
    tests.push((place) => (total[place] ?? 0) >= least && (total[place] ?? 0) <= most)
  }
  const wanted = (filter.changedOnSite ? changedFlag : 0) | (filter.edited ? editedFlag : 0)
  if (wanted !== 0) tests.push((place) => ((flags[place] ?? 0) & wanted) === wanted)
  return tests.length === 0 ? null : (place) => tests.every((fits) => fits(place))
}

function tenThousandths(amount: string): number {
  return Number((parseDecimal(amount) ?? 0n) / 100_000n)
}

/** Sums beyond this may not be exact in a float. */
const exact = 2 ** 52

function totalsOf({ total, currency, currencies }: OrderTable, places: Uint32Array): OrderTotals {
  const counts = new Uint32Array(currencies.words.length)
  const sums = new Float64Array(currencies.words.length)
  const carried = currencies.words.map(() => 0n)
  for (const place of places) {
    const code = currency[place] ?? 0
    const amount = total[place] ?? 0
    const sum = (sums[code] ?? 0) + amount
    counts[code] = (counts[code] ?? 0) + 1
    if (Math.abs(sum) < exact && Math.abs(amount) < exact) {
      sums[code] = sum
      continue
    }
    carried[code] = (carried[code] ?? 0n) + BigInt(sums[code] ?? 0) + BigInt(amount)
    sums[code] = 0
  }
  const amounts = currencies.words.flatMap((word, code) => {
    const count = counts[code] ?? 0
    const sum = (carried[code] ?? 0n) + BigInt(sums[code] ?? 0)
    return count === 0 ? [] : [{ currency: word, count, total: formatDecimal(sum * 100_000n, 2) }]
  })
  amounts.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
  return { count: places.length, amounts }
}
