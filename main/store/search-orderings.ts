import { folded } from '../words/folded.ts'
import type { Day } from '../words/local-time.ts'
import type { OrderSort, SortColumn } from '../words/order-search.ts'
import type { Sqlite } from './database.ts'
import { columnOf } from './order-record.ts'
import type { Refreshed } from './search-columns.ts'
import { handoverRank } from './search-handovers.ts'
import { isAnnotated } from './search-index.ts'
import { inOrder, type RankColumn, rankColumn, type Values } from './search-ranks.ts'
import { checkRank, dayNumber, type OrderTable, placeOf, workRank } from './search-table.ts'
import type { WordColumns } from './search-words.ts'
import { today } from './work.ts'

/** Orderings in use: 4 or 8 bytes an order each. */
const orderingsKept = 3
/** So many new orders are put into orderings one by one. */
const mostAdded = 5000
/** So many places are sorted by comparing them. */
const mostSorted = 1000

interface Ordering {
  readonly sort: OrderSort
  readonly ordered: Uint32Array
  /** Where each place is in it; made when it is first needed. */
  position: Uint32Array | null
}

/** All places in the order of each column. */
export function orderings(db: Sqlite, table: OrderTable, words: WordColumns) {
  const shops = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM shops')
  const ranked = new Map<SortColumn, RankColumn>()
  const kept = new Map<string, Ordering>()
  let shopNames = ''
  /** That of the ranks by work. */
  let day = ''
  /** Those of the ranks by hand-overs. */
  let marks = -1

  /** By what a column in memory is sorted, by place; null for the texts of the others. */
  const valueInMemory = (by: SortColumn): ((place: number) => number | string) | null => {
    switch (by) {
      case 'placedAt':
        return (place) => table.placed[place] ?? 0
      case 'total':
        return (place) => table.total[place] ?? 0
      case 'state':
        return (place) => table.states.words[table.state[place] ?? 0] ?? ''
      case 'work': {
        const now = dayNumber(today())
        return (place) => workRank(table, place, now)
      }
      case 'handover':
        return (place) => handoverRank(table, place)
      case 'check':
        return (place) => checkRank(table, place)
      case 'shop': {
        const names = new Map(shops.all().map(({ id, name }) => [id, textKey(name)]))
        return (place) => names.get(table.shop[place] ?? 0) ?? ''
      }
      case 'paymentMethod':
      case 'shippingMethod':
      case 'country': {
        const column = words.of(by)
        return (place) => textKey(column.words.words[column.codes[place] ?? 0] ?? '')
      }
      default:
        return null
    }
  }

  const ranksBy = (by: SortColumn): RankColumn => {
    const known = ranked.get(by)
    if (known !== undefined) return known
    const inMemory = valueInMemory(by)
    const made = inMemory === null ? rankTexts(by) : rankColumn(valuesOf(by, inMemory), inMemory)
    ranked.set(by, made)
    return made
  }

  const valuesOf = (by: SortColumn, valueAt: (place: number) => number | string): Values => {
    // As they stand: a million numbers put into a list of their own cost a tenth of the first search.
    if (by === 'placedAt') return table.placed.subarray(0, table.count)
    if (by === 'total') return table.total.subarray(0, table.count)
    return Array.from({ length: table.count }, (_, place) => valueAt(place))
  }

  /** Texts are read when lists are first sorted by them; the ranks of one column of them are kept. */
  const rankTexts = (by: SortColumn): RankColumn => {
    for (const other of ranked.keys()) if (valueInMemory(other) === null) ranked.delete(other)
    const { all, of } = textValues(db, table, by)
    return rankColumn(all(), of)
  }

  const build = ({ by, descending }: OrderSort): Uint32Array => {
    const { count } = table
    const byId = (up: boolean) => {
      const places = new Uint32Array(count)
      for (let at = 0; at < count; at += 1) places[at] = up ? at : count - 1 - at
      return places
    }
    if (by === 'downloadedAt') return byId(!descending)
    if (by === 'placedAt') return inOrder(byId(!descending), ranksBy(by).ranks(), descending)
    // Orders with the same value stay newest first.
    return inOrder(of({ by: 'placedAt', descending: true }), ranksBy(by).ranks(), descending)
  }

  const orderingOf = (sort: OrderSort): Ordering => {
    const key = `${sort.by} ${sort.descending}`
    const ordering = kept.get(key) ?? { sort, ordered: build(sort), position: null }
    kept.delete(key)
    kept.set(key, ordering)
    for (const oldest of kept.keys()) {
      if (kept.size <= orderingsKept) break
      kept.delete(oldest)
    }
    return ordering
  }
  const of = (sort: OrderSort): Uint32Array => orderingOf(sort).ordered

  /** Which of two places comes first, as {@link build} puts them. */
  const comparing = ({ by, descending }: OrderSort): ((a: number, b: number) => number) => {
    const sign = descending ? -1 : 1
    if (by === 'downloadedAt') return (a, b) => sign * (a - b)
    const ranks = ranksBy(by).ranks().of
    const rank = (place: number) => ranks[place] ?? 0
    if (by === 'placedAt') return (a, b) => sign * (rank(a) - rank(b) || a - b)
    const newestFirst = comparing({ by: 'placedAt', descending: true })
    return (a, b) => sign * (rank(a) - rank(b)) || newestFirst(a, b)
  }

  /** An ordering with the places from one on put in: a download adds few at a time, and all in order anew takes long. */
  const withAdded = (sort: OrderSort, ordered: Uint32Array, firstNew: number): Uint32Array => {
    const compare = comparing(sort)
    const added = Uint32Array.from({ length: table.count - firstNew }, (_, at) => firstNew + at).sort(compare)
    const longer = new Uint32Array(table.count)
    let copied = 0
    for (const [nth, place] of added.entries()) {
      let [from, to] = [copied, ordered.length]
      while (from < to) {
        const middle = (from + to) >> 1
        if (compare(ordered[middle] ?? 0, place) < 0) from = middle + 1
        else to = middle
      }
      longer.set(ordered.subarray(copied, from), copied + nth)
      longer[from + nth] = place
      copied = from
    }
    longer.set(ordered.subarray(copied), copied + added.length)
    return longer
  }

  return {
    of,
    /** Who waited until today does no more. */
    takeDay(now: Day): void {
      if (now === day) return
      day = now
      ranked.delete('work')
      kept.clear()
    },
    /** Orders have gone out, or are to be done again. */
    takeMarks(now: number): void {
      if (now === marks) return
      marks = now
      ranked.delete('handover')
      kept.clear()
    },
    /** Changes whenever a shop is called otherwise. */
    shopNames: () => shopNames,
    /** Some places, in that order. The array given is used up. */
    sorted(sort: OrderSort, places: Uint32Array): Uint32Array {
      const ordering = orderingOf(sort)
      const { ordered } = ordering
      if (ordering.position === null && places.length <= mostSorted) return places.sort(comparing(sort))
      if (ordering.position === null) {
        const position = new Uint32Array(ordered.length)
        for (let at = 0; at < ordered.length; at += 1) position[ordered[at] ?? 0] = at
        ordering.position = position
      }
      const { position } = ordering
      // By hand, in the array given: `map` takes several times as long.
      for (let at = 0; at < places.length; at += 1) places[at] = position[places[at] ?? 0] ?? 0
      places.sort()
      for (let at = 0; at < places.length; at += 1) places[at] = ordered[places[at] ?? 0] ?? 0
      return places
    },
    /** Takes in what is new in the table. */
    refresh({ firstNew, changed }: Refreshed): void {
      const names = JSON.stringify(shops.all())
      if (names === shopNames && firstNew === table.count && changed.length === 0) return
      const onlyAdded = names === shopNames && changed.length === 0 && table.count - firstNew <= mostAdded
      if (names !== shopNames) ranked.delete('shop')
      shopNames = names
      for (const column of ranked.values()) column.add(firstNew, changed, table.count)
      if (!onlyAdded) kept.clear()
      for (const [key, { sort, ordered }] of kept) {
        // The ranks of one column of texts are kept: the other's are not made for an ordering that may not be asked for.
        if (sort.by !== 'downloadedAt' && !ranked.has(sort.by)) kept.delete(key)
        else kept.set(key, { sort, ordered: withAdded(sort, ordered, firstNew), position: null })
      }
    },
  }
}

/** Keys of a text column: of all orders in memory out of the index, of single ones out of the orders. */
function textValues(db: Sqlite, table: OrderTable, by: SortColumn) {
  const column = columnOf(by)
  const isOwn = by === 'tags' || by === 'ownNote'
  const key: (text: string) => number | string = by === 'number' ? numberKey : textKey
  const one = db.prepare<[number], string>(`SELECT ${column} FROM orders WHERE id = ?`).pluck()
  const upTo = db
    .prepare<[number], string>(
      `SELECT ${column} FROM orders INDEXED BY orders_columns WHERE id <= ? ORDER BY id`,
    )
    .pluck()
  const own = db
    .prepare<[], [id: number, text: string]>(
      `SELECT id, ${isOwn ? column : "''"} FROM orders INDEXED BY orders_annotated WHERE ${isAnnotated}`,
    )
    .raw()
  /** Nearly all orders have none. */
  const ownTexts = (): (number | string)[] => {
    const keys = new Array<number | string>(table.count).fill(key(''))
    for (const [id, text] of own.iterate()) {
      const place = placeOf(table, id)
      if (place !== -1) keys[place] = key(text)
    }
    return keys
  }
  return {
    of: (place: number) => key(one.get(table.ids[place] ?? 0) ?? ''),
    all: () => (isOwn ? ownTexts() : upTo.all(table.ids[table.count - 1] ?? 0).map(key)),
  }
}

/** Case and accents ignored; orders without the text come last. */
export function textKey(text: string): string {
  return text === '' ? '\uFFFF' : folded(text)
}

/**
 * Numbers as people count: 999 before 1000, 2025/900 before 2026/1. Those without digits come after, by their letters
 * (the first ten: as many as a float holds).
 */
export function numberKey(text: string): number {
  const whole = wholeNumber(text)
  if (whole !== null) return whole
  const runs = text.match(/\d+/g)
  if (runs === null) {
    let letters = 0
    for (const letter of text.toUpperCase().padEnd(10).slice(0, 10)) {
      letters = letters * 32 + Math.min(31, Math.max(0, letter.charCodeAt(0) - 64))
    }
    return 1e21 + letters * 1e6
  }
  return runs.slice(-2).reduce((value, run) => value * 1e6 + Number(run), 0)
}

/** The value of digits alone, as nearly all numbers are; null for other texts. */
function wholeNumber(text: string): number | null {
  if (text === '' || text.length > 15) return null
  let value = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    value = value * 10 + digit
  }
  return value
}
