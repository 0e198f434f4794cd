import type { Connector } from '../connectors/connector.ts'
import { Failure, failure, toFailureValue } from '../failure.ts'
import type { Run, RunProgress, Trigger } from '../run.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { createPace } from './pace.ts'
import { readWindow } from './read-window.ts'
import { planRun } from './window.ts'

/** One run of one shop. Everything it needs is handed in: no Electron, no timers, no clock of its own. */
export interface DownloadJob {
  readonly shop: ShopRecord
  /** States to download: the operator's choice, or the platform's default; the connector may know better. */
  readonly states: readonly string[]
  readonly trigger: Trigger
  readonly store: Store
  /** Opens the way to the shop, `onRetry` told of every request repeated; may throw a Failure (no credentials, address not found ...). */
  readonly connect: (signal: AbortSignal, onRetry: () => void) => Promise<Connector>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (progress: RunProgress) => void
}

/** Of the orders that could not be had before; those that wait longest come first. */
const undeliveredAtOnce = 5000

export const noCounters = { total: 0, new: 0, skipped: 0, wrong: 0 }

/**
 * Downloads: window, pages, store, outcome (R4-R15). What a page brought stays, however the run ends; the cursor
 * moves only in the transaction that closes a successful run.
 * @returns the closed run; failures of shop and network are its outcome
 * @throws only when the archive itself cannot be written
 */
export async function download(job: DownloadJob): Promise<Run> {
  const { shop, store, signal } = job
  const at = () => job.now().toISOString()
  const run = await store.beginRun(shop.id, job.trigger, at())
  try {
    const progress = (counters: RunProgress['counters'], expected: number | null) =>
      job.onProgress({ runId: run.id, shopId: shop.id, phase: 'reading', counters, expected })
    job.onProgress({
      runId: run.id,
      shopId: shop.id,
      phase: 'connecting',
      counters: noCounters,
      expected: null,
    })
    const pace = createPace()
    const connector = await job.connect(signal, pace.pressed)
    // Before anything is listed: an order that changes from here on belongs to the next window (R11, R12).
    const shopNow = await connector.clock(signal)
    const plan = planRun(shop, shopNow)
    await store.openWindow(
      run.id,
      { shopStartedAt: shopNow.toISOString(), ...plan.window, floor: plan.floor },
      at(),
    )
    const states = (await connector.wantedStates?.(shop.settings.states, signal)) ?? job.states
    await readWindow({
      connector,
      window: plan.window,
      wanted: {
        states: new Set(states),
        floor: plan.floor,
        ignored: new Set(await store.ignoredOrders(shop.id)),
      },
      classify: (ids) => store.classify(shop.id, ids),
      undelivered: () => store.undelivered(shop.id, undeliveredAtOnce),
      save: (page) => store.savePage(run.id, page, at()),
      pace,
      progress,
      now: () => job.now().getTime(),
      signal,
    })
    if (signal.aborted) throw failure('cancelled', {})
    return await store.finishRun(run.id, {
      outcome: 'success',
      failure: null,
      finishedAt: at(),
      cursor: plan.cursor,
    })
  } catch (error) {
    return await store.finishRun(run.id, { ...endingOf(error, signal), finishedAt: at(), cursor: null })
  }
}

/** How a run ends that something stopped. */
export function endingOf(error: unknown, signal: AbortSignal) {
  const cancelled = signal.aborted || (error instanceof Failure && error.value.code === 'cancelled')
  return cancelled
    ? ({ outcome: 'cancelled', failure: null } as const)
    : ({ outcome: 'failed', failure: toFailureValue(error) } as const)
}
