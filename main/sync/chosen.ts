import { orderAsItIs } from '../connectors/as-it-is.ts'
import type { FetchedOrder } from '../connectors/connector.ts'
import { hasNoIdentifier } from '../connectors/listed-wrong.ts'
import { toOrderRecord } from '../store/order-record.ts'
import type { RunPage } from '../store/run-page.ts'
import type { WrongData } from '../store/wrong.ts'
import { failure } from '../words/failure.ts'
import { knownOfWrong } from '../words/missing.ts'
import type { Instant } from '../words/order.ts'
import type { Run } from '../words/run.ts'
import { alreadyDownloaded } from './decide.ts'
import { type DownloadJob, endingOf, noCounters } from './engine.ts'
import { createFetchPool } from './fetch-pool.ts'
import { outcomesOf } from './outcomes.ts'
import { createPace } from './pace.ts'
import { tallyOf } from './read-job.ts'
import { tellProgress } from './tell-progress.ts'

/** Orders that the operator asked for: *Scarica comunque*, *Riprova*, what Verifica completezza found missing. */
export interface ChosenJob
  extends Pick<DownloadJob, 'shop' | 'store' | 'connect' | 'now' | 'signal' | 'onProgress' | 'sharedRun'> {
  readonly orders: readonly ChosenOrder[]
  /** Reads an order out of what the shop sent earlier. */
  readonly mapKept: (raw: unknown) => FetchedOrder['result']
}

export interface ChosenOrder {
  readonly shopOrderId: string
  /** For the log, should the shop not deliver it. */
  readonly number: string
  /** *Prendilo così com'è* (R38): a wrong order, out of the data kept; the shop is not asked. */
  readonly asItIs?: boolean
}

const classifiedAtOnce = 500
const keptAtOnce = 100

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
  const run = await store.beginChosenRun(shop.id, orders.length, at(), job.sharedRun ?? null)
  const tell = tellProgress(job.now, job.onProgress)
  const about = { runId: run.id, shopId: shop.id, expected: orders.length }
  try {
    tell.figures({ ...about, phase: 'connecting', counters: noCounters, begun: run })
    await downloadOrders(job, run, tell)
    if (signal.aborted) throw failure('cancelled', {})
    const ending = { outcome: 'success', failure: null, finishedAt: at(), cursor: null } as const
    return await store.finishRun(run.id, ending)
  } catch (error) {
    return await store.finishRun(run.id, { ...endingOf(error, signal), finishedAt: at(), cursor: null })
  }
}

async function downloadOrders(
  { shop, store, ...job }: ChosenJob,
  run: Run,
  tell: ReturnType<typeof tellProgress>,
): Promise<void> {
  const orders = job.orders.filter(({ asItIs }) => asItIs !== true)
  const kept = job.orders.filter(({ asItIs }) => asItIs === true).map(({ shopOrderId }) => shopOrderId)
  const tally = tallyOf({
    save: (page) => store.savePage(run.id, page, job.now().toISOString()),
    progress: (counters) =>
      tell.figures({
        runId: run.id,
        shopId: shop.id,
        phase: 'reading',
        counters,
        expected: job.orders.length,
      }),
  })
  for (let from = 0; from < kept.length; from += keptAtOnce) {
    if (job.signal.aborted) return
    const found = await store.wrongData(shop.id, kept.slice(from, from + keptAtOnce))
    await tally.save(takenAsTheyAre(found, job.mapKept, job.now().toISOString()))
  }
  if (orders.length === 0) return
  const stop = new AbortController()
  const signal = AbortSignal.any([job.signal, stop.signal])
  const pace = createPace()
  const connector = await job.connect(signal, (retry) => {
    pace.pressed()
    tell.retrying(retry)
  })
  // The cheapest request: what keeps the shop from answering is met here and not in halving batches.
  await connector.clock(signal)
  const numbers = new Map(
    orders.map(({ shopOrderId, number }) => [shopOrderId, { number, modifiedAt: null }]),
  )
  const pool = createFetchPool({
    fetch: (ids) => connector.fetch(ids, signal),
    isGone: (id) => connector.isGone(id, signal),
    // The operator chose them: nobody has said that they are there.
    mostGone: orders.length,
    probe: async () => void (await connector.clock(signal)),
    maxBatch: connector.maxBatch,
    onBatch: async (batch) => tally.save(outcomesOf(batch, null, numbers)),
    onFailure: (error) => stop.abort(error),
    pace,
    now: () => job.now().getTime(),
  })
  try {
    // The shop cannot be asked for these: only its list can show them otherwise.
    const wrongAgain = orders.filter(({ shopOrderId }) => hasNoIdentifier(shopOrderId))
    if (wrongAgain.length > 0) await tally.save({ wrongAgain })
    const ids = [...numbers.keys()].filter((id) => !hasNoIdentifier(id))
    for (let from = 0; from < ids.length; from += classifiedAtOnce) {
      const some = ids.slice(from, from + classifiedAtOnce)
      const known = new Set((await store.classify(shop.id, some)).map(({ shopOrderId }) => shopOrderId))
      const skipped = some
        .filter((id) => known.has(id))
        .map((id) => ({ shopOrderId: id, number: numbers.get(id)?.number ?? id, reason: alreadyDownloaded }))
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

/** Wrong orders out of the data kept (R38): those that today's reading finds right, those taken as they are, the others. */
function takenAsTheyAre(
  found: readonly WrongData[],
  mapKept: ChosenJob['mapKept'],
  at: Instant,
): Partial<RunPage> {
  const orders: RunPage['orders'][number][] = []
  const wrong: RunPage['wrong'][number][] = []
  const raws: string[] = []
  for (const { raw, shopOrderId, number, ...kept } of found) {
    const result = raw === null ? null : mapKept(JSON.parse(raw) as unknown)
    const right = result !== null && 'order' in result ? result.order : null
    const order = right ?? (result === null ? null : orderAsItIs(result))
    if (raw === null || result === null || order === null) {
      const reasons = result !== null && 'wrong' in result ? result.wrong : kept.reasons
      const known = result !== null && 'wrong' in result ? knownOfWrong(result.asItIs) : null
      wrong.push({ shopOrderId, number, raw, reasons, known })
      continue
    }
    const { firstRunId, lastRunId } = kept
    const reasons = 'wrong' in result ? result.wrong : []
    const accepted = right === null ? { at, seenAt: null, reasons, firstRunId, lastRunId } : null
    // Its identifier is what the archive knows it by, whatever is readable of it.
    const stateGroup = result.stateGroup ?? null
    orders.push(toOrderRecord({ ...order, shopOrderId }, raws.length, { accepted, stateGroup }))
    raws.push(raw)
  }
  return { orders, raw: Buffer.from(`[${raws.join(',')}]`), wrong }
}
