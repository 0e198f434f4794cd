import type { Instant } from '../../words/order.ts'
import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { handoverState } from '../handover-state.ts'
import { isContent } from '../order-changes.ts'
import { kindsOf } from './desk-conflicts.ts'
import type { RowOrigin } from './row-adapter.ts'

/** Of two entries of the log the later one's desk did not know of the other; those that came with an archive know nothing. */
const isUnaware = `other.kind = one.kind AND other.id <> one.id AND other.desk IS NOT one.desk
  AND one.base >= 0 AND other.base >= 0 AND one.kind NOT IN ('before', 'unknown')
  AND ((other.seq > one.base AND other.seq < one.seq) OR (one.seq > other.base AND one.seq < other.seq))`
/** Changes of an order that the desk of a hand-over did not know of. */
const isUnknown = `source <> 'reread' AND (
  (edit.desk IS NOT handovers.desk AND (edit.seq IS NULL OR edit.seq > base))
  OR (undone_at IS NOT NULL AND undone_desk IS NOT handovers.desk AND (undone_seq IS NULL OR undone_seq > base)))`

/** What another desk has handed over that does not know of all that was done here (R41, R57). For use in a transaction. */
export function handoverConflicts(db: Sqlite) {
  const { markAgain } = handoverState(db)
  const { noteDesks, forgetDesks } = checkKeeper(db)
  const doubled = db.prepare<[number], { orderId: number; one: string; other: string }>(
    `SELECT orders.id AS orderId, one.uuid AS one, other.uuid AS other
     FROM handovers AS one CROSS JOIN handovers AS other ON ${isUnaware}
     CROSS JOIN handover_orders AS ours ON ours.handover_id = one.id
     CROSS JOIN handover_orders AS theirs ON theirs.handover_id = other.id
       AND theirs.first_id <= ours.last_id AND theirs.last_id >= ours.first_id
     CROSS JOIN orders ON orders.id BETWEEN max(ours.first_id, theirs.first_id) AND min(ours.last_id, theirs.last_id)
     WHERE one.id = ?`,
  )
  const doubledOne = db.prepare<{ id: number; orderId: number }, { one: string; other: string }>(
    `SELECT one.uuid AS one, other.uuid AS other FROM handovers AS one CROSS JOIN handovers AS other ON ${isUnaware}
     WHERE one.id = @id AND EXISTS (
       SELECT 1 FROM handover_orders WHERE handover_id = other.id AND first_id <= @orderId AND last_id >= @orderId)`,
  )
  const changed = db.prepare<[number], { orderId: number; kind: string; path: string; at: string }>(
    `SELECT order_id AS orderId, kind, path, coalesce(undone_at, edit.at) AS at FROM handovers
     CROSS JOIN order_edits AS edit ON ${isUnknown}
     CROSS JOIN handover_orders ON handover_id = handovers.id AND order_id BETWEEN first_id AND last_id
     WHERE handovers.id = ?`,
  )
  const changedOne = db.prepare<{ id: number; orderId: number }, { kind: string; path: string; at: string }>(
    `SELECT kind, path, coalesce(undone_at, edit.at) AS at FROM handovers
     CROSS JOIN order_edits AS edit ON order_id = @orderId AND ${isUnknown} WHERE handovers.id = @id`,
  )
  const conflictOf = (one: string, other: string) => `handover ${[one, other].sort().join(' ')}`

  return {
    /**
     * An entry has its place in the log: orders that another desk has handed over as the same, neither knowing of the other.
     * One that has no place yet may still be refused, or dropped.
     */
    noteDoubled(handoverId: number, { at }: RowOrigin): void {
      for (const { orderId, one, other } of doubled.all(handoverId))
        noteDesks(orderId, conflictOf(one, other), at)
    },
    /** The same of an order that has come since, and whether it is to be done again. */
    noteLate(id: number, orderId: number, now: Instant): void {
      for (const { one, other } of doubledOne.all({ id, orderId }))
        noteDesks(orderId, conflictOf(one, other), now)
      for (const { kind, path, at } of changedOne.all({ id, orderId }))
        if (isContent(path)) markAgain(orderId, [path], at, kindsOf(kind, id))
    },
    /** It did not come out: nothing was doubled by it. */
    forgetDoubled: (uuid: string): void => forgetDesks(uuid),
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
