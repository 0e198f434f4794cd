import { absolute, divide, multiply, type Scaled } from '../words/decimal.ts'
import { cent, taxOf } from './exact.ts'
import type { Row } from './rows.ts'

/**
 * A charge or reduction that the shop has shared out among several rates (WooCommerce does that with negative fees), one
 * row a rate: by what the goods cost at each. Null when the shop's tax says otherwise.
 */
export function shareOut(
  row: Row,
  rows: readonly Row[],
): readonly (Row & { readonly rate: Scaled })[] | null {
  const costs = new Map<Scaled, Scaled>()
  for (const { type, rate, net } of rows) {
    if (type === 'item' && rate !== null) costs.set(rate, (costs.get(rate) ?? 0n) + net)
  }
  const whole = [...costs.values()].reduce((sum, cost) => sum + cost, 0n)
  let [net, tax] = [row.net, row.tax]
  const parts = [...costs].map(([rate, cost], at) => {
    const isLast = at === costs.size - 1
    const share = isLast ? net : (divide(multiply(row.net, cost), whole, 2) ?? 0n)
    const shareTax = isLast ? tax : taxOf(share, rate)
    net -= share
    tax -= shareTax
    return { ...row, listPrice: share, net: share, tax: shareTax, rate }
  })
  const fits = parts.every((part) => absolute(taxOf(part.net, part.rate) - part.tax) <= 2n * cent)
  return parts.length > 1 && fits ? parts.filter((part) => part.net + part.tax !== 0n) : null
}
