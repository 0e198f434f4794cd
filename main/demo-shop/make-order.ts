import { euros, netCents, taxCents } from './amounts.ts'
import { makeCart } from './cart.ts'
import { type Customer, makeCustomer } from './customer.ts'
import { type Plan, type Step, stepAt } from './life-cycle.ts'
import { couponLines, feeLines, itemLines, shippingLines, taxLines } from './order-lines.ts'
import { longNote, notes } from './people.ts'
import { type Random, randomFrom } from './random.ts'
import { refundSummary } from './refunds.ts'
import { spoil } from './spoil-order.ts'
import { gmtText, localText } from './woo-api/shop-time.ts'
import type { WooMeta, WooOrder } from './woo-order.ts'

export const demoTimeZone = 'Europe/Rome'

const hex = '0123456789abcdef'
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * Makes the order of a plan as the shop would answer it at a moment. Everything but state, dates and refunds is the
 * same at every moment.
 */
export function makeOrder(seed: number, plan: Plan, instant: number): WooOrder {
  const random = randomFrom(seed, plan.slot, 2)
  const customer = makeCustomer(plan.kind, random)
  const cart = makeCart(plan.kind, customer.address.country, random)
  const step = stepAt(plan, instant)
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

  const order: WooOrder = {
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
    date_completed: null,
    date_paid: null,
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
    date_completed_gmt: null,
    date_paid_gmt: null,
    currency_symbol: '€',
    _links: { self: [], collection: [] },
  }
  const dated = { ...order, ...laterDates(plan, instant) }
  return plan.kind.name === 'wrong' ? spoil(dated, plan.kind.fault) : dated
}

function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((all, item) => all + amountOf(item), 0)
}

/** Numbers for the lines of one order: unique in the shop, and the same each time the order is made. */
function lineIds(orderId: number): () => number {
  let next = orderId * 20
  return () => next++
}

function laterDates(plan: Plan, instant: number): Partial<WooOrder> {
  const completed: Step | undefined = plan.steps.find(({ status }) => status === 'completed')
  const paid = plan.paidAt !== undefined && plan.paidAt <= instant ? plan.paidAt : undefined
  const done = completed && completed.at <= instant ? completed.at : undefined
  return {
    date_paid: paid === undefined ? null : localText(paid, demoTimeZone),
    date_paid_gmt: paid === undefined ? null : gmtText(paid),
    date_completed: done === undefined ? null : localText(done, demoTimeZone),
    date_completed_gmt: done === undefined ? null : gmtText(done),
  }
}

function shippingAddress(customer: Customer, random: Random): WooOrder['shipping'] {
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

/** By key, as the API answers them. */
function metaOf(orderId: number, customer: Customer, random: Random): WooMeta[] {
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
