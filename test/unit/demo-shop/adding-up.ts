import type { WooOrder } from '../../../main/demo-shop/woo-order.ts'

/** An amount of the API in cents, read digit by digit. */
function cents(amount: string): number {
  const found = /^(-?)(\d+)\.(\d{2})$/.exec(amount)
  if (!found) throw new Error(`Not an amount with two decimals: ${amount}`)
  return Number(`${found[1]}${found[2]}${found[3]}`)
}

const sum = <T>(items: readonly T[], of: (item: T) => string) =>
  items.reduce((all, item) => all + cents(of(item)), 0)

/** Everything in an order that does not add up, in words; empty for a right one. */
export function whatDoesNotAddUp(order: WooOrder): string[] {
  const faults: string[] = []
  const same = (what: string, stated: string, computed: number) => {
    if (cents(stated) !== computed) faults.push(`${what}: ${stated}, computed ${computed}`)
  }
  const { line_items, fee_lines, shipping_lines, tax_lines, coupon_lines } = order
  const charged = [...line_items, ...fee_lines, ...shipping_lines]
  const totalTax = sum(charged, ({ total_tax }) => total_tax)
  same('total', order.total, sum(charged, ({ total }) => total) + totalTax)
  same('total_tax', order.total_tax, totalTax)
  same(
    'cart_tax',
    order.cart_tax,
    sum([...line_items, ...fee_lines], ({ total_tax }) => total_tax),
  )
  same(
    'shipping_total',
    order.shipping_total,
    sum(shipping_lines, ({ total }) => total),
  )
  same(
    'shipping_tax',
    order.shipping_tax,
    sum(shipping_lines, ({ total_tax }) => total_tax),
  )
  same(
    'cart_tax by rate',
    order.cart_tax,
    sum(tax_lines, ({ tax_total }) => tax_total),
  )
  same(
    'shipping_tax by rate',
    order.shipping_tax,
    sum(tax_lines, ({ shipping_tax_total }) => shipping_tax_total),
  )
  const off = sum(line_items, ({ subtotal }) => subtotal) - sum(line_items, ({ total }) => total)
  same('discount_total', order.discount_total, off)
  const coupons = sum(coupon_lines, ({ discount }) => discount)
  if (Math.abs(coupons - off) > line_items.length) faults.push(`coupons: ${coupons}, lines ${off}`)
  return faults
}
