/** The period of a first download as the fields hold it: local wall-clock text, instants outside. Pure. */
import { dateOf, dayMs, dayOf, type LocalText, localText, startOf } from '../../main/words/local-time.ts'
import type { Instant } from '../../main/words/order.ts'

/** Back to an instant; null for what is no date. */
export function fromLocal(text: LocalText): Instant | null {
  return dateOf(text.replace(' ', 'T'))?.toISOString() ?? null
}

/** Reads what people type: `1/11/2026`, `01.11.26 8:30`, `1-11-2026 08:30`. Null when it is no real date. */
export function parseTyped(typed: string): LocalText | null {
  const match =
    /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ ,T]+(\d{1,2})(?:[:.](\d{2}))?)?\s*$/.exec(typed)
  if (match === null) return null
  const [day, month, year, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0))
  if (day === undefined || month === undefined || year === undefined) return null
  const fullYear = year < 100 ? 2000 + year : year
  const date = new Date(fullYear, month - 1, day, hours ?? 0, minutes ?? 0)
  // `31/2` and `25:00` would silently become another moment.
  const same = date.getMonth() === month - 1 && date.getDate() === day && date.getHours() === (hours ?? 0)
  return same && (minutes ?? 0) < 60 ? localText(date) : null
}

export type PeriodProblem = 'required' | 'order' | 'future'

/** What is wrong with a period, by field. */
export function checkPeriod(
  from: Instant | null,
  to: Instant | null,
  now: Date,
): { readonly from?: PeriodProblem; readonly to?: PeriodProblem } {
  if (from === null) return { from: 'required' }
  if (new Date(from) > now) return { from: 'future' }
  if (to === null) return {}
  if (to <= from) return { to: 'order' }
  return new Date(to) > now ? { to: 'future' } : {}
}

export type PresetId = 'day' | 'week' | 'month' | 'year'

/** Where a preset begins: whole days, today included, but for the usual 24 hours. */
export function presetStart(preset: PresetId, now: Date): Instant {
  const today = dayOf(now)
  switch (preset) {
    case 'day':
      return new Date(now.getTime() - dayMs).toISOString()
    case 'week':
      return startOf(today, -6)
    case 'month':
      return startOf(today, -29)
    case 'year':
      return startOf(`${today.slice(0, 4)}-01-01`)
  }
}
