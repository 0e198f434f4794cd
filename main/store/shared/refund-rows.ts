import type { Sqlite } from '../database.ts'
import { fieldBy, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'
import { refundColumns } from './said-rows.ts'

/** Which refunds are registered (R49): of two registrations the first in the log counts; and their dates, asked for later. */
export function refundRows(db: Sqlite, { orderId }: RowPlaces) {
  const known = db.prepare<[unknown], number>('SELECT 1 FROM refund_register WHERE id = ?').pluck()
  const other = db
    .prepare<Values, string>(
      `SELECT id FROM refund_register WHERE shop = @shop AND shop_order_id = @shop_order_id AND refund_id = @refund_id
         AND taken_back_at IS NULL`,
    )
    .pluck()
  const keep = db.prepare(
    `INSERT OR IGNORE INTO refund_register (${refundColumns.join(', ')}, desk)
     VALUES (${refundColumns.map((name) => `@${name}`).join(', ')}, @desk)`,
  )
  const setState = db.prepare(
    `UPDATE OR IGNORE refund_register SET closed_at = coalesce(closed_at, @closed_at),
       taken_back_at = coalesce(taken_back_at, @taken_back_at) WHERE id = @id`,
  )
  const drop = db.prepare<[unknown]>('DELETE FROM refund_register WHERE id = ?')
  const date = db.prepare(
    `UPDATE order_refunds SET at = @at, document = @document
     WHERE order_id = @orderId AND refund_id = @refund_id AND at IS NULL`,
  )
  const dropSum = db.prepare("DELETE FROM order_refunds WHERE order_id = ? AND refund_id = ''")
  const keepPart = db.prepare(
    `INSERT OR IGNORE INTO order_refunds (order_id, refund_id, at, first_seen_at, document)
     VALUES (@orderId, @refund_id, @at, @first_seen_at, @document)`,
  )

  const adapters: RowAdapters = {
    refund_register: {
      field: fieldBy('refund', 'id'),
      apply(row, { desk, isPending, isPendingAt }) {
        if (isPending || known.get(row.id) !== undefined) return 'done'
        const registered = other.get(row)
        // Of this desk, and later in the log.
        if (registered !== undefined && isPendingAt(`refund|${registered}`)) drop.run(registered)
        keep.run({ ...row, desk })
        return 'done'
      },
    },
    refund_state: {
      apply(row) {
        setState.run(row)
        return 'done'
      },
    },
    refund_dropped: {
      apply({ id }) {
        drop.run(id)
        return 'done'
      },
    },
    refund_date: {
      apply(row) {
        const id = orderId(row)
        if (id === null) return 'waits'
        date.run({ ...row, orderId: id })
        return 'done'
      },
    },
    refund_part: {
      apply(row) {
        const id = orderId(row)
        if (id === null) return 'waits'
        dropSum.run(id)
        keepPart.run({ ...row, orderId: id })
        return 'done'
      },
    },
  }
  return {
    adapters,
    /** The server has refused it: it is as if it had not been begun. */
    refuse: ({ id }: Values): void => void drop.run(id),
  }
}
