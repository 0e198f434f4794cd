import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { fieldBy, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces } from './row-places.ts'

/** *Visto* (R42): whoever has seen what an order says has seen it for all. */
export function checkRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const { note } = checkKeeper(db)
  const keep = db.prepare(
    `INSERT OR IGNORE INTO check_facts (id, shop, shop_order_id, reason, content, at)
     VALUES (@id, @shop, @shop_order_id, @reason, @content, @at)`,
  )
  const drop = db.prepare('DELETE FROM check_facts WHERE id = @id')
  const see = db.prepare(
    `UPDATE order_checks SET seen_at = @at
     WHERE order_id = @orderId AND reason = @reason AND content = @content AND seen_at IS NULL`,
  )
  const unsee = db.prepare(
    `UPDATE order_checks SET seen_at = NULL WHERE order_id = @orderId AND reason = @reason AND content = @content
       AND NOT EXISTS (SELECT 1 FROM check_facts AS fact WHERE fact.shop = @shop AND fact.shop_order_id = @shop_order_id
         AND fact.reason = @reason AND fact.content = @content)`,
  )
  const accepted = db.prepare(
    "UPDATE orders SET accepted = json_set(accepted, '$.seenAt', ?) WHERE id = ? AND accepted IS NOT NULL",
  )
  return {
    check_facts: {
      field: fieldBy('check', 'id'),
      apply(row, { isPending }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        // It was taken back here since.
        if (isPending) return 'done'
        keep.run(row)
        const { reason, content, at } = row
        if (see.run({ orderId: id, reason, content, at }).changes > 0 && reason === 'accepted')
          accepted.run(at, id)
        note(id)
        return 'done'
      },
    },
    check_unseen: {
      field: fieldBy('check', 'id'),
      apply(row) {
        const id = orderId(row)
        if (id === null) return 'waits'
        drop.run(row)
        if (unsee.run({ ...row, orderId: id }).changes > 0 && row.reason === 'accepted')
          accepted.run(null, id)
        note(id)
        return 'done'
      },
    },
  }
}
