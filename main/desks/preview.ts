import type { MessagePort } from 'node:worker_threads'
import { storeAt } from '../store/store.ts'
import type { JoinPreview } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import { type CountedShop, compareArchives } from './compare.ts'
import { type LogShop, type ReadLog, readLog } from './read-log.ts'
import type { DeskServer } from './server.ts'

/** A server that has not been entered. */
export interface VisitedServer extends Pick<DeskServer, 'read' | 'close'> {
  state(): Promise<{ readonly archive: string; readonly epoch: string; readonly head: number }>
}

/** How many facts of a log have been read, of how many. */
export interface LogProgress {
  readonly done: number
  readonly total: number
}

/** What joining would bring together (R55): the log is read, and then an archive compared with it. */
export function previewOperations(connect: () => Promise<VisitedServer>) {
  let log: ReadLog | null = null
  return {
    /** Reads the whole log. @returns its shops @throws Failure as the server does, `cancelled` */
    async readLog(signal: AbortSignal, onProgress: (progress: LogProgress) => void): Promise<LogShop[]> {
      const server = await connect()
      try {
        const { head } = await server.state()
        const tell = (done: number, total: number) => onProgress({ done, total })
        log = await readLog({ server, head, signal: failing(signal), onProgress: tell })
        return [...log.shops]
      } finally {
        await server.close()
      }
    },
    /**
     * Compares an archive with the log that was read.
     * @param port a way to the archive
     * @param pairs which of its shops are the log's, by their UUIDs: ours, the log's
     */
    async compare(
      port: MessagePort,
      here: readonly CountedShop[],
      pairs: readonly (readonly [here: string, there: string])[],
      signal: AbortSignal,
    ): Promise<JoinPreview> {
      if (log === null) throw new Error('no log has been read')
      const { contents, shops } = log
      try {
        const store = storeAt(port)
        const known = { log: contents, there: shops, store, here, pairs: new Map(pairs) }
        return await compareArchives({ ...known, signal: failing(signal) })
      } finally {
        port.close()
      }
    },
  }
}

/** The same signal, with what whoever aborts it is told. */
function failing(signal: AbortSignal): AbortSignal {
  const stop = new AbortController()
  const abort = () => stop.abort(failure('cancelled', {}))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return stop.signal
}
