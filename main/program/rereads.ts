import type { Store } from '../store/store.ts'
import type { createSyncThread } from '../sync/sync-thread.ts'
import { failure } from '../words/failure.ts'
import type { RereadFigures, RereadProgress, RereadUndone, RereadView } from '../words/reread.ts'

interface RereadParts {
  readonly store: Store
  readonly operations: Pick<ReturnType<typeof createSyncThread>['operations'], 'reread'>
  readonly now: () => Date
}

/** A change each; those of an order lie together. */
const undoneAtOnce = 200

/** *Rileggi gli ordini già scaricati* (R15): one thing at a time, each of which can be stopped. */
export function createRereads({ store, operations, now }: RereadParts) {
  let task: { readonly stop: AbortController; readonly done: Promise<unknown> } | null = null

  /** @throws Failure `reread-in-progress` */
  const alone = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    if (task) throw failure('reread-in-progress', {})
    const stop = new AbortController()
    const done = work(stop.signal)
    task = { stop, done }
    return done.finally(() => {
      task = null
    })
  }

  return {
    list: (): Promise<RereadView[]> => store.listRereads(),
    /** What would change; nothing is written. @throws Failure `cancelled`, `reread-in-progress` */
    preview: (
      shopId: number | null,
      onProgress: (progress: RereadProgress) => void,
    ): Promise<RereadFigures> =>
      alone((signal) => operations.reread(shopId, null, false, signal, onProgress)),
    /**
     * Reads again.
     * @param markAgain what has gone out and changes is to be done again (R41)
     * @throws Failure `cancelled`, `reread-in-progress`; what was done until then stays
     */
    start: (
      shopId: number | null,
      onProgress: (progress: RereadProgress) => void,
      markAgain = false,
    ): Promise<RereadFigures> =>
      alone(async (signal) => {
        const id = await store.beginReread(shopId, now().toISOString())
        const figures = await operations.reread(shopId, id, markAgain, signal, onProgress)
        await store.finishReread(id, now().toISOString())
        return figures
      }),
    /** Undoes one as a whole. @throws Failure `cancelled`, `reread-in-progress`; it can be gone on with then */
    undo: (rereadId: number, onProgress: (progress: RereadProgress) => void): Promise<RereadUndone> =>
      alone(async (signal) => {
        const expected = (await store.listRereads()).find(({ id }) => id === rereadId)?.orders ?? 0
        let [orders, kept] = [0, 0]
        for (let after: number | null = 0; after !== null; ) {
          if (signal.aborted) throw failure('cancelled', {})
          const part: Awaited<ReturnType<Store['undoReread']>> = await store.undoReread(
            rereadId,
            after,
            undoneAtOnce,
            now().toISOString(),
          )
          orders += part.orders
          kept += part.kept
          after = part.next
          onProgress({ done: orders, expected: Math.max(expected, orders) })
        }
        await store.finishUndo(rereadId)
        return { orders, kept }
      }),
    /** Stops what is under way, and waits for it; whoever asked for it is told. */
    async stop(): Promise<void> {
      task?.stop.abort()
      await task?.done.catch(() => undefined)
    },
  }
}
