import type { Sqlite } from '../database.ts'
import { handoverState } from '../handover-state.ts'
import { isContent } from '../order-changes.ts'
import type { RowAdapters } from './row-adapter.ts'
import type { RowPlaces } from './row-places.ts'

/** Orders that another program has as they are now (R45): they are to be done again no more, on all desks. */
export function againRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const { markAgain } = handoverState(db)
  const idOf = db.prepare<[unknown], number>('SELECT id FROM handovers WHERE uuid = ?').pluck()
  const forget = db.prepare('DELETE FROM handover_again WHERE handover_id = ? AND order_id = ? AND kind = ?')
  const unseen = db.prepare<
    { order: number; desk: string | null; base: number },
    { path: string; at: string }
  >(
    `SELECT path, coalesce(undone_at, at) AS at FROM order_edits WHERE order_id = @order AND source <> 'reread' AND (
       (desk IS NOT @desk AND (seq IS NULL OR seq > @base))
       OR (undone_at IS NOT NULL AND undone_desk IS NOT @desk AND (undone_seq IS NULL OR undone_seq > @base)))`,
  )
  return {
    again_settled: {
      apply(row, { desk }) {
        const order = orderId(row)
        if (order === null) return 'waits'
        const id = idOf.get(row.uuid)
        // What this desk has done since is to be done again.
        if (id === undefined || desk === null) return 'done'
        forget.run(id, order, row.kind)
        // Whoever said so did not know of these.
        for (const { path, at } of unseen.all({ order, desk, base: Number(row.base) }))
          if (isContent(path)) markAgain(order, [path], at, [[String(row.kind), id]])
        return 'done'
      },
    },
  }
}
