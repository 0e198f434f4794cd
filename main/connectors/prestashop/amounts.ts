import { type Scaled, toDecimal } from '../../words/decimal.ts'
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
