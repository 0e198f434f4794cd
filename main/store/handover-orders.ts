import type { Sqlite } from './database.ts'

/** Which orders a hand-over had (`handover_orders`): runs of consecutive ids. For use in a transaction. */
export function handoverOrders(db: Sqlite) {
  // All at once: going in and out of SQLite for each run takes longer than what it does there.
  const add = db.prepare('INSERT INTO handover_orders SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)')
  const of = db
    .prepare<[number], number>(
      `SELECT orders.id FROM handover_orders CROSS JOIN orders ON orders.id BETWEEN first_id AND last_id
       WHERE handover_id = ?`,
    )
    .pluck()
  return {
    put: (handoverId: number, sortedIds: ArrayLike<number>): void =>
      void add.run(handoverId, JSON.stringify([...runsOf(sortedIds)])),
    /** Those that are still there. */
    of: (handoverId: number): number[] => of.all(handoverId),
  }
}

/** Runs of consecutive ids: its first and last. */
function* runsOf(sorted: ArrayLike<number>): Generator<readonly [number, number]> {
  let from = 0
  for (let at = 1; at <= sorted.length; at += 1) {
    const before = sorted[at - 1] ?? 0
    if (at < sorted.length && sorted[at] === before + 1) continue
    yield [sorted[from] ?? 0, before]
    from = at
  }
}
