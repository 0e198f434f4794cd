import type { Amounts, Category, CategoryTotal, RegisterDay, RegisterRow } from '../words/accountant.ts'
import { type Scaled, toDecimal } from '../words/decimal.ts'
import { type Day, dayOf, startOf } from '../words/local-time.ts'
import { categoryKey, type Part } from './sale-parts.ts'

interface Sum {
  gross: Scaled
  tax: Scaled
}
interface RowSum extends Sum, Pick<RegisterRow, 'day' | 'category' | 'isRefund' | 'isInvoiced'> {}
interface DaySum extends Sum {
  orders: number
  refunds: number
}

/** Adds up takings by day and category. */
export interface RegisterTally {
  /** What one order, or one refund, comes to. */
  add(day: Day, parts: readonly Part[], about: Pick<RegisterRow, 'isRefund' | 'isInvoiced'>): void
  rows(): readonly RegisterRow[]
  /** Of the whole period. */
  totals(): readonly CategoryTotal[]
  /** Every day, those without sales too. */
  days(from: Day, to: Day): readonly RegisterDay[]
  /** What all rows come to. */
  total(): Scaled
}

export function registerTally(): RegisterTally {
  const rows = new Map<string, RowSum>()
  const days = new Map<Day, DaySum>()
  const sorted = () => [...rows.values()].sort(inOrder)
  return {
    add: (day, parts, about) => {
      const sum = days.get(day) ?? { gross: 0n, tax: 0n, orders: 0, refunds: 0 }
      days.set(day, sum)
      if (about.isRefund) sum.refunds += 1
      else sum.orders += 1
      for (const { category, gross, tax } of parts) {
        sum.gross += gross
        sum.tax += tax
        const key = `${day} ${about.isRefund} ${about.isInvoiced} ${categoryKey(category)}`
        const row = rows.get(key) ?? { day, category, ...about, gross: 0n, tax: 0n }
        row.gross += gross
        row.tax += tax
        rows.set(key, row)
      }
    },
    rows: () => sorted().map(({ gross, tax, ...row }) => ({ ...row, ...amounts(gross, tax) })),
    totals: () => {
      const totals = new Map<string, RowSum>()
      for (const row of rows.values()) {
        const key = `${row.isRefund} ${row.isInvoiced} ${categoryKey(row.category)}`
        const known = totals.get(key) ?? { ...row, day: '', gross: 0n, tax: 0n }
        known.gross += row.gross
        known.tax += row.tax
        totals.set(key, known)
      }
      return [...totals.values()]
        .sort(inOrder)
        .map(({ gross, tax, day: _all, ...row }) => ({ ...row, ...amounts(gross, tax) }))
    },
    days: (from, to) =>
      daysBetween(from, to).map((day) => {
        const { gross, tax, orders, refunds } = days.get(day) ?? { gross: 0n, tax: 0n, orders: 0, refunds: 0 }
        return { day, orders, refunds, ...amounts(gross, tax) }
      }),
    total: () => [...rows.values()].reduce((sum, { gross }) => sum + gross, 0n),
  }
}

/** Both inside. */
export function daysBetween(from: Day, to: Day): readonly Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = dayOf(new Date(startOf(day, 1)))) days.push(day)
  return days
}

export function amounts(gross: Scaled, tax: Scaled): Amounts {
  return { gross: toDecimal(gross, 2), net: toDecimal(gross - tax, 2), tax: toDecimal(tax, 2) }
}

const kinds: readonly Category['kind'][] = ['rate', 'eu', 'zero', 'card', 'no-rate', 'unclear', 'rounding']

/** By day, sales before refunds, then by category: Italy's rates first, the highest first. */
function inOrder(a: RowSum, b: RowSum): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  if (a.isRefund !== b.isRefund) return a.isRefund ? 1 : -1
  if (a.isInvoiced !== b.isInvoiced) return a.isInvoiced ? 1 : -1
  const [first, second] = [a.category, b.category]
  if (first.kind !== second.kind) return kinds.indexOf(first.kind) - kinds.indexOf(second.kind)
  if (first.kind === 'eu' && second.kind === 'eu' && first.country !== second.country)
    return first.country < second.country ? -1 : 1
  if ('rate' in first && 'rate' in second) return Number(second.rate) - Number(first.rate)
  return categoryKey(first) < categoryKey(second) ? -1 : 1
}
