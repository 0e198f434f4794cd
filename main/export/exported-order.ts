import { setImmediate as turn } from 'node:timers/promises'
import { failure } from '../failure.ts'
import type { Order } from '../order.ts'
import type { DocumentPage, ExportCursor, ExportFilter, ExportScope } from '../store/export.ts'
import type { Store } from '../store/store.ts'

/** An order on its way into a file. */
export interface ExportedOrder {
  /** The archive's own identifier. */
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  readonly order: Order
}

/** Small pages are kind to memory; but each page of a text search finds the words anew. */
const pageSize = 200
const searchPageSize = 2000
/** Orders handled between two turns of the event loop: the windows must not miss a frame meanwhile. */
const turnSize = 25

/**
 * The orders that the filter finds, first placed first, out of the archive page by page.
 * @param onRead told how many have been read
 * @throws Failure `cancelled`
 */
export async function* readOrders(
  store: Store,
  filter: ExportFilter,
  scope: ExportScope,
  signal: AbortSignal,
  onRead: (count: number) => void,
): AsyncGenerator<ExportedOrder> {
  const limit = filter.text === '' ? pageSize : searchPageSize
  const fetch = (after: ExportCursor | null) => {
    const page = store.exportPage(filter, scope.lastId, after, limit)
    // It may fail while nobody waits for it yet; whoever does then is told.
    page.catch(() => undefined)
    return page
  }
  let read = 0
  // The archive reads the next page, in its own thread, while this one is written.
  for (let coming: Promise<DocumentPage> | null = fetch(null); coming !== null; ) {
    const page: DocumentPage = await coming
    coming = page.next === null ? null : fetch(page.next)
    for (const { document, ...order } of page.orders) {
      yield { ...order, order: JSON.parse(document) as Order }
      read += 1
      if (read % turnSize > 0) continue
      onRead(read)
      await turn()
      if (signal.aborted) throw failure('cancelled', {})
    }
  }
  onRead(read)
}
