import type { MessagePort } from 'node:worker_threads'
import type { Authorities } from '../connectors/agents.ts'
import { remote } from '../threads/calls.ts'
import { startThread, threadOnDemand } from '../threads/thread.ts'
import { failure } from '../words/failure.ts'
import type { ProxySettings, SyncOperations, SyncThreadData } from './worker.ts'

export interface SyncThreadOptions {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
  /** Where `worker.ts` is (its bundle, in the built program). */
  readonly worker: URL
  /** A way to the archive for the thread's own use. */
  readonly storePort: () => MessagePort
  readonly resolveProxy: (url: string) => Promise<string>
}

/** Downloading allocates as fast as the network delivers: pages are garbage before the young heap is full of them. */
const heap = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 512 }

export type SyncThread = ReturnType<typeof createSyncThread>

/** The main process's side of the sync thread, which is started by the first run or question, if not before. */
export function createSyncThread(options: SyncThreadOptions) {
  const { userAgent, certificateAuthorities } = options
  let closed = false
  // A thread that dies takes its runs with it; the next run starts another.
  const thread = threadOnDemand(() => {
    const store = options.storePort()
    const workerData: SyncThreadData = { userAgent, certificateAuthorities, store }
    return startThread<ProxySettings>(
      options.worker,
      { workerData, transferList: [store], resourceLimits: heap },
      (cause) => failure('part-restarted', { part: 'download' }, cause),
      // No answer about proxies is not a reason not to try.
      { resolveProxy: (url) => options.resolveProxy(url).catch(() => 'DIRECT') },
    )
  })
  return {
    operations: remote<SyncOperations>((name, args) => thread.get().call(name, args)),
    /** Starts the thread, so that the next run finds it there; resolves when it is up. */
    async prepare(): Promise<void> {
      // Whoever asks it for something is told why it is not.
      if (!closed) await thread.get().up.catch(() => undefined)
    },
    async close(): Promise<void> {
      closed = true
      await thread.running()?.end()
    },
  }
}
