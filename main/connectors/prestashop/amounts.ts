import { absolute, multiply, type Scaled, scaled, toDecimal } from '../../words/decimal.ts'
import type { Decimal } from '../../words/order.ts'
import type { Fields, Reader } from '../reader.ts'

/** An amount without VAT and with it; PrestaShop prints both and rounds each by itself. */
export interface Pair {
  readonly net: Scaled
  readonly gross: Scaled
}

export const nothing: Pair = { net: 0n, gross: 0n }

/** `<name>_tax_excl` and `<name>_tax_incl`; missing ones are 0. */
export function pair(reader: Reader, source: Fields, name: string, path: string): Pair {
  return {
    net: reader.amount(source, `${name}_tax_excl`, path, '0').value,
    gross: reader.amount(source, `${name}_tax_incl`, path, '0').value,
  }
}

/** The sum of two amounts, net and gross. */
export function plus(a: Pair, b: Pair): Pair {
  return { net: a.net + b.net, gross: a.gross + b.gross }
}

/** The difference of two amounts, net and gross. */
export function minus(a: Pair, b: Pair): Pair {
  return { net: a.net - b.net, gross: a.gross - b.gross }
}

/** With two decimal places at least: the shop prints six, mostly zeros. */
export function money(value: Scaled): Decimal {
  return toDecimal(value, 2)
}

/** Net and VAT as an order's rows carry them. */
export function netAndTax({ net, gross }: Pair): { readonly net: Decimal; readonly tax: Decimal } {
  return { net: money(net), tax: money(gross - net) }
}

/**
 * The first of some rates that the amounts do not contradict; null where none fits. Without VAT, and without a rate that
 * says otherwise, it is 0.
 * @param mayBeFree whether one that says otherwise counts for nothing: the order has no VAT at all
 */
export function fittingRate(
  { net, gross }: Pair,
  rates: readonly (Decimal | null)[],
  allowed: Scaled,
  mayBeFree: boolean,
): Decimal | null {
  const tax = gross - net
  const fits = (rate: Decimal) => absolute(multiply(net, scaled(rate)) / 100n - tax) <= allowed
  return rates.find((rate) => rate !== null && fits(rate)) ?? (tax === 0n && mayBeFree ? '0' : null)
}

/** Whether both differ by no more than that. */
export function areNear(a: Pair, b: Pair, allowed: Scaled): boolean {
  return absolute(a.net - b.net) <= allowed && absolute(a.gross - b.gross) <= allowed
}

/** Whether something may have that VAT, within what is allowed. */
export function isTaxOf(tax: Scaled, net: Scaled, allowed: Scaled): boolean {
  return tax >= -allowed && tax <= (net * highestRate) / 100n + allowed
}

/** No VAT is higher. */
const highestRate = 30n
