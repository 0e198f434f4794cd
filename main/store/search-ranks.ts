/**
 * The rank of each order by a column: how many different values come before its own. Orders are then put in order by
 * counting, which takes milliseconds for a million, and new orders only shift ranks.
 */
export interface Ranks {
  readonly of: Uint32Array
  /** How many there are. */
  readonly different: number
}

export type Values = readonly (number | string)[] | Float64Array

/** The different ones, ascending: numbers or texts. */
type Different = Float64Array | readonly string[]

/**
 * Ranks the orders of a table.
 * @param all the value of each place
 * @param valueAt the value of a place that is new, or has changed since
 */
export function rankColumn(all: Values, valueAt: (place: number) => number | string) {
  let different: Different = new Float64Array(0)
  let ranks = new Uint32Array(all.length)

  /** Ranks places from one on, and others that have changed, by their values. */
  const rank = (from: number, changed: readonly number[], values: Values): void => {
    const { merged, shift } = merge(different, distinct(values))
    if (shift !== null)
      for (let place = 0; place < from; place += 1) ranks[place] = shift[ranks[place] ?? 0] ?? 0
    different = merged
    const rankOf = rankIn(merged, values.length)
    const added = values.length - changed.length
    for (let at = 0; at < added; at += 1) ranks[from + at] = rankOf(values[at] ?? 0)
    for (const [at, place] of changed.entries()) ranks[place] = rankOf(values[added + at] ?? 0)
  }

  rank(0, [], all)
  return {
    ranks: (): Ranks => ({ of: ranks, different: different.length }),
    /** Takes in places from one on, up to `count`, and others that have changed. */
    add: (from: number, changed: readonly number[], count: number): void => {
      if (ranks.length < count) {
        const longer = new Uint32Array(Math.max(count, Math.ceil(ranks.length * 1.2)))
        longer.set(ranks)
        ranks = longer
      }
      const values: (number | string)[] = []
      for (let place = from; place < count; place += 1) values.push(valueAt(place))
      for (const place of changed) values.push(valueAt(place))
      rank(from, changed, values)
    },
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
function distinct(values: Values): Different {
  if (typeof values[0] === 'string') return [...new Set(values as readonly string[])].sort()
  const sorted = Float64Array.from(values as readonly number[] | Float64Array).sort()
  let kept = 0
  for (let at = 0; at < sorted.length; at += 1) {
    const value = sorted[at] ?? 0
    if (at === 0 || value !== sorted[kept - 1]) sorted[kept++] = value
  }
  return sorted.slice(0, kept)
}

/** Both together, and where the old ones have gone; `shift` is null when none has moved. */
function merge(old: Different, fresh: Different): { merged: Different; shift: Uint32Array | null } {
  if (old.length === 0) return { merged: fresh, shift: null }
  const missing: (number | string)[] = []
  for (const value of fresh) if (old[bisect(old, value)] !== value) missing.push(value)
  if (missing.length === 0) return { merged: old, shift: null }
  const length = old.length + missing.length
  const merged: Different = old instanceof Float64Array ? new Float64Array(length) : new Array<string>(length)
  // By place: a million numbers pushed one after the other take five times as long.
  const places: { [at: number]: number | string } = merged
  const shift = new Uint32Array(old.length)
  let taken = 0
  for (let at = 0; at < old.length; at += 1) {
    const value = old[at] ?? 0
    for (; taken < missing.length && (missing[taken] ?? 0) < value; taken += 1) {
      places[at + taken] = missing[taken] ?? 0
    }
    places[at + taken] = value
    shift[at] = at + taken
  }
  for (; taken < missing.length; taken += 1) places[old.length + taken] = missing[taken] ?? 0
  return { merged, shift }
}

/** Many texts are looked up in a map, which is made for them: comparing texts is slow. */
function rankIn(different: Different, lookups: number): (value: number | string) => number {
  if (different instanceof Float64Array) {
    let last = 0
    return (value) => {
      last = rankOfNumber(different, value as number, last)
      return last
    }
  }
  if (lookups < 1000) return (value) => bisect(different, value)
  const ranks = new Map<number | string, number>()
  for (let rank = 0; rank < different.length; rank += 1) ranks.set(different[rank] ?? '', rank)
  return (value) => ranks.get(value) ?? 0
}

/**
 * {@link bisect} of numbers alone, which takes a fraction of the time.
 * @param near where it may be: orders come nearly in the order in which they were placed
 */
function rankOfNumber(different: Float64Array, value: number, near: number): number {
  let from = 0
  let to = different.length
  for (let width = 16; width < to; width *= 16) {
    const low = near - width
    const high = near + width
    if ((low >= 0 && (different[low] ?? 0) >= value) || (different[high] ?? value) < value) continue
    from = Math.max(0, low)
    to = Math.min(to, high)
    break
  }
  while (from < to) {
    const middle = (from + to) >> 1
    if ((different[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}

/** The first place whose value is not less. */
function bisect(different: Different, value: number | string): number {
  let from = 0
  let to = different.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((different[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}
