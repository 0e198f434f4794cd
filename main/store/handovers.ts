import { randomUUID } from 'node:crypto'
import { failure } from '../words/failure.ts'
import type { HandoverKind } from '../words/handover.ts'
import type { Instant } from '../words/order.ts'
import type { OrderHandover } from '../words/order-view.ts'
import { type Sqlite, writing } from './database.ts'
import { hasNew, numberKeeper, type OrderNumbers } from './easyfatt-numbers.ts'
import { handoverOrders } from './handover-orders.ts'
import { handoverState, hasOrder } from './handover-state.ts'
import { isContent } from './order-changes.ts'

/** Where the archive stood before the orders were read: what changes from then on may not be in what is handed over. */
export interface HandoverStart {
  readonly at: Instant
  readonly lastEdit: number
  readonly lastChange: number
  readonly lastHandover: number
  /** The last fact applied of the log that desks share (R55); 0: there is none. */
  readonly applied: number
}

export interface NewHandover {
  readonly kind: HandoverKind
  /** The file; '' for a printer. */
  readonly place: string
  /** Of the whole file; null for a printer. */
  readonly sha256: string | null
  readonly ids: Uint32Array
  /** The orders are those that were new at the start: none of them may have been handed over since. */
  readonly onlyNew: boolean
  /** Those that the orders go out with, for Easyfatt (R45): each is the order's from then on. */
  readonly numbers?: OrderNumbers | undefined
  /** Numbers are given with it in the same transaction. */
  readonly isGuarded?: boolean
  readonly start: HandoverStart
}

/** An entry without orders: what went out between its two times is not known, as the archive is an older copy. */
export const unknownKind = 'unknown'

/** A hand-over begun of which it is not known whether it came out. */
export interface OpenHandover {
  readonly id: number
  readonly kind: HandoverKind
  readonly place: string
  readonly sha256: string | null
  readonly orders: number
  readonly begunAt: Instant
  /** Of one of its orders. */
  readonly number: string
}

/**
 * The register of hand-overs (R41): which orders left the program, when, as what, where to. One is *begun* before it is out
 * and *closed* after; both count, so that nothing goes out twice.
 */
export function handoverQueries(db: Sqlite) {
  const { markAgain } = handoverState(db)
  const start = db.prepare<[Instant], HandoverStart>(
    `SELECT ? AS at, (SELECT coalesce(max(id), 0) FROM order_edits) AS lastEdit,
       (SELECT coalesce(max(seq), 0) FROM order_changes) AS lastChange,
       (SELECT coalesce(max(id), 0) FROM handovers) AS lastHandover,
       coalesce((SELECT applied FROM desk), 0) AS applied`,
  )
  const insert = db.prepare(
    `INSERT INTO handovers (uuid, kind, place, sha256, orders, begun_at, base, guarded)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const orders = handoverOrders(db)
  const { keepNumbers } = numberKeeper(db)
  const since = db
    .prepare<[number, HandoverKind], [number, number]>(
      `SELECT first_id, last_id FROM handovers JOIN handover_orders ON handover_id = handovers.id
       WHERE handovers.id > ? AND kind = ? AND taken_back_at IS NULL`,
    )
    .raw()
  const changedSince = db
    .prepare<[number], number>('SELECT order_id FROM order_changes WHERE seq > ? ORDER BY seq')
    .pluck()
  const exists = db.prepare<[number], number>('SELECT 1 FROM orders WHERE id = ?').pluck()
  const editedSince = db
    .prepare<{ orderId: number; lastEdit: number; at: Instant; applied: number }, string>(
      `SELECT DISTINCT path FROM order_edits WHERE order_id = @orderId AND source <> 'reread'
         AND (id > @lastEdit OR undone_at >= @at OR (undone_desk IS NOT NULL AND undone_seq > @applied))`,
    )
    .pluck()
  const close = db.prepare('UPDATE handovers SET closed_at = ? WHERE id = ? AND closed_at IS NULL')
  const drops = ['handover_again', 'handover_removed', 'handover_orders'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE handover_id = ?`),
  )
  const drop = db.prepare('DELETE FROM handovers WHERE id = ? AND closed_at IS NULL')
  const isOpen = db
    .prepare<[number], number>('SELECT 1 FROM handovers WHERE id = ? AND closed_at IS NULL')
    .pluck()
  const unknown = db.prepare(
    `INSERT INTO handovers (uuid, kind, place, orders, begun_at, closed_at) VALUES (?, '${unknownKind}', '', 0, ?, ?)`,
  )
  const open = db.prepare<[], OpenHandover>(
    `SELECT id, kind, place, sha256, orders, begun_at AS begunAt, coalesce((
       SELECT number FROM handover_orders JOIN orders ON orders.id = first_id
       WHERE handover_id = handovers.id ORDER BY first_id LIMIT 1), '') AS number
     FROM handovers
     WHERE closed_at IS NULL AND desk IS NULL ORDER BY id`,
  )
  const takeBack = db
    .prepare<[Instant, number], number>(
      `UPDATE handovers SET taken_back_at = ? WHERE id = ? AND closed_at IS NOT NULL AND taken_back_at IS NULL
       AND kind NOT IN ('before', '${unknownKind}') RETURNING orders`,
    )
    .pluck()
  const ofOrder = db.prepare<
    { orderId: number },
    Omit<OrderHandover, 'again'> & { againAt: Instant | null; kinds: string; paths: string }
  >(
    `SELECT handovers.id, handovers.kind, place, begun_at AS at, taken_back_at AS takenBackAt,
       desk_names.name AS desk, max(again.at) AS againAt, json_group_array(again.kind) AS kinds,
       coalesce(again.paths, '[]') AS paths
     FROM handovers JOIN handover_orders ON ${hasOrder} LEFT JOIN desk_names USING (desk)
     LEFT JOIN handover_again AS again ON again.handover_id = handovers.id AND again.order_id = @orderId
     GROUP BY handovers.id ORDER BY handovers.id`,
  )

  return {
    /** To be asked before the orders are chosen and read. */
    handoverStart: (at: Instant): HandoverStart => start.get(at) as HandoverStart,
    /**
     * Writes a hand-over down, before it is out. An order that was changed while it was being read is to be done again.
     * @returns its id
     * @throws Failure `handed-over-meanwhile`, `order-unknown` (one was removed meanwhile); nothing is written then
     */
    beginHandover: writing(db, (handover: NewHandover): number => {
      const { kind, place, sha256, ids, onlyNew, numbers, start: from } = handover
      const sorted = ids.toSorted()
      if (onlyNew && since.all(from.lastHandover, kind).some(([first, last]) => anyIn(sorted, first, last)))
        throw failure('handed-over-meanwhile', {})
      const { lastInsertRowid } = insert.run(
        randomUUID(),
        kind,
        place,
        sha256,
        ids.length,
        from.at,
        from.applied,
        onlyNew || (handover.isGuarded ?? hasNew(numbers)) ? 1 : 0,
      )
      const id = Number(lastInsertRowid)
      orders.put(id, sorted)
      if (numbers) keepNumbers(numbers, from.at, (orderId) => anyIn(sorted, orderId, orderId))
      for (const orderId of changedSince.all(from.lastChange)) {
        if (!anyIn(sorted, orderId, orderId)) continue
        if (exists.get(orderId) === undefined) throw failure('order-unknown', {})
        const { lastEdit, at, applied } = from
        const paths = editedSince.all({ orderId, lastEdit, at, applied }).filter(isContent)
        if (paths.length > 0) markAgain(orderId, paths, from.at, new Map([[kind, id]]))
      }
      return id
    }),
    /** It is out. */
    closeHandover: (id: number, at: Instant): void => void close.run(at, id),
    /** It did not come out: as if it had not been begun. */
    dropHandover: writing(db, (id: number): void => {
      if (isOpen.get(id) === undefined) return
      for (const statement of drops) statement.run(id)
      drop.run(id)
    }),
    /** The archive is an older copy: what went out between the two is not known. */
    noteUnknownHandovers: (since: Instant, until: Instant): void =>
      void unknown.run(randomUUID(), since, until),
    /** The orders that it had, as far as they are still there. */
    ordersOfHandover: orders.of,
    /** Those begun here, oldest first. */
    openHandovers: (): OpenHandover[] => open.all(),
    /**
     * *Riprendi*: what went out does not count. Its orders are new again, unless another hand-over of that kind has them.
     * @returns how many orders it had; 0 when it did not count any more
     */
    takeBackHandover: (id: number, at: Instant): number => takeBack.get(at, id) ?? 0,
    /** All that became of an order, oldest first; those taken back included. */
    orderHandovers: (orderId: number): OrderHandover[] =>
      ofOrder.all({ orderId }).map(({ againAt, kinds, paths, ...row }) => ({
        ...row,
        again:
          againAt === null
            ? null
            : {
                at: againAt,
                kinds: JSON.parse(kinds) as HandoverKind[],
                paths: JSON.parse(paths) as string[],
              },
      })),
  }
}

/** Whether one of them lies between two others, both included. */
function anyIn(sorted: Uint32Array, first: number, last: number): boolean {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < first) from = middle + 1
    else to = middle
  }
  return from < sorted.length && (sorted[from] ?? 0) <= last
}
