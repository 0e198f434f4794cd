import type { Connector, SlimRow } from '../connectors/connector.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from '../connectors/http-failure.ts'
import { hasNoIdentifier } from '../connectors/listed-wrong.ts'
import type { KeptWrong } from '../store/save-page.ts'
import { Failure } from '../words/failure.ts'
import { hourMs } from '../words/local-time.ts'
import { readingVersion } from '../words/reading-version.ts'
import { createFetchPool, type FetchedBatch, type FetchPoolOptions } from './fetch-pool.ts'
import { listWindow } from './list-window.ts'
import { type ListedRow, outcomesOf } from './outcomes.ts'
import { type ReadJob, type Tally, tallyOf } from './read-job.ts'

/**
 * The two passes: lists the window as slim rows, decides which orders are wanted, fetches those and stores them.
 * Both passes go on at once; either's failure stops the other.
 */
export async function readWindow(job: ReadJob): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([job.signal, stop.signal])
  const tally = tallyOf(job)
  const rows = new Map<string, ListedRow>()
  const outcomes = (batch: FetchedBatch) =>
    outcomesOf(batch, job.wanted, takeRows(rows, batch), job.onLeftOut)
  const options = {
    fetch: (ids) => job.connector.fetch(ids, signal),
    isGone: (id) => job.connector.isGone(id, signal),
    probe: async () => void (await job.connector.clock(signal)),
    maxBatch: job.connector.maxBatch,
    onBatch: async (batch) => tally.save(outcomes(batch)),
    onFailure: (error) => stop.abort(error),
    pace: job.pace,
    now: job.now,
  } satisfies FetchPoolOptions
  const pool = createFetchPool(options)
  const expect = (orders: readonly (ListedRow & { readonly shopOrderId: string })[]) => {
    for (const { shopOrderId, number, modifiedAt } of orders) {
      // What may be modified once more within the same second is not taken for known.
      const settled = modifiedAt !== null && modifiedAt < job.shopNow ? modifiedAt : null
      rows.set(shopOrderId, { number, modifiedAt: settled })
    }
    return orders.map(({ shopOrderId }) => shopOrderId)
  }
  try {
    const kept = await job.keptWrong()
    const keptById = new Map(kept.map((order) => [order.shopOrderId, order]))
    const isAsKept = (row: SlimRow) => holds(keptById.get(row.shopOrderId), row, job.now())
    const listed = await listWindow(job, signal, tally, pool, isAsKept, {
      fetch: (found) => pool.add(expect(found)),
      outcomes,
      expect,
    })
    await pool.finish()
    const left = kept.filter((order) => isDue(order, job.now()) && !listed.has(order.shopOrderId))
    await fetchLeft(expect(left.slice(0, undeliveredAtOnce)), options)
    await missKnown(job, signal, listed, tally)
  } catch (error) {
    // What stops first is the reason; the rest only hears that it was stopped.
    const reason = pool.failed ?? error
    stop.abort(error)
    // What is under way ends before the run does, so that nothing is stored after its closing.
    await pool.settled()
    throw reason
  }
}

/** Of the orders that could not be had before; those that wait longest come first. */
const undeliveredAtOnce = 5000

/** What the shop cannot deliver may be mended without being modified; asking costs it a few failing requests. */
const undeliveredPauseMs = hourMs

/** Whether a wrong order that is listed is still as it was when it was judged (R7). */
function holds(kept: KeptWrong | undefined, row: SlimRow, now: number): boolean {
  if (kept === undefined || kept.reading !== readingVersion) return false
  if (row.modifiedAt === null || row.modifiedAt !== kept.modifiedAt) return false
  return kept.undelivered === 0 || !isDue(kept, now)
}

/** Whether the shop is to be asked again for what it could not deliver. */
function isDue({ shopOrderId, undelivered, reading, triedAt }: KeptWrong, now: number): boolean {
  if (undelivered === 0 || hasNoIdentifier(shopOrderId)) return false
  const waited = triedAt === null ? Number.POSITIVE_INFINITY : Math.abs(now - Date.parse(triedAt))
  return reading !== readingVersion || waited >= undeliveredPauseMs
}

/** Enough to see whether a list lacks most of what it should hold. */
const knownAtOnce = 1000
/** Local times that come twice. */
const marginMs = hourMs

/**
 * A list that lacks most of the orders placed in the window and downloaded before, which the shop still has, is not to
 * be believed: that is said.
 */
async function missKnown(
  job: ReadJob,
  signal: AbortSignal,
  listed: ReadonlySet<string>,
  tally: Tally,
): Promise<void> {
  const from = new Date(Date.parse(job.window.from) + marginMs).toISOString()
  const known = await job.placedIn(from, job.window.to ?? job.shopNow, knownAtOnce)
  const lacking = known.filter((id) => !listed.has(id))
  if (lacking.length * 2 <= known.length) return
  const some = [lacking[0], lacking[lacking.length >> 1], lacking.at(-1)]
  for (const id of new Set(some)) {
    if (id === undefined || (await isGone(job.connector, id, signal))) continue
    const params = { known: known.length, lacking: lacking.length }
    await tally.save({ notices: [{ code: 'list-lacks-known', params }] })
    return
  }
}

async function isGone(connector: Connector, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await connector.isGone(id, signal)
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error
    // The shop does not say so.
    return false
  }
}

/**
 * Asks once more for orders that could not be had before. Each that still cannot costs the shop a few requests: after
 * some of them the others wait for the next run.
 */
async function fetchLeft(ids: readonly string[], options: FetchPoolOptions): Promise<void> {
  if (ids.length === 0) return
  const pool = createFetchPool({ ...options, mostUndeliverable: 2, onFailure: () => undefined })
  try {
    await pool.add(ids)
    await pool.finish()
  } catch (error) {
    await pool.settled()
    const mayWait =
      error instanceof Failure &&
      (mayBeOneOrder(error) || mayRefuseOneOrder(error) || error.value.code === 'orders-withheld')
    if (!mayWait) throw error
  }
}

function takeRows(rows: Map<string, ListedRow>, batch: FetchedBatch): Map<string, ListedRow> {
  const taken = new Map<string, ListedRow>()
  for (const id of batch.ids) {
    const row = rows.get(id)
    if (row !== undefined) taken.set(id, row)
    rows.delete(id)
  }
  return taken
}
