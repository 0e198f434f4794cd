import { absolute, formatDecimal, type Scaled, unit } from '../../decimal.ts'
import type { Order, WrongReason } from '../../order.ts'
import { shownText } from '../../shown-text.ts'
import { currencyDigits } from '../currency.ts'
import type { Pair } from './amounts.ts'
import type { Charges } from './map-charges.ts'
import type { Lines } from './map-lines.ts'

/** The amounts behind an order's totals, as numbers. */
export interface Sums {
  readonly lines: Lines
  readonly charges: Charges
  /** `total_products` and `total_products_wt`. */
  readonly products: Pair
  readonly total: Pair
}

/** What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  const reasons: WrongReason[] = []
  if (order.lines.length === 0) reasons.push({ code: 'no-lines', params: {} })
  const { name, company, email } = order.customer
  if (name === '' && company === '' && email === '') reasons.push({ code: 'no-customer', params: {} })
  const digits = currencyDigits(order.currency)
  if (digits === null)
    reasons.push({ code: 'unknown-currency', params: { currency: shownText(order.currency, 40) } })
  if (sums !== null) checkTotals(sums, digits ?? 2, reasons)
  return reasons
}

/**
 * PrestaShop prints each amount rounded by itself, in one of three ways (`round_type`: by piece, line or total): one
 * unit a row is allowed.
 */
function checkTotals(
  { lines, charges, products, total }: Sums,
  digits: number,
  reasons: WrongReason[],
): void {
  const step = unit(digits)
  function compare(field: string, declared: Scaled, computed: Scaled, rows: number): void {
    if (absolute(declared - computed) <= BigInt(Math.max(1, rows)) * step) return
    reasons.push({
      code: 'totals-mismatch',
      params: { field, declared: formatDecimal(declared, 2), computed: formatDecimal(computed, 2) },
    })
  }
  // What is missing altogether has its own reason.
  if (lines.items.length > 0) {
    compare('total_products', products.net, lines.sum.net, lines.items.length)
    compare('total_products_wt', products.gross, lines.sum.gross, lines.items.length)
  }
  const { shipping, wrapping, discount } = charges
  const gross = products.gross + shipping.gross + wrapping.gross - discount.gross
  const net = products.net + shipping.net + wrapping.net - discount.net
  // A voucher worth more than the order leaves nothing to pay, not less than that.
  compare('total_paid_tax_incl', total.gross, gross < 0n ? 0n : gross, 4)
  compare('total_paid_tax_excl', total.net, net < 0n ? 0n : net, 4)
}
