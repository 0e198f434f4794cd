import type { FetchAnswer, FetchedOrder, Notice } from '../connectors/connector.ts'
import { mayBeOneOrder } from '../connectors/http-failure.ts'
import { Failure } from '../failure.ts'
import type { Pace } from './pace.ts'

export interface FetchedBatch {
  readonly ids: readonly string[]
  readonly raw: Uint8Array
  readonly orders: readonly FetchedOrder[]
  readonly notices: readonly Notice[]
  /** Set when the one order of this batch breaks the shop's answer: the code of the failure. */
  readonly undeliverable: string | null
}

export interface FetchPoolOptions {
  readonly fetch: (ids: readonly string[]) => Promise<FetchAnswer>
  /** A cheap request that works when the shop as a whole is well; throws what is the matter otherwise. */
  readonly probe: () => Promise<void>
  readonly maxBatch: number
  /**
   * So many orders in a row may be undeliverable, with none between that is not; one more, and it is the shop and not
   * the orders.
   */
  readonly mostUndeliverable?: number
  readonly onBatch: (batch: FetchedBatch) => Promise<void>
  readonly onFailure: (error: unknown) => void
  readonly pace: Pace
  readonly now: () => number
}

const undeliverableInARow = 10

/** Ids waiting beyond this make the listing wait: memory stays the same for 2,000 and for 2,000,000 orders. */
const roomForBatches = 8

/**
 * Second pass: fetches wanted orders, several requests at a time ({@link Pace}). A request that fails in a way
 * that one order may cause is halved until that order stands alone; the others are read all the same (R7). After a
 * halving, later batches are smaller too, and grow again while all goes well. What an answer lacks is asked for once
 * more before it counts as gone: an answer may be that to another question, or empty by mistake.
 */
export function createFetchPool(options: FetchPoolOptions) {
  const { pace, mostUndeliverable = undeliverableInARow } = options
  const waiting: string[] = []
  const underWay = new Set<Promise<void>>()
  let batchSize = options.maxBatch
  let undeliverable = 0
  let listed = false
  let failed: unknown = null
  let wake: (() => void)[] = []

  const changed = () => {
    const sleepers = wake
    wake = []
    for (const resume of sleepers) resume()
  }
  const change = () => new Promise<void>((resolve) => wake.push(resolve))

  const pump = () => {
    while (failed === null && underWay.size < pace.limit) {
      // A batch not yet full waits for more, as long as more may come.
      if (waiting.length === 0 || (waiting.length < batchSize && !listed)) return
      start(waiting.splice(0, batchSize))
    }
  }

  const start = (ids: readonly string[]) => {
    const task = fetchBatch(ids)
      .catch((error: unknown) => {
        failed ??= error
        options.onFailure(error)
      })
      .finally(() => {
        underWay.delete(task)
        pump()
        changed()
      })
    underWay.add(task)
  }

  /** @param again these were missing from an answer before: if they are now too, the shop does not have them. */
  const fetchBatch = async (ids: readonly string[], again = false): Promise<void> => {
    const { limit } = pace
    const began = options.now()
    let answer: FetchAnswer
    try {
      answer = await options.fetch(ids)
    } catch (error) {
      if (!(error instanceof Failure) || !mayBeOneOrder(error)) throw error
      await narrow(ids, error)
      return
    }
    undeliverable = 0
    pace.answered(limit, ids.length, options.now() - began)
    batchSize = Math.min(options.maxBatch, batchSize * 2)
    const found = new Set(answer.orders.map((order) => order.shopOrderId))
    const there = again ? ids : ids.filter((id) => found.has(id))
    if (there.length > 0) await options.onBatch({ ids: there, ...answer, undeliverable: null })
    const missing = again ? [] : ids.filter((id) => !found.has(id))
    if (missing.length > 0 && failed === null) await fetchBatch(missing, true)
  }

  /** Halves a batch that failed; one order left alone is to blame only if the shop otherwise works. */
  const narrow = async (ids: readonly string[], error: Failure): Promise<void> => {
    if (error.value.code === 'timeout') pace.pressed()
    if (ids.length === 1) {
      await options.probe()
      undeliverable += 1
      if (undeliverable > mostUndeliverable) throw error
      await options.onBatch({
        ids,
        raw: new Uint8Array(),
        orders: [],
        notices: [],
        undeliverable: error.value.code,
      })
      return
    }
    const middle = Math.ceil(ids.length / 2)
    batchSize = Math.max(1, Math.min(batchSize, middle))
    await fetchBatch(ids.slice(0, middle))
    if (failed === null) await fetchBatch(ids.slice(middle))
  }

  return {
    get failed() {
      return failed
    },
    /** Soon out of work, unless more ids come. */
    get hungry() {
      return waiting.length < pace.limit * options.maxBatch
    },
    /** Takes ids to fetch; answers when there is room for more. @throws what stopped the pool */
    async add(ids: readonly string[]): Promise<void> {
      waiting.push(...ids)
      pump()
      while (failed === null && waiting.length >= roomForBatches * options.maxBatch) await change()
      if (failed !== null) throw failed
    },
    /** No more ids will come: answers when all are fetched and stored. @throws what stopped the pool */
    async finish(): Promise<void> {
      listed = true
      pump()
      while (failed === null && (underWay.size > 0 || waiting.length > 0)) await change()
      if (failed !== null) throw failed
    },
    /** Answers when nothing is under way any more. */
    async settled(): Promise<void> {
      waiting.length = 0
      await Promise.all(underWay)
    },
  }
}
