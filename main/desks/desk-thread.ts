import type { MessagePort } from 'node:worker_threads'
import { type Remote, remote } from '../threads/calls.ts'
import { startThread, withoutError } from '../threads/thread.ts'
import type { ServerAddress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import type { VisitOperations } from './visit.ts'
import type { DeskListener, DeskOperations, DeskThreadData } from './worker.ts'

/** How a server is reached, and the thread that does. */
export interface DeskThreadOptions {
  /** Where `worker.ts` is (its bundle, in the built program). */
  readonly worker: URL
  readonly profile: string
  readonly address: ServerAddress
  readonly password: string
}

export interface DeskThread {
  readonly operations: Remote<DeskOperations>
  /** Resolves once it has ended, with the error that it died of; null: of none. */
  readonly ended: Promise<Error | null>
  end(): Promise<void>
}

/** Facts come a few at a time. */
const heap = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }

/** Starts the thread of a desk that has joined. @param storePort a way to the archive for its own use */
export function startDeskThread(
  { worker, ...options }: DeskThreadOptions,
  storePort: () => MessagePort,
  listener: DeskListener,
): DeskThread {
  const store = storePort()
  const workerData: DeskThreadData = { ...options, store }
  const thread = startThread<DeskListener>(
    worker,
    { workerData, transferList: [store], resourceLimits: heap },
    (cause) => failure('desks-unreachable', {}, cause),
    listener,
  )
  return {
    operations: remote<DeskOperations>(thread.call),
    ended: thread.ended.then((error) => (error.message === withoutError ? null : error)),
    async end() {
      await thread.call('close', []).catch(() => undefined)
      await thread.end()
    },
  }
}

/** A server that is asked by who has not joined it. */
export type Visit = Remote<VisitOperations>

/** Asks a server something in a thread that lives as long as the answer takes. */
export async function visitServer<Answer>(
  { worker, ...options }: DeskThreadOptions,
  ask: (server: Visit) => Promise<Answer>,
): Promise<Answer> {
  const workerData: DeskThreadData = { ...options, store: null }
  const thread = startThread(worker, { workerData, resourceLimits: heap }, (cause) => cause, {})
  try {
    return await ask(remote<VisitOperations>(thread.call))
  } finally {
    await thread.end()
  }
}
