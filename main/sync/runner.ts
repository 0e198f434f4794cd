import type { FileLock } from '../store/file-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import type { Run, RunProgress, Trigger } from '../words/run.ts'
import type { ChosenOrder } from './chosen.ts'

export interface RunnerOptions {
  readonly store: Store
  readonly lock: (shopId: number) => FileLock | null
  /** Whether a run may begin at all; always, where this is left out. */
  readonly mayBegin?: () => boolean
  /** One run from begin to end, as `engine.ts` does it; here or in the sync thread. */
  readonly download: (
    shop: ShopRecord,
    trigger: Trigger,
    signal: AbortSignal,
    onProgress: (progress: RunProgress) => void,
    /** Set: these orders instead of a window's. */
    chosen: readonly ChosenOrder[] | null,
  ) => Promise<Run>
  readonly now: () => Date
  readonly onProgress: (progress: RunProgress) => void
  /** A run has begun, or ended; null when it could not even be recorded. */
  readonly onRun: (run: Run | null) => void
}

interface UnderWay {
  readonly stop: AbortController
  readonly done: Promise<Run>
  readonly isChosen: boolean
}

export type Runner = ReturnType<typeof createRunner>

/** Keeps to one run a shop (R4), in this process and among processes; shops download independently (R3). */
export function createRunner(options: RunnerOptions) {
  const underWay = new Map<number, UnderWay>()
  const progress = new Map<number, RunProgress>()
  const waiting = new Map<AbortController, number>()

  const run = async (
    shop: ShopRecord,
    trigger: Trigger,
    signal: AbortSignal,
    lock: FileLock,
    chosen: readonly ChosenOrder[] | null,
  ): Promise<Run> => {
    let ended: Run | null = null
    try {
      const onProgress = ({ begun, ...figures }: RunProgress) => {
        progress.set(shop.id, figures)
        if (begun) options.onRun(begun)
        options.onProgress(figures)
      }
      ended = await options.download(shop, trigger, signal, onProgress, chosen)
      return ended
    } finally {
      lock.release()
      underWay.delete(shop.id)
      progress.delete(shop.id)
      options.onRun(ended)
    }
  }

  /** @throws Failure `run-in-progress` when another process is at work on the shop */
  const begin = (shop: ShopRecord, trigger: Trigger, chosen: readonly ChosenOrder[] | null): Promise<Run> => {
    const lock = options.mayBegin?.() === false ? null : options.lock(shop.id)
    if (!lock) return Promise.reject(failure('run-in-progress', { name: shop.name }))
    const stop = new AbortController()
    const done = run(shop, trigger, stop.signal, lock, chosen)
    underWay.set(shop.id, { stop, done, isChosen: chosen !== null })
    return done
  }

  /** Begins once nothing is under way for the shop any more. @throws Failure `cancelled` when told so while waiting */
  const beginAfter = async (
    shop: ShopRecord,
    trigger: Trigger,
    chosen: readonly ChosenOrder[] | null,
  ): Promise<Run> => {
    const stop = new AbortController()
    waiting.set(stop, shop.id)
    try {
      for (let before = underWay.get(shop.id); before; before = underWay.get(shop.id)) {
        if (chosen === null && !before.isChosen) return await before.done
        // How it ends is told to whoever started it.
        await before.done.catch(() => undefined)
        if (stop.signal.aborted) throw failure('cancelled', {})
      }
    } finally {
      waiting.delete(stop)
    }
    return begin(shop, trigger, chosen)
  }

  return {
    /**
     * Starts a run, or joins the one that is under way (a second press does nothing, R4).
     * While chosen orders are being fetched, it waits for them.
     * @returns the run, once it has ended
     * @throws Failure `run-in-progress` when another process is at work on the shop, `disk-full`, `archive-unwritable`
     */
    async start(shop: ShopRecord, trigger: Trigger): Promise<Run> {
      const current = underWay.get(shop.id)
      if (current && !current.isChosen) return current.done
      return current ? beginAfter(shop, trigger, null) : begin(shop, trigger, null)
    },
    /**
     * Fetches orders that the operator chose, after what is under way for the shop.
     * @throws Failure `run-in-progress`, `cancelled`, `disk-full`, `archive-unwritable`
     */
    async startChosen(shop: ShopRecord, orders: readonly ChosenOrder[]): Promise<Run> {
      return underWay.has(shop.id) ? beginAfter(shop, 'manual', orders) : begin(shop, 'manual', orders)
    },
    /** *Annulla*: what was stored stays. */
    cancel(shopId: number | null): void {
      for (const [stop, id] of waiting) if (shopId === null || id === shopId) stop.abort()
      for (const [id, { stop }] of underWay) if (shopId === null || id === shopId) stop.abort()
    },
    /** Ends when nothing is under way for the shop any more. */
    async settled(shopId: number): Promise<void> {
      await underWay.get(shopId)?.done.catch(() => undefined)
    },
    /** Whether any shop is being downloaded. */
    busy: (): boolean => underWay.size > 0,
    /** Whether a download is at it; chosen orders are none. */
    isRunning: (shopId: number): boolean => underWay.get(shopId)?.isChosen === false,
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
