import { brotliCompressSync, constants } from 'node:zlib'
import type { Notice } from '../connectors/connector.ts'
import type { Instant, SkipReason, WrongReason } from '../order.ts'
import type { Counters } from '../run.ts'
import { hasBufferToItself } from './calls.ts'
import { type Sqlite, writing } from './database.ts'
import type { LogWriter, NewLogEntry } from './log-writer.ts'
import type { OrderRecord } from './order-record.ts'

/** What a run has decided about some orders; stored whole or not at all. */
export interface RunPage {
  readonly orders: readonly OrderRecord[]
  /** The shop's own data of these orders: a JSON array in UTF-8; null when there are none. */
  readonly raw: Uint8Array | null
  readonly skipped: readonly { shopOrderId: string; number: string; reason: SkipReason }[]
  readonly wrong: readonly {
    shopOrderId: string
    number: string
    raw: string | null
    reasons: readonly WrongReason[]
  }[]
  /** Orders of the archive that the site has changed since (R16). */
  readonly changed: readonly { shopOrderId: string; number: string; modifiedAt: Instant }[]
  readonly notices: readonly Notice[]
}

/** What the archive knows of an order that a run meets. */
export interface KnownOrder {
  readonly shopOrderId: string
  /** When the site had last changed it, as last seen. */
  readonly siteSeenAt: Instant
}

/** A page of 100 orders: 2 ms, and a tenth of its size; higher qualities take much longer for little. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Stores what runs find. */
export function pageQueries(db: Sqlite, log: LogWriter) {
  // All at once: going in and out of SQLite for each of a hundred takes three times as long.
  const known = db.prepare<[string, number], KnownOrder>(
    `SELECT shop_order_id AS shopOrderId, site_seen_at AS siteSeenAt
     FROM json_each(?) AS asked CROSS JOIN orders ON shop_id = ? AND shop_order_id = asked.value`,
  )
  // By place, not by name: names are looked up again for every order.
  const insertOrder = db.prepare(
    `INSERT INTO orders (shop_id, run_id, downloaded_at, raw_batch_id, shop_order_id, number, placed_at, state, customer,
       email, city, currency, total, total_e4, site_modified_at, site_seen_at, raw_index)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (shop_id, shop_order_id) DO NOTHING`,
  )
  const insertDocument = db.prepare('INSERT INTO order_documents (order_id, document) VALUES (?, ?)')
  const insertRaw = db.prepare('INSERT INTO raw_batches (json) VALUES (?)')
  const insertSearch = db.prepare('INSERT INTO order_search (rowid, text) VALUES (?, ?)')
  const hasWrong = db.prepare('SELECT 1 FROM wrong_orders WHERE shop_id = ? LIMIT 1')
  const mend = db.prepare('DELETE FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?')
  const keepWrong = db.prepare(
    `INSERT INTO wrong_orders (shop_id, shop_order_id, number, first_run_id, last_run_id, reasons, raw)
     VALUES (@shopId, @shopOrderId, @number, @runId, @runId, @reasons, @raw)
     ON CONFLICT DO UPDATE SET number = excluded.number, last_run_id = excluded.last_run_id,
       reasons = excluded.reasons, raw = coalesce(excluded.raw, raw)`,
  )
  const undelivered = db.prepare<[number, number], { shopOrderId: string; number: string }>(
    `SELECT shop_order_id AS shopOrderId, number FROM wrong_orders
     WHERE shop_id = ? AND ignored_at IS NULL AND instr(reasons, '"shop-cannot-deliver"') > 0
     ORDER BY last_run_id LIMIT ?`,
  )
  const forget = db.prepare(
    `DELETE FROM wrong_orders
     WHERE shop_id = ? AND shop_order_id = ? AND instr(reasons, '"shop-cannot-deliver"') > 0`,
  )
  const seeChange = db.prepare('UPDATE orders SET site_seen_at = ? WHERE shop_id = ? AND shop_order_id = ?')
  const count = db.prepare<[number, number, number, number, number], Counters & { shop_id: number }>(
    `UPDATE runs SET total = total + ?, new = new + ?, skipped = skipped + ?, wrong = wrong + ? WHERE id = ?
     RETURNING total, new, skipped, wrong, shop_id`,
  )
  const countShop = db.prepare('UPDATE shops SET orders_stored = orders_stored + ? WHERE id = ?')
  const shopOf = db.prepare<[number], { shop_id: number }>('SELECT shop_id FROM runs WHERE id = ?')

  const storeRaw = (raw: Uint8Array): number | bigint => {
    const compressed = brotliCompressSync(raw, brotli)
    // It was moved here for this and is not needed any more: given back at once, not when the collector comes by.
    if (raw.buffer instanceof ArrayBuffer && hasBufferToItself(raw)) raw.buffer.transfer(0)
    return insertRaw.run(compressed).lastInsertRowid
  }

  /**
   * Pages are not forced to the disk one by one: after a power cut the archive is as it was some pages before, the
   * run unfinished and the cursor where it was, so that the next run reads them again (R31). Everything else, the
   * closing of the run first of all, is; and that forces what came before it.
   */
  const unforced = <Arguments extends readonly unknown[], Result>(work: (...args: Arguments) => Result) => {
    return (...args: Arguments): Result => {
      db.pragma('synchronous = NORMAL')
      try {
        return work(...args)
      } finally {
        db.pragma('synchronous = FULL')
      }
    }
  }

  return {
    /** Which of these orders are in the archive already. */
    classify: (shopId: number, shopOrderIds: readonly string[]): KnownOrder[] =>
      known.all(JSON.stringify(shopOrderIds), shopId),

    /**
     * Orders that the shop could not deliver when they were last asked for, those longest ago first. What ails them is
     * mended without their being modified, so that no window meets them again (R7, R31).
     */
    undelivered: (shopId: number, limit: number) => undelivered.all(shopId, limit),

    /** One transaction: orders, outcomes, counters and log entries. Answers the run's counters after it. */
    savePage: unforced(
      writing(db, (runId: number, page: RunPage, at: Instant): Counters => {
        const shopId = shopOf.get(runId)?.shop_id
        if (shopId === undefined) throw new Error(`no run ${runId}`)
        const entries: NewLogEntry[] = page.notices.map((notice) => ({ level: 'warning', message: notice }))
        const skipped = [...page.skipped]
        let stored = 0
        const rawBatch = page.orders.length === 0 ? null : storeRaw(page.raw ?? new Uint8Array())
        const mayMend = hasWrong.get(shopId) !== undefined
        for (const order of page.orders) {
          const { shopOrderId, number } = order
          const { changes, lastInsertRowid } = insertOrder.run(
            shopId,
            runId,
            at,
            rawBatch,
            shopOrderId,
            number,
            order.placedAt,
            order.state,
            order.customer,
            order.email,
            order.city,
            order.currency,
            order.total,
            order.totalE4,
            order.modifiedAt,
            order.modifiedAt,
            order.rawIndex,
          )
          if (changes === 0) {
            // Somebody else stored it since it was classified: R15, never overwritten.
            skipped.push({ shopOrderId, number, reason: { code: 'already-downloaded', params: {} } })
            continue
          }
          stored += 1
          insertDocument.run(lastInsertRowid, order.document)
          insertSearch.run(lastInsertRowid, order.searchText)
          if (mayMend && mend.run(shopId, shopOrderId).changes > 0) {
            const message = { code: 'wrong-order-mended', params: {} } as const
            entries.push({ level: 'info', message, shopOrderId, orderNumber: number })
          }
        }
        for (const { shopOrderId, number, reason } of skipped) {
          // The shop has delivered it, or has it no longer.
          if (mayMend) forget.run(shopId, shopOrderId)
          const message = { code: 'order-skipped', params: { reason } } as const
          entries.push({ level: 'info', message, shopOrderId, orderNumber: number })
        }
        for (const { shopOrderId, number, raw, reasons } of page.wrong) {
          keepWrong.run({ shopId, shopOrderId, number, runId, reasons: JSON.stringify(reasons), raw })
          const message = { code: 'order-wrong', params: { reasons } } as const
          entries.push({ level: 'error', message, shopOrderId, orderNumber: number })
        }
        for (const { shopOrderId, number, modifiedAt } of page.changed) {
          seeChange.run(modifiedAt, shopId, shopOrderId)
          const message = { code: 'order-changed-on-site', params: { modifiedAt } } as const
          entries.push({ level: 'warning', message, shopOrderId, orderNumber: number })
        }
        log.write(runId, at, entries)
        if (stored > 0) countShop.run(stored, shopId)
        const examined = stored + skipped.length + page.wrong.length
        const counters = count.get(examined, stored, skipped.length, page.wrong.length, runId)
        if (!counters) throw new Error(`no run ${runId}`)
        const { total, skipped: allSkipped, wrong } = counters
        return { total, new: counters.new, skipped: allSkipped, wrong }
      }),
    ),
  }
}
