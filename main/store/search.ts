import { createHash, randomUUID } from 'node:crypto'
import type { MethodUse } from '../words/easyfatt-uses.ts'
import { failure } from '../words/failure.ts'
import { type HandedOver, type HandoverKind, handoverKinds } from '../words/handover.ts'
import type { Decimal } from '../words/order.ts'
import type { OrderList, OrderSelection, OrderTotals, WordColumn } from '../words/order-search.ts'
import type { HandoverCounts, LeftOutCounts, OrderPage, OrderRows } from '../words/order-view.ts'
import type { LeftOutMeaning } from '../words/state-meaning.ts'
import type { Sqlite } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { leftOutOf } from './left-out.ts'
import { readRow, rowColumns, rowDetails, type StoredOrder } from './orders.ts'
import { annotatedPlaces } from './search-annotations.ts'
import { orderTable } from './search-columns.ts'
import { downloadedPlaces } from './search-downloads.ts'
import { conditionsOf, notOfShops } from './search-filter.ts'
import { firstPages } from './search-first-page.ts'
import { handedOver, handoverMarks, kindBits, newKinds } from './search-handovers.ts'
import { orderings } from './search-orderings.ts'
import { countBelow, inBoth, inOrderOf, meeting, placesBelow } from './search-places.ts'
import { leftOutAt, placeOf, placesUpTo } from './search-table.ts'
import { textSearch } from './search-text.ts'
import { totalsOf } from './search-totals.ts'
import { wordColumnsOf } from './search-words.ts'
import { type OtherName, stateNameQueries } from './state-names.ts'
import { today } from './work.ts'

/**
 * Lists found lately, so that their other pages, totals and selections cost nothing, and stay as they were shown: 4 bytes
 * an order each.
 */
const listsKept = 6
/** Words looked for lately: 4 bytes an order that has them. */
const matchesKept = 8

/** First placed first. */
const byDate = { by: 'placedAt', descending: false } as const

/** More orders than these are not read whole to say something of them all. */
const mostRead = 2000

interface FoundList {
  /** In the list's order. */
  readonly places: Uint32Array
  readonly upTo: number
  readonly token: string
}

/**
 * Finds orders: lists by place, what they come to, which they are. Words are looked up in the search index; all else
 * happens in memory (`search-columns.ts`), so that a page deep in a list costs what the first does.
 */
export function searchQueries(db: Sqlite) {
  let columns = orderTable(db)
  let { table } = columns
  let words = wordColumnsOf(db, table)
  let ordering = orderings(db, table, words)
  const lastLists = new Map<string, FoundList>()
  const lastMatches = new Map<string, Uint32Array>()
  const textIds = textSearch(db)
  const { otherNames } = stateNameQueries(db)
  const firstPage = firstPages(db)
  const marks = handoverMarks(db)
  const hiddenOnes = db.prepare<[], number>(`SELECT id FROM shops WHERE id IN ${hiddenShops}`).pluck()
  const downloaded = downloadedPlaces(db)
  const { withDetails, pieces } = rowDetails(db)
  const annotated = annotatedPlaces(db)
  /** Tokens of another archive, or of a thread that died, are not ours. */
  const opened = randomUUID()
  // All at once: going in and out of SQLite for each of a hundred takes ten times as long.
  const rowsOf = db.prepare<[string], StoredOrder>(
    `SELECT ${rowColumns} FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
     CROSS JOIN shops ON shops.id = orders.shop_id`,
  )

  const refresh = (): void => {
    refreshColumns()
    marks.refresh(table)
  }

  const refreshColumns = (): void => {
    const refreshed = columns.refresh()
    if (refreshed === null) return
    if (!refreshed.isStale) {
      words.refresh(refreshed.changed)
      ordering.refresh(refreshed)
      return
    }
    columns = orderTable(db)
    table = columns.table
    words = wordColumnsOf(db, table)
    ordering = orderings(db, table, words)
    lastLists.clear()
    lastMatches.clear()
    refreshColumns()
  }

  /** What a list depends on beside its filter, its order and the orders it has. */
  const basisOf = ({ filter, sort }: OrderList) => {
    const hidden = isOfShop(filter) ? [] : hiddenOnes.all()
    const others = filter.states === null ? [] : otherNames(filter.states)
    const names = sort.by === 'shop' ? ordering.shopNames() : ''
    const day = filter.work === null && sort.by !== 'work' ? '' : today()
    const marked = marks.changes(filter, sort)
    const all = JSON.stringify([opened, columns.changes(), marked, others, names, hidden, day])
    return { hidden, others, day, marked, token: createHash('sha256').update(all).digest('base64url') }
  }

  /** @throws Failure `list-changed` */
  const find = (list: OrderList): FoundList => {
    refresh()
    const upTo = list.upTo ?? table.ids[table.count - 1] ?? 0
    const keyOf = (token: string) => JSON.stringify([list.filter, list.sort, upTo, token])
    const shown = list.token === undefined ? undefined : lastLists.get(keyOf(list.token))
    if (shown !== undefined) return keep(keyOf(shown.token), shown)
    const { hidden, others, day, marked, token } = basisOf(list)
    if (list.token !== undefined && list.token !== token) throw failure('list-changed', {})
    if (list.sort.by === 'work') ordering.takeDay(day)
    if (list.sort.by === 'handover') ordering.takeMarks(marked)
    const known = lastLists.get(keyOf(token))
    const found = known ?? { upTo, token, places: search(list, placesUpTo(table, upTo), others, hidden) }
    return keep(keyOf(token), found)
  }

  const keep = (key: string, found: FoundList): FoundList => {
    lastLists.delete(key)
    return recall(lastLists, key, found, listsKept)
  }

  /** Of the first `count` places. */
  const search = (
    { filter, sort }: OrderList,
    count: number,
    others: readonly OtherName[],
    hidden: readonly number[],
  ): Uint32Array => {
    const ordered = ordering.of(sort)
    const conditions = conditionsOf(table, filter, others, today(), words, downloaded)
    if (hidden.length > 0) conditions.push(notOfShops(table, hidden))
    const matches = inBoth(textMatches(filter.text), annotated(filter, table))
    if (matches === null) {
      if (conditions.length === 0 && count === ordered.length) return ordered
      return meeting(conditions, count === ordered.length ? ordered.slice() : placesBelow(ordered, count))
    }
    const found = meeting(conditions, matches.slice(0, countBelow(matches, count)))
    // Few places are sorted; for many it is faster to go through all places in order and keep these.
    return found.length > count / 16 ? inOrderOf(ordered, found) : ordering.sorted(sort, found)
  }

  /** The places of the orders that have the words, ascending; null when no words are asked for. */
  const textMatches = (text: string): Uint32Array | null => {
    const key = `${columns.changes()} ${table.count} ${text}`
    const known = lastMatches.get(key)
    lastMatches.delete(key)
    const places = known ?? placesWith(text)
    return places === null ? null : recall(lastMatches, key, places, matchesKept)
  }

  const placesWith = (text: string): Uint32Array | null => {
    const ids = textIds(text)
    if (ids === null) return null
    let count = 0
    for (let at = 0; at < ids.length; at += 1) {
      const place = placeOf(table, ids[at] ?? 0)
      // The index may have orders that came after the table was read.
      if (place !== -1) ids[count++] = place
    }
    return ids.slice(0, count)
  }

  const selected = (selection: OrderSelection, newFor: HandoverKind | null = null): Uint32Array => {
    const { places } = find(selection)
    const { ranges } = selection
    if (ranges === null && newFor === null) return places
    const isIn = new Uint8Array(places.length)
    for (const [from, to] of ranges ?? [[0, places.length]]) isIn.fill(1, from, to)
    const kinds = newFor === null ? 0 : kindBits([newFor])
    return places.filter((place, at) => isIn[at] === 1 && (kinds === 0 || (newOf(place) & kinds) !== 0))
  }

  /** Without what exports and prints leave out (R42), first placed first; a list in its own order. */
  const handedOut = (selection: OrderSelection, kind: HandoverKind, how: HandoutWish): Handout => {
    const places = selected(selection, how.onlyNew ? kind : null)
    const leftOut = emptyCounts()
    const kept = places.filter((place) => {
      const out = leftOutOf(leftOutAt(table, place))
      if (out !== null) leftOut[out] += 1
      return out === null || how.withCancelled
    })
    // On paper a list is in its own order.
    const ordered = kind === 'list' ? kept : inOrderOf(ordering.of(byDate), kept)
    const kinds = kindBits([kind])
    const isNew = Uint8Array.from(ordered, (place) => ((newOf(place) & kinds) === 0 ? 0 : 1))
    return {
      ids: idsOf(ordered),
      isNew,
      leftOut: how.withCancelled ? emptyCounts() : leftOut,
      found: places.length,
    }
  }

  const idsOf = (places: Uint32Array): Uint32Array => places.map((place) => table.ids[place] ?? 0)

  const newOf = (place: number) => newKinds(table.handed[place] ?? 0, table.again[place] ?? 0)

  const pageOf = (list: OrderList, offset: number, limit: number, locate: number | null): OrderPage => {
    // At the first request the columns are not read yet: the lists that windows open with need not wait for them.
    if (columns.isNew() && locate === null) {
      // Before the page is read: should another process write between the two, the token is one of a list that is no more.
      const { token } = basisOf(list)
      const early = firstPage(list, offset, limit)
      if (early !== null) return { ...early, token }
    }
    const { places, upTo, token } = find(list)
    const ids = idsOf(places.subarray(offset, offset + limit))
    const rows = rowsOf.all(JSON.stringify([...ids])).map(readRow)
    const place = locate === null ? -1 : placeOf(table, locate)
    const located = place === -1 ? -1 : places.indexOf(place)
    return { rows, total: places.length, upTo, token, located: located === -1 ? null : located }
  }

  return {
    /** A page of a list. `locate`: also tells the place of that order; `detailed`: rows have their details. */
    listOrders: (
      list: OrderList,
      offset: number,
      limit: number,
      locate: number | null = null,
      detailed = false,
    ): OrderPage => {
      const page = pageOf(list, offset, limit, locate)
      return detailed ? { ...page, rows: withDetails(page.rows) } : page
    },
    /** Exact sums, the currency with most orders first. */
    orderTotals: (selection: OrderSelection, withCancelled = true): OrderTotals => {
      const places = selected(selection)
      return totalsOf(table, withCancelled ? places : places.filter((place) => leftOutAt(table, place) === 0))
    },
    /** The states that occur. */
    orderStates: (): string[] => {
      refresh()
      const present = new Uint8Array(table.states.words.length)
      for (let place = 0; place < table.count; place += 1) present[table.state[place] ?? 0] = 1
      return table.states.words.filter((_, code) => present[code] === 1)
    },
    /** The words that occur in a column. */
    orderWords: (column: WordColumn): string[] => {
      refresh()
      const { codes, words: known } = words.of(column)
      const present = new Uint8Array(known.words.length)
      for (let place = 0; place < table.count; place += 1) present[codes[place] ?? 0] = 1
      return known.words.filter((_, code) => present[code] === 1)
    },
    /** The words that occur in a column of a shop's orders, with how many of them; the commonest first. */
    orderWordCounts: (column: WordColumn, shopId: number): MethodUse[] => {
      refresh()
      const { codes, words: known } = words.of(column)
      const counts = new Uint32Array(known.words.length)
      for (let place = 0; place < table.count; place += 1) {
        if (table.shop[place] !== shopId) continue
        const code = codes[place] ?? 0
        counts[code] = (counts[code] ?? 0) + 1
      }
      return known.words
        .map((name, code) => ({ name, orders: counts[code] ?? 0 }))
        .filter(({ name, orders }) => name !== '' && orders > 0)
        .sort((a, b) => b.orders - a.orders)
    },
    /** Which orders a selection has, first placed first. */
    selectedOrders: (selection: OrderSelection): Uint32Array => {
      // First of all: it reads what is new.
      const places = selected(selection)
      return idsOf(inOrderOf(ordering.of(byDate), places))
    },
    /** The pieces in a selection's orders; null where they are too many to be read for it. */
    selectedPieces: (selection: OrderSelection): Decimal | null => {
      const places = selected(selection)
      return places.length > mostRead ? null : pieces([...idsOf(places)])
    },
    /** As what these went out (R41); those that did not are left out. */
    handedOver: (orderIds: readonly number[]): HandedOver[] => {
      refresh()
      return orderIds.flatMap((id) => {
        const place = placeOf(table, id)
        const found = place === -1 ? null : handedOver(table, place)
        return found === null ? [] : [{ id, ...found }]
      })
    },
    /** Which orders of a selection are to leave the program as that, first placed first, a list in its own order (R41, R42). */
    ordersToHandOver: handedOut,
    /** These orders, in the order given, and what they come to; those that were removed are left out. */
    orderRows: (orderIds: Uint32Array): OrderRows => {
      refresh()
      // Of one that is not there, -1 is a place beyond all.
      const places = orderIds.map((id) => placeOf(table, id)).filter((place) => place < table.count)
      const rows = rowsOf.all(JSON.stringify([...orderIds])).map(readRow)
      return { rows, totals: totalsOf(table, places) }
    },
    /** How many of them an export or a print would leave out (R42). */
    leftOutCounts: (selection: OrderSelection, kind: HandoverKind, onlyNew: boolean): LeftOutCounts => {
      const { found, leftOut } = handedOut(selection, kind, { onlyNew, withCancelled: false })
      return { found, leftOut }
    },
    /** How many a selection has, and how many of them are new as what (R41). */
    handoverCounts: (selection: OrderSelection): HandoverCounts => {
      const places = selected(selection)
      const fresh = handoverKinds.map(() => 0)
      for (const place of places) {
        const bits = newOf(place)
        for (let kind = 0; kind < fresh.length; kind += 1)
          fresh[kind] = (fresh[kind] ?? 0) + ((bits >> kind) & 1)
      }
      const byKind = handoverKinds.map((kind, index) => [kind, fresh[index] ?? 0] as const)
      const counts = Object.fromEntries(byKind) as HandoverCounts['fresh']
      return { count: places.length, fresh: counts, unknown: marks.unknown() }
    },
  }
}

/** What is asked for of a selection that is to leave the program. */
export interface HandoutWish {
  /** Only what has not left as this, or has changed since (R41). */
  readonly onlyNew: boolean
  /** Also what is cancelled, failed or wholly refunded (R42). */
  readonly withCancelled: boolean
}

export interface Handout {
  readonly ids: Uint32Array
  /** Of each of these, 1: it has not left as this, or has changed since. */
  readonly isNew: Uint8Array
  readonly leftOut: LeftOutCounts['leftOut']
  /** With those left out. */
  readonly found: number
}

function emptyCounts(): Record<LeftOutMeaning, number> {
  return { cancelled: 0, failed: 0, refunded: 0 }
}

/** Whether a filter says itself of which shops its orders are: then none is hidden. */
function isOfShop({ shopIds, runId, orderIds }: OrderList['filter']): boolean {
  return shopIds !== null || runId !== null || orderIds !== null
}

/** Keeps the values used last (LRU). */
function recall<Value>(map: Map<string, Value>, key: string, value: Value, most: number): Value {
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) break
    map.delete(oldest)
  }
  return value
}
