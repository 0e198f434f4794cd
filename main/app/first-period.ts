import type { Store } from '../store/store.ts'
import type { Run } from '../words/run.ts'
import type { Alerts } from './alerts.ts'

/**
 * After a first download of a period of the operator's choice: its orders may have been dealt with before there was this
 * program. Offers to take them for done and passed on (R40, R41).
 */
export async function offerPassingOn(store: Store, alerts: Alerts, run: Run): Promise<void> {
  if (run.outcome !== 'success' || run.windowFrom === null || run.counters.new === 0) return
  const brought = await store.broughtByFirstPeriod(run.shopId, run.windowFrom)
  if (brought === null) return
  const params = { shopId: run.shopId, shop: run.shopName, ...brought }
  alerts.raise({ code: 'first-period-orders', params })
}
