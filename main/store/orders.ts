import { brotliDecompressSync } from 'node:zlib'
import type { OrderDetail, OrderRow } from '../../preload/contract.ts'
import type { Order } from '../order.ts'
import type { Sqlite } from './database.ts'
import { editStateQueries } from './edits.ts'

export interface StoredOrder {
  id: number
  shop_id: number
  shop_name: string
  run_id: number
  number: string
  placed_at: string
  downloaded_at: string
  state: string
  customer: string
  email: string
  city: string
  total: string
  currency: string
  site_modified_at: string
  site_seen_at: string
  edited: number
}

/** What {@link readRow} reads, of `orders` and `shops`. */
export const rowColumns = `orders.id, orders.shop_id, shops.name AS shop_name, orders.run_id, orders.number, orders.placed_at,
  orders.downloaded_at, orders.state, orders.customer, orders.email, orders.city, orders.total, orders.currency,
  orders.site_modified_at, orders.site_seen_at, orders.edited`

/** Reads single orders of the archive. */
export function orderQueries(db: Sqlite) {
  const editState = editStateQueries(db)
  const one = db.prepare<[number], StoredOrder & { document: string }>(
    `SELECT ${rowColumns}, document FROM orders JOIN shops ON shops.id = orders.shop_id
     JOIN order_documents ON order_documents.order_id = orders.id WHERE orders.id = ?`,
  )
  const batch = db.prepare<[number], { json: Buffer; raw_index: number }>(
    `SELECT json, raw_index FROM orders JOIN raw_batches ON raw_batches.id = raw_batch_id WHERE orders.id = ?`,
  )

  return {
    getOrder: (orderId: number): OrderDetail | null => {
      const stored = one.get(orderId)
      if (!stored) return null
      const order = JSON.parse(stored.document) as Order
      return { ...readRow(stored), ...editState(orderId, order), order, runId: stored.run_id }
    },
    /** The shop's own data of an order, as JSON text (R23). It lies among its neighbours' (`raw_batches`). */
    orderRaw: (orderId: number): string | null => {
      const data = batch.get(orderId)
      if (!data) return null
      const rawOrders = JSON.parse(brotliDecompressSync(data.json).toString('utf8')) as unknown[]
      return JSON.stringify(rawOrders[data.raw_index])
    },
  }
}

/** A row of a list of orders, as the windows show it. */
export function readRow(row: StoredOrder): OrderRow {
  return {
    id: row.id,
    shopId: row.shop_id,
    shopName: row.shop_name,
    number: row.number,
    placedAt: row.placed_at,
    downloadedAt: row.downloaded_at,
    state: row.state,
    customer: row.customer,
    email: row.email,
    city: row.city,
    total: row.total,
    currency: row.currency,
    changedOnSite: row.site_seen_at > row.site_modified_at,
    edited: row.edited === 1,
  }
}
