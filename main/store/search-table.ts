/** The columns by which orders are filtered and sorted, in memory: 30 bytes an order. A place is an order's index. */
export interface OrderTable {
  /** How many orders there are; the arrays may be longer. */
  count: number
  /** Ascending: orders are never removed, and come with ever higher ids. */
  ids: Uint32Array
  /** Milliseconds. */
  placed: Float64Array
  /** Ten-thousandths. */
  total: Float64Array
  run: Uint32Array
  shop: Uint32Array
  /** These two by {@link Words}. */
  state: Uint16Array
  currency: Uint16Array
  flags: Uint8Array
  readonly states: Words
  readonly currencies: Words
}

export const changedFlag = 1
export const editedFlag = 2

/** An order as {@link columnNames} of `orders`. */
export type ColumnsRow = [
  id: number,
  shop: number,
  run: number,
  placed: string,
  state: string,
  currency: string,
  total: number,
  changed: number,
  edited: number,
]

export const columnNames = `orders.id, shop_id, run_id, placed_at, state, currency, total_e4, site_seen_at > site_modified_at, edited`

/** A table without orders. */
export function emptyTable(): OrderTable {
  return {
    count: 0,
    ids: new Uint32Array(0),
    placed: new Float64Array(0),
    total: new Float64Array(0),
    run: new Uint32Array(0),
    shop: new Uint32Array(0),
    state: new Uint16Array(0),
    currency: new Uint16Array(0),
    flags: new Uint8Array(0),
    states: dictionary(),
    currencies: dictionary(),
  }
}

/** Writes an order into its place of the table. */
export function put(table: OrderTable, place: number, row: ColumnsRow): void {
  const [id, shop, run, placed, state, currency, total, changed, edited] = row
  table.ids[place] = id
  table.shop[place] = shop
  table.run[place] = run
  table.placed[place] = Date.parse(placed)
  table.state[place] = table.states.codeOf(state)
  table.currency[place] = table.currencies.codeOf(currency)
  table.total[place] = total
  table.flags[place] = (changed === 1 ? changedFlag : 0) | (edited === 1 ? editedFlag : 0)
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
  const longer = <Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
    longer: Column,
    column: Column,
  ): Column => {
    longer.set(column)
    return longer
  }
  table.ids = longer(new Uint32Array(length), table.ids)
  table.placed = longer(new Float64Array(length), table.placed)
  table.total = longer(new Float64Array(length), table.total)
  table.run = longer(new Uint32Array(length), table.run)
  table.shop = longer(new Uint32Array(length), table.shop)
  table.state = longer(new Uint16Array(length), table.state)
  table.currency = longer(new Uint16Array(length), table.currency)
  table.flags = longer(new Uint8Array(length), table.flags)
}

/** Few words that occur often, as numbers. */
export interface Words {
  readonly words: string[]
  codeOf(word: string): number
  /** Undefined for a word that does not occur. */
  find(word: string): number | undefined
}

function dictionary(): Words {
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
