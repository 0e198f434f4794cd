import { failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'

export interface Period {
  readonly from: Instant | null
  /** Exclusive. */
  readonly before: Instant | null
}

/**
 * A period as people write it, by this computer's clock: `2026-11-23`, `23/11/2026`, with or without a time. A day
 * alone is the whole day, and the end is part of the period.
 * @param names what the two ends are called in a failure
 * @throws Failure `input-invalid`: `not-a-date`, or `before-start`
 */
export function readPeriod(
  from: string | null,
  to: string | null,
  names: { readonly from: string; readonly to: string },
): Period {
  const first = from === null ? null : readSpan(from)
  if (from !== null && first === null)
    throw failure('input-invalid', { field: names.from, problem: 'not-a-date' })
  const last = to === null ? null : readSpan(to)
  if (to !== null && last === null) throw failure('input-invalid', { field: names.to, problem: 'not-a-date' })
  if (first !== null && last !== null && last.end <= first.start)
    throw failure('input-invalid', { field: names.to, problem: 'before-start' })
  return { from: first?.start.toISOString() ?? null, before: last?.end.toISOString() ?? null }
}

interface Span {
  readonly start: Date
  /** Exclusive. */
  readonly end: Date
}

const days = [
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/,
  /^(?<day>\d\d?)\/(?<month>\d\d?)\/(?<year>\d{4})/,
]
const time = /^[T ](?<hours>\d\d):(?<minutes>\d\d)(:(?<seconds>\d\d)(\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/i

/** The day, minute or second that a text names; null when it names none. */
function readSpan(text: string): Span | null {
  const day = days.map((pattern) => pattern.exec(text.trim())).find((match) => match !== null)
  if (!day?.groups) return null
  const [year, month, date] = [day.groups.year, day.groups.month, day.groups.day].map(Number) as [
    number,
    number,
    number,
  ]
  const start = new Date(year, month - 1, date)
  // 31 February would become 3 March.
  if (start.getMonth() !== month - 1 || start.getDate() !== date) return null
  const rest = text.trim().slice(day[0].length)
  if (rest === '') return { start, end: new Date(year, month - 1, date + 1) }
  const clock = time.exec(rest)?.groups
  if (!clock) return null
  const [hours, minutes, seconds] = [clock.hours, clock.minutes, clock.seconds ?? '0'].map(Number) as [
    number,
    number,
    number,
  ]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const moment = clock.zone
    ? new Date(Date.UTC(year, month - 1, date, hours, minutes, seconds) - offset(clock.zone))
    : new Date(year, month - 1, date, hours, minutes, seconds)
  return { start: moment, end: new Date(moment.getTime() + (clock.seconds ? 1000 : 60_000)) }
}

/** `+01:00` in milliseconds. */
function offset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
