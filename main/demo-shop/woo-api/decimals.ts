import type { JsonObject } from './shop.ts'

/** Names of the amounts that `dp` rounds, wherever they stand in an order; the `taxes` of a line keep their decimals. */
const amountName = /(total|_tax|discount|^amount)$/
const lists = ['line_items', 'tax_lines', 'shipping_lines', 'fee_lines', 'coupon_lines', 'refunds']

/** Rewrites an order's amounts with `dp` decimals; the shop works with two, so that 2 changes nothing. */
export function withDecimals(order: JsonObject, dp: number): JsonObject {
  if (dp === 2) return order
  const copy: Record<string, unknown> = roundAmounts(order, dp)
  for (const name of lists) {
    const list = order[name]
    if (Array.isArray(list)) copy[name] = list.map((item: JsonObject) => roundAmounts(item, dp))
  }
  return copy
}

function roundAmounts(value: JsonObject, dp: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, amount]) => [
      name,
      amountName.test(name) && typeof amount === 'string' ? roundText(amount, dp) : amount,
    ]),
  )
}

/** Rounds half away from zero, digit by digit: no floating point touches an amount. */
function roundText(text: string, dp: number): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!found) return text
  const [, sign = '', whole = '0', fraction = ''] = found
  const digits = fraction.padEnd(dp + 1, '0')
  const kept = BigInt(whole + digits.slice(0, dp)) + (digits.charAt(dp) >= '5' ? 1n : 0n)
  const padded = kept.toString().padStart(dp + 1, '0')
  const rounded = dp === 0 ? padded : `${padded.slice(0, -dp)}.${padded.slice(-dp)}`
  return /[1-9]/.test(rounded) ? sign + rounded : rounded
}
