import type { Connector, FetchedOrder } from '../connectors/connector.ts'
import { mayNeedResolve } from '../connectors/http-failure.ts'
import { Failure } from '../words/failure.ts'
import { elementText } from '../words/json-text.ts'
import type { Order, SkipReason, WrongReason } from '../words/order.ts'
import { createFetchPool, type FetchedBatch } from './fetch-pool.ts'
import type { Pace } from './pace.ts'

/** What a shop says, asked now, of one order; `raw` is its own data, as JSON text (R23). */
export type LiveOrder = { readonly shopOrderId: string; readonly number: string } & (
  | {
      readonly found: 'order'
      readonly order: Order
      /** The platform's state that a state of the shop's own belongs to; null: it is none, or belongs to none. */
      readonly stateGroup: string | null
      readonly raw: string
    }
  | {
      readonly found: 'wrong'
      readonly reasons: readonly WrongReason[]
      /** Null when it cannot be read. */
      readonly state: string | null
      /** Null when the shop cannot deliver the order at all. */
      readonly raw: string | null
    }
  /** None to download whatever its state: made to try the shop. */
  | { readonly found: 'unwanted'; readonly reason: SkipReason; readonly state: string | null }
  /** The shop does not have it, or not any more. */
  | { readonly found: 'gone' }
)

export interface FetchOrdersJob {
  readonly connector: Connector
  /** The shop's own identifiers; each is answered once. */
  readonly ids: readonly string[]
  readonly pace: Pace
  readonly now: () => Date
  readonly signal: AbortSignal
}

/**
 * Asks a shop for some orders outside of any run: one request for as many as the platform takes at once, and no
 * more when all goes well. The order that breaks an answer is found as in a run.
 * @returns one answer for each id, in the order asked
 * @throws Failure when the shop cannot be asked
 */
export async function fetchOrders(job: FetchOrdersJob): Promise<readonly LiveOrder[]> {
  const { connector, signal } = job
  const found = new Map<string, LiveOrder>()
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const pool = createFetchPool({
    fetch: async (ids) => {
      try {
        return await connector.fetch(ids, either)
      } catch (error) {
        if (!(error instanceof Failure) || !mayNeedResolve(error)) throw error
        // Its first request finds the way anew, where that is what the matter is (`connectors/way.ts`).
        await connector.clock(either)
        return connector.fetch(ids, either)
      }
    },
    isGone: (id) => connector.isGone(id, either),
    mostGone: job.ids.length,
    probe: async () => void (await connector.clock(either)),
    maxBatch: connector.maxBatch,
    onBatch: async (batch) => {
      for (const order of answersOf(batch)) found.set(order.shopOrderId, order)
    },
    onFailure: (error) => stop.abort(error),
    pace: job.pace,
    now: () => job.now().getTime(),
  })
  const ids = [...new Set(job.ids)]
  try {
    await pool.add(ids)
    await pool.finish()
  } catch (error) {
    await pool.settled()
    throw error
  }
  return ids.map((id) => found.get(id) ?? { shopOrderId: id, number: id, found: 'gone' })
}

function answersOf(batch: FetchedBatch): LiveOrder[] {
  if (batch.undeliverable !== null) {
    const reasons = [{ code: 'shop-cannot-deliver', params: { code: batch.undeliverable } } as const]
    return batch.ids.map((id) => ({
      shopOrderId: id,
      number: id,
      found: 'wrong',
      reasons,
      state: null,
      raw: null,
    }))
  }
  if (batch.orders.length === 0) return []
  return batch.orders.map((fetched) => liveOrder(fetched, elementText(batch.raw, fetched.rawIndex)))
}

function liveOrder({ shopOrderId, number, result }: FetchedOrder, raw: string): LiveOrder {
  const about = { shopOrderId, number }
  if ('order' in result) {
    const { order, stateGroup = null } = result
    return { ...about, found: 'order', order, stateGroup, raw }
  }
  const { state } = result
  if ('skip' in result) return { ...about, found: 'unwanted', reason: result.skip, state }
  return { ...about, found: 'wrong', reasons: result.wrong, state, raw }
}
