import type { Instant } from '../words/order.ts'
import { type Sqlite, writing } from './database.ts'

/** A day of fifty shops at every five minutes, and some. */
const atOnce = 20_000

/**
 * Runs that brought nothing new and nothing wrong: those of one shop, day, outcome and failure become one row, the first,
 * with their sums and the last one's end. Not among them: what orders, wrong orders and the log speak of, a shop's last
 * run and last success, runs during which the shop's clock was ahead.
 */
const groups = `
  SELECT id, min(id) OVER (
    PARTITION BY shop_id, date(started_at, 'localtime'), outcome, coalesce(failure ->> 'code', ''),
      shop_started_at IS NULL
  ) AS kept
  FROM runs
  WHERE id > @after AND id <= @last AND seq > 0 AND finished_at < @before
    AND outcome <> 'running' AND new = 0 AND wrong = 0
    AND (shop_started_at IS NULL OR julianday(shop_started_at) - julianday(started_at) <= 5.0 / 1440)
    AND id NOT IN (SELECT run_id FROM log WHERE id < @kept)
    AND id NOT IN (SELECT first_run_id FROM wrong_orders UNION SELECT last_run_id FROM wrong_orders)
    AND NOT EXISTS (SELECT 1 FROM orders WHERE run_id = runs.id)
    AND id NOT IN (SELECT max(id) FROM runs WHERE seq > 0 GROUP BY shop_id)
    AND id NOT IN (SELECT max(id) FROM runs WHERE seq > 0 AND outcome = 'success' GROUP BY shop_id)`

const sums = `
  UPDATE runs SET times = sum_times, total = sum_total, skipped = sum_total, finished_at = last_finished,
    window_from = first_from, window_to = last_to
  FROM (
    SELECT value ->> 1 AS kept, sum(times) AS sum_times, sum(total) AS sum_total, max(finished_at) AS last_finished,
      min(window_from) AS first_from, max(coalesce(window_to, shop_started_at)) AS last_to
    FROM json_each(?) JOIN runs ON runs.id = value ->> 0 GROUP BY kept
  ) WHERE runs.id = kept`

/** Old runs, made few. */
export function mergeRunQueries(db: Sqlite) {
  const next = db.prepare<[number, number], { last: number | null; first: Instant | null }>(
    'SELECT max(id) AS last, min(started_at) AS first FROM (SELECT id, started_at FROM runs WHERE id > ? ORDER BY id LIMIT ?)',
  )
  // The log tells in the order of time: what it still has of old runs is what it began with.
  const firstKept = db
    .prepare<[Instant], number>('SELECT id FROM log WHERE at >= ? ORDER BY id LIMIT 1')
    .pluck()
  const merge = writing(db, (after: number, last: number, before: Instant): void => {
    const found = db.prepare<object, { id: number; kept: number }>(groups).all({
      after,
      last,
      before,
      kept: firstKept.get(before) ?? Number.MAX_SAFE_INTEGER,
    })
    const many = new Set(found.filter(({ id, kept }) => id !== kept).map(({ kept }) => kept))
    const members = found.filter(({ kept }) => many.has(kept)).map(({ id, kept }) => [id, kept])
    if (members.length === 0) return
    db.prepare(sums).run(JSON.stringify(members))
    const gone = members.flatMap(([id, kept]) => (id === kept ? [] : [id]))
    db.prepare('DELETE FROM runs WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(gone))
  })
  return {
    /**
     * Merges, among the next runs after one, those that ended before an instant: some thousands at a time. The log must have
     * been pruned to the same instant.
     * @returns after which run to go on; null at the end
     */
    mergeRuns: (before: Instant, afterId: number): number | null => {
      const { last = null, first = null } = next.get(afterId, atOnce) ?? {}
      if (last === null || first === null || first >= before) return null
      // Nothing refers to those that go; SQLite would look for it in the whole log, for each of them.
      db.pragma('foreign_keys = OFF')
      try {
        merge(afterId, last, before)
      } finally {
        db.pragma('foreign_keys = ON')
      }
      return last
    },
  }
}
