import type { Instant } from '../words/order.ts'
import type { Sqlite } from './database.ts'
import { runsOf } from './handovers.ts'

/** Orders that count as passed on without having gone out of here (R41): by one entry of every kind. For use in a transaction. */
export function passedOnQueries(db: Sqlite) {
  const insert = db.prepare(
    `INSERT INTO handovers (uuid, kind, place, orders, begun_at, closed_at) VALUES (?, 'before', '', ?, ?, ?)`,
  )
  const addRuns = db.prepare(
    'INSERT INTO handover_orders SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)',
  )
  const takeBack = db.prepare<[Instant, string], { id: number; at: Instant }>(
    `UPDATE handovers SET taken_back_at = ? WHERE uuid = ? AND kind = 'before' AND taken_back_at IS NULL
     RETURNING id, begun_at AS at`,
  )
  return {
    /** @param marking the marking that it goes with, and is taken back with */
    passOnAll(marking: string, sortedIds: readonly number[], at: Instant): void {
      if (sortedIds.length === 0) return
      const { lastInsertRowid } = insert.run(marking, sortedIds.length, at, at)
      addRuns.run(lastInsertRowid, JSON.stringify([...runsOf(sortedIds)]))
    },
    /** @returns the entry and when it was made, if that marking has one that counts */
    takeBackPassedOn: (marking: string, at: Instant) => takeBack.get(at, marking) ?? null,
  }
}
