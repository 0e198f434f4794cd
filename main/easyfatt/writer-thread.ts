import type { MessagePort } from 'node:worker_threads'
import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import { remote } from '../threads/calls.ts'
import { startThread } from '../threads/thread.ts'
import type { Language } from '../words/format.ts'
import type { WriterData, WriterOperations } from './worker.ts'
import type { Writing } from './write-orders.ts'

/** Writes orders as Easyfatt takes them; ended by the signal. */
export type Writer = (numbers: OrderNumbers, language: Language, signal: AbortSignal) => Writing

/** A year of orders is made of gigabytes, a little at a time: a small heap of its own keeps the collector at its work. */
const heap = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 }

/**
 * Writes each answer in a thread of its own, which lives as long as the answer: the windows miss no frame meanwhile.
 * @param worker where `worker.ts` is (its bundle, in the built program)
 */
export function writerThreads(worker: URL, storePort: () => MessagePort): Writer {
  return (numbers, language, signal) => {
    let last: Awaited<ReturnType<Writing['written']>> | null = null
    // Started by who takes the first piece: who has hung up before takes none, and nobody would end it.
    async function* pieces() {
      signal.throwIfAborted()
      const store = storePort()
      const workerData: WriterData = { store, language, numbers }
      const options = { workerData, transferList: [store], resourceLimits: heap }
      const thread = startThread(worker, options, (cause) => cause, {})
      const operations = remote<WriterOperations>(thread.call)
      const end = () => void thread.end()
      signal.addEventListener('abort', end, { once: true })
      try {
        let coming = operations.next()
        for (let piece = await coming; piece !== null; piece = await coming) {
          // Made while this one is sent. It may fail while nobody waits for it yet; whoever does then is told.
          coming = operations.next()
          coming.catch(() => undefined)
          yield piece
        }
        last = await operations.written()
      } finally {
        signal.removeEventListener('abort', end)
        await thread.end()
      }
    }
    return {
      pieces: pieces(),
      written: () => {
        if (last === null) throw new Error('the answer is not at its end')
        return last
      },
    }
  }
}
