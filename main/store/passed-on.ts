import type { Instant } from '../words/order.ts'
import type { Sqlite } from './database.ts'
import { handoverOrders } from './handover-orders.ts'

/** Orders that count as passed on without having gone out of here (R41): by one entry of every kind. For use in a transaction. */
export function passedOnQueries(db: Sqlite) {
  const insert = db.prepare(
    `INSERT INTO handovers (uuid, kind, place, orders, begun_at, closed_at) VALUES (?, 'before', '', ?, ?, ?)`,
  )
  const orders = handoverOrders(db)
  const takeBack = db.prepare<[Instant, string], { id: number; at: Instant }>(
    `UPDATE handovers SET taken_back_at = ? WHERE uuid = ? AND kind = 'before' AND taken_back_at IS NULL
     RETURNING id, begun_at AS at`,
  )
  return {
    /** @param marking the marking that it goes with, and is taken back with */
    passOnAll(marking: string, sortedIds: readonly number[], at: Instant): void {
      if (sortedIds.length === 0) return
      const { lastInsertRowid } = insert.run(marking, sortedIds.length, at, at)
      orders.put(Number(lastInsertRowid), sortedIds)
    },
    /** @returns its orders and when they were passed on, if that marking did so and it still counts */
    takeBackPassedOn(marking: string, at: Instant): { ids: number[]; at: Instant } | null {
      const entry = takeBack.get(at, marking)
      return entry === undefined ? null : { ids: orders.of(entry.id), at: entry.at }
    },
  }
}
