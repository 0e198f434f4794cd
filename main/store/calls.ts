import { type MessagePort, Worker } from 'node:worker_threads'
import { Failure, type FailureValue, failure } from '../failure.ts'
import type { KeptArchive } from './kept-archive.ts'

export interface StoreCall {
  readonly id: number
  readonly name: keyof KeptArchive
  readonly args: readonly unknown[]
}

/** Answer 0 is the opening; `damaged` is no answer: some call has met a damaged archive. */
export type StoreAnswer =
  | { readonly id: 'damaged' }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: FailureValue }
  | { readonly id: number; readonly error: unknown }

export type Call = (name: keyof KeptArchive, args: readonly unknown[]) => Promise<unknown>

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** Calls to a thread of the store, or to the other end of a port to one. */
export function callsThrough(
  thread: Worker | MessagePort,
  onDamage: () => void,
): { opened: Promise<unknown>; call: Call } {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | null = null
  let closed = false

  const waitFor = (id: number) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const gone = (error?: Error) => {
    ended ??= closed
      ? new Error('the archive is closed')
      : failure('part-restarted', { part: 'archive' }, error)
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  thread.on('message', (answer: StoreAnswer) => {
    if (answer.id === 'damaged') return onDamage()
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) thread.unref()
    if (!call) return
    if ('value' in answer) call.resolve(answer.value)
    else if ('failure' in answer) call.reject(new Failure(answer.failure))
    else call.reject(answer.error)
  })
  if (thread instanceof Worker) thread.on('error', gone).on('exit', () => gone())
  else thread.on('close', () => gone())

  const call: Call = (name, args) => {
    if (ended) return Promise.reject(ended)
    if (name === 'close') closed = true
    lastId += 1
    thread.ref()
    thread.postMessage({ id: lastId, name, args } satisfies StoreCall, handedOver(args))
    return waitFor(lastId)
  }
  return { opened: thread instanceof Worker ? waitFor(0) : Promise.resolve(), call }
}

/**
 * Raw answers (`RunPage.raw`), a third of a megabyte each, are moved to the store's thread, not copied: a download
 * would otherwise leave gigabytes for the garbage collector. Their sender cannot read them afterwards.
 */
function handedOver(args: readonly unknown[]): ArrayBuffer[] {
  return args.flatMap((argument) => {
    const raw = typeof argument === 'object' && argument !== null && 'raw' in argument ? argument.raw : null
    return bufferOf(raw)
  })
}

/** What is to be moved of a value that crosses to another thread: bytes are, where they lie by themselves. */
export function bufferOf(value: unknown): ArrayBuffer[] {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && hasBufferToItself(value)
    ? [value.buffer]
    : []
}

/** Whether these bytes are most of their buffer: pieces of the one that Node shares out are less than half of it. */
export function hasBufferToItself(bytes: Uint8Array): boolean {
  return bytes.byteLength * 2 > bytes.buffer.byteLength
}
