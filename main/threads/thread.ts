import { parentPort, Worker, type WorkerOptions, workerData } from 'node:worker_threads'
import { type Channel, connect, type Offer, type Remote, remote } from './calls.ts'

export interface Thread extends Channel {
  /** Resolves with the error that it died of, or one that says that it has ended. */
  readonly ended: Promise<Error>
  /** Ends it, whatever it does; resolves when it has ended. */
  end(): Promise<unknown>
}

/** What is said of a thread that has ended of itself. */
export const withoutError = 'the thread has ended'

/**
 * Starts a thread, whose script calls {@link serveThread}.
 * @param whyGone what calls come to once it has ended
 * @param offered what it may call of this thread
 */
export function startThread<Offered extends object>(
  script: URL,
  options: WorkerOptions,
  whyGone: (cause: Error) => Error,
  offered: Offered,
): Thread {
  const worker = new Worker(script, options)
  let cause = new Error(withoutError)
  worker.on('error', (error: Error) => {
    cause = error
  })
  const channel = connect(worker, Promise.resolve(offerOf(offered)), () => whyGone(cause))
  return {
    ...channel,
    ended: new Promise((resolve) => worker.once('exit', () => resolve(cause))),
    end: () => worker.terminate(),
  }
}

/** A thread that the first use starts; when it has ended, or could not begin, the next use starts another. */
export function threadOnDemand(start: () => Thread): { get(): Thread; running(): Thread | null } {
  let current: Thread | null = null
  return {
    running: () => current,
    get: () => {
      if (current) return current
      const started = start()
      const forget = () => {
        if (current === started) current = null
      }
      started.up.catch(forget)
      void started.ended.then(forget)
      current = started
      return started
    },
  }
}

/**
 * What a thread's script does: prepares what it offers and answers calls, until it is ended. One that cannot prepare
 * says why and ends by itself.
 * @param prepare gets the thread's data, and what the thread that started it offers
 */
export function serveThread<Data, Starter>(
  prepare: (data: Data, starter: Remote<Starter>) => Offer | Promise<Offer>,
): void {
  const parent = parentPort
  if (!parent) throw new Error('not a thread')
  const offered = Promise.resolve().then(() => prepare(workerData as Data, remote<Starter>(channel.call)))
  const channel = connect(parent, offered, () => new Error('the program has ended'))
  offered.catch(() => parent.close())
}

export function offerOf(operations: object): Offer {
  return (name) => Reflect.get(operations, name)
}
