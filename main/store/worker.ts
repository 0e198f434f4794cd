import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../failure.ts'
import { type Archive, openReader } from './archive.ts'
import { serveTask } from './backup-task.ts'
import type { BackupTask } from './backup-thread.ts'
import { bufferOf, type StoreAnswer, type StoreCall } from './calls.ts'
import { openKeptArchive } from './kept-archive.ts'
import { joinArchive } from './presence.ts'
import { isDamage } from './recovery.ts'
import type { StoreThread } from './store.ts'

type Find = (name: StoreCall['name']) => unknown

/**
 * A thread of the store: opens the archive and answers calls one after the other, from the main process and, through a
 * port of its own, from the sync thread. SQLite is synchronous; here it may take its time without anybody missing a
 * frame.
 */
async function serve(parent: NonNullable<typeof parentPort>, { file, readOnly }: StoreThread): Promise<void> {
  let find: Find
  try {
    find = readOnly ? openToLook(file) : await openKeptArchive(file)
    parent.postMessage({ id: 0, value: null } satisfies StoreAnswer)
  } catch (error) {
    parent.postMessage(answerOf(0, error))
    return
  }
  const damaged = () => parent.postMessage({ id: 'damaged' } satisfies StoreAnswer)
  const packing = readOnly ? null : packInSpareTime(find, damaged)
  const onDone = (name: StoreCall['name']) => {
    if (name === 'beginRun' || name === 'close') packing?.stop()
    else if (name === 'finishRun') packing?.soon()
  }
  answerCalls(parent, find, damaged, (name) => {
    onDone(name)
    if (name === 'close') parent.close()
  })
  parent.on('message', (message: StoreCall | MessagePort) => {
    if (!('name' in message)) answerCalls(message, find, damaged, onDone)
  })
}

/** The program starts, and a run's last words are read, before what can wait begins. */
const quietMs = 5_000
/** Between one block and the next: whoever calls meanwhile is answered first. */
const pauseMs = 50

/** Packs blocks of orders for searches (`search-blocks.ts`): soon, and whenever a run has ended; a run comes first. */
function packInSpareTime(find: Find, onDamage: () => void): { soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const after = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(pack, ms).unref()
  }
  const pack = () => {
    try {
      if ((find('packBlock') as Archive['packBlock'])()) after(pauseMs)
    } catch (error) {
      // No room, or somebody else writes: searches read the orders themselves, and the next run's end tries again.
      if (!(error instanceof Failure)) throw error
      if (isDamage(error)) onDamage()
    }
  }
  after(quietMs)
  return { soon: () => after(quietMs), stop: () => clearTimeout(timer) }
}

/** Whoever only reads counts as well as one who has the archive open. */
function openToLook(file: string): Find {
  const presence = joinArchive(file)
  try {
    const reader = openReader(file)
    const close = () => {
      reader.close()
      presence.release()
    }
    return (name) => (name === 'close' ? close : Reflect.get(reader, name))
  } catch (error) {
    presence.release()
    throw error
  }
}

function answerCalls(
  port: MessagePort | NonNullable<typeof parentPort>,
  find: Find,
  onDamage: () => void,
  onDone: (name: StoreCall['name']) => void,
): void {
  port.on('message', (call: StoreCall | MessagePort) => {
    if (!('name' in call)) return
    const { id, name, args } = call
    try {
      const method = find(name) as (...args: readonly unknown[]) => unknown
      const value = method(...args)
      port.postMessage({ id, value } satisfies StoreAnswer, bufferOf(value))
      onDone(name)
    } catch (error) {
      port.postMessage(answerOf(id, error))
      if (isDamage(error)) onDamage()
    }
  })
}

/** A thrown Failure crosses as its value; anything else is a bug and crosses as it is. */
function answerOf(id: number, error: unknown): StoreAnswer {
  return error instanceof Failure ? { id, failure: error.value } : { id, error }
}

/** An archive to serve, or one task about it. */
const given = workerData as StoreThread | BackupTask
if (parentPort) void ('kind' in given ? serveTask(parentPort, given) : serve(parentPort, given))
