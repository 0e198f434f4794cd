import type { FetchAnswer, FetchedOrder } from '../connectors/connector.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from '../connectors/http-failure.ts'
import { Failure, failure } from '../words/failure.ts'
import type { LogNotice } from '../words/run.ts'
import type { Pace } from './pace.ts'

export interface FetchedBatch {
  readonly ids: readonly string[]
  readonly raw: Uint8Array
  readonly orders: readonly FetchedOrder[]
  readonly notices: readonly LogNotice[]
  /** Set when the one order of this batch breaks the shop's answer: the code of the failure. */
  readonly undeliverable: string | null
}

export interface FetchPoolOptions {
  readonly fetch: (ids: readonly string[]) => Promise<FetchAnswer>
  /** Asks for one order alone: whether the shop says that it does not have it ({@link Connector.isGone}). */
  readonly isGone: (id: string) => Promise<boolean>
  /** So many may be gone that were listed a moment ago; more are not believed. */
  readonly mostGone?: number
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
const defaultMostGone = 50

/** Without any answer for so long the shop is too slow; each attempt takes a minute, or two for one order. */
const patienceMs = 6 * 60_000
/** What does not come in time is asked for in so many parts, anything else that fails in halves. */
const partsWhenSlow = 8

const nothing = { raw: new Uint8Array(), orders: [], notices: [] }

/** Data nested more deeply than this program can write are one order's doing; null for what is no failure of a shop. */
function asFailure(error: unknown): Failure | null {
  if (error instanceof RangeError) return failure('body-shape', { host: '', expected: 'JSON' }, error)
  return error instanceof Failure ? error : null
}

function isOfKey({ value }: Failure): boolean {
  return value.code === 'credentials-rejected' || value.code === 'permission-missing'
}

/** Ids waiting beyond this make the listing wait: memory stays the same for 2,000 and for 2,000,000 orders. */
const roomForBatches = 8

/**
 * Second pass: fetches wanted orders, several requests at a time ({@link Pace}). A request that fails in a way
 * that one order may cause is halved until that order stands alone; the others are read all the same (R7). After a
 * halving, later batches are smaller too, and grow again while all goes well. What an answer lacks is asked for once
 * more, and again as long as some come: an answer may be that to another question, empty by mistake, or cut to what the
 * shop gives at once. What is lacking then is gone only if the shop,
 * asked for it alone, says so; anything else stops the pool. So does a shop that no more answers in time.
 */
export function createFetchPool(options: FetchPoolOptions) {
  const { pace, mostUndeliverable = undeliverableInARow, mostGone = defaultMostGone } = options
  const waiting: string[] = []
  const underWay = new Set<Promise<void>>()
  let batchSize = options.maxBatch
  let undeliverable = 0
  let gone = 0
  let answeredAt = options.now()
  /**
   * Single orders that did not come in time, as long as nothing else has come since, or for which the key was refused, as long as
   * nothing else has come at all: it may be the shop.
   */
  let held: { readonly id: string; readonly error: Failure }[] = []
  let came = false
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
    // What passed while nothing was asked is not the shop's.
    if (underWay.size === 0) answeredAt = options.now()
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

  /** @param again these were missing from an answer before */
  const fetchBatch = async (ids: readonly string[], again = false): Promise<void> => {
    const { limit } = pace
    const began = options.now()
    let answer: FetchAnswer
    try {
      answer = await options.fetch(ids)
    } catch (error) {
      const known = asFailure(error)
      if (known === null || !(mayBeOneOrder(known) || mayRefuseOneOrder(known))) throw error
      await narrow(ids, known)
      return
    }
    undeliverable = 0
    answeredAt = options.now()
    pace.answered(limit, ids.length, answeredAt - began)
    batchSize = Math.min(options.maxBatch, batchSize * 2)
    await blameHeld()
    const found = new Set(answer.orders.map((order) => order.shopOrderId))
    const there = ids.filter((id) => found.has(id))
    came ||= there.length > 0
    if (there.length > 0) await options.onBatch({ ids: there, ...answer, undeliverable: null })
    const missing = ids.filter((id) => !found.has(id))
    if (missing.length === 0 || failed !== null) return
    // As long as each answer brings some more, the shop only gives fewer at once than it is asked for.
    await (again && there.length === 0 ? seeGone(missing) : fetchBatch(missing, true))
  }

  const seeGone = async (ids: readonly string[]): Promise<void> => {
    gone += ids.length
    if (gone > mostGone) throw failure('orders-withheld', { orders: gone })
    for (const id of ids) {
      if (!(await isGone(id))) throw failure('orders-withheld', { orders: ids.length })
    }
    await options.onBatch({ ...nothing, ids, undeliverable: null })
  }

  /** A refusal to say so, of a shop that is otherwise well, is about that order: the key and its permissions are as they were. */
  const isGone = async (id: string): Promise<boolean> => {
    try {
      return await options.isGone(id)
    } catch (error) {
      if (!(error instanceof Failure) || !mayRefuseOneOrder(error)) throw error
      await options.probe()
      return false
    }
  }

  const blame = (id: string, { value }: Failure) =>
    options.onBatch({ ...nothing, ids: [id], undeliverable: value.code })

  /** Something has come: then it was those orders and not the shop. */
  const blameHeld = async (): Promise<void> => {
    const orders = held
    held = []
    for (const { id, error } of orders) await blame(id, error)
  }

  /** Takes a batch that failed apart; one order left alone is to blame only if the shop otherwise works. */
  const narrow = async (ids: readonly string[], error: Failure): Promise<void> => {
    const isSlow = error.value.code === 'timeout'
    if (isSlow) {
      pace.pressed()
      if (options.now() - answeredAt >= patienceMs) throw error
    }
    const [first] = ids
    if (ids.length === 1 || mayRefuseOneOrder(error)) await options.probe()
    if (ids.length === 1 && first !== undefined) {
      undeliverable += 1
      if (undeliverable > mostUndeliverable) throw error
      if (isSlow || (isOfKey(error) && !came)) held.push({ id: first, error })
      else await blame(first, error)
      return
    }
    const size = Math.ceil(ids.length / (isSlow ? partsWhenSlow : 2))
    batchSize = Math.max(1, Math.min(batchSize, size))
    for (let from = 0; from < ids.length && failed === null; from += size)
      await fetchBatch(ids.slice(from, from + size))
  }

  /** All was fetched: one order that did not come in time is to blame; of several, and nothing else, the shop. */
  const end = async (): Promise<void> => {
    const [one, other] = held
    if (one !== undefined && (other !== undefined || isOfKey(one.error))) throw one.error
    await blameHeld()
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
      await end()
    },
    /** Answers when nothing is under way any more. */
    async settled(): Promise<void> {
      waiting.length = 0
      await Promise.all(underWay)
    },
  }
}
