import { toDecimal } from '../words/decimal.ts'
import type { OrderTotals } from '../words/order-search.ts'
import type { OrderTable } from './search-table.ts'

/** Sums beyond this may not be exact in a float. */
const exact = 2 ** 52

/** Exact sums of the orders in these places, the currency with most orders first. */
export function totalsOf({ total, currency, currencies }: OrderTable, places: Uint32Array): OrderTotals {
  const counts = new Uint32Array(currencies.words.length)
  const sums = new Float64Array(currencies.words.length)
  const carried = currencies.words.map(() => 0n)
  for (const place of places) {
    const code = currency[place] ?? 0
    const amount = total[place] ?? 0
    const sum = (sums[code] ?? 0) + amount
    counts[code] = (counts[code] ?? 0) + 1
    if (Math.abs(sum) < exact && Math.abs(amount) < exact) {
      sums[code] = sum
      continue
    }
    carried[code] = (carried[code] ?? 0n) + BigInt(sums[code] ?? 0) + BigInt(amount)
    sums[code] = 0
  }
  const amounts = currencies.words.flatMap((word, code) => {
    const count = counts[code] ?? 0
    const sum = (carried[code] ?? 0n) + BigInt(sums[code] ?? 0)
    return count === 0 ? [] : [{ currency: word, count, total: toDecimal(sum * 100_000n, 2) }]
  })
  amounts.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
  return { count: places.length, amounts }
}
