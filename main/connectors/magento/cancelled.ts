import { absolute, divide, multiply, type Scaled, toDecimal } from '../../words/decimal.ts'
import { type Fields, isFields } from '../reader.ts'
import { carryAll } from './choose-items.ts'
import { scaledOf } from './reader.ts'

/** An order of which a part was cancelled. */
export interface Cancelled {
  /** As if only the rest had been ordered. */
  readonly left: Fields
  /** The rows that were cancelled. */
  readonly removed: Fields
}

/**
 * What Magento's *Cancel* makes of an order that was invoiced in part: the rest is cancelled, and stays in rows and
 * totals as it was ordered; `qty_canceled` and the order's `*_canceled` tell.
 * @returns null for an order of which nothing or all was cancelled
 */
export function withoutCancelled(order: Fields): Cancelled | null {
  const total = scaledOf(order.total_invoiced)
  if (scaledOf(order.total_canceled) <= 0n || total <= 0n) return null
  const items = Array.isArray(order.items) ? withoutSums(order.items.filter(isFields)) : []
  const byId = new Map(items.map((item) => [String(item.item_id), item]))
  const parts = items.map((item) => {
    const parent = byId.get(String(item.parent_item_id))
    // A variation or a part of a bundle follows what it belongs to where it does not say.
    const told = scaledOf(item.qty_canceled) === 0n && parent !== undefined ? parent : item
    return partsOf(item, scaledOf(told.qty_canceled), scaledOf(told.qty_ordered))
  })
  const removed = parts.flatMap((part) => part.removed)
  const less = (field: string, rows = removed) => rows.reduce((sum, row) => sum + scaledOf(row[field]), 0n)
  const minus = (field: string, by: Scaled) => toDecimal(scaledOf(order[field]) - by)
  const shipping = scaledOf(order.shipping_canceled)
  const shippingTax = partOf(order.shipping_tax_amount, shipping, scaledOf(order.shipping_amount))
  return {
    left: {
      ...order,
      items: parts.flatMap((part) => part.left),
      subtotal: minus('subtotal', scaledOf(order.subtotal_canceled)),
      tax_amount: minus('tax_amount', scaledOf(order.tax_canceled)),
      shipping_amount: minus('shipping_amount', shipping),
      shipping_tax_amount: minus('shipping_tax_amount', shippingTax),
      discount_amount: toDecimal(absolute(scaledOf(order.discount_amount)) - less('discount_amount')),
      discount_tax_compensation_amount: minus(
        'discount_tax_compensation_amount',
        less('discount_tax_compensation_amount'),
      ),
      grand_total: toDecimal(total),
      extension_attributes: lessTaxes(order.extension_attributes, removed, shippingTax),
    },
    removed: { items: removed },
  }
}

/** The parts of a bundle are cancelled one by one: where they have its price, the bundle's own row has none. */
function withoutSums(items: readonly Fields[]): readonly Fields[] {
  const parts = new Map<string, Fields[]>()
  for (const item of items) {
    const { parent_item_id: parent } = item
    if (parent === undefined || parent === null) continue
    const others = parts.get(String(parent))
    if (others === undefined) parts.set(String(parent), [item])
    else others.push(item)
  }
  return items.map((item) => {
    const own = parts.get(String(item.item_id))?.map(amountsOf)
    const isSum = own !== undefined && carryAll(amountsOf(item), own)
    return isSum ? { ...item, row_total: 0, tax_amount: 0, discount_amount: 0 } : item
  })
}

function amountsOf({ product_type: type, row_total, tax_amount, discount_amount }: Fields) {
  const [rowTotal = 0n, tax = 0n, discount = 0n] = [row_total, tax_amount, discount_amount].map(scaledOf)
  return { type: String(type), rowTotal, tax, discount }
}

const ofPieces = [
  'row_total',
  'row_total_incl_tax',
  'discount_amount',
  'discount_tax_compensation_amount',
  'tax_amount',
  'weee_tax_applied_row_amount',
]

function partsOf(item: Fields, cancelled: Scaled, ordered: Scaled) {
  if (cancelled <= 0n) return { left: [item], removed: [] }
  if (cancelled >= ordered) return { left: [], removed: [item] }
  const removed: Record<string, unknown> = { ...item }
  const left: Record<string, unknown> = { ...item }
  for (const field of ['qty_ordered', ...ofPieces]) {
    if (item[field] === undefined || item[field] === null) continue
    const part = partOf(item[field], cancelled, ordered)
    removed[field] = toDecimal(part)
    left[field] = toDecimal(scaledOf(item[field]) - part)
  }
  return { left: [left], removed: [removed] }
}

function partOf(value: unknown, of: Scaled, all: Scaled): Scaled {
  return divide(multiply(scaledOf(value), of), all, 2) ?? 0n
}

/** Without the VAT of what was cancelled, by its rates. */
function lessTaxes(extension: unknown, removed: readonly Fields[], shippingTax: Scaled): unknown {
  if (!isFields(extension) || !Array.isArray(extension.applied_taxes)) return extension
  const rows = extension.applied_taxes.filter(isFields)
  const applied_taxes = rows.map((row) => {
    const rate = scaledOf(row.percent)
    const same = removed.filter((item) => rows.length === 1 || scaledOf(item.tax_percent) === rate)
    const tax = same.reduce(
      (sum, item) => sum + scaledOf(item.tax_amount),
      rows.length === 1 ? shippingTax : 0n,
    )
    return { ...row, amount: toDecimal(scaledOf(row.amount) - tax) }
  })
  return { ...extension, applied_taxes }
}
