/** A stream of numbers that depends on its seeds alone (mulberry32), so that an order is always made the same way. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean
  /** Text of the given length from an alphabet. */
  text(length: number, alphabet: string): string
}

/** Random numbers that are the same for the same seeds. */
export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => scramble(mixed ^ scramble(seed | 0)), 0x9e3779b9)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return scramble(state) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
    chance: (percent) => below(100) < percent,
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(''),
  }
}

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return mixed ^ (mixed >>> 14)
}
