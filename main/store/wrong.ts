import type { WrongFilter, WrongOrder, WrongPage } from '../../preload/contract.ts'
import type { Instant, WrongReason } from '../order.ts'
import { type Sqlite, writing } from './database.ts'
import type { LogWriter } from './log-writer.ts'

/** An order as its shop knows it. */
export interface OrderKey {
  readonly shopId: number
  readonly shopOrderId: string
}

interface WrongRow {
  shop_id: number
  shop_name: string
  shop_order_id: string
  number: string
  first_at: string
  last_at: string
  last_run_id: number
  reasons: string
  has_raw: number
  ignored_at: string | null
}

const columns = `wrong_orders.shop_id, shops.name AS shop_name, shop_order_id, number, first.started_at AS first_at,
  last.started_at AS last_at, last_run_id, reasons, raw IS NOT NULL AS has_raw, ignored_at`
const joined = `wrong_orders
  JOIN shops ON shops.id = wrong_orders.shop_id
  JOIN runs AS first ON first.id = first_run_id
  JOIN runs AS last ON last.id = last_run_id`

/** Wrong orders (R7): listed, looked at, ignored and heeded again. */
export function wrongQueries(db: Sqlite, log: LogWriter) {
  const raw = db.prepare<[number, string], { raw: string | null }>(
    'SELECT raw FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const ignored = db.prepare<[number], { shop_order_id: string }>(
    'SELECT shop_order_id FROM wrong_orders WHERE shop_id = ? AND ignored_at IS NOT NULL',
  )
  const ignore = db.prepare<[string | null, number, string, number], { number: string; last_run_id: number }>(
    `UPDATE wrong_orders SET ignored_at = ? WHERE shop_id = ? AND shop_order_id = ? AND (ignored_at IS NULL) = ?
     RETURNING number, last_run_id`,
  )

  return {
    /** Last met first; keyset paging. */
    listWrong: (filter: WrongFilter, after: string | null, limit: number): WrongPage => {
      const ofShop = filter.shopId === null ? '' : 'AND wrong_orders.shop_id = ?'
      const params = filter.shopId === null ? [] : [filter.shopId]
      const counts = db
        .prepare<unknown[], { open: number; ignored: number }>(
          `SELECT count(*) FILTER (WHERE ignored_at IS NULL) AS open,
             count(*) FILTER (WHERE ignored_at IS NOT NULL) AS ignored
           FROM wrong_orders JOIN shops ON shops.id = wrong_orders.shop_id WHERE shops.removed_at IS NULL ${ofShop}`,
        )
        .get(...params)
      const keyset = after === null ? [] : (JSON.parse(after) as [number, number, string])
      const rows = db
        .prepare<unknown[], WrongRow>(
          `SELECT ${columns} FROM ${joined}
           WHERE shops.removed_at IS NULL AND ignored_at IS ${filter.ignored ? 'NOT NULL' : 'NULL'} ${ofShop}
             ${after === null ? '' : 'AND (last_run_id, wrong_orders.shop_id, shop_order_id) < (?, ?, ?)'}
           ORDER BY last_run_id DESC, wrong_orders.shop_id DESC, shop_order_id DESC LIMIT ?`,
        )
        .all(...params, ...keyset, limit)
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        rows: rows.map(readWrong),
        open: counts?.open ?? 0,
        ignored: counts?.ignored ?? 0,
        next: last ? JSON.stringify([last.last_run_id, last.shop_id, last.shop_order_id]) : null,
      }
    },
    /** The shop's own data of a wrong order, as JSON text; null when there is none. */
    wrongRaw: ({ shopId, shopOrderId }: OrderKey): string | null => raw.get(shopId, shopOrderId)?.raw ?? null,
    /** All that are not ignored, of one shop or of all. */
    openWrong: (shopId: number | null): (OrderKey & { number: string })[] =>
      db
        .prepare<[number | null, number | null], OrderKey & { number: string }>(
          `SELECT shop_id AS shopId, shop_order_id AS shopOrderId, number FROM wrong_orders
           JOIN shops ON shops.id = shop_id
           WHERE ignored_at IS NULL AND removed_at IS NULL AND (? IS NULL OR shop_id = ?)`,
        )
        .all(shopId, shopId),
    /** The orders of a shop that runs leave alone. */
    ignoredOrders: (shopId: number): string[] => ignored.all(shopId).map((row) => row.shop_order_id),
    /**
     * Takes wrong orders out of the list and of Errati (later runs skip them), or puts them back. The log says so,
     * among the entries of the run that last met the order.
     */
    setIgnored: writing(db, (orders: readonly OrderKey[], ignoring: boolean, at: Instant): void => {
      const code = ignoring ? 'wrong-order-ignored' : 'wrong-order-heeded'
      for (const { shopId, shopOrderId } of orders) {
        const row = ignore.get(ignoring ? at : null, shopId, shopOrderId, ignoring ? 1 : 0)
        if (!row) continue
        const message = { code, params: {} } as const
        log.write(row.last_run_id, at, [{ level: 'info', message, shopOrderId, orderNumber: row.number }])
      }
    }),
  }
}

function readWrong(row: WrongRow): WrongOrder {
  return {
    shopId: row.shop_id,
    shopName: row.shop_name,
    shopOrderId: row.shop_order_id,
    number: row.number,
    firstAt: row.first_at,
    lastAt: row.last_at,
    lastRunId: row.last_run_id,
    reasons: JSON.parse(row.reasons) as WrongReason[],
    hasRaw: row.has_raw === 1,
    ignoredAt: row.ignored_at,
  }
}
