import { readOrders } from '../export/exported-order.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import type { PrintKind } from '../words/handover.ts'
import type { OrderSelection } from '../words/order-search.ts'
import type { LeftOutCounts } from '../words/order-view.ts'
import type { ExportedOrder, PrintedPages } from '../words/printed.ts'
import { pickingList } from './picking-list.ts'

/** What is printed, and of which orders it is. */
export interface PagesOfOrders {
  readonly pages: PrintedPages
  readonly ids: Uint32Array
  /** Of these, how many are new as this (R41). */
  readonly fresh: number
  /** Left out because they are cancelled, failed or wholly refunded (R42). */
  readonly omitted: LeftOutCounts['leftOut']
}

/** One order, or those of a list. */
export type PrintedOrders = { readonly orderId: number } | OrderSelection

/** 5,000 rows are some 130 sheets and seconds of drawing; as many whole orders would be as many sheets. */
const most: Readonly<Record<PrintKind, number>> = { orders: 500, picking: 5000, list: 5000 }
/** Lines of all the orders together, or articles of a picking list: more would be drawn for minutes. */
const mostLines = 10_000
const never = new AbortController().signal

/** What is asked for of the orders of a list. */
export interface PrintWish {
  /** Only what has not been printed as this, or has changed since (R41). */
  readonly onlyNew?: boolean
  /** Also those that are cancelled, failed or wholly refunded (R42). */
  readonly withCancelled?: boolean
}

/**
 * Reads what is to be printed (R28). Orders come first placed first, a list in its own order. One order is printed whatever
 * its state: who names it means it.
 * @throws Failure `print-too-many`, `print-too-long`, `order-unknown`
 */
export async function readPages(
  store: Store,
  what: PrintKind,
  of: PrintedOrders,
  { onlyNew = false, withCancelled = false }: PrintWish = {},
): Promise<PagesOfOrders> {
  if ('orderId' in of) {
    const ids = Uint32Array.of(of.orderId)
    const pages = await readWhole(store, what, ids)
    if (pages.what === 'orders' && pages.orders.length === 0) throw failure('order-unknown', {})
    const handed = (await store.orderHandovers(of.orderId)).filter(
      ({ kind, takenBackAt }) => takenBackAt === null && (kind === what || kind === 'before'),
    )
    const isFresh = handed.at(-1)?.again?.kinds.includes(what) ?? handed.length === 0
    return { pages, ids, fresh: isFresh ? 1 : 0, omitted: { cancelled: 0, failed: 0, refunded: 0 } }
  }
  const { ids, isNew, leftOut } = await store.ordersToHandOver(of, what, { onlyNew, withCancelled })
  if (ids.length > most[what]) throw failure('print-too-many', { found: ids.length, most: most[what] })
  const pages =
    what === 'list' ? { what, ...(await store.orderRows(ids)) } : await readWhole(store, what, ids)
  return { pages, ids, fresh: isNew.reduce((sum, one) => sum + one, 0), omitted: leftOut }
}

async function readWhole(store: Store, what: PrintKind, ids: Uint32Array): Promise<PrintedPages> {
  const orders = readOrders(store, ids, never, () => undefined)
  if (what === 'picking') {
    const list = await pickingList(orders)
    refuseTooLong(list.articles.length)
    return { what, list }
  }
  const read: ExportedOrder[] = []
  let lines = 0
  for await (const order of orders) {
    read.push(order)
    lines += order.order.lines.length
    refuseTooLong(lines)
  }
  return { what: 'orders', orders: read }
}

/** @throws Failure `print-too-long` */
function refuseTooLong(lines: number): void {
  if (lines > mostLines) throw failure('print-too-long', { lines, most: mostLines })
}
