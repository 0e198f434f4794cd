import { euros, netCents, type Part, sixDecimals, type TaxRate, taxCents } from './amounts.ts'
import type { Cart, CartItem } from './cart.ts'

type NextId = () => number

export type WooLine = ReturnType<typeof itemLine>

/** The `line_items` of an order. */
export function itemLines(cart: Cart, nextId: NextId): WooLine[] {
  return cart.items.map((item) => itemLine(item, nextId))
}

function itemLine({ product, variation, deleted, quantity, amounts }: CartItem, nextId: NextId) {
  const { before, after } = amounts
  const values = variation?.options.map(([, , value]) => value).join(', ')
  return {
    id: nextId(),
    name: values ? `${product.name} - ${values}` : product.name,
    product_id: deleted ? 0 : product.id,
    variation_id: deleted ? 0 : (variation?.id ?? 0),
    quantity,
    tax_class: product.taxClass,
    subtotal: euros(netCents(before.net)),
    subtotal_tax: euros(taxCents(before.tax)),
    total: euros(netCents(after.net)),
    total_tax: euros(taxCents(after.tax)),
    taxes: after.rate
      ? [{ id: after.rate.id, total: sixDecimals(after.tax), subtotal: sixDecimals(before.tax) }]
      : [],
    meta_data: (variation?.options ?? []).map(([key, label, value]) => ({
      id: nextId(),
      key,
      value,
      display_key: label,
      display_value: value,
    })),
    sku: deleted ? null : (variation?.sku ?? product.sku),
    // The API itself sends this one as a floating point number, unrounded; nothing is computed from it.
    price: after.net / 1_000_000 / quantity,
    image: { id: variation || deleted ? 0 : '', src: '' },
    parent_name: variation && !deleted ? product.name : null,
  }
}

/** One line a rate, goods and fees apart from shipping. */
export function taxLines(cart: Cart, nextId: NextId) {
  const goods = new Map<TaxRate, number>()
  const sent = new Map<TaxRate, number>()
  const add = (sums: Map<TaxRate, number>, { rate, tax }: Part) => {
    if (rate) sums.set(rate, (sums.get(rate) ?? 0) + taxCents(tax))
  }
  for (const { amounts } of cart.items) add(goods, amounts.after)
  for (const { parts } of cart.fees) for (const part of parts) add(goods, part)
  if (cart.shipping) add(sent, cart.shipping.part)
  return [...new Set([...goods.keys(), ...sent.keys()])].map((rate) => ({
    id: nextId(),
    rate_code: rate.code,
    rate_id: rate.id,
    label: rate.label,
    compound: false,
    tax_total: euros(goods.get(rate) ?? 0),
    shipping_tax_total: euros(sent.get(rate) ?? 0),
    rate_percent: rate.rate / 100,
    meta_data: [],
  }))
}

/** The `shipping_lines` of an order; none where nothing is shipped. */
export function shippingLines(cart: Cart, nextId: NextId) {
  if (!cart.shipping) return []
  const { method, part } = cart.shipping
  return [
    {
      id: nextId(),
      method_title: method.title,
      method_id: method.id,
      instance_id: method.instance,
      total: euros(netCents(part.net)),
      total_tax: euros(taxCents(part.tax)),
      taxes: taxesOf([part]),
      meta_data: [],
    },
  ]
}

/** The `fee_lines` of an order. */
export function feeLines(cart: Cart, nextId: NextId) {
  return cart.fees.map(({ name, cents, parts }) => ({
    id: nextId(),
    name,
    tax_class: '',
    tax_status: 'taxable',
    amount: euros(cents),
    total: euros(cents),
    total_tax: euros(parts.reduce((sum, { tax }) => sum + taxCents(tax), 0)),
    taxes: taxesOf(parts),
    meta_data: [],
  }))
}

/** Shipping and fees have no subtotal: the API answers an empty text there. */
function taxesOf(parts: readonly Part[]) {
  return parts.flatMap(({ rate, tax }) =>
    rate ? [{ id: rate.id, total: sixDecimals(tax), subtotal: '' }] : [],
  )
}

/**
 * A coupon's amounts are rounded once, the header's line by line: they may differ by a cent or two, as the recorded
 * order 434 does (16.61 and 16.60).
 */
export function couponLines({ coupon, items }: Cart, nextId: NextId) {
  if (!coupon) return []
  const off = (of: (part: Part) => number) =>
    items.reduce((sum, { amounts }) => sum + of(amounts.before) - of(amounts.after), 0)
  const info = JSON.stringify([coupon.id, coupon.code, coupon.type, coupon.amount])
  return [
    {
      id: nextId(),
      code: coupon.code,
      discount: euros(netCents(off(({ net }) => net))),
      discount_tax: euros(taxCents(off(({ tax }) => tax))),
      meta_data: [
        { id: nextId(), key: 'coupon_info', value: info, display_key: 'coupon_info', display_value: info },
      ],
      discount_type: coupon.type,
      nominal_amount: coupon.amount,
      free_shipping: false,
    },
  ]
}
