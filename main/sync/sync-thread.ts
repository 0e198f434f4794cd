import { type MessagePort, Worker } from 'node:worker_threads'
import type { Authorities } from '../connectors/agents.ts'
import { Failure, failure } from '../failure.ts'
import type { Run, RunProgress } from '../run.ts'
import type { ComparisonProgress } from './compare.ts'
import type { LiveOrder } from './fetch-orders.ts'
import type {
  FoundLive,
  FromSync,
  RemoteComparison,
  RemoteJob,
  RemoteQuestion,
  RemoteSearch,
  SyncThreadData,
  ToSync,
} from './job.ts'

export interface SyncThreadOptions {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
  /** Where `worker.ts` is (its bundle, in the built program). */
  readonly worker: URL
  /** A way to the archive for the thread's own use. */
  readonly storePort: () => MessagePort
  readonly resolveProxy: (url: string) => Promise<string>
}

type Answer = Extract<FromSync, { kind: 'ended' | 'fetched' | 'found' | 'compared' }>
type Progress = Extract<FromSync, { kind: 'progress' | 'comparing' }>

interface Waiting {
  readonly onProgress: (message: Progress) => void
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** Downloading allocates as fast as the network delivers; a small heap keeps the collector at its work. */
const heap = { maxYoungGenerationSizeMb: 20, maxOldGenerationSizeMb: 512 }

/** The main process's side of the sync thread, which is started by the first run or question, if not before. */
export function createSyncThread(options: SyncThreadOptions) {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let thread: Worker | null = null
  let closed = false

  const start = (): Worker => {
    const { userAgent, certificateAuthorities } = options
    const workerData: SyncThreadData = { userAgent, certificateAuthorities }
    const started = new Worker(options.worker, { workerData, resourceLimits: heap })
    const port = options.storePort()
    started.postMessage(port, [port])
    started.on('message', (message: FromSync) => hear(started, message))
    // A thread that dies takes its runs with it; the next run starts another.
    started.on('error', (error) => end(started, error))
    started.on('exit', () => end(started, new Error('the sync thread has ended')))
    return started
  }

  const end = (ended: Worker, cause: unknown) => {
    // An error and the end that follows it count once; another thread may be at work by then.
    if (thread !== ended) return
    thread = null
    const error = failure('part-restarted', { part: 'download' }, cause)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  const hear = (from: Worker, message: FromSync) => {
    if (message.kind === 'ready') return
    if (message.kind === 'proxy') {
      const { id, url } = message
      options.resolveProxy(url).then(
        (proxy) => from.postMessage({ kind: 'proxy', id, proxy } satisfies ToSync),
        // No answer about proxies is not a reason not to try.
        () => from.postMessage({ kind: 'proxy', id, proxy: 'DIRECT' } satisfies ToSync),
      )
      return
    }
    const asked = waiting.get(message.id)
    if (message.kind === 'progress' || message.kind === 'comparing') {
      asked?.onProgress(message)
      return
    }
    waiting.delete(message.id)
    if (waiting.size === 0) from.unref()
    if (message.kind === 'failed') asked?.reject(new Failure(message.failure))
    else if (message.kind === 'broken') asked?.reject(message.error)
    else asked?.resolve(message)
  }

  const ask = (
    messageOf: (id: number) => ToSync,
    signal: AbortSignal,
    onProgress: Waiting['onProgress'],
  ): Promise<Answer> => {
    thread ??= start()
    const at = thread
    at.ref()
    lastId += 1
    const id = lastId
    const send = (message: ToSync) => at.postMessage(message)
    const cancel = () => send({ kind: 'cancel', id })
    return new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { onProgress, resolve, reject })
      send(messageOf(id))
      signal.addEventListener('abort', cancel, { once: true })
      if (signal.aborted) cancel()
    }).finally(() => signal.removeEventListener('abort', cancel))
  }

  return {
    /** Starts the thread, so that the next run finds it there; resolves when it is up. */
    async prepare(): Promise<void> {
      if (closed || thread !== null) return
      thread = start()
      const at = thread
      await new Promise<void>((resolve) => {
        at.once('message', () => resolve())
        at.once('exit', () => resolve())
      })
      if (waiting.size === 0) at.unref()
    },
    /** One run. @throws Failure when the archive cannot be written */
    async run(
      job: RemoteJob,
      signal: AbortSignal,
      onProgress: (progress: RunProgress) => void,
    ): Promise<Run> {
      const answer = await ask(
        (id) => ({ kind: 'run', id, job }),
        signal,
        (message) => {
          if (message.kind === 'progress') onProgress(message.progress)
        },
      )
      if (answer.kind !== 'ended') throw new Error('a run answered as a question')
      return answer.run
    },
    /** Some orders as the shop has them now. @throws Failure when the shop cannot be asked */
    async fetch(question: RemoteQuestion, signal: AbortSignal): Promise<readonly LiveOrder[]> {
      const answer = await ask(
        (id) => ({ kind: 'fetch', id, question }),
        signal,
        () => undefined,
      )
      if (answer.kind !== 'fetched') throw new Error('a question answered as a run')
      return answer.orders
    },
    /** An order by its number, asked for now. @throws Failure when the shop cannot be asked */
    async find(search: RemoteSearch, signal: AbortSignal): Promise<FoundLive> {
      const answer = await ask(
        (id) => ({ kind: 'find', id, search }),
        signal,
        () => undefined,
      )
      if (answer.kind !== 'found') throw new Error('a search answered as something else')
      return answer.found
    },
    /** Verifica completezza; its result is in the archive. @throws Failure when the shop cannot be asked */
    async compare(
      comparison: RemoteComparison,
      signal: AbortSignal,
      onProgress: (progress: ComparisonProgress) => void,
    ): Promise<void> {
      await ask(
        (id) => ({ kind: 'compare', id, comparison }),
        signal,
        (message) => {
          if (message.kind === 'comparing') onProgress(message.progress)
        },
      )
    },
    async close(): Promise<void> {
      closed = true
      await thread?.terminate()
    },
  }
}
