import type { Sqlite } from '../database.ts'
import { fieldOf, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces } from './row-places.ts'

/** How far orders are with us (R40): the last marking in the log counts, and each is kept. */
export function workRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const keep = db.prepare(
    `INSERT OR IGNORE INTO work_facts
       (id, marking, shop, shop_order_id, at, work, waiting_until, work_before, waiting_until_before)
     VALUES (@id, @marking, @shop, @shop_order_id, @at, @work, @waiting_until, @work_before, @waiting_until_before)`,
  )
  const known = db.prepare<[unknown]>('SELECT 1 FROM work_facts WHERE id = ?')
  const set = db.prepare(
    'UPDATE orders SET work = @work, waiting_until = @waiting_until, unseen = 0 WHERE id = @orderId',
  )
  return {
    work_facts: {
      field: fieldOf.work,
      isKnown: ({ id }) => known.get(id) !== undefined,
      apply(row, { isPending }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        keep.run(row)
        const { work, waiting_until } = row
        // Also what this desk has said, or knows: another's may have been shown since.
        if (!isPending) set.run({ work, waiting_until, orderId: id })
        return 'done'
      },
    },
  }
}
