import { absolute, type Scaled, unit } from '../../words/decimal.ts'
import type { WrongReason } from '../../words/order.ts'
import { allowance, compareSums, piecesOf } from '../reconcile.ts'
import { isTaxOf, minus, nothing, type Pair, plus } from './amounts.ts'
import type { Lines } from './map-lines.ts'
import { countedDiscount, isFee, type OrderAmounts, rowApart, shippingOf } from './what-counts.ts'

/** Its amounts as they add up, and why they do not where they do not (R7). */
export interface Settled {
  readonly shipping: Pair
  readonly wrapping: Pair
  readonly discount: Pair
  /** What the total is over by: a module's fee for payment or cash on delivery, which stands nowhere else. */
  readonly fee: Pair
  /** The place of a row that `total_products` does not count, and the total does: a fee that a module wrote among the goods. */
  readonly apart: number | null
  readonly reasons: readonly WrongReason[]
}

/**
 * PrestaShop prints each amount rounded by itself. What its total is over by is a fee; what it is short of is the
 * shipping of other parts of the cart in one that was split (PrestaShop/PrestaShop#40362), or of other carriers in one
 * that has several (`improved_shipment` of 9.1: the total counts the last one's alone), and nothing else. In a part,
 * vouchers may be the whole cart's, too.
 */
export function settle(lines: Lines, amounts: OrderAmounts): Settled {
  const { products, wrapping, total, digits } = amounts
  const count = lines.items.length
  const pieces = piecesOf(lines.items)
  const order = absolute(total.gross) > absolute(products.gross) ? total.gross : products.gross
  const charges = [amounts.shipping, wrapping, amounts.discount].filter(({ gross }) => gross !== 0n).length
  const allowed = allowance({ digits, rows: count + charges, pieces, total: order })
  const shipping = shippingOf(amounts, plus(products, minus(wrapping, amounts.discount)), allowed)
  // A voucher worth more than the order leaves nothing to pay, not less than that.
  const whole = plus(plus(products, wrapping), shipping)
  const declared = atMost(amounts.discount, whole)
  // A fee is rounded by the row, not by the piece: it may be less than what rounding by the piece allows.
  const byRow = BigInt(count + 4) * unit(digits)
  const rounded = byRow < allowed ? byRow : allowed
  const apart = rowApart(lines, amounts, plus(minus(wrapping, declared), shipping), rounded)
  const surplus = minus(total, atLeastNothing(minus(whole, declared)))
  const discount =
    apart === null ? countedDiscount(declared, { ...amounts, shipping, surplus, lines, allowed }) : declared
  // Totals are of the lines as printed or of their sum, each rounded by itself.
  const sums = [products, count > 0 ? lines.sum : products].map((goods) =>
    atLeastNothing(plus(plus(goods, minus(wrapping, discount)), shipping)),
  )
  const [sum = nothing] = sums
  const isOver = sums.every(({ gross }) => total.gross - gross > rounded)
  const over = minus(total, sum)
  // Of a part of a split cart it is what the cart's voucher took off other parts.
  const isOfOthers = amounts.split && discount.gross > 0n
  const isLess = over.net <= discount.net && over.gross <= discount.gross
  const added = isOver && isFee(over, allowed) && (isLess || !isOfOthers) ? over : nothing
  const reasons: WrongReason[] = []
  const compare = (field: string, declared: Scaled, [first = 0n, ...others]: readonly Scaled[]) =>
    reasons.push(...compareSums(field, declared, [first, ...others], allowed))
  // What is missing altogether has its own reason.
  if (count > 0 && apart === null) {
    compare('total_products', products.net, [lines.sum.net])
    compare('total_products_wt', products.gross, [lines.sum.gross])
  }
  // Without VAT nothing is worth more than with it, nor much less.
  if (absolute(products.net) > absolute(products.gross))
    compare('total_products', products.net, [products.gross])
  for (const [field, { net, gross }, most] of [
    ['total_shipping_tax_excl', amounts.shipping, allowed],
    ['total_wrapping_tax_excl', wrapping, allowed],
    // A voucher that was taken away leaves what its net amount was rounded by (PrestaShop/PrestaShop#11059).
    ['total_discounts_tax_excl', amounts.discount, allowed + unit(0)],
  ] as const) {
    const sign = gross < 0n ? -1n : 1n
    if (!isTaxOf((gross - net) * sign, net * sign, most)) compare(field, net, [gross])
  }
  const computed = sums.map((some) => plus(some, added))
  compare(
    'total_paid_tax_incl',
    total.gross,
    computed.map(({ gross }) => gross),
  )
  compare(
    'total_paid_tax_excl',
    total.net,
    computed.map(({ net }) => net),
  )
  return isOfOthers
    ? { shipping, wrapping, discount: minus(discount, added), fee: nothing, apart, reasons }
    : { shipping, wrapping, discount, fee: added, apart, reasons }
}

function atMost(discount: Pair, whole: Pair): Pair {
  const less = (a: Scaled, b: Scaled) => (b >= 0n && b < a ? b : a)
  return { net: less(discount.net, whole.net), gross: less(discount.gross, whole.gross) }
}

function atLeastNothing({ net, gross }: Pair): Pair {
  return { net: net < 0n ? 0n : net, gross: gross < 0n ? 0n : gross }
}
