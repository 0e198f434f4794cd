import type { Scaled } from '../words/decimal.ts'
import { taxOf } from '../words/vat-amounts.ts'
import { isTaxOf } from './exact.ts'

/**
 * The one of the rates an order names that a charge of no said rate can only be of; null: none, or several.
 * @param charge what bears VAT
 */
export function meantRate(
  known: readonly Scaled[],
  { net, tax }: { readonly net: Scaled; readonly tax: Scaled },
): Scaled | null {
  const exact = known.filter((rate) => taxOf(net, rate) === tax)
  // A price with VAT that was parted into whole cents may miss its tax by less than one: 3.63 is 2.98 and 0.65.
  const [fit = null, ...others] = exact.length > 0 ? exact : known.filter((rate) => isTaxOf(net, rate, tax))
  return others.length === 0 ? fit : null
}
