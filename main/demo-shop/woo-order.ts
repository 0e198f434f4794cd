import { cents, euros, netCents, taxCents } from './amounts.ts'
import { makeCart } from './cart.ts'
import { type Customer, makeCustomer } from './customer.ts'
import { type Plan, stepAt } from './life-cycle.ts'
import { couponLines, feeLines, itemLines, shippingLines, taxLines, type WooLine } from './order-lines.ts'
import { longNote, notes, type WooAddress } from './people.ts'
import { type Random, randomFrom } from './random.ts'
import { gmtText, localText } from './woo-api/shop-time.ts'

export const demoTimeZone = 'Europe/Rome'

const hex = '0123456789abcdef'
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * An order exactly as WooCommerce 9.4 answers it at `wc/v3/orders`: key by key as in the recorded exchange
 * `test/fixtures/woocommerce/page_of_10.json`. Amounts are strings with two decimals, except a line's `price`, which
 * the API sends as an unrounded number.
 */
export type WooOrder = ReturnType<typeof wooOrder>

/** The order of a plan at a moment. Everything but state, dates and refunds is the same at every moment. */
export function wooOrder(seed: number, plan: Plan, instant: number) {
  const random = randomFrom(seed, plan.slot, 2)
  const customer = makeCustomer(plan.kind, random)
  const cart = makeCart(plan.kind, customer.address.country, random)
  const step = stepAt(plan, instant)
  const paidAt = happened(plan.paidAt, instant)
  const completedAt = happened(plan.steps.find(({ status }) => status === 'completed')?.at, instant)
  const ids = lineIds(plan.id)
  const lines = itemLines(cart, ids)
  const taxes = taxLines(cart, ids)
  const shipping = shippingLines(cart, ids)
  const fees = feeLines(cart, ids)
  const vouchers = couponLines(cart, ids)

  const subtotal = sum(cart.items, ({ amounts }) => netCents(amounts.before.net))
  const net = sum(cart.items, ({ amounts }) => netCents(amounts.after.net))
  const discountTax = sum(cart.items, ({ amounts }) => amounts.before.tax - amounts.after.tax)
  const feeNet = sum(cart.fees, ({ cents }) => cents)
  const cartTax =
    sum(cart.items, ({ amounts }) => taxCents(amounts.after.tax)) +
    sum(
      cart.fees.flatMap(({ parts }) => parts),
      ({ tax }) => taxCents(tax),
    )
  const shippingNet = cart.shipping ? netCents(cart.shipping.part.net) : 0
  const shippingTax = cart.shipping ? taxCents(cart.shipping.part.tax) : 0
  const totalTax = cartTax + shippingTax
  const total = net + feeNet + shippingNet + totalTax

  return {
    id: plan.id,
    parent_id: 0,
    status: step.status,
    currency: 'EUR',
    version: '9.4.2',
    prices_include_tax: true,
    date_created: localText(plan.createdAt, demoTimeZone),
    date_modified: localText(step.at, demoTimeZone),
    discount_total: euros(subtotal - net),
    discount_tax: euros(taxCents(discountTax)),
    shipping_total: euros(shippingNet),
    shipping_tax: euros(shippingTax),
    cart_tax: euros(cartTax),
    total: euros(total),
    total_tax: euros(totalTax),
    customer_id: customer.id,
    order_key: `wc_order_${random.text(13, letters)}`,
    billing: { ...customer.address, email: customer.email, phone: customer.phone },
    shipping: shippingAddress(customer, random),
    payment_method: cart.payment?.id ?? '',
    payment_method_title: cart.payment?.title ?? '',
    transaction_id:
      cart.payment?.id === 'bacs' || cart.payment?.id === 'cod' ? '' : random.text(17, '0123456789ABCDEF'),
    customer_ip_address: '127.0.0.1',
    customer_user_agent: random.pick([
      'Mozilla/5.0 (Macintosh)',
      'Mozilla/5.0 (iPhone)',
      'Mozilla/5.0 (Windows NT 10.0)',
    ]),
    created_via: plan.kind.name === 'draft' ? 'store-api' : 'checkout',
    customer_note: noteOf(plan, random),
    date_completed: completedAt && localText(completedAt, demoTimeZone),
    date_paid: paidAt && localText(paidAt, demoTimeZone),
    cart_hash: random.text(32, hex),
    number: String(plan.id),
    meta_data: metaOf(plan.id, customer, random),
    line_items: lines,
    tax_lines: taxes,
    shipping_lines: shipping,
    fee_lines: fees,
    coupon_lines: vouchers,
    refunds: refundSummary(plan, total, lines, instant),
    payment_url: '',
    is_editable: step.status === 'pending' || step.status === 'on-hold',
    needs_payment: total > 0 && ['pending', 'failed', 'checkout-draft'].includes(step.status),
    needs_processing: true,
    date_created_gmt: gmtText(plan.createdAt),
    date_modified_gmt: gmtText(step.at),
    date_completed_gmt: completedAt && gmtText(completedAt),
    date_paid_gmt: paidAt && gmtText(paidAt),
    currency_symbol: '€',
    _links: { self: [], collection: [] },
  }
}

function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((all, item) => all + amountOf(item), 0)
}

/** Numbers for the lines of one order: unique in the shop, and the same each time the order is made. */
function lineIds(orderId: number): () => number {
  let next = orderId * 20
  return () => next++
}

/** The moment, or null when it never comes or is still to come. */
function happened(at: number | undefined, instant: number): number | null {
  return at !== undefined && at <= instant ? at : null
}

function shippingAddress(customer: Customer, random: Random): WooAddress & { phone: string } {
  const { address } = customer
  // What is picked up has no shipping address: WooCommerce then answers every field empty.
  if (random.chance(8)) {
    const empty = Object.fromEntries(Object.keys(address).map((field) => [field, '']))
    return { ...address, ...empty, phone: '' }
  }
  return { ...address, phone: '' }
}

function noteOf(plan: Plan, random: Random): string {
  if (plan.kind.name === 'long-note') return longNote
  return random.chance(15) ? random.pick(notes) : ''
}

/** What the order itself tells of its refunds: the whole of it, or one line given back. */
function refundSummary(plan: Plan, totalCents: number, [line]: readonly WooLine[], instant: number) {
  if (happened(plan.refundedAt, instant) === null || !line) return []
  const whole = plan.kind.name === 'refunded'
  const given = whole ? totalCents : cents(line.total) + cents(line.total_tax)
  const reason = whole ? 'Order fully refunded.' : 'Confezione rotta (1 riga)'
  // It takes the number after the order's own.
  return [{ id: plan.id + 1, reason, total: euros(-given) }]
}

/** By key, as the API answers them. */
function metaOf(orderId: number, customer: Customer, random: Random) {
  const source = random.pick(['organic', 'utm', 'typein'])
  const values: Record<string, unknown> = {
    ...customer.meta,
    _wc_order_attribution_source_type: source,
    _wc_order_attribution_utm_source: source === 'typein' ? '(direct)' : 'google',
  }
  if (random.chance(4)) values.dati_fattura = { tipo: 'azienda', split: false, righe: [1, 2.5, null] }
  return Object.entries(values)
    .map(([key, value], place) => ({ id: orderId * 10 + place, key, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}
