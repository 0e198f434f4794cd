import { hourMs } from '../words/local-time.ts'
import type { Run } from '../words/run.ts'

/** New orders that are to be told now. */
export interface NewOrderNews {
  readonly shops: readonly string[]
  readonly orders: number
  /** The download that brought them, where it is one. */
  readonly runId: number | null
}

/** Tells of new orders at most once an hour: what comes in between is told with the first sync after it. */
export function newOrderTeller(now: () => number) {
  let toldAt = Number.NEGATIVE_INFINITY
  let held: Run[] = []
  return {
    /** An automatic sync has ended. @param isNews whether it brought what is to be told */
    ended(run: Run, isNews: boolean): NewOrderNews | null {
      if (isNews) held.push(run)
      // A clock that was put back holds nothing up.
      const elapsed = now() - toldAt
      if (held.length === 0 || (elapsed >= 0 && elapsed < hourMs)) return null
      const told = held
      held = []
      toldAt = now()
      return {
        shops: [...new Set(told.map(({ shopName }) => shopName))],
        orders: told.reduce((sum, { counters }) => sum + counters.new, 0),
        runId: told.length === 1 ? (told[0]?.id ?? null) : null,
      }
    },
  }
}
