/** The month, quarter or year of the accountant's papers. Pure. */
import type { ReportPeriod } from '../../main/words/accountant.ts'
import { type Day, dayOf } from '../../main/words/local-time.ts'

/** `YYYY-MM`. */
export type Month = string

/** How long a period is; the number of its months. */
export const spans = { month: 1, quarter: 3, year: 12 } as const
export type Span = keyof typeof spans

/** The last month that is over. */
export function lastWholeMonth(now: Date): Month {
  return dayOf(new Date(now.getFullYear(), now.getMonth() - 1, 1)).slice(0, 7)
}

/** The days of a month, or of the quarter or year that it is in. */
export function periodOfMonth(month: Month, span: Span): ReportPeriod {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const months = spans[span]
  const first = months * Math.floor((number - 1) / months)
  return { from: dayOf(new Date(year, first, 1)), to: dayOf(new Date(year, first + months, 0)) }
}

/** Whether a period has days to come: what it says is not yet all. */
export function isUnfinished({ to }: ReportPeriod, now: Date): boolean {
  return to >= dayOf(now)
}

/** The first day of a month, as the date fields want it. */
export function firstDayOf(month: Month): Day {
  return `${month}-01`
}
