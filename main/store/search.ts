import type { OrderPage } from '../../preload/contract.ts'
import { formatDecimal } from '../decimal.ts'
import type { Order } from '../order.ts'
import type { OrderList, OrderSelection, OrderTotals } from '../order-search.ts'
import type { Sqlite } from './database.ts'
import { searchTextOf } from './order-record.ts'
import { readRow, rowColumns, type StoredOrder } from './orders.ts'
import { orderTable } from './search-columns.ts'
import { sievesOf } from './search-filter.ts'
import { orderings } from './search-orderings.ts'
import { plainLists } from './search-plain.ts'
import { type OrderTable, placeOf, placesUpTo } from './search-table.ts'
import { textSearch } from './search-text.ts'

/** Lists found lately, so that their other pages, totals and selections cost nothing: 4 bytes an order each. */
const listsKept = 6
/** Words looked for lately: 4 bytes an order that has them. */
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
  const worded = new Map<string, Uint32Array>()
  const documents = db.prepare<[string], { id: number; document: string }>(
    `SELECT order_id AS id, document FROM json_each(?) AS asked CROSS JOIN order_documents ON order_id = asked.value`,
  )
  const searchText = textSearch(db, (ids) =>
    documents
      .all(JSON.stringify(ids))
      .map(({ id, document }) => ({ id, text: searchTextOf(JSON.parse(document) as Order) })),
  )
  const plain = plainLists(db)
  // All at once: going in and out of SQLite for each of a hundred takes ten times as long.
  const rowsOf = db.prepare<[string], StoredOrder>(
    `SELECT ${rowColumns} FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
     CROSS JOIN shops ON shops.id = orders.shop_id`,
  )

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
    const sieves = sievesOf(table, filter)
    const words = wordsOf(filter.text)
    if (words === null) {
      if (sieves.length === 0 && count === ordered.length) return ordered
      return sifted(sieves, count === ordered.length ? ordered.slice() : below(ordered, count))
    }
    const found = sifted(sieves, words.slice(0, placesBelow(words, count)))
    // A few are put in order by themselves; for many it takes less to go through all that are.
    return found.length > count / 16 ? those(ordered, found) : ordering.sorted(sort, found)
  }

  /** The places that have the words; null when there are none. */
  const wordsOf = (text: string): Uint32Array | null => {
    const key = `${columns.changes()} ${table.count} ${text}`
    const known = worded.get(key)
    worded.delete(key)
    const places = known ?? placesWith(text)
    return places === null ? null : recall(worded, key, places, wordsKept)
  }

  const placesWith = (text: string): Uint32Array | null => {
    const ids = searchText(text, table.ids[table.count - 1] ?? 0)
    if (ids === null) return null
    const places = new Uint32Array(ids.length)
    let length = 0
    for (let at = 0; at < ids.length; at += 1) {
      const place = placeOf(table, ids[at] ?? 0)
      if (place === -1) continue
      places[length] = place
      length += 1
    }
    return places.subarray(0, length)
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
      const ids = Array.from(places.subarray(offset, offset + limit), (place) => table.ids[place] ?? 0)
      const rows = rowsOf.all(JSON.stringify(ids)).map(readRow)
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

/** The places that pass all sieves. The array given is used up. */
function sifted(sieves: ReturnType<typeof sievesOf>, places: Uint32Array): Uint32Array {
  let count = places.length
  for (const sift of sieves) count = sift(places, count)
  return places.slice(0, count)
}

/** How many of ascending places are below. */
function placesBelow(places: Uint32Array, below: number): number {
  let count = places.length
  while (count > 0 && (places[count - 1] ?? 0) >= below) count -= 1
  return count
}

/** By hand, here and below: the array's own `filter` takes several times as long. */
function below(ordered: Uint32Array, count: number): Uint32Array {
  const found = new Uint32Array(count)
  let length = 0
  for (let at = 0; at < ordered.length; at += 1) {
    const place = ordered[at] ?? 0
    if (place < count) found[length++] = place
  }
  return found
}

/** Some places, in the order of all. */
function those(ordered: Uint32Array, places: Uint32Array): Uint32Array {
  const marks = new Uint8Array(ordered.length)
  for (let at = 0; at < places.length; at += 1) marks[places[at] ?? 0] = 1
  const found = new Uint32Array(places.length)
  let length = 0
  for (let at = 0; at < ordered.length; at += 1) {
    const place = ordered[at] ?? 0
    if (marks[place] === 1) found[length++] = place
  }
  return found
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
