import type { PullRow, RedoneOrders } from '../words/easyfatt-pull.ts'
import { pullKind } from '../words/handover.ts'
import type { Instant } from '../words/order.ts'
import { type Sqlite, writing } from './database.ts'
import { hasNew, numberKeeper, type OrderNumbers } from './easyfatt-numbers.ts'
import { handoverOrders } from './handover-orders.ts'
import { type HandoverStart, handoverQueries } from './handovers.ts'

/** What another program is about to be sent. */
export interface NewPull {
  readonly numbers: OrderNumbers
  readonly start: HandoverStart
}

/** What of it the register notes: the orders that are taken for the first time. */
export interface BegunPull {
  /** Null: none. */
  readonly id: number | null
  readonly orders: number
}

/** Orders that Easyfatt takes by itself (R45): each is noted once, since Easyfatt asks for all of them every time. */
export function pullQueries(db: Sqlite) {
  const { beginHandover, closeHandover, dropHandover } = handoverQueries(db)
  const { keepNumbers } = numberKeeper(db)
  const orders = handoverOrders(db)
  const runs = db
    .prepare<[string], [number, number]>(
      `SELECT first_id, last_id FROM handovers JOIN handover_orders ON handover_id = handovers.id
       WHERE kind = ? AND taken_back_at IS NULL`,
    )
    .raw()
  const changedAfter = db
    .prepare<[], number>(
      `SELECT order_id FROM handover_again AS again JOIN handovers ON handovers.id = handover_id
       WHERE again.kind = '${pullKind}' AND handovers.kind = 'before' AND taken_back_at IS NULL`,
    )
    .pluck()
  const forget = db.prepare('DELETE FROM handover_orders WHERE handover_id = ?')
  // The others may have been changed since they were read.
  const forgetChanges = db.prepare(
    'DELETE FROM handover_again WHERE handover_id = ? AND order_id IN (SELECT value FROM json_each(?))',
  )
  const setCount = db.prepare('UPDATE handovers SET orders = ? WHERE id = ?')
  const list = db.prepare<{ shopId: number; limit: number }, PullRow>(
    `SELECT id, begun_at AS at, orders, taken_back_at AS takenBackAt FROM handovers
     WHERE kind = '${pullKind}' AND closed_at IS NOT NULL AND @shopId = (
       SELECT shop_id FROM handover_orders JOIN orders ON orders.id = first_id
       WHERE handover_id = handovers.id LIMIT 1)
     ORDER BY id DESC LIMIT @limit`,
  )
  const toRedo = `FROM handover_again AS again JOIN handovers ON handovers.id = handover_id
    JOIN orders ON orders.id = order_id
    WHERE again.kind = '${pullKind}' AND handovers.kind = '${pullKind}' AND taken_back_at IS NULL
      AND shop_id = @shopId`
  const redoCount = db.prepare<{ shopId: number }, number>(`SELECT count(*) ${toRedo}`).pluck()
  const redo = db.prepare<
    { shopId: number; limit: number },
    { orderId: number; number: string; paths: string }
  >(`SELECT order_id AS orderId, number, paths ${toRedo} ORDER BY again.id DESC LIMIT @limit`)
  const settle = db.prepare(
    `DELETE FROM handover_again WHERE kind = '${pullKind}'
       AND order_id IN (SELECT id FROM orders WHERE shop_id = @shopId)
       AND (@ids IS NULL OR order_id IN (SELECT value FROM json_each(@ids)))`,
  )

  /** Those that were not taken yet, nor count as passed on. */
  const firstTaken = (ids: Uint32Array): Uint32Array => {
    const sorted = ids.toSorted()
    const out = new Uint8Array(sorted.length)
    markRuns(sorted, out, runs.all('before'), 1)
    markRuns(
      sorted,
      out,
      changedAfter.all().map((id) => [id, id]),
      0,
    )
    markRuns(sorted, out, runs.all(pullKind), 1)
    return sorted.filter((_, at) => out[at] === 0)
  }

  return {
    /**
     * Gives the orders their numbers, and writes down those taken for the first time, before the answer.
     * @throws Failure `handed-over-meanwhile` (another process has given a number), `order-unknown`; nothing is written then
     */
    beginPull: writing(db, ({ numbers, start }: NewPull): BegunPull => {
      keepNumbers(numbers, start.at, () => true)
      const ids = firstTaken(numbers.ids)
      if (ids.length === 0) return { id: null, orders: 0 }
      const isGuarded = hasNew(numbers)
      const pull = { kind: pullKind, place: '', sha256: null, ids, onlyNew: false, isGuarded, start } as const
      return { id: beginHandover(pull), orders: ids.length }
    }),
    /**
     * The answer was sent whole.
     * @param leftOut orders that were not in it
     * @returns how many were taken for the first time
     */
    closePull: writing(db, (id: number, at: Instant, leftOut: readonly number[]): number => {
      const without = new Set(leftOut)
      const all = orders.of(id)
      const taken = all.filter((orderId) => !without.has(orderId))
      if (taken.length === 0) dropHandover(id)
      else if (taken.length < all.length) {
        forget.run(id)
        forgetChanges.run(id, JSON.stringify(leftOut))
        orders.put(
          id,
          taken.toSorted((a, b) => a - b),
        )
        setCount.run(taken.length, id)
      }
      closeHandover(id, at)
      return taken.length
    }),
    /** Those of a shop, newest first. */
    listPulls: (shopId: number, limit: number): PullRow[] => list.all({ shopId, limit }),
    /** Orders of a shop that were changed after Easyfatt took them, the last changed first. */
    changedAfterPull: (shopId: number, limit: number): RedoneOrders => ({
      count: redoCount.get({ shopId }) ?? 0,
      orders: redo
        .all({ shopId, limit })
        .map(({ paths, ...row }) => ({ ...row, paths: JSON.parse(paths) as string[] })),
    }),
    /** The operator has changed them in Easyfatt, too: those, or all of the shop. */
    settlePulled: (shopId: number, orderIds: readonly number[] | null): void =>
      void settle.run({ shopId, ids: orderIds === null ? null : JSON.stringify(orderIds) }),
  }
}

/** Marks those that lie in one of the runs. */
function markRuns(
  sorted: Uint32Array,
  marks: Uint8Array,
  runs: readonly (readonly [first: number, last: number])[],
  mark: 0 | 1,
): void {
  for (const [first, last] of runs) {
    let at = placeOf(sorted, first)
    for (; at < sorted.length && (sorted[at] ?? 0) <= last; at += 1) marks[at] = mark
  }
}

/** Where the first is that is not lower. */
function placeOf(sorted: Uint32Array, id: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < id) from = middle + 1
    else to = middle
  }
  return from
}
