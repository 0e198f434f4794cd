import { brotliDecompressSync } from 'node:zlib'
import { checksIn } from '../words/checks.ts'
import { scaled, toDecimal } from '../words/decimal.ts'
import { elementText } from '../words/json-text.ts'
import type { Accepted, Decimal, Instant, Order, Refund } from '../words/order.ts'
import { detailsOf, type OrderDetail, type OrderRow } from '../words/order-view.ts'
import { knownRefunds, type RefundRegistration, type ShownRefund } from '../words/refund.ts'
import { checkQueries } from './checks.ts'
import type { Sqlite } from './database.ts'
import { editStateQueries } from './edits.ts'
import { leftOutOf } from './left-out.ts'
import { fieldColumns } from './order-record.ts'
import { registrationColumn, standingRegistration } from './refunds.ts'
import { today, workOn } from './work.ts'

/** A row as SQLite gives it: it knows no booleans. */
export interface StoredOrder
  extends Omit<
    OrderRow,
    | 'changedOnSite'
    | 'edited'
    | 'takenFromSite'
    | 'unclear'
    | 'work'
    | 'unseen'
    | 'details'
    | 'leftOut'
    | 'checks'
  > {
  /** A bit for each. */
  readonly checks: number
  readonly leftOut: number
  readonly unseen: number
  /** {@link workCodes} */
  readonly work: number
  readonly changedOnSite: number
  readonly edited: number
  readonly takenFromSite: number
  readonly unclear: number
}

/** Which run brought an order, of which shop, and the shop's own identifier of it. */
export interface OrderOrigin {
  readonly runId: number
  readonly shopId: number
  readonly shopOrderId: string
}

/** What {@link readRow} reads, of `orders` and `shops`. */
export const rowColumns = `orders.id, orders.shop_id AS shopId, shops.name AS shopName,
  ${fieldColumns.map(({ field, column }) => `orders.${column} AS ${field}`).join(', ')},
  orders.downloaded_at AS downloadedAt, site_seen_at > site_modified_at AS changedOnSite, orders.edited,
  orders.edited AND NOT EXISTS (
    SELECT 1 FROM order_edits WHERE order_id = orders.id AND source = 'hand' AND undone_at IS NULL
  ) AS takenFromSite,
  orders.left_out AS leftOut, orders.checks, orders.work, orders.waiting_until AS waitingUntil, orders.unseen,
  orders.own_note AS ownNote, orders.tags,
  accepted IS NOT NULL AND accepted ->> 'seenAt' IS NULL AS unclear`

/** Reads single orders of the archive. */
export function orderQueries(db: Sqlite) {
  const editState = editStateQueries(db)
  const { orderChecks } = checkQueries(db)
  const one = db.prepare<
    [number],
    StoredOrder & { runId: number; document: string; accepted: string | null }
  >(
    `SELECT ${rowColumns}, orders.run_id AS runId, document, accepted FROM orders JOIN shops ON shops.id = orders.shop_id
     JOIN order_documents ON order_documents.order_id = orders.id WHERE orders.id = ?`,
  )
  const refunds = db.prepare<[number], { at: Instant | null; document: string; registration: string | null }>(
    `SELECT refund.at, refund.document, ${registrationColumn} AS registration
     FROM order_refunds AS refund CROSS JOIN orders ON orders.id = refund.order_id
       CROSS JOIN shops ON shops.id = orders.shop_id LEFT JOIN refund_register ON ${standingRegistration}
     WHERE refund.order_id = ? ORDER BY refund.first_seen_at, refund.at`,
  )
  /** What the archive keeps beside the order: with the dates that were asked for since, and as what each is registered. */
  const refundsBeside = (orderId: number): ShownRefund[] =>
    refunds.all(orderId).map(({ at, document, registration }) => ({
      ...(JSON.parse(document) as Refund),
      at,
      registration: registration === null ? null : (JSON.parse(registration) as RefundRegistration),
    }))
  const origin = db.prepare<[number], OrderOrigin>(
    'SELECT run_id AS runId, shop_id AS shopId, shop_order_id AS shopOrderId FROM orders WHERE id = ?',
  )
  const batch = db.prepare<[number], { json: Buffer; raw_index: number }>(
    `SELECT json, raw_index FROM orders JOIN raw_batches ON raw_batches.id = raw_batch_id WHERE orders.id = ?`,
  )

  return {
    getOrder: (orderId: number): OrderDetail | null => {
      const stored = one.get(orderId)
      if (!stored) return null
      const { document, runId, accepted: kept, ...row } = stored
      const accepted = kept === null ? null : (JSON.parse(kept) as Accepted)
      const order = JSON.parse(document) as Order
      const beside = refundsBeside(orderId)
      const { own, later: laterRefunds } = knownRefunds(order, beside)
      const ownRefunds = own.map((refund): ShownRefund => ({ registration: null, ...refund }))
      const allChecks = orderChecks(orderId)
      const known = { ...readRow(row), details: detailsOf(order), ...editState(orderId, order) }
      return { ...known, order, runId, accepted, ownRefunds, laterRefunds, allChecks }
    },
    /** Where an order is from, without its document. */
    orderOrigin: (orderId: number): OrderOrigin | null => origin.get(orderId) ?? null,
    /** The shop's own data of an order, as JSON text (R23). It lies among its neighbours' (`raw_batches`). */
    orderRaw: (orderId: number): string | null => {
      const data = batch.get(orderId)
      if (!data) return null
      return elementText(brotliDecompressSync(data.json), data.raw_index)
    },
  }
}

/** A row of a list of orders, as the windows show it. */
export function readRow({ waitingUntil, ...row }: StoredOrder): OrderRow {
  const work = workOn(today(), row.work, waitingUntil)
  return {
    ...row,
    work,
    waitingUntil: work === 'waiting' ? waitingUntil : null,
    changedOnSite: row.changedOnSite === 1,
    edited: row.edited === 1,
    takenFromSite: row.takenFromSite === 1,
    unclear: row.unclear === 1,
    unseen: row.unseen === 1,
    leftOut: leftOutOf(row.leftOut),
    checks: checksIn(row.checks),
    details: null,
  }
}

/** Gives rows what only the orders themselves say ({@link detailsOf}). */
export function rowDetails(db: Sqlite) {
  const documents = db.prepare<[string], { id: number; document: string }>(
    `SELECT order_id AS id, document
     FROM json_each(?) AS asked CROSS JOIN order_documents ON order_id = asked.value`,
  )
  const detailsById = (ids: readonly number[]) =>
    new Map(
      documents
        .all(JSON.stringify(ids))
        .map(({ id, document }) => [id, detailsOf(JSON.parse(document) as Order)]),
    )
  return {
    withDetails: (rows: readonly OrderRow[]): OrderRow[] => {
      const known = detailsById(rows.map(({ id }) => id))
      return rows.map((row) => ({ ...row, details: known.get(row.id) ?? null }))
    },
    /** What orders have together. */
    pieces: (ids: readonly number[]): Decimal => {
      const all = [...detailsById(ids).values()]
      return toDecimal(all.reduce((sum, one) => sum + scaled(one.pieces), 0n))
    },
  }
}
