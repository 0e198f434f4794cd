import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type Archive, openArchive } from './archive.ts'
import type { StoreAnswer, StoreCall } from './store.ts'

/**
 * The store's thread: opens the archive and answers calls one after the other. SQLite is synchronous; here it may
 * take its time without the main process missing a frame.
 */
function serve(port: NonNullable<typeof parentPort>, file: string): void {
  let archive: Archive | undefined
  try {
    archive = openArchive(file)
    port.postMessage({ id: 0, value: null } satisfies StoreAnswer)
  } catch (error) {
    port.postMessage(answerOf(0, error))
    return
  }
  port.on('message', ({ id, name, args }: StoreCall) => {
    try {
      const method = archive[name] as (...args: readonly unknown[]) => unknown
      port.postMessage({ id, value: method(...args) } satisfies StoreAnswer)
      if (name === 'close') port.close()
    } catch (error) {
      port.postMessage(answerOf(id, error))
    }
  })
}

/** A thrown Failure crosses as its value; anything else is a bug and crosses as it is. */
function answerOf(id: number, error: unknown): StoreAnswer {
  return error instanceof Failure ? { id, failure: error.value } : { id, error }
}

if (parentPort) serve(parentPort, workerData as string)
