/** The period of a comparison: whole local days in the fields, instants outside. Pure. */
import type { Instant } from '../../main/order.ts'

/** `YYYY-MM-DD`, this computer's calendar. */
export type Day = string

export type DayProblem = 'required' | 'order' | 'future'

const two = (value: number) => String(value).padStart(2, '0')

/** The day of this computer's calendar. */
export function dayOf(date: Date): Day {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The beginning of a day, or of one some days later: days of 23 and 25 hours included. */
export function startOf(day: Day, plusDays = 0): Instant {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + plusDays).toISOString()
}

export type PresetId = 'week' | 'month' | 'year'

/** The days of a period offered ready-made, today included. */
export function presetDays(preset: PresetId, now: Date): { readonly from: Day; readonly to: Day } {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const begin = {
    week: new Date(year, month, date - 6),
    month: new Date(year, month, date - 29),
    year: new Date(year, 0, 1),
  }
  return { from: dayOf(begin[preset]), to: dayOf(now) }
}

/** What is wrong with a period, by field; both days belong to it. */
export function checkDays(
  from: Day | null,
  to: Day | null,
  now: Date,
): { readonly from?: DayProblem; readonly to?: DayProblem } {
  const today = dayOf(now)
  if (from === null) return { from: 'required' }
  if (from > today) return { from: 'future' }
  if (to === null) return { to: 'required' }
  return to < from ? { to: 'order' } : {}
}
