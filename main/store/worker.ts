import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type Archive, openArchive, openReader, type Reader } from './archive.ts'
import type { StoreAnswer, StoreCall, StoreThread } from './store.ts'

/**
 * A thread of the store: opens the archive and answers calls one after the other, from the main process and, through a
 * port of its own, from the sync thread. SQLite is synchronous; here it may take its time without anybody missing a
 * frame.
 */
function serve(parent: NonNullable<typeof parentPort>, { file, readOnly }: StoreThread): void {
  let archive: Archive | Reader
  try {
    archive = readOnly ? openReader(file) : openArchive(file)
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
  archive: Archive | Reader,
  onClose: () => void,
): void {
  port.on('message', (call: StoreCall | MessagePort) => {
    if (!('name' in call)) return
    const { id, name, args } = call
    try {
      const method = Reflect.get(archive, name) as (...args: readonly unknown[]) => unknown
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

if (parentPort) serve(parentPort, workerData as StoreThread)
