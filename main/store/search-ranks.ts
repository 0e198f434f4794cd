import { rankTexts } from './search-text-ranks.ts'

/**
 * The rank of each order by a column: how many different values come before its own. Orders are then put in order by
 * counting, which takes milliseconds for a million, and new orders only shift ranks.
 */
export interface Ranks {
  readonly of: Uint32Array
  /** How many there are. */
  readonly different: number
}

export type Values = Float64Array | readonly string[]

/** `keyOf` tells the value of a place; asked once for each place, and again when it is told to have changed. */
export function rankColumn(count: number, keyOf: (place: number) => number | string) {
  let values: Values = new Float64Array(0)
  let ranks = new Uint32Array(0)

  const rankAll = (): void => {
    ranks = new Uint32Array(count)
    if (count === 0) return
    if (typeof keyOf(0) === 'string') {
      const texts: string[] = []
      for (let place = 0; place < count; place += 1) texts.push(keyOf(place) as string)
      values = rankTexts(texts, ranks)
      return
    }
    const numbers = new Float64Array(count)
    for (let place = 0; place < count; place += 1) numbers[place] = keyOf(place) as number
    const different = distinctNumbers(numbers.slice())
    values = different
    for (let place = 0; place < count; place += 1) ranks[place] = rankOfNumber(different, numbers[place] ?? 0)
  }

  /** Ranks places whose values are new to the column. */
  const add = (from: number, changed: readonly number[], count: number): void => {
    const fresh: (number | string)[] = []
    for (let place = from; place < count; place += 1) fresh.push(keyOf(place))
    for (const place of changed) fresh.push(keyOf(place))
    const { merged, shift } = merge(values, distinct(fresh))
    if (ranks.length < count) {
      const longer = new Uint32Array(Math.max(count, Math.ceil(ranks.length * 1.2)))
      longer.set(ranks)
      ranks = longer
    }
    if (shift !== null)
      for (let place = 0; place < from; place += 1) ranks[place] = shift[ranks[place] ?? 0] ?? 0
    values = merged
    let next = 0
    const rankOf = rankIn(values, fresh.length)
    const rank = () => rankOf(fresh[next++] ?? 0)
    for (let place = from; place < count; place += 1) ranks[place] = rank()
    for (const place of changed) ranks[place] = rank()
  }

  rankAll()
  return {
    ranks: (): Ranks => ({ of: ranks, different: values.length }),
    add,
  }
}

export type RankColumn = ReturnType<typeof rankColumn>

/** Places in the order of their ranks; those of the same rank stay in the order in which they are given. */
export function inOrder(places: Uint32Array, ranks: Ranks, descending: boolean): Uint32Array {
  const { of, different } = ranks
  const starts = new Uint32Array(different + 1)
  // By index: going through a million places with `for of` takes several times as long.
  const { length } = places
  const [first, sign] = descending ? [different - 1, -1] : [0, 1]
  for (let at = 0; at < length; at += 1) {
    const step = first + sign * (of[places[at] ?? 0] ?? 0)
    starts[step + 1] = (starts[step + 1] ?? 0) + 1
  }
  for (let rank = 1; rank <= different; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0)
  const ordered = new Uint32Array(places.length)
  for (let next = 0; next < length; next += 1) {
    const place = places[next] ?? 0
    const step = first + sign * (of[place] ?? 0)
    const at = starts[step] ?? 0
    ordered[at] = place
    starts[step] = at + 1
  }
  return ordered
}

/** Each value once, ascending. */
function distinct(keys: readonly (number | string)[]): Values {
  if (typeof keys[0] === 'string') return [...new Set(keys as readonly string[])].sort()
  return distinctNumbers(Float64Array.from(keys as readonly number[]))
}

/** The array is used up. */
function distinctNumbers(numbers: Float64Array): Float64Array {
  const sorted = numbers.sort()
  let kept = 0
  for (const value of sorted) {
    if (kept > 0 && sorted[kept - 1] === value) continue
    sorted[kept] = value
    kept += 1
  }
  return sorted.slice(0, kept)
}

/** Both together, and where the old ones have gone; `shift` is null when none has moved. */
function merge(old: Values, fresh: Values): { merged: Values; shift: Uint32Array | null } {
  if (old.length === 0) return { merged: fresh, shift: null }
  const missing: (number | string)[] = []
  for (const value of fresh) if (old[bisect(old, value)] !== value) missing.push(value)
  if (missing.length === 0) return { merged: old, shift: null }
  const length = old.length + missing.length
  const merged: Float64Array | string[] =
    old instanceof Float64Array ? new Float64Array(length) : new Array(length)
  const shift = new Uint32Array(old.length)
  let taken = 0
  for (let at = 0; at < old.length; at += 1) {
    const value = old[at] as number | string
    while (taken < missing.length && (missing[taken] as number | string) < value) {
      merged[at + taken] = missing[taken] as never
      taken += 1
    }
    merged[at + taken] = value as never
    shift[at] = at + taken
  }
  for (; taken < missing.length; taken += 1) merged[old.length + taken] = missing[taken] as never
  return { merged, shift }
}

/** For many texts a table of all of them is made: comparing is what takes long. */
function rankIn(values: Values, lookups: number): (key: number | string) => number {
  if (values instanceof Float64Array || lookups < 1000) return (key) => bisect(values, key)
  const ranks = new Map<number | string, number>(values.map((value, rank) => [value, rank]))
  return (key) => ranks.get(key) ?? 0
}

function rankOfNumber(values: Float64Array, key: number): number {
  let from = 0
  let to = values.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((values[middle] ?? 0) < key) from = middle + 1
    else to = middle
  }
  return from
}

/** The first place whose value is not less. */
function bisect(values: Values, key: number | string): number {
  let from = 0
  let to = values.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((values[middle] as number | string) < key) from = middle + 1
    else to = middle
  }
  return from
}
