import type { OrderColumn, OrderSort } from '../order-search.ts'
import type { Sqlite } from './database.ts'
import { type TextColumn, textReader } from './search-blocks.ts'
import type { Refreshed } from './search-columns.ts'
import { inOrder, type RankColumn, rankColumn } from './search-ranks.ts'
import type { OrderTable } from './search-table.ts'

/** Columns whose texts are not in memory; ranked when first sorted by, and the last one kept. */
const textColumns: Readonly<Partial<Record<OrderColumn, TextColumn>>> = {
  number: 'number',
  customer: 'customer',
  email: 'email',
  city: 'city',
}

/** Orderings in use: 4 or 8 bytes an order each. */
const orderingsKept = 3

interface Ordering {
  readonly ordered: Uint32Array
  /** Where each place is in it; made when it is first needed. */
  position: Uint32Array | null
}

/** All places in the order of each column. */
export function orderings(db: Sqlite, table: OrderTable) {
  const shops = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM shops')
  const readTexts = textReader(db, table)
  const ranked = new Map<OrderColumn, RankColumn>()
  const kept = new Map<string, Ordering>()
  let shopNames = ''

  const keyOf = (by: OrderColumn): ((place: number) => number | string) => {
    const column = textColumns[by]
    if (column !== undefined)
      return textOf(db, table, column, readTexts(column), by === 'number' ? numberKey : textKey)
    switch (by) {
      case 'total':
        return (place) => table.total[place] ?? 0
      case 'shop': {
        const names = new Map(shops.all().map(({ id, name }) => [id, textKey(name)]))
        return (place) => names.get(table.shop[place] ?? 0) ?? ''
      }
      case 'state':
        return (place) => table.states.words[table.state[place] ?? 0] ?? ''
      default:
        return (place) => table.placed[place] ?? 0
    }
  }

  const ranksBy = (by: OrderColumn): RankColumn => {
    const known = ranked.get(by)
    if (known !== undefined) return known
    if (textColumns[by] !== undefined) {
      for (const other of ranked.keys()) if (textColumns[other] !== undefined) ranked.delete(other)
    }
    const made = rankColumn(table.count, keyOf(by))
    ranked.set(by, made)
    return made
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
    // Those that the column does not tell apart stay newest first.
    return inOrder(of({ by: 'placedAt', descending: true }), ranksBy(by).ranks(), descending)
  }

  const orderingOf = (sort: OrderSort): Ordering => {
    const key = `${sort.by} ${sort.descending}`
    const ordering = kept.get(key) ?? { ordered: build(sort), position: null }
    kept.delete(key)
    kept.set(key, ordering)
    for (const oldest of kept.keys()) {
      if (kept.size <= orderingsKept) break
      kept.delete(oldest)
    }
    return ordering
  }
  const of = (sort: OrderSort): Uint32Array => orderingOf(sort).ordered

  return {
    of,
    /** Some places, in that order. */
    sorted(sort: OrderSort, places: Uint32Array): Uint32Array {
      const ordering = orderingOf(sort)
      const { ordered } = ordering
      if (ordering.position === null) {
        const position = new Uint32Array(ordered.length)
        for (let at = 0; at < ordered.length; at += 1) position[ordered[at] ?? 0] = at
        ordering.position = position
      }
      const { position } = ordering
      return places
        .map((place) => position[place] ?? 0)
        .sort()
        .map((at) => ordered[at] ?? 0)
    },
    /** Takes in what is new in the table. */
    refresh({ firstNew, changed }: Refreshed): void {
      kept.clear()
      const names = JSON.stringify(shops.all())
      if (names !== shopNames) ranked.delete('shop')
      shopNames = names
      for (const column of ranked.values()) column.add(firstNew, changed, table.count)
    },
  }
}

/** The key of each order: of all from their texts at first, of single ones later. */
function textOf(
  db: Sqlite,
  table: OrderTable,
  column: TextColumn,
  texts: readonly string[],
  key: (text: string) => number | string,
): (place: number) => number | string {
  const one = db.prepare<[number], string>(`SELECT ${column} FROM orders WHERE id = ?`).pluck()
  let first: readonly string[] | null = texts
  return (place) => {
    const read = first?.[place]
    // Asked once for each place, in turn: then they may go.
    if (place + 1 === first?.length) first = null
    return key(read ?? one.get(table.ids[place] ?? 0) ?? '')
  }
}

/** Case and accents ignored; orders without the text come last. */
export function textKey(text: string): string {
  if (text === '') return '\uFFFF'
  return /^[ -~]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * Numbers as people count: 999 before 1000, 2025/900 before 2026/1. Those without digits come after, by their letters
 * (the first ten: as many as a float holds).
 */
export function numberKey(text: string): number {
  const plain = plainNumber(text)
  if (plain !== null) return plain
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

/** Digits alone, as nearly all are; null for others. */
function plainNumber(text: string): number | null {
  if (text === '' || text.length > 15) return null
  let value = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    value = value * 10 + digit
  }
  return value
}
