import { absolute, divide, multiply, type Scaled, scaled } from '../../words/decimal.ts'
import { areNear, fittingRate, isTaxOf, minus, type Pair, plus } from './amounts.ts'
import type { Declared, Lines } from './map-lines.ts'

/** The amounts that an order says of itself. */
export interface OrderAmounts extends Declared {
  readonly shipping: Pair
  readonly wrapping: Pair
  readonly discount: Pair
  readonly total: Pair
  /** Other orders have its reference: all are parts of one cart. */
  readonly split: boolean
  /** It has no carrier of its own: with `improved_shipment` it may have several. */
  readonly carrierless: boolean
}

/** The shipping, or what the total counts of it; PrestaShop 9.1 writes the whole cart's into each part. */
export function shippingOf(amounts: OrderAmounts, withoutShipping: Pair, allowed: Scaled): Pair {
  const { shipping, total, split, carrierless } = amounts
  const own = minus(total, withoutShipping)
  // A part that was left without a carrier has its shipping in its total alone (PrestaShop/PrestaShop#15918).
  if (split && carrierless && shipping.gross === 0n && own.gross > allowed && isFee(own, allowed)) return own
  const less = shipping.gross - own.gross
  if (!(split || carrierless) || less <= allowed || own.gross < -allowed || shipping.gross <= 0n)
    return shipping
  const gross = own.gross < 0n ? 0n : own.gross
  const net = divide(multiply(shipping.net, gross), shipping.gross, 6) ?? 0n
  // The order's own net, where it is that but for rounding.
  return { net: absolute(own.net - net) <= allowed && own.net >= 0n ? own.net : net, gross }
}

/**
 * Of a discount what the total counts, which up to 1.7.6 takes off no more than there is: shipping that two vouchers make
 * free stands twice in the discount (PrestaShop/PrestaShop#12024), and a voucher for the cheapest product has its price
 * with VAT as its net amount, too (#13689).
 * @param surplus what the total is over by
 */
export function countedDiscount(discount: Pair, { shipping, surplus, lines, step }: Reckoning): Pair {
  // Each of the order's own amounts is rounded by itself, and no more than that.
  const most = 2n * step
  if (discount.gross <= 0n || surplus.net <= most) return discount
  const isTwice = areNear(surplus, shipping, most) && discount.gross + most >= 2n * shipping.gross
  if (isTwice) return minus(discount, surplus)
  const isGross = absolute(discount.gross - discount.net) <= step && absolute(surplus.gross) <= most
  const counted = { net: discount.net - surplus.net, gross: discount.gross }
  const rates = lines.items.map(({ vatRate }) => vatRate)
  return isGross && counted.net > 0n && fittingRate(counted, rates, most, false) !== null ? counted : discount
}

interface Reckoning {
  readonly shipping: Pair
  readonly surplus: Pair
  readonly lines: Lines
  /** The smallest unit that amounts are rounded to. */
  readonly step: Scaled
}

/**
 * The place of a row that `total_products` does not count, and the total does; of several that with the greatest product
 * id: a fee is no product, and has one that is made up.
 */
export function rowApart(
  lines: Lines,
  { products, total }: OrderAmounts,
  charges: Pair,
  allowed: Scaled,
): number | null {
  const uncounted = minus(lines.sum, products)
  const isRounding = uncounted.net <= allowed
  if (isRounding || !isFee(uncounted, allowed) || !areNear(total, plus(lines.sum, charges), allowed))
    return null
  const rows = lines.items.map(({ net, tax, productId }, place) => {
    const pair = { net: scaled(net), gross: scaled(net) + scaled(tax) }
    return { place, pair, productId: Number(productId) }
  })
  const found = rows
    .filter(({ pair }) => areNear(pair, uncounted, allowed))
    .sort((a, b) => b.productId - a.productId)
  return found[0]?.place ?? null
}

/** Net and VAT of what a total is over by must be those of one thing; else the order contradicts itself. */
export function isFee({ net, gross }: Pair, allowed: Scaled): boolean {
  return net > 0n && isTaxOf(gross - net, net, allowed)
}
