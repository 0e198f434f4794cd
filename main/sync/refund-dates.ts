import type { Connector } from '../connectors/connector.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import type { RefundDates, RefundDatesProgress } from '../words/refund.ts'

export interface RefundDatesJob {
  readonly shopId: number
  readonly store: Store
  readonly connector: Connector
  readonly signal: AbortSignal
  readonly onProgress: (progress: RefundDatesProgress) => void
}

/**
 * *Chiedi al negozio le date* (R49): asks for the refunds of which the archive has no date, order by order as many at once
 * as the platform takes, and keeps date and lines. What is known of a refund stays as it is.
 * @throws Failure why the shop cannot be asked, `cancelled`; what was found until then stays
 */
export async function askRefundDates(job: RefundDatesJob): Promise<RefundDates> {
  const { shopId, store, connector, signal } = job
  const { orders: expected, refunds } = await store.countUndated(shopId)
  // Finds the way anew where the remembered one does not hold any more.
  await connector.clock(signal)
  let [done, dated, after] = [0, 0, 0]
  for (;;) {
    const some = await store.undatedOrders(shopId, after, connector.maxBatch)
    const last = some.at(-1)
    if (last === undefined || connector.refunds === undefined) break
    const ids = some.map(({ shopOrderId }) => shopOrderId)
    const found = await connector.refunds(ids, signal)
    if (signal.aborted) throw failure('cancelled', {})
    dated += await store.keepRefundDates(shopId, found)
    done += some.length
    after = last.orderId
    job.onProgress({ shopId, done, expected: Math.max(expected, done) })
  }
  return { dated, left: Math.max(0, refunds - dated) }
}
