import type { Instant } from '../../words/order.ts'
import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { handoverState } from '../handover-state.ts'
import { isContent } from '../order-changes.ts'
import { kindsOf } from './desk-conflicts.ts'
import type { RowOrigin } from './row-adapter.ts'

/** What another desk has handed over that does not know of all that was done here (R41, R57). For use in a transaction. */
export function handoverConflicts(db: Sqlite) {
  const { markAgain } = handoverState(db)
  const { noteDesks } = checkKeeper(db)
  const doubled = db.prepare<[number], { orderId: number; one: string; other: string }>(
    `SELECT orders.id AS orderId, one.uuid AS one, other.uuid AS other
     FROM handovers AS one CROSS JOIN handovers AS other ON other.kind = one.kind AND other.id <> one.id
       AND other.desk IS NOT one.desk AND one.base >= 0 AND other.base >= 0 AND (other.seq > one.base OR (other.seq IS NULL AND other.guarded = 0))
     CROSS JOIN handover_orders AS ours ON ours.handover_id = one.id
     CROSS JOIN handover_orders AS theirs ON theirs.handover_id = other.id
       AND theirs.first_id <= ours.last_id AND theirs.last_id >= ours.first_id
     CROSS JOIN orders ON orders.id BETWEEN max(ours.first_id, theirs.first_id) AND min(ours.last_id, theirs.last_id)
     WHERE one.id = ? AND one.kind NOT IN ('before', 'unknown')`,
  )
  const changed = db.prepare<[number], { orderId: number; kind: string; path: string; at: string }>(
    `SELECT order_id AS orderId, kind, path, coalesce(undone_at, edit.at) AS at FROM handovers
     CROSS JOIN order_edits AS edit ON source <> 'reread' AND (
       (edit.desk IS NOT handovers.desk AND (edit.seq IS NULL OR edit.seq > base))
       OR (undone_at IS NOT NULL AND undone_desk IS NOT handovers.desk AND (undone_seq IS NULL OR undone_seq > base)))
     CROSS JOIN handover_orders ON handover_id = handovers.id AND order_id BETWEEN first_id AND last_id
     WHERE handovers.id = ?`,
  )
  return {
    /**
     * Orders that another desk has handed over as the same, neither knowing of the other. One that waits here under its guard
     * is about to be refused.
     */
    noteDoubled(handoverId: number, { at }: RowOrigin): void {
      for (const { orderId, one, other } of doubled.all(handoverId))
        noteDesks(orderId, `handover ${[one, other].sort().join(' ')}`, at)
    },
    /** An order of it was changed while its desk read it. */
    outdateOrder(
      orderId: number,
      paths: readonly string[],
      at: Instant,
      kind: string,
      handoverId: number,
    ): void {
      markAgain(orderId, paths, at, kindsOf(kind, handoverId))
    },
    /** Orders of it that were changed without its desk knowing. */
    outdateHandover(handoverId: number): void {
      for (const { orderId, kind, path, at } of changed.all(handoverId))
        if (isContent(path)) markAgain(orderId, [path], at, kindsOf(kind, handoverId))
    },
  }
}
