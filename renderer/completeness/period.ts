/** The period of a check: whole local days in the fields, instants outside. Pure. */
import { type Day, dayOf } from '../../main/words/local-time.ts'
import { type PresetId, presetStart } from '../parts/period.ts'

export type DayProblem = 'required' | 'order' | 'future'

/** The days of a period offered ready-made, today included. */
export function presetDays(preset: PresetId, now: Date): { readonly from: Day; readonly to: Day } {
  return { from: dayOf(new Date(presetStart(preset, now))), to: dayOf(now) }
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
