import { failure } from '../failure.ts'
import type { Run } from '../run.ts'
import { alreadyDownloaded } from './decide.ts'
import { type DownloadJob, endingOf, noCounters } from './engine.ts'
import { createFetchPool } from './fetch-pool.ts'
import { createPace } from './pace.ts'
import { outcomesOf, tallyOf } from './read-window.ts'

/** Orders that the operator asked for: *Scarica comunque*, *Riprova*, what Verifica completezza found missing. */
export interface ChosenJob
  extends Pick<DownloadJob, 'shop' | 'store' | 'connect' | 'now' | 'signal' | 'onProgress'> {
  readonly orders: readonly ChosenOrder[]
}

export interface ChosenOrder {
  readonly shopOrderId: string
  /** For the log, should the shop not deliver it. */
  readonly number: string
}

const classifiedAtOnce = 500

/**
 * Downloads some orders by their identifiers, whatever their state and age, as a run of its own: its counters, its
 * log and its place among the runs are those of any other (R5, R9). What is in the archive stays as it is (R15).
 * Window, cursor and the rule of 20 are none of its business.
 * @returns the closed run; failures of shop and network are its outcome
 * @throws only when the archive itself cannot be written
 */
export async function downloadChosen(job: ChosenJob): Promise<Run> {
  const { shop, store, signal, orders } = job
  const at = () => job.now().toISOString()
  const run = await store.beginChosenRun(shop.id, orders.length, at())
  const about = { runId: run.id, shopId: shop.id, expected: orders.length }
  try {
    job.onProgress({ ...about, phase: 'connecting', counters: noCounters })
    await fetchChosen(job, run)
    if (signal.aborted) throw failure('cancelled', {})
    const ending = { outcome: 'success', failure: null, finishedAt: at(), cursor: null } as const
    return await store.finishRun(run.id, ending)
  } catch (error) {
    return await store.finishRun(run.id, { ...endingOf(error, signal), finishedAt: at(), cursor: null })
  }
}

async function fetchChosen({ shop, store, orders, ...job }: ChosenJob, run: Run): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([job.signal, stop.signal])
  const pace = createPace()
  const connector = await job.connect(signal, pace.pressed)
  // The cheapest request: what keeps the shop from answering is met here and not in halving batches.
  await connector.clock(signal)
  const tally = tallyOf({
    save: (page) => store.savePage(run.id, page, job.now().toISOString()),
    progress: (counters) =>
      job.onProgress({
        runId: run.id,
        shopId: shop.id,
        phase: 'reading',
        counters,
        expected: orders.length,
      }),
  })
  const numbers = new Map(orders.map(({ shopOrderId, number }) => [shopOrderId, number]))
  const pool = createFetchPool({
    fetch: (ids) => connector.fetch(ids, signal),
    probe: async () => void (await connector.clock(signal)),
    maxBatch: connector.maxBatch,
    onBatch: async (batch) => tally.save(outcomesOf(batch, null, numbers)),
    onFailure: (error) => stop.abort(error),
    pace,
    now: () => job.now().getTime(),
  })
  try {
    const ids = [...numbers.keys()]
    for (let from = 0; from < ids.length; from += classifiedAtOnce) {
      const some = ids.slice(from, from + classifiedAtOnce)
      const known = new Set((await store.classify(shop.id, some)).map(({ shopOrderId }) => shopOrderId))
      const skipped = some
        .filter((id) => known.has(id))
        .map((id) => ({ shopOrderId: id, number: numbers.get(id) ?? id, reason: alreadyDownloaded }))
      if (skipped.length > 0) await tally.save({ skipped })
      await pool.add(some.filter((id) => !known.has(id)))
    }
    await pool.finish()
  } catch (error) {
    const reason = pool.failed ?? error
    stop.abort(error)
    // What is under way ends before the run does, so that nothing is stored after its closing.
    await pool.settled()
    throw reason
  }
}
