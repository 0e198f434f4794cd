import { parentPort, workerData } from 'node:worker_threads'
import type { StoreThread } from '../../main/store/store.ts'
import type { SyncThreadData } from '../../main/sync/worker.ts'
import type { MortalPart } from './mortal-threads.ts'

/**
 * Runs one of the program's threads, and throws an uncaught error in it on demand (`kill('writer')` of
 * `mortal-threads.ts`). Its `workerData` tells which thread it is.
 */
const data = workerData as SyncThreadData | StoreThread
const part: MortalPart =
  'userAgent' in data ? 'sync' : ({ keep: 'writer', search: 'reader', copy: 'backup' } as const)[data.role]
const ear = new BroadcastChannel('mortal-threads')
ear.onmessage = ({ data: wanted }) => {
  if (wanted === part) throw new Error(`the ${part} dies`)
}
// The channel must not keep the thread alive.
;(ear as unknown as { unref(): void }).unref()

await import(part === 'sync' ? '../../main/sync/worker.ts' : '../../main/store/worker.ts')
if (!parentPort) throw new Error('not a thread')
