import type { Sqlite } from '../database.ts'
import type { Values } from './row-places.ts'
import type { SharedRow } from './shared-row.ts'

type OldEdit = Values & {
  readonly seq: number | null
  readonly desk: string | null
  readonly undone_seq: number | null
  readonly undone_desk: string | null
}

/** What is to wait for an order that is about to be removed, because another desk's of the same identifier is to come. */
export function waitingRows(db: Sqlite) {
  const ownDesk = db.prepare<[], string>('SELECT desk FROM desk').pluck()
  const edits = db.prepare<[number], OldEdit>(
    `SELECT order_edits.uuid, shops.uuid AS shop, shop_order_id, at, source, path, previous, next, version, undone_at,
       order_edits.desk, order_edits.seq, undone_desk, undone_seq
     FROM order_edits JOIN orders ON orders.id = order_id JOIN shops ON shops.id = shop_id
     WHERE order_id = ? AND order_edits.uuid IS NOT NULL ORDER BY order_edits.seq IS NULL, order_edits.seq, order_edits.id`,
  )
  const handovers = db.prepare<[number], Values & { seq: number | null; desk: string | null }>(
    `SELECT handovers.uuid, shops.uuid AS shop, shop_order_id, handovers.seq, handovers.desk
     FROM orders JOIN shops ON shops.id = shop_id
     JOIN handover_orders ON orders.id BETWEEN first_id AND last_id JOIN handovers ON handovers.id = handover_id
     WHERE orders.id = ? ORDER BY handovers.id`,
  )
  return {
    /** Its changes by hand, and that hand-overs had it. */
    editsOf(orderId: number): { row: SharedRow; seq: number | null; desk: string }[] {
      const own = ownDesk.get() ?? ''
      const changes = edits.all(orderId).map(({ seq, desk, undone_seq: _, undone_desk: __, ...r }) => ({
        row: { t: 'order_edits', r: { ...r, base: seq ?? Number.MAX_SAFE_INTEGER } },
        seq,
        desk: desk ?? own,
      }))
      const out = handovers.all(orderId).map(({ seq, desk, ...r }) => ({
        row: { t: 'handover_order', r },
        seq,
        desk: desk ?? own,
      }))
      return [...changes, ...out]
    },
  }
}
