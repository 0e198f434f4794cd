import { parseDecimal, scaled } from '../words/decimal.ts'
import type { Instant, Refund } from '../words/order.ts'
import type { KeptRefund } from '../words/refund.ts'
import { type Sqlite, unforced, writing } from './database.ts'

interface UndatedOrder {
  readonly orderId: number
  readonly shopOrderId: string
}

/** What a shop says of an order's refunds; null: it has some, and the shop does not give them in full. */
interface FoundRefunds {
  readonly shopOrderId: string
  readonly refunds: readonly Refund[] | null
}

const undated = `FROM order_refunds AS refund INDEXED BY order_refunds_at CROSS JOIN orders ON orders.id = refund.order_id
  WHERE coalesce(refund.at, '') = '' AND orders.shop_id = @shopId`

/** Refunds that were stored before the archive kept dates, or whose shop did not tell them then (R49). */
export function refundDateQueries(db: Sqlite) {
  const count = db.prepare<{ shopId: number }, { orders: number; refunds: number }>(
    `SELECT count(DISTINCT refund.order_id) AS orders, count(*) AS refunds ${undated}`,
  )
  const page = db.prepare<{ shopId: number; after: number; limit: number }, UndatedOrder>(
    `SELECT DISTINCT refund.order_id AS orderId, orders.shop_order_id AS shopOrderId ${undated}
       AND refund.order_id > @after ORDER BY refund.order_id LIMIT @limit`,
  )
  const date = db.prepare(
    `UPDATE order_refunds SET at = @at, document = json_set(document, '$.at', @at, '$.lines', json(
       CASE WHEN json_array_length(document, '$.lines') = 0 THEN @lines ELSE document -> '$.lines' END))
     WHERE order_id = (SELECT id FROM orders WHERE shop_id = @shopId AND shop_order_id = @shopOrderId)
       AND refund_id = @id AND at IS NULL`,
  )
  const sumOf = db.prepare<[number, string], { orderId: number; amount: string; seenAt: Instant }>(
    `SELECT refund.order_id AS orderId, refund.document ->> 'amount' AS amount, first_seen_at AS seenAt
     FROM orders CROSS JOIN order_refunds AS refund ON refund.order_id = orders.id AND refund.refund_id = ''
     CROSS JOIN shops ON shops.id = orders.shop_id
     WHERE orders.shop_id = ? AND orders.shop_order_id = ? AND refund.at IS NULL AND NOT EXISTS (
       SELECT 1 FROM refund_register WHERE refund_register.shop = shops.uuid AND taken_back_at IS NULL
         AND refund_register.shop_order_id = orders.shop_order_id AND refund_register.refund_id = '')`,
  )
  const isKept = db
    .prepare<[number, string], number>('SELECT 1 FROM order_refunds WHERE order_id = ? AND refund_id = ?')
    .pluck()
  const keep = db.prepare(
    'INSERT INTO order_refunds (order_id, refund_id, at, first_seen_at, document) VALUES (?, ?, ?, ?, ?)',
  )
  const drop = db.prepare("DELETE FROM order_refunds WHERE order_id = ? AND refund_id = ''")

  /**
   * A sum that the order came with gives way to the refunds that it is the sum of, to the cent: those until the download
   * that the archive does not have. @returns whether there are such
   */
  const takeApart = (shopId: number, { shopOrderId, refunds }: FoundRefunds): boolean => {
    const sum = sumOf.get(shopId, shopOrderId)
    if (sum === undefined) return false
    const { orderId, amount, seenAt } = sum
    const parts = (refunds ?? []).filter(
      ({ id, at }) => id !== '' && at !== null && at <= seenAt && isKept.get(orderId, id) === undefined,
    )
    const whole = parts.reduce((all, one) => all + scaled(one.amount), 0n)
    if (parts.length === 0 || whole !== parseDecimal(amount)) return false
    drop.run(orderId)
    for (const one of parts) {
      const kept: KeptRefund = { ...one, ofSum: true }
      keep.run(orderId, one.id, one.at, seenAt, JSON.stringify(kept))
    }
    return true
  }

  return {
    /** How many orders of a shop have refunds without a date, and how many these are. */
    countUndated: (shopId: number): { orders: number; refunds: number } =>
      count.get({ shopId }) ?? { orders: 0, refunds: 0 },
    /** Those orders, by identifier, behind one of them. */
    undatedOrders: (shopId: number, after: number, limit: number): UndatedOrder[] =>
      page.all({ shopId, after, limit }),
    /**
     * Gives refunds their dates, and their lines where they have none. Those that have a date stay as they are, and no money
     * is added: only a sum, if it is not registered, is taken apart. @returns how many have a date now
     */
    keepRefundDates: unforced(
      db,
      writing(db, (shopId: number, found: readonly FoundRefunds[]): number => {
        let dated = 0
        for (const order of found) {
          const { shopOrderId } = order
          for (const { id, at, lines } of order.refunds ?? [])
            if (at !== null && id !== '')
              dated += date.run({ shopId, shopOrderId, id, at, lines: JSON.stringify(lines) }).changes
          if (takeApart(shopId, order)) dated += 1
        }
        return dated
      }),
    ),
  }
}
