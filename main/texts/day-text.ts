import { formatDay, type Language } from '../words/format.ts'
import type { Day } from '../words/local-time.ts'

/** A day of the calendar as people write it: `23/11/2026`. */
export function dayText(day: Day, language: Language): string {
  return formatDay(`${day}T12:00:00`, language)
}
