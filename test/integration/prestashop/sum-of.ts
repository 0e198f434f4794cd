import { parseDecimal, toDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'

/** What an order's rows come to: lines, shipping and fees, each with its VAT. */
export function sumOf({ lines, shippingLines, fees }: Order): string {
  const rows = [...lines, ...shippingLines, ...fees]
  const sum = rows.reduce(
    (total, { net, tax }) => total + (parseDecimal(net) ?? 0n) + (parseDecimal(tax) ?? 0n),
    0n,
  )
  return toDecimal(sum, 2)
}
