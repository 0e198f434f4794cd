import { failure } from '../../main/words/failure.ts'

/**
 * A clock on which pauses take no real time: a pause moves the clock on to its end, and concurrent ones each to theirs.
 */
export function manualClock(start = Date.UTC(2026, 10, 23, 10)) {
  let now = start
  const pauses: number[] = []
  return {
    now: () => now,
    /** How long each pause was, in milliseconds. */
    pauses,
    pass(ms: number): void {
      now += ms
    },
    async pause(ms: number, signal: AbortSignal): Promise<void> {
      if (signal.aborted) throw failure('cancelled', {})
      const end = now + ms
      pauses.push(ms)
      await Promise.resolve()
      now = Math.max(now, end)
    },
  }
}
