import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { Failure, type FailureValue } from '../failure.ts'
import type { Archive } from './archive.ts'

/** The store as everybody sees it: the archive's operations, asynchronous. Nothing here knows SQLite. */
export type Store = {
  readonly [Name in keyof Archive]: (...args: Parameters<Archive[Name]>) => Promise<ReturnType<Archive[Name]>>
}

export interface StoreCall {
  readonly id: number
  readonly name: keyof Archive
  readonly args: readonly unknown[]
}

/** Answer 0 is the opening. */
export type StoreAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: FailureValue }
  | { readonly id: number; readonly error: unknown }

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

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
const readerCalls: ReadonlySet<keyof Archive> = new Set([
  'listOrders',
  'orderTotals',
  'orderStates',
  'selectedOrders',
  'readDocuments',
])

/**
 * Opens the archive in a thread of its own; another one for searches is started by the first search.
 * @param file the archive
 * @param worker where `worker.ts` is (its bundle, in the built program)
 * @throws Failure as `openDatabase` does
 */
export async function openStore(file: string, worker: URL): Promise<OpenStore> {
  const start = (readOnly: boolean) => {
    const resourceLimits = { maxYoungGenerationSizeMb: 16 }
    const thread = new Worker(worker, {
      workerData: { file, readOnly } satisfies StoreThread,
      resourceLimits,
    })
    return { thread, ...callsThrough(thread) }
  }
  const writer = start(false)
  await writer.opened
  let reader: Promise<ReturnType<typeof start>> | null = null
  const openReader = async () => {
    const starting = start(true)
    await starting.opened
    return starting
  }
  const toReader = async (name: keyof Archive, args: readonly unknown[]): Promise<unknown> => {
    reader ??= openReader().catch((error: unknown) => {
      reader = null
      throw error
    })
    return (await reader).call(name, args)
  }
  let closing = false
  const close = async (): Promise<unknown> => {
    closing = true
    // First the reader: whoever closes last folds the write-ahead log into the file.
    if (reader !== null) await (await reader).call('close', [])
    return writer.call('close', [])
  }
  return {
    store: storeOf((name, args) => {
      if (name === 'close') return close()
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
  return storeOf(callsThrough(port).call)
}

type Call = (name: keyof Archive, args: readonly unknown[]) => Promise<unknown>

function storeOf(call: Call): Store {
  // `then` must stay undefined, or awaiting the store would call it.
  return new Proxy({} as Store, {
    get: (_, name) =>
      name === 'then' || typeof name === 'symbol'
        ? undefined
        : (...args: unknown[]) => call(name as keyof Archive, args),
  })
}

function callsThrough(thread: Worker | MessagePort): { opened: Promise<unknown>; call: Call } {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | null = null

  const waitFor = (id: number) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  thread.on('message', (answer: StoreAnswer) => {
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) thread.unref()
    if (!call) return
    if ('value' in answer) call.resolve(answer.value)
    else if ('failure' in answer) call.reject(new Failure(answer.failure))
    else call.reject(answer.error)
  })
  const closed = () => end(new Error('the archive is closed'))
  if (thread instanceof Worker) thread.on('error', end).on('exit', closed)
  else thread.on('close', closed)

  const call: Call = (name, args) => {
    if (ended) return Promise.reject(ended)
    lastId += 1
    thread.ref()
    thread.postMessage({ id: lastId, name, args } satisfies StoreCall, handedOver(args))
    return waitFor(lastId)
  }
  return { opened: thread instanceof Worker ? waitFor(0) : Promise.resolve(), call }
}

/**
 * Raw answers (`RunPage.raw`), a third of a megabyte each, are moved to the store's thread, not copied: a download
 * would otherwise leave gigabytes for the garbage collector. Their sender cannot read them afterwards.
 */
function handedOver(args: readonly unknown[]): ArrayBuffer[] {
  return args.flatMap((argument) => {
    const raw = typeof argument === 'object' && argument !== null && 'raw' in argument ? argument.raw : null
    return raw instanceof Uint8Array && raw.buffer instanceof ArrayBuffer && hasBufferToItself(raw)
      ? [raw.buffer]
      : []
  })
}

/** Whether these bytes are most of their buffer: pieces of the one that Node shares out are less than half of it. */
export function hasBufferToItself(bytes: Uint8Array): boolean {
  return bytes.byteLength * 2 > bytes.buffer.byteLength
}
