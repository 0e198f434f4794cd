import type { RunDay } from '../../preload/contract.ts'
import type { RunOutcome } from '../run.ts'

/** The last days as this computer's calendar has them, oldest first; days without runs are there too. */
export function runDays(
  runs: readonly { readonly startedAt: string; readonly outcome: RunOutcome; readonly new: number }[],
  days: number,
  now: Date,
): RunDay[] {
  const found = new Map<string, { day: string; succeeded: number; failed: number; new: number }>()
  for (let back = days - 1; back >= 0; back -= 1) {
    const day = localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back))
    found.set(day, { day, succeeded: 0, failed: 0, new: 0 })
  }
  for (const run of runs) {
    const day = found.get(localDay(new Date(run.startedAt)))
    if (!day) continue
    if (run.outcome === 'success') day.succeeded += 1
    if (run.outcome === 'failed' || run.outcome === 'annulled') day.failed += 1
    day.new += run.new
  }
  return [...found.values()]
}

function localDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
