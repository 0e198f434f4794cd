import { absolute, divide, multiply, type Scaled, scaled, unit } from '../../words/decimal.ts'
import { explainShortfall } from '../reconcile.ts'
import { areNear, fittingRate, isTaxOf, minus, nothing, type Pair, plus } from './amounts.ts'
import type { Declared, Lines } from './map-lines.ts'
import type { Voucher } from './vouchers.ts'

/** The amounts that an order says of itself. */
export interface OrderAmounts extends Declared {
  readonly shipping: Pair
  readonly wrapping: Pair
  readonly discount: Pair
  readonly total: Pair
  readonly vouchers: readonly Voucher[]
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
 * A discount as the total counts it. Up to 1.7.6 that takes off no more than there is: shipping that two vouchers make
 * free stands twice in the discount (PrestaShop/PrestaShop#12024), and a voucher for the cheapest product has its price
 * with VAT as its net amount, too (#13689). Up to 1.7.5 a gift's voucher is not in it at all (#15160).
 */
export function countedDiscount(
  discount: Pair,
  { shipping, surplus, lines, vouchers, digits, allowed }: Reckoning,
): Pair {
  if (surplus.net < -allowed && surplus.gross < -allowed) {
    const marks = vouchers.map(
      (one) => ({ ...one, name: one.code, kind: 'discount', amount: one.gross }) as const,
    )
    const found = explainShortfall(-surplus.gross, marks, allowed)?.reduce<Pair>(plus, nothing)
    return found !== undefined && areNear(found, minus(nothing, surplus), allowed)
      ? plus(discount, found)
      : discount
  }
  // Each of the order's own amounts is rounded by itself, and no more than that.
  const step = unit(digits)
  const most = 2n * step
  if (discount.gross <= 0n || surplus.net <= most) return discount
  const isTwice = areNear(surplus, shipping, most) && discount.gross + most >= 2n * shipping.gross
  if (isTwice) return minus(discount, surplus)
  const isGross = absolute(discount.gross - discount.net) <= step && absolute(surplus.gross) <= most
  const counted = { net: discount.net - surplus.net, gross: discount.gross }
  const rates = lines.items.map(({ vatRate }) => vatRate)
  return isGross && counted.net > 0n && fittingRate(counted, rates, most, false) !== null ? counted : discount
}

interface Reckoning extends Pick<OrderAmounts, 'shipping' | 'vouchers' | 'digits'> {
  /** What the total is over by; below 0 where it is short. */
  readonly surplus: Pair
  readonly lines: Lines
  readonly allowed: Scaled
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
