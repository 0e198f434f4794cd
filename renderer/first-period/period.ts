/** The period of a first download as the fields hold it: local wall-clock text, instants outside. Pure. */
import type { Instant } from '../../main/order.ts'

/** `YYYY-MM-DD HH:mm:ss`, local: what the date fields speak. */
export type LocalText = string

const two = (value: number) => String(value).padStart(2, '0')

/** An instant on this computer's clock. */
export function toLocal(instant: Instant | Date): LocalText {
  const d = new Date(instant)
  const day = `${String(d.getFullYear()).padStart(4, '0')}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
  return `${day} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
}

/** Back to an instant; null for what is no date. */
export function fromLocal(text: LocalText): Instant | null {
  const date = new Date(text.replace(' ', 'T'))
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
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
  return same && (minutes ?? 0) < 60 ? toLocal(date) : null
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

/** Where a preset begins; whole days but for the usual 24 hours. */
export function presetStart(preset: PresetId, now: Date): Instant {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  switch (preset) {
    case 'day':
      return new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString()
    case 'week':
      return new Date(year, month, day - 7).toISOString()
    case 'month':
      return new Date(year, month, day - 30).toISOString()
    case 'year':
      return new Date(year, 0, 1).toISOString()
  }
}
