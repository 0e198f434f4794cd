import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { type Call, callsThrough } from './calls.ts'
import type { KeptArchive } from './kept-archive.ts'

/** The store as everybody sees it: the archive's operations, asynchronous. Nothing here knows SQLite. */
export type Store = {
  readonly [Name in keyof KeptArchive]: (
    ...args: Parameters<KeptArchive[Name]>
  ) => Promise<ReturnType<KeptArchive[Name]>>
}

/**
 * What happens to the store unasked: a call has met a damaged archive; the thread died of an error and another has
 * taken its place; or it could not, and the program has to be started again.
 */
export type StoreNews =
  | { readonly kind: 'damaged' }
  | { readonly kind: 'restarted'; readonly error: Error }
  | { readonly kind: 'stopped'; readonly error: unknown }

export interface OpenStore {
  readonly store: Store
  /** A way to the same archive for another thread; see {@link storeAt}. */
  connect(): MessagePort
}

/** What a thread of the store is started with. */
export interface StoreThread {
  readonly file: string
  /** Only looks at the archive, beside the one that writes. */
  readonly readOnly: boolean
}

/** Searches must not wait for a download's pages, nor pages for them: these are answered by a thread that only reads. */
const readerCalls: ReadonlySet<keyof KeptArchive> = new Set([
  'listOrders',
  'orderTotals',
  'orderStates',
  'selectedOrders',
  'readDocuments',
])

/** These move the archive's file away: nobody may read it meanwhile. */
const aloneCalls: ReadonlySet<keyof KeptArchive> = new Set(['restoreBackup', 'recoverIfDamaged'])

/** A thread that dies again and again is not started once more. */
const mostRestarts = 3

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
  let restarts = 0

  const start = (readOnly: boolean) => {
    const thread = new Worker(worker, {
      workerData: { file, readOnly } satisfies StoreThread,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
    return { thread, ...callsThrough(thread, () => hear({ kind: 'damaged' })) }
  }
  const startWriter = () => {
    const started = start(false)
    let cause = new Error('the archive thread has ended')
    started.thread.on('error', (error) => {
      cause = error
    })
    started.thread.on('exit', () => {
      // One that could not open the archive has said why; it ends by itself.
      const isOpen = started.opened.then(
        () => true,
        () => false,
      )
      void isOpen.then((open) => {
        if (open && !closing) restart(cause)
      })
    })
    return started
  }
  const restart = (error: Error): void => {
    restarts += 1
    if (restarts > mostRestarts) {
      hear({ kind: 'stopped', error })
      return
    }
    writer = startWriter()
    writer.opened.then(
      () => hear({ kind: 'restarted', error }),
      (refused: unknown) => hear({ kind: 'stopped', error: refused }),
    )
  }
  let writer = startWriter()
  await writer.opened

  let reader: Promise<ReturnType<typeof start>> | null = null
  /** Done when the archive's file is in its place. */
  let inPlace: Promise<unknown> = Promise.resolve()
  const openReader = async () => {
    const starting = start(true)
    // The next search starts another.
    starting.thread.on('exit', () => {
      reader = null
    })
    await starting.opened
    return starting
  }
  const toReader: Call = async (name, args) => {
    await inPlace
    reader ??= openReader().catch((error: unknown) => {
      reader = null
      throw error
    })
    return (await reader).call(name, args)
  }
  /** Waits for the searches under way. One that could not be opened needs no closing. */
  const closeReader = async (): Promise<void> => {
    const open = await reader?.catch(() => null)
    reader = null
    if (!open) return
    const gone = new Promise((resolve) => open.thread.once('exit', resolve))
    await open.call('close', [])
    // It is waited for, although nothing is asked of it any more.
    open.thread.ref()
    await gone
  }
  const alone: Call = (name, args) => {
    const done = closeReader().then(() => writer.call(name, args))
    inPlace = done.catch(() => undefined)
    return done
  }
  const close = async (): Promise<unknown> => {
    closing = true
    // First the reader: whoever closes last folds the write-ahead log into the file.
    await closeReader()
    return writer.call('close', [])
  }
  return {
    store: storeThrough((name, args) => {
      if (name === 'close') return close()
      if (aloneCalls.has(name)) return alone(name, args)
      return readerCalls.has(name) && !closing ? toReader(name, args) : writer.call(name, args)
    }),
    connect: () => {
      const { port1, port2 } = new MessageChannel()
      writer.thread.postMessage(port1, [port1])
      return port2
    },
  }
}

/** The store at the other end of a port that {@link OpenStore.connect} made. */
export function storeAt(port: MessagePort): Store {
  return storeThrough(callsThrough(port, () => undefined).call)
}

function storeThrough(call: Call): Store {
  // `then` must stay undefined, or awaiting the store would call it.
  return new Proxy({} as Store, {
    get: (_, name) =>
      name === 'then' || typeof name === 'symbol'
        ? undefined
        : (...args: unknown[]) => call(name as keyof KeptArchive, args),
  })
}
