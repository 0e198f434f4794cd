import type { Instant } from '../words/order.ts'
import type { LogLevel, LogMessage, Run } from '../words/run.ts'
import { shownText } from '../words/shown-text.ts'
import type { Sqlite } from './database.ts'

export interface NewLogEntry {
  readonly level: LogLevel
  readonly message: LogMessage
  readonly shopOrderId?: string
  readonly orderNumber?: string
}

/** Of an order's number in the log. */
const longestNumber = 200

export type LogWriter = ReturnType<typeof logWriter>

/** Writes log entries; called inside the transaction of what they tell, so that log and archive always agree. */
export function logWriter(db: Sqlite) {
  const place = db.prepare<[number], { shop_id: number; seq: number }>(
    'SELECT shop_id, seq FROM runs WHERE id = ?',
  )
  // By that index alone: left to itself SQLite reads all that was ever said of the shop's orders.
  const repeats = db.prepare(
    `SELECT 1 FROM log INDEXED BY log_shop
     WHERE shop_id = ? AND to_seq = ? AND shop_order_id IS NOT NULL LIMIT 1`,
  )
  const stretch = db.prepare<[Instant, number, string, number, string, string]>(
    `UPDATE log SET to_seq = to_seq + 1, last_at = ?, times = times + 1
     WHERE shop_id = ? AND shop_order_id = ? AND to_seq = ? AND code = ? AND params = ?`,
  )
  // What is said of several orders in the same words, at once: going in and out of SQLite for each takes longer.
  const insert = db.prepare(
    `INSERT INTO log (shop_id, run_id, from_seq, to_seq, at, last_at, level, code, params, shop_order_id, order_number)
     SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, value ->> 0, value ->> 1 FROM json_each(?)`,
  )

  return {
    /** An entry that the run before made too, about the same order and in the same words, is stretched (see the schema). */
    write(runId: number, at: Instant, entries: readonly NewLogEntry[]): void {
      if (entries.length === 0) return
      const run = place.get(runId)
      if (!run) throw new Error(`no run ${runId}`)
      const { shop_id: shopId, seq } = run
      const mayRepeat = repeats.get(shopId, seq - 1) !== undefined
      let about: (string | null)[][] = []
      let last = { level: '', code: '', params: '' }
      const flush = () => {
        const { level, code, params } = last
        if (about.length > 0)
          insert.run(shopId, runId, seq, seq, at, at, level, code, params, JSON.stringify(about))
        about = []
      }
      for (const { level, message, shopOrderId, orderNumber } of entries) {
        const { code } = message
        const params = JSON.stringify(message.params)
        if (mayRepeat && shopOrderId !== undefined) {
          if (stretch.run(at, shopId, shopOrderId, seq - 1, code, params).changes > 0) continue
        }
        if (params !== last.params || code !== last.code || level !== last.level) {
          flush()
          last = { level, code, params }
        }
        about.push([
          shopOrderId ?? null,
          orderNumber === undefined ? null : shownText(orderNumber, longestNumber),
        ])
      }
      flush()
    },

    /** The entry with which a run ends. */
    ending(run: Run): NewLogEntry {
      switch (run.outcome) {
        case 'success':
          return { level: 'info', message: { code: 'run-finished', params: { ...run.counters } } }
        case 'cancelled':
          return { level: 'warning', message: { code: 'run-cancelled', params: {} } }
        case 'interrupted':
          return { level: 'warning', message: { code: 'run-interrupted', params: {} } }
        case 'annulled':
          if (run.failure?.code === 'lease-over')
            return { level: 'warning', message: { code: 'run-failed', params: { failure: run.failure } } }
          return { level: 'error', message: { code: 'run-annulled', params: {} } }
        case 'failed': {
          const failure = run.failure ?? { code: 'internal', params: { detail: 'no reason recorded' } }
          return { level: 'error', message: { code: 'run-failed', params: { failure } } }
        }
        case 'running':
          throw new Error(`run ${run.id} has not ended`)
      }
    },
  }
}
