import { refundRows } from '../export/refund-parts.ts'
import type { VatPart } from '../export/vat-parts.ts'
import type { AccountantSettings, Category } from '../words/accountant.ts'
import type { Scaled } from '../words/decimal.ts'
import type { Order, Refund } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { knownRefunds } from '../words/refund.ts'
import { categoryOf, inCents, isCard, type Part, saleParts, sumOf } from './sale-parts.ts'

/** What a refund takes back, by category: negative. */
export interface RefundParts {
  readonly parts: readonly Part[]
  /** Its rows do not say all of it: the rest is shared out by what was given back, or sold, at each rate. */
  readonly isShared: boolean
}

/** Under the rates by which it is registered too (R49). @param amount what was given back, whole cents: what the parts come to */
export function refundParts(
  refund: Refund,
  amount: Scaled,
  source: ExportedOrder,
  settings: AccountantSettings,
): RefundParts {
  const { rows, shared } = refundRows(refund, source)
  const without = withoutVat(source, settings)
  const parts = inCents(
    rows.map((row) => ({
      category: categoryOfRow(row, source.order, settings, without),
      gross: row.net + row.tax,
      tax: row.tax,
    })),
  )
  const rest = amount - sumOf(parts)
  const all =
    rest === 0n ? parts : [...parts, { category: { kind: 'rounding' }, gross: rest, tax: 0n } as const]
  return {
    parts: all.map(({ category, gross, tax }) => ({ category, gross: -gross, tax: -tax })),
    isShared: shared,
  }
}

function categoryOfRow(
  row: VatPart,
  order: Order,
  settings: AccountantSettings,
  without: Category,
): Category {
  const { type, code, description, tax, rate } = row
  if (isCard({ type, sku: code, description }, tax, settings)) return { kind: 'card' }
  return rate === 0n && tax === 0n && row.known ? without : categoryOf('', row, order, settings)
}

/** What was sold without VAT comes back as what it was. */
function withoutVat(source: ExportedOrder, settings: AccountantSettings): Category {
  const sold = saleParts(source, settings).find(({ category: { kind } }) =>
    ['zero', 'card', 'no-rate'].includes(kind),
  )
  return sold?.category ?? { kind: 'no-rate' }
}

/**
 * What was given back of an order: as it stands in it, where a person may have changed it, with date and rows as they are kept
 * beside it where it has none, singly where it has a sum, and what came later.
 */
export function allRefunds(order: Order, beside: readonly Refund[]): readonly Refund[] {
  const { own, later } = knownRefunds(order, beside)
  return [...own, ...later]
}
