import type { TagsText } from '../words/annotation.ts'
import type { Order } from '../words/order.ts'
import type { Sqlite } from './database.ts'

/** Whole orders on their way to another thread. */
export type PackedOrders = Uint8Array

export type UnpackedOrder = readonly [
  id: number,
  shopId: number,
  shopName: string,
  leftOut: number,
  changedOnSite: number,
  ownNote: string,
  tags: TagsText,
  order: Order,
]

/**
 * Reads whole orders for export. All of a page become one JSON text inside SQLite: as rows, each would be copied
 * and decoded several times, which took ten times as long.
 */
export function exportQueries(db: Sqlite) {
  const page = db
    .prepare<[string], Buffer>(
      `SELECT CAST('[' || coalesce(group_concat(
         '[' || orders.id || ',' || shop_id || ',' || json_quote(shops.name) || ',' || left_out || ','
           || (site_seen_at > site_modified_at) || ',' || json_quote(own_note) || ',' || json_quote(tags) || ','
           || document || ']'), '') || ']' AS BLOB)
       FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
       CROSS JOIN shops ON shops.id = shop_id CROSS JOIN order_documents ON order_id = orders.id`,
    )
    .pluck()
  return {
    /** In the order asked for; see {@link unpackOrders}. */
    readDocuments: (ids: Uint32Array): PackedOrders => page.get(JSON.stringify([...ids])) ?? new Uint8Array(),
  }
}

/** Undoes the packing for the way between threads. */
export function unpackOrders(packed: PackedOrders): readonly UnpackedOrder[] {
  return JSON.parse(Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString('utf8'))
}
