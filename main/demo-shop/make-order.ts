import { cents, euros } from './amounts.ts'
import type { Fault, Plan } from './life-cycle.ts'
import { type WooOrder, wooOrder } from './woo-order.ts'

/** PHP writes MySQL's zero date so: imports and broken plugins leave it behind in real shops. */
export const impossibleDate = '-0001-11-30T00:00:00'

/** Makes the order of a plan as the shop would answer it at a moment ({@link wooOrder}). */
export function makeOrder(seed: number, plan: Plan, instant: number): WooOrder {
  const order = wooOrder(seed, plan, instant)
  return plan.kind.name === 'wrong' ? spoil(order, plan.kind.fault) : order
}

/** Makes an order wrong in one way of R7, as broken plugins and imports do. */
function spoil(order: WooOrder, fault: Fault): WooOrder {
  switch (fault) {
    case 'no-lines':
      return {
        ...order,
        line_items: [],
        tax_lines: [],
        shipping_lines: [],
        fee_lines: [],
        coupon_lines: [],
        discount_total: '0.00',
        discount_tax: '0.00',
        shipping_total: '0.00',
        shipping_tax: '0.00',
        cart_tax: '0.00',
        total: '0.00',
        total_tax: '0.00',
      }
    case 'wrong-total':
      return { ...order, total: euros(cents(order.total) + 1000) }
    case 'unknown-currency':
      // Orders of one kind are 240 numbers apart, so this takes turns.
      return { ...order, currency: Math.floor(order.id / 240) % 2 === 0 ? 'XXX' : '', currency_symbol: '' }
    case 'no-customer': {
      const billing = emptied(order.billing)
      return { ...order, customer_id: 0, billing, shipping: emptied(order.shipping), meta_data: [] }
    }
    case 'impossible-date':
      return { ...order, date_created: impossibleDate, date_created_gmt: impossibleDate }
  }
}

function emptied<T extends object>(address: T): T {
  return Object.fromEntries(Object.keys(address).map((field) => [field, ''])) as T
}
