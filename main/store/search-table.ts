import { checkReasons } from '../words/checks.ts'
import { type Day, dayMs } from '../words/local-time.ts'
import type { Instant } from '../words/order.ts'
import { workCodes } from './work.ts'

/** The columns by which orders are filtered and sorted, in memory: 38 bytes an order. */
const columnArrays = {
  /** Ascending: orders come with ever higher ids. One that is removed makes the whole table stale. */
  ids: Uint32Array,
  shop: Uint32Array,
  run: Uint32Array,
  /** Milliseconds. */
  placed: Float64Array,
  /** By {@link Words}, as `currency` is. */
  state: Uint16Array,
  currency: Uint16Array,
  /** Ten-thousandths. */
  total: Float64Array,
  flags: Uint8Array,
  /** Of one that waits, the day from which it does no more, as {@link dayNumber}; 0: none. */
  waitsUntil: Uint16Array,
  /** Why it is to be looked at, a bit for each reason (`orders.checks`). */
  checks: Uint16Array,
  /** By `search-handovers.ts`: the kinds that an order was handed over as, and those it is to be again. */
  handed: Uint8Array,
  again: Uint8Array,
} as const

type ColumnName = keyof typeof columnArrays
type Columns = { [Name in ColumnName]: InstanceType<(typeof columnArrays)[Name]> }

/** A place is an order's index in each column. */
export interface OrderTable extends Columns {
  /** How many orders there are; the arrays may be longer. */
  count: number
  readonly states: Words
  readonly currencies: Words
}

export const changedFlag = 1
export const editedFlag = 2
export const todoFlag = 4
export const waitingFlag = 8
export const unseenFlag = 16
/** From this bit on: two, as `orders.left_out`. */
export const leftOutShift = 5

/** An order as {@link columnNames} of `orders`. */
export type ColumnsRow = [
  id: number,
  shop: number,
  run: number,
  placed: string,
  state: string,
  currency: string,
  total: number,
  flags: number,
]

export const columnNames = `orders.id, shop_id, run_id, placed_at, state, currency, total_e4,
  ${changedFlag} * (site_seen_at > site_modified_at) + ${editedFlag} * edited`

/** What `orders_columns` does not have: few are open (store/work.ts). */
export type WorkRow = [id: number, work: number, waitingUntil: string | null, unseen: number]

export const workNames = 'orders.id, work, waiting_until, unseen'

/** What `orders_columns` does not have either. */
export const markNames = 'orders.id, left_out, checks'
export type MarkRow = [id: number, leftOut: number, checks: number]

/** Writes it into an order's place of the table, where {@link writeRow} has written the rest. */
export function writeMarks(table: OrderTable, place: number, [, leftOut, checks]: MarkRow): void {
  table.checks[place] = checks
  table.flags[place] = (table.flags[place] ?? 0) | (leftOut << leftOutShift)
}

/** The gravest reason to look at an order, as lists are sorted by it: by its place among all; those with none come last. */
export function checkRank({ checks }: OrderTable, place: number): number {
  const bits = checks[place] ?? 0
  return bits === 0 ? checkReasons.length : 31 - Math.clz32(bits & -bits)
}

/** What `orders.left_out` says of a place. */
export function leftOutAt({ flags }: OrderTable, place: number): number {
  return ((flags[place] ?? 0) >> leftOutShift) & 3
}

/** Writes how far an order is with us into its place of the table, where {@link writeRow} has written the rest. */
export function writeWork(table: OrderTable, place: number, [, work, until, unseen]: WorkRow): void {
  const flag = work === workCodes.todo ? todoFlag : work === workCodes.waiting ? waitingFlag : 0
  table.flags[place] = (table.flags[place] ?? 0) | flag | (unseen === 1 ? unseenFlag : 0)
  table.waitsUntil[place] = until === null ? 0 : dayNumber(until)
}

/** What an order's work comes to on a day ({@link dayNumber}), as lists are sorted by it: 0 to do, 1 waiting, 2 done. */
export function workRank({ flags, waitsUntil }: OrderTable, place: number, day: number): number {
  const flag = (flags[place] ?? 0) & (todoFlag | waitingFlag)
  if (flag === 0) return 2
  const until = waitsUntil[place] ?? 0
  return flag === todoFlag || (until > 0 && until <= day) ? 0 : 1
}

/** The days since 1970; those after 2149 count as its last. */
export function dayNumber(day: Day): number {
  return Math.min(Date.parse(day) / dayMs, 0xffff)
}

/** A table without orders. */
export function emptyTable(): OrderTable {
  return { count: 0, states: dictionary(), currencies: dictionary(), ...columnsOf(0) }
}

function columnsOf(length: number): Columns {
  const names = Object.keys(columnArrays) as ColumnName[]
  return Object.fromEntries(names.map((name) => [name, new columnArrays[name](length)])) as unknown as Columns
}

/** Writes an order into its place of the table. */
export function writeRow(table: OrderTable, place: number, row: ColumnsRow): void {
  const [id, shop, run, placed, state, currency, total, flags] = row
  table.ids[place] = id
  table.shop[place] = shop
  table.run[place] = run
  table.placed[place] = millisecondsOf(placed)
  table.state[place] = table.states.codeOf(state)
  table.currency[place] = table.currencies.codeOf(currency)
  table.total[place] = total
  table.flags[place] = flags
}

/** `Date.parse` of an instant, which takes twice as long: it looks for many other forms. */
export function millisecondsOf(instant: Instant): number {
  if (instant.length !== 24 || instant.startsWith('00')) return Date.parse(instant)
  const part = (from: number, to: number) => {
    let value = 0
    for (let at = from; at < to; at += 1) value = value * 10 + instant.charCodeAt(at) - 48
    return value
  }
  const day = Date.UTC(part(0, 4), part(5, 7) - 1, part(8, 10))
  return day + ((part(11, 13) * 60 + part(14, 16)) * 60 + part(17, 19)) * 1000 + part(20, 23)
}

/** The place of an order; -1 when the table does not have it. */
export function placeOf(table: OrderTable, id: number): number {
  // Nearly always ids follow each other without a gap.
  const guess = id - (table.ids[0] ?? 0)
  if (guess < table.count && table.ids[guess] === id) return guess
  const place = placesUpTo(table, id) - 1
  return table.ids[place] === id ? place : -1
}

/** How many orders have that id or a lower one. */
export function placesUpTo({ ids, count }: OrderTable, id: number): number {
  let from = 0
  let to = count
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ids[middle] ?? 0) <= id) from = middle + 1
    else to = middle
  }
  return from
}

/** Makes room for so many orders. */
export function grow(table: OrderTable, length: number): void {
  const longer = columnsOf(length)
  for (const name of Object.keys(longer) as ColumnName[]) longer[name].set(table[name])
  Object.assign(table, longer)
}

/** Few words that occur often, as numbers. */
export interface Words {
  readonly words: string[]
  codeOf(word: string): number
  /** Undefined for a word that does not occur. */
  find(word: string): number | undefined
}

/** Without words as yet. */
export function dictionary(): Words {
  const words: string[] = []
  const codes = new Map<string, number>()
  return {
    words,
    find: (word) => codes.get(word),
    codeOf(word) {
      const known = codes.get(word)
      if (known !== undefined) return known
      codes.set(word, words.length)
      words.push(word)
      return words.length - 1
    },
  }
}
