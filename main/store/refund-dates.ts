import type { Refund } from '../words/order.ts'
import { type Sqlite, unforced, writing } from './database.ts'

interface UndatedOrder {
  readonly orderId: number
  readonly shopOrderId: string
}

const undated = `FROM order_refunds AS refund INDEXED BY order_refunds_at CROSS JOIN orders ON orders.id = refund.order_id
  WHERE coalesce(refund.at, '') = '' AND orders.shop_id = @shopId`

// A sum of what the shop does not list singly has no date of its own.
const isSingle = "refund.refund_id <> ''"

/** Refunds that were stored before the archive kept dates, or whose shop did not tell them then (R49). */
export function refundDateQueries(db: Sqlite) {
  const count = db.prepare<{ shopId: number }, { orders: number; refunds: number }>(
    `SELECT count(DISTINCT CASE WHEN ${isSingle} THEN refund.order_id END) AS orders, count(*) AS refunds ${undated}`,
  )
  const page = db.prepare<{ shopId: number; after: number; limit: number }, UndatedOrder>(
    `SELECT DISTINCT refund.order_id AS orderId, orders.shop_order_id AS shopOrderId ${undated}
       AND ${isSingle} AND refund.order_id > @after ORDER BY refund.order_id LIMIT @limit`,
  )
  const date = db.prepare(
    `UPDATE order_refunds SET at = @at, document = json_set(document, '$.at', @at, '$.lines', json(
       CASE WHEN json_array_length(document, '$.lines') = 0 THEN @lines ELSE document -> '$.lines' END))
     WHERE order_id = (SELECT id FROM orders WHERE shop_id = @shopId AND shop_order_id = @shopOrderId)
       AND refund_id = @id AND at IS NULL`,
  )

  return {
    /** How many orders of a shop have refunds without a date, and how many these are. */
    countUndated: (shopId: number): { orders: number; refunds: number } =>
      count.get({ shopId }) ?? { orders: 0, refunds: 0 },
    /** Those orders, by identifier, behind one of them. */
    undatedOrders: (shopId: number, after: number, limit: number): UndatedOrder[] =>
      page.all({ shopId, after, limit }),
    /**
     * Gives refunds their dates, and their lines where they have none; those that have a date stay as they are, and none is
     * added. @returns how many have one now
     */
    keepRefundDates: unforced(
      db,
      writing(
        db,
        (
          shopId: number,
          found: readonly { readonly shopOrderId: string; readonly refunds: readonly Refund[] | null }[],
        ): number => {
          let dated = 0
          for (const { shopOrderId, refunds } of found)
            for (const { id, at, lines } of refunds ?? [])
              if (at !== null && id !== '')
                dated += date.run({ shopId, shopOrderId, id, at, lines: JSON.stringify(lines) }).changes
          return dated
        },
      ),
    ),
  }
}
