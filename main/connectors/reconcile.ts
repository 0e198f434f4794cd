/**
 * Whether an order's amounts add up (R7), one way for all platforms: the shop is right until it contradicts itself. What
 * its rounding may make of the sums is no difference; what lowers a total for a known reason becomes a row.
 */
import { absolute, parseDecimal, type Scaled, toDecimal, unit } from '../words/decimal.ts'
import type { Fee, Order, WrongReason } from '../words/order.ts'
import { shownText } from '../words/shown-text.ts'
import { currencyDigits } from './currency.ts'

export interface Rounding {
  /** Decimal places that the shop rounds to: the currency's, or fewer where it shows fewer. */
  readonly digits: number
  /** Lines, charges and taxes: each is rounded by itself. */
  readonly rows: number
  /** Of all lines: shops may round by the piece. */
  readonly pieces: Scaled
  /** Of the order, to which no rounding comes near. */
  readonly total: Scaled
}

/**
 * The most that rounding can make of a sum: half of the currency's smallest unit for each piece and each row, never
 * more than a hundredth of the order; one unit always.
 */
export function allowance({ digits, rows, pieces, total }: Rounding): Scaled {
  const step = unit(digits)
  const one = unit(0)
  const rounded = BigInt(Math.max(2, rows)) + (absolute(pieces) + one - 1n) / one
  const most = absolute(total) / 100n
  const allowed = (rounded * step) / 2n
  return allowed < most ? allowed : most > step ? most : step
}

/** The pieces of an order's lines. */
export function piecesOf(lines: readonly { readonly quantity: string }[]): Scaled {
  return lines.reduce((sum, { quantity }) => sum + absolute(parseDecimal(quantity) ?? 0n), 0n)
}

/** Something in an order that lowers its total: read from a field that says so, and how. */
export interface Mark {
  readonly name: string
  /** `paid`: the sale stays whole; `discount`: it lowers what is taxed. */
  readonly kind: 'paid' | 'discount'
  /** Positive, VAT included. */
  readonly amount: Scaled
}

/**
 * Which marks make up what a total is short of: all of them, or some. A mark may be known in two places, or be in the
 * rows already, so that not all need count.
 * @returns null when none do
 */
export function explainShortfall<Some extends Mark>(
  short: Scaled,
  marks: readonly Some[],
  allowed: Scaled,
): readonly Some[] | null {
  const fits = (some: readonly Mark[]) =>
    absolute(short - some.reduce((sum, { amount }) => sum + amount, 0n)) <= allowed
  if (fits(marks)) return marks
  const few = marks.slice(0, mostMarks)
  for (let chosen = (1 << few.length) - 1; chosen > 0; chosen -= 1) {
    const some = few.filter((_, place) => (chosen >> place) & 1)
    if (fits(some)) return some
  }
  return null
}

/** Words in the names of amounts that paid nothing: what a card was worth at first, what was granted, what there may be. */
export const paidNothing =
  /(^|_)(initial|original|created|issued|award\w*|granted|top_?ups?|pending|available|expir\w*|years?|months?|max(imum)?|min(imum)?|enabled)(_|$)/

/** Subsets are tried one by one. */
const mostMarks = 8

/** The row that a mark becomes: what paid has no VAT. */
export function rowOfMark({ name, kind, amount }: Mark, digits: number): Fee {
  return { name, kind, net: toDecimal(-amount, digits), tax: toDecimal(0n, digits), vatRate: null }
}

/** What makes an order wrong whatever its amounts are (R7). */
export function reasonsBesideAmounts(order: Order): readonly WrongReason[] {
  const reasons: WrongReason[] = []
  // Of an order that was edited, all may have been taken out.
  if ([order.lines, order.removedLines, order.fees].every((rows) => rows.length === 0))
    reasons.push({ code: 'no-lines', params: {} })
  const { name, company, email, phone } = order.customer
  const isNamed = name !== '' || company !== '' || email !== '' || phone !== ''
  if (!isNamed && !order.till) reasons.push({ code: 'no-customer', params: {} })
  if (currencyDigits(order.currency) === null)
    reasons.push({ code: 'unknown-currency', params: { currency: shownText(order.currency, 40) } })
  return reasons
}

/** Compares a declared sum with the ways in which its rows can be read; the first is told when none makes it. */
export function compareSums(
  field: string,
  declared: Scaled,
  computed: readonly [Scaled, ...Scaled[]],
  allowed: Scaled,
): readonly WrongReason[] {
  if (computed.some((value) => absolute(declared - value) <= allowed)) return []
  const params = { field, declared: toDecimal(declared, 2), computed: toDecimal(computed[0], 2) }
  return [{ code: 'totals-mismatch', params }]
}
