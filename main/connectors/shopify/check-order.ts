import { absolute, formatDecimal, type Scaled, unit } from '../../decimal.ts'
import type { Order, WrongReason } from '../../order.ts'
import { shownText } from '../../shown-text.ts'
import { currencyDigits } from '../currency.ts'

/** What an order declares and what its rows add up to. */
export interface Sums {
  readonly declaredTotal: Scaled
  readonly total: Scaled
  readonly declaredTax: Scaled
  readonly tax: Scaled
  /** Rows that are rounded each on its own. */
  readonly rows: number
}

/** What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  const reasons: WrongReason[] = []
  if (order.lines.length === 0) reasons.push({ code: 'no-lines', params: {} })
  const { name, company, email } = order.customer
  // Shopify keeps a record of every customer, guests too, but tells nothing of him to an app without the approval for
  // customers' data: an order stored so would stay so (R15).
  if (name === '' && company === '' && email === '') {
    reasons.push({ code: 'no-customer', params: {} })
  }
  const known = currencyDigits(order.currency) !== null
  if (!known) reasons.push({ code: 'unknown-currency', params: { currency: shownText(order.currency, 40) } })
  if (sums === null) return reasons
  const { declaredTotal, total, declaredTax, tax } = sums
  if (!addsUp(declaredTax, tax, sums.rows)) reasons.push(mismatch('total_tax', declaredTax, tax))
  if (!addsUp(declaredTotal, total, sums.rows)) reasons.push(mismatch('total', declaredTotal, total))
  return reasons
}

/** Whether a declared sum is that of its rows: each row may be off by a cent's rounding. */
export function addsUp(declared: Scaled, computed: Scaled, rows: number): boolean {
  return absolute(declared - computed) <= BigInt(Math.max(1, rows)) * unit(2)
}

function mismatch(field: string, declared: Scaled, computed: Scaled): WrongReason {
  return {
    code: 'totals-mismatch',
    params: { field, declared: formatDecimal(declared, 2), computed: formatDecimal(computed, 2) },
  }
}
