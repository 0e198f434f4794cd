import type { Meter, OssRow } from '../words/accountant.ts'
import { type Scaled, toDecimal, unit } from '../words/decimal.ts'
import type { Day } from '../words/local-time.ts'
import type { Part } from './sale-parts.ts'

/** Sales to consumers in other countries of the EU up to which Italian VAT may be charged, a year, net. */
const threshold = 10_000n * unit(0)

/** `2026-Q4` */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** Adds up what was sold to consumers in other countries of the EU. */
export interface OssTally {
  /** @param soldOn of a refund, the day of what is given back; null: it is a sale */
  add(country: string, day: Day, soldOn: Day | null, parts: readonly Part[]): void
  rows(from: Day, to: Day): readonly OssRow[]
  meter(year: number, until: Day, warning: number): Meter
}

interface Sum {
  readonly quarter: string
  readonly correctionOf: string | null
  readonly country: string
  readonly rate: string | null
  gross: Scaled
  tax: Scaled
}

export function ossTally(): OssTally {
  const sums = new Map<string, Sum>()
  /** Net, by day. */
  const days = new Map<Day, Scaled>()
  return {
    add: (country, day, soldOn, parts) => {
      const quarter = quarterOf(day)
      const soldIn = soldOn === null ? quarter : quarterOf(soldOn)
      const correctionOf = soldIn === quarter ? null : soldIn
      for (const { category, gross, tax } of parts) {
        if (category.kind === 'card' || category.kind === 'unclear' || category.kind === 'rounding') continue
        const rate = category.kind === 'no-rate' ? null : category.kind === 'zero' ? '0' : category.rate
        const key = `${quarter} ${country} ${rate} ${correctionOf}`
        const sum = sums.get(key) ?? { quarter, correctionOf, country, rate, gross: 0n, tax: 0n }
        sum.gross += gross
        sum.tax += tax
        sums.set(key, sum)
        days.set(day, (days.get(day) ?? 0n) + gross - tax)
      }
    },
    rows: (from, to) =>
      [...sums.values()]
        .filter(({ quarter }) => quarter >= quarterOf(from) && quarter <= quarterOf(to))
        .map(({ gross, tax, ...row }) => ({
          ...row,
          gross: toDecimal(gross, 2),
          net: toDecimal(gross - tax, 2),
          tax: toDecimal(tax, 2),
        }))
        .sort((a, b) => compare(keyOf(a), keyOf(b)) || Number(b.rate ?? -1) - Number(a.rate ?? -1)),
    meter: (year, until, warning) => {
      let [known, untilPeriodEnd] = [0n, 0n]
      for (const [day, net] of days) {
        if (Number(day.slice(0, 4)) !== year) continue
        known += net
        if (day <= until) untilPeriodEnd += net
      }
      const most = known > untilPeriodEnd ? known : untilPeriodEnd
      const isNear = most * 100n >= threshold * BigInt(warning)
      return {
        year,
        untilPeriodEnd: toDecimal(untilPeriodEnd, 2),
        known: toDecimal(known, 2),
        threshold: toDecimal(threshold),
        state: most > threshold ? 'reached' : isNear ? 'near' : 'below',
      }
    },
  }
}

function keyOf({ quarter, correctionOf, country }: OssRow): string {
  return `${quarter} ${correctionOf ?? ''} ${country}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
