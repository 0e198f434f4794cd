import { cents, euros } from './amounts.ts'
import type { Plan } from './life-cycle.ts'
import type { WooLine } from './order-lines.ts'
import { gmtText, localText } from './woo-api/shop-time.ts'
import type { WooOrder } from './woo-order.ts'

/** The refund in full, as `/orders/<id>/refunds` answers it. */
export function refundsOf(
  plan: Plan,
  order: WooOrder,
  timeZone: string,
): readonly Readonly<Record<string, unknown>>[] {
  const [summary] = order.refunds
  if (!summary || plan.refundedAt === undefined) return []
  const whole = plan.kind.name === 'refunded'
  return [
    {
      id: summary.id,
      date_created: localText(plan.refundedAt, timeZone),
      date_created_gmt: gmtText(plan.refundedAt),
      amount: summary.total.slice(1),
      reason: summary.reason,
      refunded_by: 1,
      refunded_payment: whole,
      meta_data: [],
      // A refund of everything is booked as an amount; a refund of a line carries the line, negative.
      line_items: whole ? [] : order.line_items.slice(0, 1).map((line) => givenBack(line)),
      shipping_lines: [],
      tax_lines: whole ? [] : givenBackTaxes(order),
      fee_lines: [],
    },
  ]
}

function givenBack(line: WooLine): WooLine {
  const marker = { key: '_refunded_item_id', value: String(line.id) }
  return {
    ...line,
    id: line.id + 19,
    quantity: -line.quantity,
    subtotal: negative(line.total),
    subtotal_tax: negative(line.total_tax),
    total: negative(line.total),
    total_tax: negative(line.total_tax),
    taxes: line.taxes.map(({ id }) => ({
      id,
      total: negative(line.total_tax),
      subtotal: negative(line.total_tax),
    })),
    meta_data: [{ id: line.id + 18, ...marker, display_key: marker.key, display_value: marker.value }],
  }
}

function givenBackTaxes(order: WooOrder): WooOrder['tax_lines'] {
  const [line] = order.line_items
  const [tax] = line?.taxes ?? []
  return order.tax_lines
    .filter(({ rate_id }) => rate_id === tax?.id)
    .map((taxLine) => ({
      ...taxLine,
      id: taxLine.id + 19,
      tax_total: negative(line?.total_tax ?? '0.00'),
      shipping_tax_total: '0.00',
    }))
}

function negative(amount: string): string {
  return euros(-cents(amount))
}
