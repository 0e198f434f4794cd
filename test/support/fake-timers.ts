import type { Timers } from '../../main/sync/scheduler.ts'

/** Timers and a clock that the test moves. */
export function fakeTimers(start = Date.UTC(2026, 10, 20, 12)) {
  let now = start
  let lastId = 0
  const waiting = new Map<number, { readonly at: number; readonly ring: () => void }>()
  // The clock can be set without timers noticing, so the two are kept apart.
  let elapsed = 0

  const timers: Timers = {
    now: () => now,
    set(ms, ring) {
      lastId += 1
      waiting.set(lastId, { at: elapsed + ms, ring })
      return lastId
    },
    clear: (timer) => void waiting.delete(timer as number),
  }

  return {
    timers,
    waiting,
    get now() {
      return now
    },
    /** Moves time on and runs what is due, in order. */
    async pass(ms: number): Promise<void> {
      const end = elapsed + ms
      for (;;) {
        const next = [...waiting].sort((a, b) => a[1].at - b[1].at)[0]
        if (!next || next[1].at > end) break
        waiting.delete(next[0])
        now += Math.max(0, next[1].at - elapsed)
        elapsed = Math.max(elapsed, next[1].at)
        next[1].ring()
        await settle()
      }
      now += end - elapsed
      elapsed = end
    },
    /** Sleep of the computer: the clock moves on, timers do not. */
    sleep(ms: number): void {
      now += ms
    },
    /** Somebody sets the clock. */
    setClock(ms: number): void {
      now += ms
    },
  }
}

/** Waits until settled promises have run their continuations. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}
