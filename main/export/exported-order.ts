import { setImmediate as turn } from 'node:timers/promises'
import { type PackedOrders, unpackOrders } from '../store/export.ts'
import { leftOutOf } from '../store/left-out.ts'
import type { Store } from '../store/store.ts'
import { failure } from '../words/failure.ts'
import type { ExportedOrder } from '../words/printed.ts'

/** Small pages are kind to memory, and are parsed in one go: the windows must not miss a frame meanwhile. */
const pageSize = 50
/** Orders handled between two turns of the event loop. */
const turnSize = 25

/**
 * Orders out of the archive, page by page, in the order asked for.
 * @param onRead told how many have been read
 * @throws Failure `cancelled`
 */
export async function* readOrders(
  store: Store,
  ids: Uint32Array,
  signal: AbortSignal,
  onRead: (count: number) => void,
): AsyncGenerator<ExportedOrder> {
  const fetch = (from: number): Promise<PackedOrders> => {
    const page = store.readDocuments(ids.slice(from, from + pageSize))
    // It may fail while nobody waits for it yet; whoever does then is told.
    page.catch(() => undefined)
    return page
  }
  let read = 0
  let coming = fetch(0)
  // The archive reads the next page, in its own thread, while this one is written.
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = await coming
    coming = fetch(from + pageSize)
    for (const [id, shopId, shopName, leftOut, changed, ownNote, tags, order] of unpackOrders(page)) {
      const marks = { leftOut: leftOutOf(leftOut), changedOnSite: changed === 1, ownNote, tags }
      yield { id, shopId, shopName, order, ...marks }
      read += 1
      if (read % turnSize > 0) continue
      onRead(read)
      await turn()
      if (signal.aborted) throw failure('cancelled', {})
    }
  }
  onRead(read)
}
