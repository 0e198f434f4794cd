import { absolute, formatDecimal, type Scaled, unit } from '../../decimal.ts'
import type { Order, WrongReason } from '../../order.ts'
import { shownText } from '../../shown-text.ts'
import { currencyDigits } from '../currency.ts'
import type { Rows } from './map-lines.ts'
import type { Amount } from './reader.ts'

/** The amounts behind an order's totals, as numbers. */
export interface Sums {
  readonly lines: Rows<unknown>
  readonly fees: Rows<unknown>
  readonly shippingLines: Rows<unknown>
  readonly taxes: Rows<unknown>
  readonly shipping: Amount
  readonly tax: Amount
  readonly total: Amount
}

/** What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  const reasons: WrongReason[] = []
  if (order.lines.length === 0) reasons.push({ code: 'no-lines', params: {} })
  const { id, name, company, email } = order.customer
  if (id === '' && name === '' && company === '' && email === '') {
    reasons.push({ code: 'no-customer', params: {} })
  }
  const known = currencyDigits(order.currency)
  if (known === null)
    reasons.push({ code: 'unknown-currency', params: { currency: shownText(order.currency, 40) } })
  if (sums !== null) checkTotals(sums, known ?? 2, reasons)
  return reasons
}

/**
 * WooCommerce adds unrounded amounts and prints rounded ones, so each printed row may be off by half of the smallest
 * unit: one unit a row is allowed. The unit is the currency's, or the coarser one that the shop shows.
 */
function checkTotals(sums: Sums, currencyDecimals: number, reasons: WrongReason[]): void {
  const { lines, fees, shippingLines, taxes } = sums
  const step = unit(Math.min(currencyDecimals, shownDecimals(sums)))
  const allowed = (rows: number) => BigInt(Math.max(1, rows)) * step
  function compare(field: string, declared: Scaled, computed: Scaled, rows: number): void {
    if (absolute(declared - computed) <= allowed(rows)) return
    reasons.push({
      code: 'totals-mismatch',
      params: { field, declared: formatDecimal(declared, 2), computed: formatDecimal(computed, 2) },
    })
  }

  compare('shipping_total', sums.shipping.value, shippingLines.sum, shippingLines.items.length)
  // Orders put in by other programs may have no tax rows at all.
  if (taxes.items.length > 0) compare('total_tax', sums.tax.value, taxes.sum, taxes.items.length)
  const rows = lines.items.length + fees.items.length + shippingLines.items.length + taxes.items.length
  compare('total', sums.total.value, lines.sum + fees.sum + sums.shipping.value + sums.tax.value, rows)
}

function shownDecimals({ total, tax, shipping }: Sums): number {
  return Math.max(decimalsOf(total.text), decimalsOf(tax.text), decimalsOf(shipping.text))
}

function decimalsOf(text: string): number {
  const dot = text.indexOf('.')
  return dot === -1 ? 0 : text.length - dot - 1
}
