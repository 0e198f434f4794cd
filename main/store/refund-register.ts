import { failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import type { RefundBatch, RefundKey, RefundKind } from '../words/refund.ts'
import { type Sqlite, writing } from './database.ts'
import { standingRegistration } from './refunds.ts'
import { uniqueId } from './unique-id.ts'

/** A refund to be registered, and the number of its document; `''`: none. */
export interface NumberedRefund extends RefundKey {
  readonly number: string
}

export interface NewRegistration {
  readonly kind: RefundKind
  /** The file; `''`: none. */
  readonly place: string
  /** Of the whole file; null: none. */
  readonly sha256: string | null
  readonly refunds: readonly NumberedRefund[]
}

/** Begun, and not known to be out. */
export interface OpenRefundBatch {
  readonly id: string
  readonly place: string
  readonly sha256: string | null
}

/** Who registers within a transaction of its own, as one that gives an electronic credit note its number. */
export function refundRegister(db: Sqlite) {
  const insert = db
    .prepare<(string | number | null)[], number>(
      `INSERT INTO refund_register (id, batch, shop, shop_order_id, refund_id, kind, number, place, sha256, begun_at)
       SELECT ?, ?, shops.uuid, orders.shop_order_id, refund.refund_id, ?, ?, ?, ?, ?
       FROM order_refunds AS refund CROSS JOIN orders ON orders.id = refund.order_id
         CROSS JOIN shops ON shops.id = orders.shop_id
       WHERE refund.order_id = ? AND refund.refund_id = ? ON CONFLICT DO NOTHING RETURNING seq`,
    )
    .pluck()
  const close = db.prepare('UPDATE refund_register SET closed_at = ? WHERE batch = ? AND closed_at IS NULL')
  const drop = db.prepare('DELETE FROM refund_register WHERE batch = ? AND closed_at IS NULL')

  return {
    /**
     * Writes down that refunds are registered, before they are out.
     * @returns names them together
     * @throws Failure `refunds-registered-meanwhile` when one of them is, or is not in the archive; the transaction is then
     * to be given up
     */
    begin({ kind, place, sha256, refunds }: NewRegistration, at: Instant): RefundBatch {
      const id = uniqueId()
      for (const { orderId, refundId, number } of refunds) {
        const made = insert.get(uniqueId(), id, kind, number, place, sha256, at, orderId, refundId)
        if (made === undefined) throw failure('refunds-registered-meanwhile', {})
      }
      return { id, count: refunds.length }
    },
    /** They are out. */
    close: (batch: string, at: Instant): void => void close.run(at, batch),
    /** They did not come out: as if they had not been begun. */
    drop: (batch: string): void => void drop.run(batch),
  }
}

/** Which refunds are registered, as what, where (R49): each once, whatever is killed meanwhile. */
export function refundRegisterQueries(db: Sqlite) {
  const { begin, close, drop } = refundRegister(db)
  const open = db.prepare<[], OpenRefundBatch>(
    'SELECT DISTINCT batch AS id, place, sha256 FROM refund_register WHERE closed_at IS NULL AND desk IS NULL ORDER BY seq',
  )
  // What has a number of its own series is taken back where that is given.
  const mayGo = "closed_at IS NOT NULL AND taken_back_at IS NULL AND kind <> 'td04'"
  const takeBatch = db.prepare(`UPDATE refund_register SET taken_back_at = ? WHERE batch = ? AND ${mayGo}`)
  const take = db.prepare(
    `UPDATE refund_register SET taken_back_at = ? WHERE ${mayGo} AND seq = (
       SELECT refund_register.seq FROM order_refunds AS refund CROSS JOIN orders ON orders.id = refund.order_id
         CROSS JOIN shops ON shops.id = orders.shop_id CROSS JOIN refund_register ON ${standingRegistration}
       WHERE refund.order_id = ? AND refund.refund_id = ?)`,
  )

  return {
    /** As {@link refundRegister} does it; nothing is written when it throws. */
    beginRefunds: writing(db, begin),
    closeRefunds: close,
    dropRefunds: writing(db, drop),
    /** *Segna come registrati*: all or none. @throws Failure `refunds-registered-meanwhile` */
    markRefunds: writing(db, (refunds: readonly NumberedRefund[], at: Instant): RefundBatch => {
      const batch = begin({ kind: 'hand', place: '', sha256: null, refunds }, at)
      close(batch.id, at)
      return batch
    }),
    /** Those begun here, oldest first. */
    openRefunds: (): OpenRefundBatch[] => open.all(),
    /** They are to be registered again. @returns how many */
    takeBackBatch: (batch: string, at: Instant): number => takeBatch.run(at, batch).changes,
    takeBackRefunds: writing(db, (refunds: readonly RefundKey[], at: Instant): number =>
      refunds.reduce((count, { orderId, refundId }) => count + take.run(at, orderId, refundId).changes, 0),
    ),
  }
}
