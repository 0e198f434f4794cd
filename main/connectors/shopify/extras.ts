import { absolute, type Scaled, toDecimal } from '../../words/decimal.ts'
import type { Charge } from '../../words/order.ts'
import { type Fields, type Reader, zero } from './reader.ts'

/** They go onto Italian invoices. */
const words = { tip: 'Mancia', duties: 'Dazi' }

interface Extra {
  readonly name: string
  readonly net: Scaled
  readonly tax: Scaled
}

/**
 * Tips and duties are, by the way an order was placed, among its lines and fees or beside them: they are added where
 * they are just what is missing from the total. VAT of duties, which is in no row, is what the order's has beyond its rows'.
 */
export function mapExtras(
  reader: Reader,
  json: Fields,
  missing: { readonly total: Scaled; readonly tax: Scaled },
  allowed: Scaled,
) {
  const tipped = reader.money(json, 'totalTipReceivedSet', '', zero).value
  const due = reader.money(json, 'originalTotalDutiesSet', '', zero).value
  const tip: Extra = { name: words.tip, net: tipped, tax: 0n }
  const tax = missing.tax > allowed && missing.tax <= due ? missing.tax : 0n
  const choices: readonly (readonly Extra[])[] = [due, due - tax].flatMap((net) => {
    const duties: Extra = { name: words.duties, net, tax }
    return [[], [tip], [duties], [tip, duties]]
  })
  const fits = (extras: readonly Extra[]) => absolute(missing.total - sumOf(extras)) <= allowed
  const chosen = choices.find((some) => fits(some) && some.every(({ net }) => net > 0n)) ?? []
  const charges = chosen.map(
    (extra): Charge => ({
      name: extra.name,
      net: toDecimal(extra.net, 2),
      tax: extra.tax === 0n ? '0' : toDecimal(extra.tax, 2),
      vatRate: null,
    }),
  )
  const ownTax = chosen.reduce((sum, extra) => sum + extra.tax, 0n)
  return { charges, net: sumOf(chosen) - ownTax, tax: ownTax }
}

function sumOf(extras: readonly Extra[]): Scaled {
  return extras.reduce((sum, { net, tax }) => sum + net + tax, 0n)
}
