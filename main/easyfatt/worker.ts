import type { MessagePort } from 'node:worker_threads'
import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import { storeAt } from '../store/store.ts'
import { textsFor } from '../texts/index.ts'
import { offerOf, serveThread } from '../threads/thread.ts'
import type { Language } from '../words/format.ts'
import { type Written, writeOrders } from './write-orders.ts'

/** What the thread is started with: it writes one answer. */
export interface WriterData {
  readonly store: MessagePort
  readonly language: Language
  readonly numbers: OrderNumbers
}

/** What the thread offers. */
export interface WriterOperations {
  /** The next piece; null at the end. */
  next(): Promise<Uint8Array | null>
  written(): Promise<Written>
}

serveThread<WriterData, object>(({ store, language, numbers }) => {
  const { signal } = new AbortController()
  const { pieces, written } = writeOrders(storeAt(store), textsFor(language), numbers, signal)
  const next = async () => {
    const piece = await pieces.next()
    return piece.done ? null : piece.value
  }
  return offerOf({ next, written } satisfies { [Name in keyof WriterOperations]: unknown })
})
