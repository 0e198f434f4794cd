import { failure } from '../../main/failure.ts'

/**
 * Time that passes only when somebody waits for it: a pause moves it on at once. Pauses that go on side by side each
 * end at their own time.
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
