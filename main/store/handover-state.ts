import { handoverKinds } from '../words/handover.ts'
import type { Instant } from '../words/order.ts'
import type { Sqlite } from './database.ts'

/** What says so of a hand-over and one order: SQL over `handovers` and `handover_orders`, with the order as `@orderId`. */
export const hasOrder = `handover_orders.handover_id = handovers.id AND first_id = (
    SELECT max(first_id) FROM handover_orders AS runs WHERE runs.handover_id = handovers.id AND first_id <= @orderId
  ) AND last_id >= @orderId`

/** Marks orders as to be done again (R41), for those who change an order within a transaction of theirs. */
export function handoverState(db: Sqlite) {
  const any = db.prepare<[], number>('SELECT 1 FROM handovers LIMIT 1').pluck()
  const standing = db.prepare<{ orderId: number }, { id: number; kind: string }>(
    `SELECT handovers.id, kind FROM handovers JOIN handover_orders ON ${hasOrder}
     WHERE taken_back_at IS NULL ORDER BY handovers.seq IS NULL, handovers.seq, handovers.id`,
  )
  const mark = db.prepare(
    `INSERT INTO handover_again (handover_id, order_id, kind, at, paths) VALUES (@id, @orderId, @kind, @at, @paths)
     ON CONFLICT DO UPDATE SET at = excluded.at, paths = (
       SELECT json_group_array(value) FROM (
         SELECT value FROM json_each(handover_again.paths) UNION SELECT value FROM json_each(excluded.paths)))`,
  )
  return {
    /**
     * For each kind, the hand-over that says last what became of the order.
     * @param registered only what was written down when it went out: not what counts as passed on because it was there before
     */
    lastOf: (orderId: number, registered = false): ReadonlyMap<string, number> => {
      const last = new Map<string, number>()
      for (const { id, kind } of any.get() === undefined ? [] : standing.all({ orderId })) {
        if (registered && kind === 'before') continue
        for (const one of kind === 'before' ? handoverKinds : [kind]) last.set(one, id)
      }
      return last
    },
    /** Of hand-overs by their kind: one, or the last of each. */
    markAgain(
      orderId: number,
      paths: readonly string[],
      at: Instant,
      handovers: Iterable<readonly [kind: string, id: number]>,
    ): void {
      for (const [kind, id] of handovers) mark.run({ id, orderId, kind, at, paths: JSON.stringify(paths) })
    },
  }
}
