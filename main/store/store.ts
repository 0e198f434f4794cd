import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { type Call, connect, type Remote, remote } from '../threads/calls.ts'
import { startThread, type Thread, threadOnDemand } from '../threads/thread.ts'
import { failure } from '../words/failure.ts'
import type { KeptArchive } from './kept-archive.ts'

/** The store as everybody sees it: the archive's operations, asynchronous. Nothing here knows SQLite. */
export type Store = Remote<KeptArchive>

/**
 * What happens to the store unasked: it brings an older archive up to date, before it answers; a call has met a damaged
 * archive; the thread died of an error and another has
 * taken its place; or it could not, and the program has to be started again.
 */
export type StoreNews =
  | { readonly kind: 'migrating' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'restarted'; readonly error: Error }
  | { readonly kind: 'stopped'; readonly error: unknown }

export interface OpenStore {
  readonly store: Store
  /** A way to the same archive for another thread; see {@link storeAt}. */
  connect(): MessagePort
}

/** What a thread of the store is started with: it keeps the archive, only searches in it, or copies and checks it. */
export interface StoreThread {
  readonly file: string
  readonly role: 'keep' | 'search' | 'copy'
}

/** What a thread of the store tells whoever started it. */
export interface StoreListener {
  /** Some call has met a damaged archive. */
  damaged(): void
  /** The archive is of an earlier version: bringing it up to date may take minutes. */
  migrating(): void
}

/** Searches must not wait for a download's pages, nor pages for them: these are answered by a thread that only reads. */
const readerCalls: ReadonlySet<string> = new Set<keyof KeptArchive>([
  'listOrders',
  'orderTotals',
  'orderStates',
  'orderWords',
  'orderWordCounts',
  'selectedOrders',
  'handoverCounts',
  'selectedPieces',
  'handedOver',
  'ordersToHandOver',
  'orderRows',
  'leftOutCounts',
  'readDocuments',
  'easyfattNumbers',
  'takings',
  'refundsOfOrders',
])

/** These move the archive's file away: nobody may read it meanwhile. */
const aloneCalls: ReadonlySet<string> = new Set<keyof KeptArchive>(['restoreBackup', 'recoverIfDamaged'])

/** A thread that dies more often within the span is not started once more. */
const mostRestarts = 3
const restartsWithinMs = 10 * 60_000

/**
 * Opens the archive in a thread of its own, and another when that one dies; one more for searches is started by the
 * first search.
 * @param file the archive
 * @param worker where `worker.ts` is (its bundle, in the built program)
 * @throws Failure as `openKeptArchive` does
 */
export async function openStore(
  file: string,
  worker: URL,
  hear: (news: StoreNews) => void = () => undefined,
): Promise<OpenStore> {
  let closing = false
  let restarts: number[] = []

  const start = (role: StoreThread['role']): Thread =>
    startThread<StoreListener>(
      worker,
      {
        workerData: { file, role } satisfies StoreThread,
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
      },
      (cause) => (closing ? archiveClosed() : archiveGone(cause)),
      { damaged: () => hear({ kind: 'damaged' }), migrating: () => hear({ kind: 'migrating' }) },
    )
  const startKeeper = (): Thread => {
    const started = start('keep')
    const ended = started.up.then(() => started.ended)
    ended.then(
      (error) => closing || restart(error),
      // One that could not open the archive has said why.
      () => undefined,
    )
    return started
  }
  const restart = (error: Error): void => {
    const now = Date.now()
    restarts = [...restarts.filter((at) => now - at < restartsWithinMs), now]
    if (restarts.length > mostRestarts) {
      hear({ kind: 'stopped', error })
      return
    }
    keeper = startKeeper()
    keeper.up.then(
      () => hear({ kind: 'restarted', error }),
      (refused: unknown) => hear({ kind: 'stopped', error: refused }),
    )
  }
  let keeper = startKeeper()
  await keeper.up

  const reader = threadOnDemand(() => start('search'))
  /** Done when the archive's file is in its place. */
  let inPlace: Promise<unknown> = Promise.resolve()
  const search: Call = async (name, args) => {
    await inPlace
    if (closing) throw archiveClosed()
    return reader.get().call(name, args)
  }
  const end = (thread: Thread) => thread.call('close', []).finally(thread.end)
  /** Waits for the searches under way. One that could not be opened needs no closing. */
  const endReader = async (): Promise<void> => {
    const open = reader.running()
    await open?.up.then(
      () => end(open),
      () => undefined,
    )
  }
  const alone: Call = (name, args) => {
    const done = endReader().then(() => keeper.call(name, args))
    inPlace = done.catch(() => undefined)
    return done
  }
  const close = async (): Promise<unknown> => {
    closing = true
    // First the reader: whoever closes last folds the write-ahead log into the file.
    await endReader()
    return end(keeper)
  }
  return {
    store: remote<KeptArchive>((name, args) => {
      if (closing) return Promise.reject(archiveClosed())
      if (name === 'close') return close()
      if (aloneCalls.has(name)) return alone(name, args)
      return readerCalls.has(name) ? search(name, args) : keeper.call(name, args)
    }),
    connect: () => {
      const { port1, port2 } = new MessageChannel()
      // Whoever waits at the other end is told that nobody is there.
      keeper.call('connect', [port1]).catch(() => port1.close())
      return port2
    },
  }
}

/** The store at the other end of a port that {@link OpenStore.connect} made. */
export function storeAt(port: MessagePort): Store {
  return remote<KeptArchive>(connect(port, null, () => archiveGone()).call)
}

function archiveClosed(): Error {
  return new Error('the archive is closed')
}

function archiveGone(cause?: Error): Error {
  return failure('part-restarted', { part: 'archive' }, cause)
}
