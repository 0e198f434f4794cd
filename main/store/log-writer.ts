import type { Instant } from '../order.ts'
import type { LogLevel, LogMessage, Run } from '../run.ts'
import type { Sqlite } from './database.ts'

export interface NewLogEntry {
  readonly level: LogLevel
  readonly message: LogMessage
  readonly shopOrderId?: string
  readonly orderNumber?: string
}

export type LogWriter = ReturnType<typeof logWriter>

/** Writes log entries; called inside the transaction of what they tell, so that log and archive always agree. */
export function logWriter(db: Sqlite) {
  const place = db.prepare<[number], { shop_id: number; seq: number }>(
    'SELECT shop_id, seq FROM runs WHERE id = ?',
  )
  const stretch = db.prepare(
    `UPDATE log SET to_seq = to_seq + 1, last_at = ?, times = times + 1
     WHERE shop_id = ? AND shop_order_id = ? AND to_seq = ? AND code = ? AND params = ?`,
  )
  const insert = db.prepare(
    `INSERT INTO log (shop_id, run_id, from_seq, to_seq, at, last_at, level, code, params, shop_order_id, order_number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return {
    /** An entry that the run before made too, about the same order and in the same words, is stretched (see the schema). */
    write(runId: number, at: Instant, entries: readonly NewLogEntry[]): void {
      const run = place.get(runId)
      if (!run) throw new Error(`no run ${runId}`)
      const { shop_id: shopId, seq } = run
      for (const { level, message, shopOrderId, orderNumber } of entries) {
        const params = JSON.stringify(message.params)
        if (shopOrderId !== undefined && seq > 1) {
          const stretched = stretch.run(at, shopId, shopOrderId, seq - 1, message.code, params)
          if (stretched.changes > 0) continue
        }
        const about = [shopOrderId ?? null, orderNumber ?? null]
        insert.run(shopId, runId, seq, seq, at, at, level, message.code, params, ...about)
      }
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
