import { absolute, type Scaled } from '../../words/decimal.ts'
import type { Order, WrongReason } from '../../words/order.ts'
import { compareSums, reasonsBesideAmounts } from '../reconcile.ts'

/** The amounts behind an order's totals: as declared, and as its parts make them. */
export interface Sums {
  readonly declared: { readonly subtotal: Scaled; readonly tax: Scaled; readonly total: Scaled }
  readonly parts: Parts
  /** What the order says to take off, and neither its rows nor its total do. */
  readonly discount: Scaled
  /** What rounding may make of them. */
  readonly allowed: Scaled
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
}

/** What makes a readable order wrong (R7). Without sums (amounts that could not be read) the totals are left out. */
export function checkOrder(order: Order, sums: Sums | null): readonly WrongReason[] {
  // Its customer's identifier names him, too.
  const reasons = reasonsBesideAmounts(order).filter(
    ({ code }) => code !== 'no-customer' || order.customer.id === '',
  )
  return sums === null ? reasons : [...reasons, ...differences(sums)]
}

/** Where the parts do not make the totals. */
export function differences(sums: Sums): readonly WrongReason[] {
  const { declared, parts, allowed } = sums
  return [
    ...compareSums('subtotal', declared.subtotal, subtotals(parts.linesGross, parts.fixedTaxes), allowed),
    ...(sums.discount > 0n ? compareSums('discount_amount', sums.discount, [0n], allowed) : []),
    ...compareSums('tax_amount', declared.tax, [parts.tax], allowed),
    ...compareSums('grand_total', declared.total, [declared.total - unexplained(sums)], allowed),
  ]
}

function subtotals(lines: Scaled, fixedTaxes: Scaled): [Scaled, Scaled] {
  return [lines, lines + fixedTaxes]
}

/** Whether lines make the order's subtotal. */
export function makeSubtotal(subtotal: Scaled, lines: Scaled, fixedTaxes: Scaled, allowed: Scaled): boolean {
  return subtotals(lines, fixedTaxes).some((sum) => absolute(subtotal - sum) <= allowed)
}

/** What the declared total holds beside all the parts, VAT included. */
export function unexplained({ declared, parts }: Pick<Sums, 'declared' | 'parts'>): Scaled {
  return declared.total - (parts.linesNet + parts.shippingNet + parts.feesNet + declared.tax)
}
