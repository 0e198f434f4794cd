import { Worker } from 'node:worker_threads'
import { Failure, type FailureValue } from '../failure.ts'
import type { Archive } from './archive.ts'

/** The store as everybody sees it: the archive's operations, asynchronous. Nothing here knows SQLite. */
export type Store = {
  readonly [Name in keyof Archive]: (...args: Parameters<Archive[Name]>) => Promise<ReturnType<Archive[Name]>>
}

export interface StoreCall {
  readonly id: number
  readonly name: keyof Archive
  readonly args: readonly unknown[]
}

/** Answer 0 is the opening. */
export type StoreAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: FailureValue }
  | { readonly id: number; readonly error: unknown }

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * Opens the archive in a thread of its own.
 * @param file the archive, or `:memory:`
 * @param worker where `worker.ts` is (its bundle, in the built program)
 * @throws Failure as `openDatabase` does
 */
export async function openStore(file: string, worker: URL): Promise<Store> {
  const thread = new Worker(worker, { workerData: file })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | null = null

  const waitFor = (id: number) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  thread.on('message', (answer: StoreAnswer) => {
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) thread.unref()
    if (!call) return
    if ('value' in answer) call.resolve(answer.value)
    else if ('failure' in answer) call.reject(new Failure(answer.failure))
    else call.reject(answer.error)
  })
  thread.on('error', end)
  thread.on('exit', () => end(new Error('the archive is closed')))

  await waitFor(0)
  const call = (name: keyof Archive, args: readonly unknown[]): Promise<unknown> => {
    if (ended) return Promise.reject(ended)
    lastId += 1
    thread.ref()
    thread.postMessage({ id: lastId, name, args } satisfies StoreCall)
    return waitFor(lastId)
  }
  // `then` must stay undefined, or awaiting the store would call it.
  return new Proxy({} as Store, {
    get: (_, name) =>
      name === 'then' || typeof name === 'symbol'
        ? undefined
        : (...args: unknown[]) => call(name as keyof Archive, args),
  })
}
