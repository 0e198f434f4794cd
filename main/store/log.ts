import type { Instant } from '../words/order.ts'
import type { LogEntry, LogMessage } from '../words/run.ts'
import type { LogFilter } from '../words/schemas.ts'
import type { Sqlite } from './database.ts'

type LogRow = Omit<LogEntry, 'message'> & { readonly code: string; readonly params: string }

/** Which message codes an outcome of the filter stands for. */
const outcomeCodes = {
  skipped: ['order-skipped'],
  wrong: ['order-wrong'],
  failed: ['run-failed', 'run-annulled', 'run-interrupted'],
  changed: ['order-changed-on-site'],
} as const

const prunedAtOnce = 2000

/** Reads and prunes the log. */
export function logQueries(db: Sqlite) {
  const select = `
    SELECT log.id, at, level, log.shop_id AS shopId, shops.name AS shopName, log.run_id AS runId,
      log.shop_order_id AS shopOrderId, order_number AS orderNumber, orders.id AS orderId, times, last_at AS lastAt, code,
      params FROM log
    JOIN shops ON shops.id = log.shop_id
    LEFT JOIN orders ON orders.shop_id = log.shop_id AND orders.shop_order_id = log.shop_order_id`

  return {
    /** Newest first. The filter's text is not looked at here: the words are the texts' (`main/app/log-search.ts`). */
    listLog: (filter: LogFilter, beforeId: number | null, limit: number): LogEntry[] => {
      const { sql, params } = conditions(filter)
      if (beforeId !== null) {
        sql.push('log.id < ?')
        params.push(beforeId)
      }
      const where = sql.length > 0 ? `WHERE ${sql.join(' AND ')}` : ''
      return db
        .prepare<unknown[], LogRow>(`${select} ${where} ORDER BY log.id DESC LIMIT ?`)
        .all(...params, limit)
        .map(readEntry)
    },
    /**
     * Forgets, among the next entries after one, those last said before an instant (R29): a few thousand at a time,
     * so that nobody waits for it. No index is worth its price at every write for this once a day.
     * @returns after which entry to go on; null at the end
     */
    pruneLog: (before: Instant, afterId: number): number | null => {
      const last = db
        .prepare<[number, number], { id: number | null }>(
          'SELECT max(id) AS id FROM (SELECT id FROM log WHERE id > ? ORDER BY id LIMIT ?)',
        )
        .get(afterId, prunedAtOnce)?.id
      if (last === null || last === undefined) return null
      db.prepare('DELETE FROM log WHERE id > ? AND id <= ? AND last_at < ?').run(afterId, last, before)
      return last
    },
  }

  function conditions(filter: LogFilter) {
    const sql: string[] = []
    const params: (string | number)[] = []
    const add = (condition: string, ...values: (string | number)[]) => {
      sql.push(condition)
      params.push(...values)
    }
    if (filter.shopId !== null) add('log.shop_id = ?', filter.shopId)
    if (filter.runId !== null) {
      const run = db
        .prepare<[number], { shop_id: number; seq: number }>('SELECT shop_id, seq FROM runs WHERE id = ?')
        .get(filter.runId)
      // Entries are stretched over runs that say the same: the run lies between the first and the last.
      add(
        'log.shop_id = ? AND log.to_seq >= ? AND log.from_seq <= ?',
        run?.shop_id ?? 0,
        run?.seq ?? 0,
        run?.seq ?? 0,
      )
    }
    if (filter.orderId !== null) add('orders.id = ?', filter.orderId)
    if (filter.level !== null) add('log.level = ?', filter.level)
    if (filter.outcome !== null) {
      const codes = outcomeCodes[filter.outcome]
      add(`log.code IN (${codes.map(() => '?').join(', ')})`, ...codes)
    }
    return { sql, params }
  }
}

function readEntry({ code, params, ...entry }: LogRow): LogEntry {
  return { ...entry, message: { code, params: JSON.parse(params) } as LogMessage }
}
