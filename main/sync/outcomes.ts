import type { FetchedOrder } from '../connectors/connector.ts'
import { toOrderRecord } from '../store/order-record.ts'
import type { RunPage } from '../store/run-page.ts'
import { elementText } from '../words/json-text.ts'
import { knownOfWrong } from '../words/missing.ts'
import type { Instant } from '../words/order.ts'
import { goneFromShop, type Wanted, whySkip } from './decide.ts'
import type { FetchedBatch } from './fetch-pool.ts'
import type { ReadJob } from './read-job.ts'

/** What is known of an order before it is fetched: for the log, and for the next runs should it be wrong. */
export interface ListedRow {
  readonly number: string
  readonly modifiedAt: Instant | null
}

/**
 * What became of a fetched batch: the full order decides, since it may have changed after it was listed.
 * @param wanted null: whatever their state and age
 * @param onLeftOut told of those whose state the list did not tell, or that has changed since
 */
export function outcomesOf(
  batch: FetchedBatch,
  wanted: Wanted | null,
  rows: ReadonlyMap<string, ListedRow>,
  onLeftOut?: ReadJob['onLeftOut'],
): Partial<RunPage> {
  const orders: RunPage['orders'][number][] = []
  const skipped: RunPage['skipped'][number][] = []
  const wrong: RunPage['wrong'][number][] = []
  const byId = new Map(batch.orders.map((fetched) => [fetched.shopOrderId, fetched]))
  for (const shopOrderId of batch.ids) {
    const fetched = byId.get(shopOrderId)
    const row = rows.get(shopOrderId)
    const number = fetched?.number ?? row?.number ?? shopOrderId
    const modifiedAt = row?.modifiedAt ?? null
    if (!fetched) {
      const code = batch.undeliverable
      if (code === null) skipped.push({ shopOrderId, number, reason: goneFromShop })
      else {
        const reasons = [{ code: 'shop-cannot-deliver', params: { code } } as const]
        wrong.push({ shopOrderId, number, raw: null, reasons, modifiedAt })
      }
      continue
    }
    const { result, rawIndex } = fetched
    if ('skip' in result) {
      skipped.push({ shopOrderId, number, reason: result.skip })
      continue
    }
    const reason = wanted && whySkip(factsOf(result), wanted)
    if (reason?.code === 'state-not-wanted') onLeftOut?.(factsOf(result))
    if (reason) skipped.push({ shopOrderId, number, reason })
    else if ('order' in result)
      orders.push(toOrderRecord(result.order, rawIndex, { stateGroup: result.stateGroup ?? null }))
    else {
      const raw = elementText(batch.raw, rawIndex)
      const known = knownOfWrong(result.asItIs)
      wrong.push({ shopOrderId, number, raw, reasons: result.wrong, modifiedAt, known })
    }
  }
  return { orders, raw: batch.raw, skipped, wrong, notices: batch.notices }
}

/** What decides whether an order that was read is wanted. */
export function factsOf(result: FetchedOrder['result']) {
  if (!('order' in result)) return { ...result, placedAt: null }
  const { state, stateId, placedAt } = result.order
  return { state, stateId, placedAt, stateGroup: result.stateGroup ?? null }
}
