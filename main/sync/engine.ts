import type { Connector, MadeRefund } from '../connectors/connector.ts'
import type { Retry } from '../connectors/http-answer.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { failure, toFailureValue } from '../words/failure.ts'
import { hourMs } from '../words/local-time.ts'
import type { Run, RunProgress, Trigger } from '../words/run.ts'
import { madeRefunds, refundsOf } from './later-refunds.ts'
import { chosenStates, createLeftOut } from './left-out.ts'
import { createPace } from './pace.ts'
import { tallyOf } from './read-job.ts'
import { readWindow } from './read-window.ts'
import { tellProgress } from './tell-progress.ts'
import { healed, planRun, timeAhead } from './window.ts'

/** One run of one shop. Everything it needs is handed in: no Electron, no timers, no clock of its own. */
export interface DownloadJob {
  /** As it is now: nobody else downloads from it meanwhile. */
  readonly shop: ShopRecord
  /** The platform's default states; the operator's choice, and the connector, may know better. */
  readonly states: readonly string[]
  /** The platform's own states that nobody need be told of (R39). */
  readonly usualUnwanted: readonly string[]
  readonly trigger: Trigger
  readonly store: Store
  /** Opens the way to the shop, `onRetry` told of every request repeated; may throw a Failure (no credentials, address not found ...). */
  readonly connect: (signal: AbortSignal, onRetry: (retry: Retry) => void) => Promise<Connector>
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (progress: RunProgress) => void
  /** Of the run under the right to download that desks share; left out: nobody shares it. */
  readonly sharedRun?: number | undefined
}

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
  const run = await store.beginRun(shop.id, job.trigger, at(), job.sharedRun ?? null)
  try {
    const tell = tellProgress(job.now, job.onProgress)
    const progress = (counters: RunProgress['counters'], expected: number | null) =>
      tell.figures({ runId: run.id, shopId: shop.id, phase: 'reading', counters, expected })
    tell.figures({
      runId: run.id,
      shopId: shop.id,
      phase: 'connecting',
      counters: noCounters,
      expected: null,
      begun: run,
    })
    const pace = createPace()
    const connector = await job.connect(signal, (retry) => {
      pace.pressed()
      tell.retrying(retry)
    })
    // Before anything is listed: an order that changes from here on belongs to the next window (R11, R12).
    // All of a first window is new: how much there is is told with it.
    const likely = shop.cursor === null ? planRun(shop, job.now()).window : undefined
    const shopNow = await connector.clock(signal, likely)
    const computerNow = job.now()
    const ahead = timeAhead(shop, shopNow, computerNow)
    const times = ahead === null ? shop : healed(shop, ahead, await store.clockPast(shop.id))
    const plan = planRun({ ...shop, ...times }, shopNow, computerNow)
    if (ahead !== null) await store.healClock(run.id, times, plan.window.from, at())
    await store.openWindow(
      run.id,
      { shopStartedAt: shopNow.toISOString(), ...plan.window, floor: plan.floor },
      at(),
    )
    const chosen = await chosenStates(connector, shop, job.states, signal)
    const leftOut = createLeftOut(job.usualUnwanted)
    const tally = tallyOf({ save: (page) => store.savePage(run.id, page, at()), progress: () => undefined })
    const difference = Math.abs(shopNow.getTime() - computerNow.getTime())
    if (shop.cursor === null && shop.settings.firstDownloadFrom === null && difference > hourMs) {
      const { from } = plan.window
      const params = { shopTime: shopNow.toISOString(), computerTime: computerNow.toISOString(), from }
      await tally.save({ notices: [{ code: 'clocks-differ', params }] })
    }
    await readWindow({
      isFirst: shop.cursor === null,
      connector,
      window: plan.window,
      wanted: {
        states: new Set(chosen.states),
        floor: plan.floor,
        ignored: new Set(await store.ignoredOrders(shop.id)),
      },
      onLeftOut: leftOut.count,
      onAnother: leftOut.another,
      // Of a shop without orders here none is known; one that comes meanwhile is met when it is stored (R15).
      classify: shop.ordersStored === 0 ? async () => [] : (ids) => store.classify(shop.id, ids),
      keptWrong: () => store.keptWrong(shop.id),
      placedIn: (from, to, limit) => store.placedIn(shop.id, from, to, limit),
      save: async (page) => {
        const { refunds, changed, notices } = await refundsOf(connector, page.changed, signal)
        return store.savePage(
          run.id,
          { ...page, refunds, changed, notices: [...page.notices, ...notices] },
          at(),
        )
      },
      pace,
      progress,
      shopNow: shopNow.toISOString(),
      now: () => job.now().getTime(),
      signal,
    })
    if (shop.cursor !== null) {
      const lacking = (made: readonly MadeRefund[]) => store.lackingRefunds(shop.id, made)
      const found = await madeRefunds(connector, plan.window, lacking, signal)
      if (found.refunds.length + found.notices.length > 0) await tally.save(found)
    }
    if (signal.aborted) throw failure('cancelled', {})
    if (chosen.known !== null) await store.rememberStates(shop.id, chosen.known)
    const noted = await leftOut.noted(chosen, shop, connector, job.trigger !== 'auto', signal)
    const warnings = await store.noteWarnings(shop.id, noted, at())
    if (warnings.length > 0) {
      const notices = warnings.map(
        ({ kind, key, name, count }) =>
          ({ code: 'shop-warning', params: { kind, key, name, count } }) as const,
      )
      await tally.save({ notices })
    }
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
  const failure = toFailureValue(error)
  // The shop has done nothing wrong: another desk goes on, or this one by its next run.
  if (failure.code === 'lease-over') return { outcome: 'annulled', failure } as const
  const cancelled = signal.aborted || failure.code === 'cancelled'
  return cancelled
    ? ({ outcome: 'cancelled', failure: null } as const)
    : ({ outcome: 'failed', failure } as const)
}
