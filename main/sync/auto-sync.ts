import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { failure, toFailureValue } from '../words/failure.ts'
import { mostFailures, type Run } from '../words/run.ts'
import type { Runner } from './runner.ts'
import type { SharedLease } from './shop-access.ts'

export interface AutoSyncOptions {
  readonly store: Store
  readonly runner: Runner
  readonly now: () => Date
  /** Does something that only one of several desks may do (R56); whoever leaves this out is alone. */
  readonly withRight?: <Result>(
    shop: ShopRecord,
    work: (lease: SharedLease | undefined) => Promise<Result>,
  ) => Promise<Result>
  /** Told of every automatic sync that ended; `before` is the shop as it was. */
  readonly onEnded: (run: Run, before: ShopRecord, after: ShopRecord) => void
  /** The archive cannot be written, or a bug: nothing could be recorded. */
  readonly onBroken: (error: unknown) => void
}

/** Whether the shop's automatic sync is suspended until the operator presses Download Ordini (R19, R20). */
export function isSuspended(shop: Pick<ShopRecord, 'failuresInARow'>): boolean {
  return shop.failuresInARow >= mostFailures
}

/** One automatic sync: an attempt, or, after 20 failures in a row, an *annullata* without touching the network. */
export function createAutoSync({ store, runner, now, onEnded, onBroken, ...options }: AutoSyncOptions) {
  const withRight = options.withRight ?? ((_, work) => work(undefined))
  return async (shopId: number): Promise<void> => {
    try {
      const before = await store.getShop(shopId)
      // Another process may have switched it off. A manual run that is at it is this sync.
      if (!before?.settings.autoSync.enabled || runner.isRunning(shopId)) return
      const run = isSuspended(before)
        ? await withRight(before, (lease) => annul(before, lease))
        : await runner.start(before, 'auto')
      const after = await store.getShop(shopId)
      if (after) onEnded(run, before, after)
    } catch (error) {
      if (!isLeftToOthers(error)) onBroken(error)
    }
  }

  async function annul(shop: ShopRecord, lease: SharedLease | undefined): Promise<Run> {
    const at = now().toISOString()
    const last = shop.lastRun?.failure ?? failure('internal', { detail: 'unknown' }).value
    const { id } = await store.beginRun(shop.id, 'auto', at, lease?.run ?? null)
    return store.finishRun(id, { outcome: 'annulled', failure: last, finishedAt: at, cursor: null })
  }
}

/**
 * Another process, or another desk, is downloading from this shop: as good as this sync. Without the server that desks share
 * there is none until its next turn, and that is no failure of the shop (R56).
 */
function isLeftToOthers(error: unknown): boolean {
  const { code } = toFailureValue(error)
  return code === 'run-in-progress' || code === 'shop-elsewhere' || code.startsWith('desk')
}
