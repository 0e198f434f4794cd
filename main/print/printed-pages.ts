import type { OrderRow } from '../../preload/contract.ts'
import { type ExportedOrder, readOrders } from '../export/exported-order.ts'
import { failure } from '../failure.ts'
import type { OrderSelection, OrderTotals } from '../order-search.ts'
import type { Store } from '../store/store.ts'
import { type PickingList, pickingList } from './picking-list.ts'

/** Whole orders, each on a page of its own; what to take from the shelves for them; the list of them. */
const printKinds = ['orders', 'picking', 'list'] as const
export type PrintKind = (typeof printKinds)[number]

/** One order, or those of a list. */
export type PrintedOrders = { readonly orderId: number } | OrderSelection

/** What is drawn on the pages. */
export type PrintedPages =
  | { readonly what: 'orders'; readonly orders: readonly ExportedOrder[] }
  | { readonly what: 'picking'; readonly list: PickingList }
  | { readonly what: 'list'; readonly rows: readonly OrderRow[]; readonly totals: OrderTotals }

/** 5,000 rows are some 130 sheets and seconds of drawing; as many whole orders would be as many sheets. */
const most: Readonly<Record<PrintKind, number>> = { orders: 500, picking: 5000, list: 5000 }
const rowsAtOnce = 500
const never = new AbortController().signal

/**
 * Reads what is to be printed (R28). Orders come first placed first, a list in its own order.
 * @throws Failure `print-too-many`, `order-unknown`
 */
export async function readPages(store: Store, what: PrintKind, of: PrintedOrders): Promise<PrintedPages> {
  if ('orderId' in of) {
    const pages = await readWhole(store, what, Uint32Array.of(of.orderId))
    if (pages.what === 'orders' && pages.orders.length === 0) throw failure('order-unknown', {})
    return pages
  }
  const totals = await store.orderTotals(of)
  if (totals.count > most[what]) throw failure('print-too-many', { found: totals.count, most: most[what] })
  if (what !== 'list') return readWhole(store, what, await store.selectedOrders(of))
  const rows: OrderRow[] = []
  for (const [from, to] of of.ranges ?? [[0, totals.count] as const]) {
    for (let offset = from; offset < to; offset += rowsAtOnce) {
      rows.push(...(await store.listOrders(of, offset, Math.min(rowsAtOnce, to - offset))).rows)
    }
  }
  return { what, rows, totals }
}

async function readWhole(store: Store, what: PrintKind, ids: Uint32Array): Promise<PrintedPages> {
  const orders = readOrders(store, ids, never, () => undefined)
  if (what === 'picking') return { what, list: await pickingList(orders) }
  return { what: 'orders', orders: await Array.fromAsync(orders) }
}
