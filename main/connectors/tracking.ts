import type { Order } from '../words/order.ts'

/** An order's tracking numbers, each once, where there are any. */
export function tracked(numbers: readonly string[]): Pick<Order, 'trackingNumber'> {
  const trackingNumber = [...new Set(numbers.map((number) => number.trim()))].filter(Boolean).join(', ')
  return trackingNumber === '' ? {} : { trackingNumber }
}
