import type { NumberTwice } from '../words/desks.ts'

/** An order's own number for other programs: by which Easyfatt knows it (R45), or of its invoice (R48). */
export interface OrderedNumber {
  /** What the number is given to: texts are the same where it is the same order, refund and kind. */
  readonly of: string
  /** The numbers that may be given once, as keys that are the same where the number is. */
  readonly keys: readonly string[]
  /** The number as operators know it. */
  readonly number: string
  /** The order as operators know it. */
  readonly order: string
}

/**
 * Numbers that two archives have given to different orders, and orders to which they have given different numbers. Given
 * to one order by both, a number is the same.
 */
export function numbersTwice(
  register: NumberTwice['register'],
  here: readonly OrderedNumber[],
  there: readonly OrderedNumber[],
): NumberTwice[] {
  const byOrder = new Map(here.map((one) => [one.of, one]))
  const byKey = new Map(here.flatMap((one) => one.keys.map((key) => [key, one] as const)))
  return there.flatMap((other): NumberTwice[] => {
    const own = byOrder.get(other.of)
    if (own !== undefined && own.keys[0] !== other.keys[0])
      return [{ register, same: 'order', order: other.order, here: own.number, there: other.number }]
    const taken = other.keys.flatMap((key) => byKey.get(key) ?? []).find((one) => one.of !== other.of)
    if (taken === undefined) return []
    return [{ register, same: 'number', number: other.number, here: taken.order, there: other.order }]
  })
}
