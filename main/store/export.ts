import type { Sqlite } from './database.ts'

export interface OrderDocument {
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  /** The order as JSON: a text crosses to the caller's thread faster than an object does. */
  readonly document: string
}

/** Reads whole orders for export. */
export function exportQueries(db: Sqlite) {
  const one = db.prepare<[number], OrderDocument>(
    `SELECT orders.id, shop_id AS shopId, shops.name AS shopName, document FROM orders
     JOIN shops ON shops.id = orders.shop_id
     JOIN order_documents ON order_documents.order_id = orders.id WHERE orders.id = ?`,
  )
  return {
    /** In the order asked for. */
    readDocuments: (ids: Uint32Array): OrderDocument[] => [...ids].flatMap((id) => one.get(id) ?? []),
  }
}
