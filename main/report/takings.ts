import { readOrders } from '../export/exported-order.ts'
import type { Store } from '../store/store.ts'
import type { Refund } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { allRefunds } from './refund-parts.ts'

export interface RefundedOrder {
  readonly source: ExportedOrder
  /** All that is known of, also what came after the download. */
  readonly refunds: readonly Refund[]
}

const pageSize = 500

/**
 * Orders in the sequence asked for, page by page, in the memory of one page, with what was given back of them.
 * @throws Failure `cancelled`
 */
export async function* readRefunded(
  store: Store,
  ids: Uint32Array,
  signal: AbortSignal,
  onRead: (count: number) => void,
): AsyncGenerator<RefundedOrder> {
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = ids.slice(from, from + pageSize)
    const beside = new Map<number, Refund[]>()
    for (const [orderId, json] of await store.refundsOfOrders(page)) {
      const refund = JSON.parse(json) as Refund
      const known = beside.get(orderId)
      if (known === undefined) beside.set(orderId, [refund])
      else known.push(refund)
    }
    for await (const source of readOrders(store, page, signal, (read) => onRead(from + read)))
      yield { source, refunds: allRefunds(source.order, beside.get(source.id) ?? []) }
  }
}
