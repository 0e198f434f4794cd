import { failure } from '../failure.ts'
import type { Run, RunProgress, Trigger } from '../run.ts'
import type { ShopLock } from '../store/shop-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'

export interface RunnerOptions {
  readonly store: Store
  readonly lock: (shopId: number) => ShopLock | null
  /** One run from begin to end, as `engine.ts` does it; here or in the sync thread. */
  readonly download: (
    shop: ShopRecord,
    trigger: Trigger,
    signal: AbortSignal,
    onProgress: (progress: RunProgress) => void,
  ) => Promise<Run>
  readonly now: () => Date
  readonly onProgress: (progress: RunProgress) => void
  /** A run has begun or ended. */
  readonly onRun: (shopId: number) => void
}

export type Runner = ReturnType<typeof createRunner>

/** Keeps to one run a shop (R4), in this process and among processes; shops download independently (R3). */
export function createRunner(options: RunnerOptions) {
  const underWay = new Map<number, { readonly stop: AbortController; readonly done: Promise<Run> }>()
  const progress = new Map<number, RunProgress>()

  const run = async (
    shop: ShopRecord,
    trigger: Trigger,
    signal: AbortSignal,
    lock: ShopLock,
  ): Promise<Run> => {
    try {
      return await options.download(shop, trigger, signal, (figures) => {
        progress.set(shop.id, figures)
        options.onProgress(figures)
      })
    } finally {
      lock.release()
      underWay.delete(shop.id)
      progress.delete(shop.id)
      options.onRun(shop.id)
    }
  }

  return {
    /**
     * Starts a run, or joins the one that is under way (a second press does nothing, R4).
     * @returns the run, once it has ended
     * @throws Failure `run-in-progress` when another process is at work on the shop, `disk-full`, `archive-unwritable`
     */
    async start(shop: ShopRecord, trigger: Trigger): Promise<Run> {
      const current = underWay.get(shop.id)
      if (current) return current.done
      const lock = options.lock(shop.id)
      if (!lock) throw failure('run-in-progress', { name: shop.name })
      const stop = new AbortController()
      const done = run(shop, trigger, stop.signal, lock)
      underWay.set(shop.id, { stop, done })
      options.onRun(shop.id)
      return done
    },
    /** *Annulla*: what was stored stays. */
    cancel(shopId: number | null): void {
      for (const [id, { stop }] of underWay) if (shopId === null || id === shopId) stop.abort()
    },
    isRunning: (shopId: number): boolean => underWay.has(shopId),
    /** Whether any shop is being downloaded. */
    busy: (): boolean => underWay.size > 0,
    progressOf: (shopId: number): RunProgress | null => progress.get(shopId) ?? null,
    /** Cancels everything and waits until it is recorded (quitting). */
    async stopAll(): Promise<void> {
      this.cancel(null)
      await Promise.allSettled([...underWay.values()].map(({ done }) => done))
    },
    /** Runs that a crash left open become *interrotta* (R31), unless another process is at work on them. */
    async closeInterrupted(): Promise<void> {
      for (const left of await options.store.unfinishedRuns()) {
        const lock = options.lock(left.shopId)
        if (!lock) continue
        try {
          const finishedAt = options.now().toISOString()
          await options.store.finishRun(left.id, {
            outcome: 'interrupted',
            failure: null,
            finishedAt,
            cursor: null,
          })
        } finally {
          lock.release()
        }
      }
    },
  }
}
