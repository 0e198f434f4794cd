import type { PullRequest } from '../words/easyfatt-pull.ts'
import { dateOf, dayOf, startOf } from '../words/local-time.ts'

/** What of a request cannot be read. */
export interface UnreadableValue {
  readonly name: string
  readonly value: string
}

/**
 * What Easyfatt asks for: `?appver=2&firstdate=2026-01-01&lastdate=2026-12-31&firstnum=1&lastnum=99`. Absent or empty is no
 * limit; of what it may add one day nothing is asked.
 */
export function readPullRequest(query: URLSearchParams): PullRequest | UnreadableValue {
  const wrong: UnreadableValue[] = []
  const read = <Value>(name: string, of: (text: string) => Value | null): Value | null => {
    const text = query.get(name)?.trim() ?? ''
    if (text === '') return null
    const value = of(text)
    if (value === null) wrong.push({ name, value: text.slice(0, 50) })
    return value
  }
  const request = {
    firstDay: read('firstdate', readDay),
    lastDay: read('lastdate', readDay),
    firstNumber: read('firstnum', readNumber),
    lastNumber: read('lastnum', readNumber),
  }
  return wrong[0] ?? request
}

/** 31 February is no day. */
function readDay(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const date = dateOf(`${text}T12:00:00`)
  return date !== null && dayOf(date) === text ? text : null
}

function readNumber(text: string): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null
}

/** The instants between which an order was placed; the second does not belong to them. */
export function periodOf({ firstDay, lastDay }: PullRequest) {
  return {
    from: firstDay === null ? null : startOf(firstDay),
    before: lastDay === null ? null : startOf(lastDay, 1),
  }
}

/** Whether a document of that number is asked for. */
export function isWanted({ firstNumber, lastNumber }: PullRequest, number: number): boolean {
  return (firstNumber === null || number >= firstNumber) && (lastNumber === null || number <= lastNumber)
}
