import { mostFailures, type Run } from '../words/run.ts'

/** What is worth a system notification after an automatic sync (R21). */
export type News = 'first-failure' | 'suspended' | 'recovered' | 'new-orders'

/**
 * At the first failure of a series and at the one that suspends the sync; when a series is over; when orders came,
 * if the operator wants to know. Never at each failure, never for an *annullata*.
 */
export function newsOf(
  run: Run,
  failuresBefore: number,
  failuresAfter: number,
  wantsNewOrders: boolean,
): News | null {
  if (run.outcome === 'failed') {
    if (failuresAfter === 1) return 'first-failure'
    return failuresAfter === mostFailures ? 'suspended' : null
  }
  if (run.outcome !== 'success') return null
  if (failuresBefore > 0) return 'recovered'
  return wantsNewOrders && run.counters.new > 0 ? 'new-orders' : null
}
