import { readOrders } from '../export/exported-order.ts'
import type { Store } from '../store/store.ts'
import type { Takings } from '../store/takings.ts'
import type { OrderKind } from '../words/accountant.ts'
import type { Refund } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { allRefunds } from './refund-parts.ts'

/** Which orders are read. */
export type ReadTakings = Pick<Takings, 'ids' | 'kinds' | 'invoiced'>

/** An order with what the accountant's month asks about it. */
export interface Taken {
  readonly source: ExportedOrder
  readonly kind: OrderKind
  /** It has an invoice (R48). */
  readonly hasInvoice: boolean
  /** All that is known of, also what came after the download. */
  readonly refunds: readonly Refund[]
}

const pageSize = 500

/**
 * Orders page by page, in the memory of one page, with what was given back of them.
 * @throws Failure `cancelled`
 */
export async function* readTakings(
  store: Store,
  { ids, kinds, invoiced }: ReadTakings,
  signal: AbortSignal,
  onRead: (count: number) => void,
): AsyncGenerator<Taken> {
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = ids.slice(from, from + pageSize)
    const beside = new Map<number, Refund[]>()
    for (const [orderId, json] of await store.refundsOfOrders(page)) {
      const refund = JSON.parse(json) as Refund
      const known = beside.get(orderId)
      if (known === undefined) beside.set(orderId, [refund])
      else known.push(refund)
    }
    const placeOf = new Map(Array.from(page, (id, at) => [id, from + at]))
    for await (const source of readOrders(store, page, signal, (read) => onRead(from + read))) {
      const place = placeOf.get(source.id) ?? -1
      const kind = kinds[place] ?? 'other'
      // Nothing says that it was paid.
      const isUnpaid = kind === 'other' && source.order.paidAt === null
      const refunds = allRefunds(source.order, beside.get(source.id) ?? [])
      yield { source, kind: isUnpaid ? 'unpaid' : kind, hasInvoice: invoiced[place] === 1, refunds }
    }
  }
}
