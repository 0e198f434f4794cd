import type { RunOfDay } from '../store/runs.ts'
import { dayOf } from '../words/local-time.ts'
import type { RunDay } from '../words/run.ts'

/** The last days as this computer's calendar has them, oldest first; days without runs are there too. */
export function runDays(runs: readonly RunOfDay[], days: number, now: Date): RunDay[] {
  const found = new Map<string, { day: string; succeeded: number; failed: number; new: number }>()
  for (let back = days - 1; back >= 0; back -= 1) {
    const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back))
    found.set(day, { day, succeeded: 0, failed: 0, new: 0 })
  }
  for (const run of runs) {
    const day = found.get(dayOf(new Date(run.startedAt)))
    if (!day) continue
    if (run.outcome === 'success') day.succeeded += run.times
    if (run.outcome === 'failed' || run.outcome === 'annulled') day.failed += run.times
    day.new += run.new
  }
  return [...found.values()]
}
