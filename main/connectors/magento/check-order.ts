import { absolute, type Scaled, unit } from '../../decimal.ts'
import type { Order, WrongReason } from '../../order.ts'
import { shownText } from '../../shown-text.ts'
import { currencyDigits } from '../currency.ts'
import { money } from './reader.ts'

/** The amounts behind an order's totals: as declared, and as its parts make them. */
export interface Sums {
  readonly declared: { readonly subtotal: Scaled; readonly tax: Scaled; readonly total: Scaled }
  readonly parts: Parts
}

export interface Parts {
  /** Before discounts. */
  readonly linesGross: Scaled
  readonly linesNet: Scaled
  readonly shippingNet: Scaled
  readonly feesNet: Scaled
  /** Of lines, shipping and fees. */
  readonly tax: Scaled
  /** Fixed product taxes, which some shops count into the subtotal. */
  readonly fixedTaxes: Scaled
  /** How many rows there are: each may be off by half a cent. */
  readonly rows: number
}

/** What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  const reasons: WrongReason[] = []
  if (order.lines.length === 0) reasons.push({ code: 'no-lines', params: {} })
  const { id, name, company, email } = order.customer
  if (id === '' && name === '' && company === '' && email === '') {
    reasons.push({ code: 'no-customer', params: {} })
  }
  if (currencyDigits(order.currency) === null) {
    reasons.push({ code: 'unknown-currency', params: { currency: shownText(order.currency, 40) } })
  }
  if (sums !== null) checkTotals(sums, tolerance(order.currency, sums.parts.rows), reasons)
  return reasons
}

/** Magento rounds by row, by piece or by order, as each shop chooses: one smallest unit a row is allowed. */
export function tolerance(currency: string, rows: number): Scaled {
  return BigInt(Math.max(1, rows)) * unit(Math.min(2, currencyDigits(currency) ?? 2))
}

/** What the declared total holds beside all the parts, VAT included. */
export function unexplained({ declared, parts }: Sums): Scaled {
  return declared.total - (parts.linesNet + parts.shippingNet + parts.feesNet + declared.tax)
}

function checkTotals(sums: Sums, allowed: Scaled, reasons: WrongReason[]): void {
  const { declared, parts } = sums
  function compare(field: string, stated: Scaled, ...computed: readonly [Scaled, ...Scaled[]]): void {
    if (computed.some((value) => absolute(stated - value) <= allowed)) return
    const params = { field, declared: money(stated), computed: money(computed[0]) }
    reasons.push({ code: 'totals-mismatch', params })
  }

  compare('subtotal', declared.subtotal, parts.linesGross, parts.linesGross + parts.fixedTaxes)
  compare('tax_amount', declared.tax, parts.tax)
  compare('grand_total', declared.total, declared.total - unexplained(sums))
}
