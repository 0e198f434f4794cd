import type { Instant } from '../order.ts'
import type { Sqlite } from './database.ts'
import { matchQuery } from './orders.ts'

/** Which orders to export (R28, R36). */
export interface ExportFilter {
  /** Null: of every shop, those that were removed included. */
  readonly shopIds: readonly number[] | null
  readonly runId: number | null
  /** As typed into the search. */
  readonly text: string
  readonly state: string | null
  /** Placed at this instant or later. */
  readonly from: Instant | null
  /** Placed earlier than this instant. */
  readonly before: Instant | null
}

/** What the filter finds now; `lastId` keeps out what is stored while the export is under way. */
export interface ExportScope {
  readonly count: number
  readonly lastId: number
}

export interface OrderDocument {
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  /** The order as JSON: a text crosses to the caller's thread faster than an object does. */
  readonly document: string
}

export interface DocumentPage {
  readonly orders: readonly OrderDocument[]
  /** Cursor of the next page; null at the end. */
  readonly next: ExportCursor | null
}

export interface ExportCursor {
  readonly placedAt: Instant
  readonly id: number
}

interface DocumentRow {
  id: number
  shop_id: number
  shop_name: string
  placed_at: string
  document: string
}

/** Reads whole orders for export, page by page. */
export function exportQueries(db: Sqlite) {
  return {
    exportScope: (filter: ExportFilter): ExportScope => {
      const { sql, params } = conditions(filter)
      const found = db
        .prepare<unknown[], { count: number; lastId: number | null }>(
          `SELECT count(*) AS count, max(id) AS lastId FROM orders ${where(sql)}`,
        )
        .get(...params)
      return { count: found?.count ?? 0, lastId: found?.lastId ?? 0 }
    },
    /** First placed first; keyset paging, so that the last page costs what the first does. */
    exportPage: (
      filter: ExportFilter,
      lastId: number,
      after: ExportCursor | null,
      limit: number,
    ): DocumentPage => {
      const { sql, params } = conditions(filter)
      sql.push('orders.id <= ?')
      params.push(lastId)
      if (after !== null) {
        sql.push('(placed_at, orders.id) > (?, ?)')
        params.push(after.placedAt, after.id)
      }
      const rows = db
        .prepare<unknown[], DocumentRow>(
          `SELECT orders.id, shop_id, shops.name AS shop_name, placed_at, document
           FROM orders JOIN shops ON shops.id = orders.shop_id ${where(sql)}
           ORDER BY placed_at, orders.id LIMIT ?`,
        )
        .all(...params, limit)
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        orders: rows.map(({ id, shop_id, shop_name, document }) => ({
          id,
          shopId: shop_id,
          shopName: shop_name,
          document,
        })),
        next: last ? { placedAt: last.placed_at, id: last.id } : null,
      }
    },
  }
}

function conditions(filter: ExportFilter): { sql: string[]; params: (string | number)[] } {
  const sql: string[] = []
  const params: (string | number)[] = []
  const add = (condition: string, ...values: readonly (string | number)[]) => {
    sql.push(condition)
    params.push(...values)
  }
  if (filter.shopIds !== null) {
    add(`orders.shop_id IN (${filter.shopIds.map(() => '?').join(', ')})`, ...filter.shopIds)
  }
  if (filter.runId !== null) add('orders.run_id = ?', filter.runId)
  if (filter.state !== null) add('orders.state = ?', filter.state)
  if (filter.from !== null) add('placed_at >= ?', filter.from)
  if (filter.before !== null) add('placed_at < ?', filter.before)
  const query = matchQuery(filter.text)
  if (query !== null) {
    add('orders.id IN (SELECT rowid FROM order_search WHERE order_search MATCH ?)', query)
  }
  return { sql, params }
}

function where(sql: readonly string[]): string {
  return sql.length > 0 ? `WHERE ${sql.join(' AND ')}` : ''
}
