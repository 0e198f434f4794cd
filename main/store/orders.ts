import { brotliDecompressSync } from 'node:zlib'
import type { OrderDetail, OrderFilter, OrderPage, OrderRow } from '../../preload/contract.ts'
import type { Order } from '../order.ts'
import type { Sqlite } from './database.ts'

interface StoredOrder {
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
}

const columns = `orders.id, orders.shop_id, shops.name AS shop_name, orders.run_id, orders.number, orders.placed_at,
  orders.downloaded_at, orders.state, orders.customer, orders.email, orders.city, orders.total, orders.currency,
  orders.site_modified_at, orders.site_seen_at`

/** Finds and reads the orders of the archive. */
export function orderQueries(db: Sqlite) {
  const document = db.prepare<[number], { document: string; json: Buffer; raw_index: number }>(
    `SELECT document, json, raw_index FROM orders JOIN raw_batches ON raw_batches.id = raw_batch_id
     WHERE orders.id = ?`,
  )
  const row = db.prepare<[number], StoredOrder>(
    `SELECT ${columns} FROM orders JOIN shops ON shops.id = orders.shop_id WHERE orders.id = ?`,
  )

  return {
    /** A page of orders, last placed first; keyset paging, so that any page costs the same. */
    listOrders: (filter: OrderFilter, after: string | null, limit: number): OrderPage => {
      const { where, params } = conditions(filter)
      const total = db
        .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM orders ${where}`)
        .get(...params)
      const keyset = after === null ? null : parseCursor(after)
      const from = keyset ? `${where ? `${where} AND` : 'WHERE'} (placed_at, orders.id) < (?, ?)` : where
      const rows = db
        .prepare<unknown[], StoredOrder>(
          `SELECT ${columns} FROM orders JOIN shops ON shops.id = orders.shop_id ${from}
           ORDER BY placed_at DESC, orders.id DESC LIMIT ?`,
        )
        .all(...params, ...(keyset ?? []), limit)
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        rows: rows.map(readRow),
        total: total?.n ?? 0,
        next: last ? `${last.placed_at} ${last.id}` : null,
      }
    },
    getOrder: (orderId: number): OrderDetail | null => {
      const stored = row.get(orderId)
      const data = document.get(orderId)
      if (!stored || !data) return null
      const rawOrders = JSON.parse(brotliDecompressSync(data.json).toString('utf8')) as unknown[]
      return {
        ...readRow(stored),
        order: JSON.parse(data.document) as Order,
        runId: stored.run_id,
        raw: JSON.stringify(rawOrders[data.raw_index]),
      }
    },
  }
}

function conditions(filter: OrderFilter): { where: string; params: (string | number)[] } {
  const sql: string[] = []
  const params: (string | number)[] = []
  if (filter.shopId !== null) {
    sql.push('orders.shop_id = ?')
    params.push(filter.shopId)
  }
  if (filter.runId !== null) {
    sql.push('orders.run_id = ?')
    params.push(filter.runId)
  }
  const query = matchQuery(filter.text)
  if (query !== null) {
    sql.push('orders.id IN (SELECT rowid FROM order_search WHERE order_search MATCH ?)')
    params.push(query)
  }
  return { where: sql.length > 0 ? `WHERE ${sql.join(' AND ')}` : '', params }
}

/** What was typed as an FTS5 query: every word literally, as the beginning of a word. Null when nothing was typed. */
export function matchQuery(text: string): string | null {
  const words = text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return text.trim() === '' ? null : '""'
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

function parseCursor(cursor: string): [string, number] {
  const space = cursor.indexOf(' ')
  return [cursor.slice(0, space), Number(cursor.slice(space + 1))]
}

function readRow(row: StoredOrder): OrderRow {
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
  }
}
