import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type Archive, openArchive } from './archive.ts'
import type { StoreAnswer, StoreCall } from './store.ts'

/**
 * The store's thread: opens the archive and answers calls one after the other, from the main process and, through a
 * port of its own, from the sync thread. SQLite is synchronous; here it may take its time without anybody missing a
 * frame.
 */
function serve(parent: NonNullable<typeof parentPort>, file: string): void {
  let archive: Archive
  try {
    archive = openArchive(file)
    parent.postMessage({ id: 0, value: null } satisfies StoreAnswer)
  } catch (error) {
    parent.postMessage(answerOf(0, error))
    return
  }
  answerCalls(parent, archive, () => parent.close())
  parent.on('message', (message: StoreCall | MessagePort) => {
    if (!('name' in message)) answerCalls(message, archive, () => undefined)
  })
}

function answerCalls(
  port: MessagePort | NonNullable<typeof parentPort>,
  archive: Archive,
  onClose: () => void,
): void {
  port.on('message', (call: StoreCall | MessagePort) => {
    if (!('name' in call)) return
    const { id, name, args } = call
    try {
      const method = archive[name] as (...args: readonly unknown[]) => unknown
      port.postMessage({ id, value: method(...args) } satisfies StoreAnswer)
      if (name === 'close') onClose()
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
