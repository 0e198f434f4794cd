import { absolute, scaled, toDecimal } from '../words/decimal.ts'
import { type Fee, mayBeAccepted, type Order, type OrderLine } from '../words/order.ts'
import type { FetchedOrder } from './connector.ts'
import { currencyDigits } from './currency.ts'
import { allowance, piecesOf } from './reconcile.ts'

/**
 * A wrong order taken as it is (R38): with the shop's own total, and what its rows do not make of it as a row of its own,
 * without VAT, to be cleared up.
 * @returns null for one that is wrong for another reason, or right
 */
export function orderAsItIs(result: FetchedOrder['result']): Order | null {
  if (!('wrong' in result) || result.asItIs === undefined || !mayBeAccepted(result.wrong)) return null
  const order = result.asItIs
  const { lines, removedLines, shippingLines, fees, totals } = order
  const rows = [...lines, ...shippingLines, ...fees]
  const total = scaled(totals.total)
  const gross = (some: readonly Pick<OrderLine, 'net' | 'tax'>[]) =>
    some.reduce((sum, { net, tax }) => sum + scaled(net) + scaled(tax), 0n)
  const rest = total - gross(rows)
  // What was taken out may still be in the total.
  const restOfAll = rest - gross(removedLines)
  const difference = absolute(restOfAll) < absolute(rest) ? restOfAll : rest
  const digits = currencyDigits(order.currency) ?? 2
  const rounding = allowance({ digits, rows: rows.length, pieces: piecesOf(lines), total })
  if (absolute(difference) <= rounding) return order
  const unclear: Fee = {
    name: '',
    kind: 'unclear',
    net: toDecimal(difference, digits),
    tax: toDecimal(0n, digits),
    vatRate: null,
  }
  return {
    ...order,
    fees: [...fees, unclear],
    totals: { ...totals, fees: toDecimal(scaled(totals.fees) + difference, digits) },
  }
}
