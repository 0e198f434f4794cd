import { easyfattXml } from '../export/easyfatt.ts'
import type { NumberedOrder } from '../export/easyfatt-document.ts'
import { easyfattTablesOf } from '../export/easyfatt-tables.ts'
import { readOrders } from '../export/exported-order.ts'
import { numberedOrders } from '../export/numbered-orders.ts'
import type { OrderNumbers } from '../store/easyfatt-numbers.ts'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'

/** What was written of the orders asked for. */
export interface Written {
  readonly documents: number
  /** With its numbering; null where there was none. */
  readonly firstNumber: string | null
  readonly lastNumber: string | null
  /** Those that the file cannot hold, with their shops' numbers. */
  readonly leftOut: readonly (readonly [orderId: number, number: string])[]
}

/** Orders on their way to Easyfatt. */
export interface Writing {
  readonly pieces: AsyncGenerator<Uint8Array>
  /** Once the pieces are at their end. */
  readonly written: () => Written | Promise<Written>
}

/** Writes orders as Easyfatt takes them, in pieces: the next is made when it is asked for. */
export function writeOrders(store: Store, texts: Texts, numbers: OrderNumbers, signal: AbortSignal): Writing {
  const leftOut = new Map<number, string>()
  let documents = 0
  let firstNumber: string | null = null
  let lastNumber: string | null = null
  async function* counted(orders: AsyncIterable<NumberedOrder>) {
    for await (const source of orders) {
      yield source
      // Only now it is known whether it was written.
      if (leftOut.has(source.id)) continue
      const { number, numbering } = source.easyfatt
      documents += 1
      lastNumber = `${number}${numbering}`
      firstNumber ??= lastNumber
    }
  }
  const orders = readOrders(store, numbers.ids, signal, () => undefined)
  const xml = easyfattXml(texts, counted(numberedOrders(orders, numbers)), {
    tablesOf: (shopId) => easyfattTablesOf(store, shopId),
    onLeftOut: ({ id, order }) => void leftOut.set(id, order.number),
  })
  return {
    pieces: inBytes(xml),
    written: () => ({ documents, firstNumber, lastNumber, leftOut: [...leftOut] }),
  }
}

async function* inBytes(texts: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield new TextEncoder().encode(text)
}
