import { parentPort, workerData } from 'node:worker_threads'

/**
 * The program's threads, as they are, but that an error nobody caught befalls them on demand: `kill('writer')` of
 * `mortal-threads.ts`. Which thread this is, is told by what it is started with.
 */
const data = workerData as object
const part =
  'userAgent' in data
    ? 'sync'
    : 'kind' in data
      ? 'backup'
      : 'readOnly' in data && data.readOnly
        ? 'reader'
        : 'writer'
const ear = new BroadcastChannel('mortal-threads')
ear.onmessage = ({ data: wanted }) => {
  if (wanted === part) throw new Error(`the ${part} dies`)
}
// It keeps no thread alive.
;(ear as unknown as { unref(): void }).unref()

await import(part === 'sync' ? '../../main/sync/worker.ts' : '../../main/store/worker.ts')
if (!parentPort) throw new Error('not a thread')
