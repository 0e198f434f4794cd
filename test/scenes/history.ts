/** A month in the life of a shop, written into the archive of a profile as the program itself would have. */
import { join } from 'node:path'
import { openDatabase, type Sqlite } from '../../main/store/database.ts'
import { logWriter } from '../../main/store/log-writer.ts'
import { runQueries } from '../../main/store/runs.ts'
import { sharedWriter } from '../../main/store/shared/writer.ts'
import { shopQueries } from '../../main/store/shops.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import type { Counters } from '../../main/words/run.ts'

const minute = 60_000

export interface History {
  readonly shop: string
  /** The day and time at which it ends; runs lie on a grid before it. */
  readonly end: string
  readonly days: number
  /** Automatic syncs a day, from the morning on. */
  readonly perDay: number
  readonly newOrders: (day: number) => number
  readonly failed?: (day: number, sync: number) => boolean
  readonly failure?: FailureValue
  /** Then so many failures in a row, and after them so many *annullate*, one every 15 minutes until `end`. */
  readonly thenFailures?: number
  readonly thenAnnulled?: number
}

interface PlannedRun {
  readonly history: History
  readonly at: number
  readonly outcome: 'success' | 'failed' | 'annulled'
  readonly fresh: number
}

/** Adds the shops' runs, in the order of time: all at once, and without waiting for the disk. */
export function writeHistory(profile: string, ...histories: readonly History[]): void {
  const db = openDatabase(join(profile, 'archive.sqlite'))
  db.pragma('synchronous = OFF')
  db.transaction(() => countInto(db, writeRuns(db, histories)))()
  db.close()
}

function writeRuns(db: Sqlite, histories: readonly History[]): readonly (readonly [number, Counters])[] {
  const archive = { ...shopQueries(db), ...runQueries(db, logWriter(db), sharedWriter(db)) }
  const shops = archive.listShops()
  const counted: [number, Counters][] = []
  for (const { history, at, outcome, fresh } of histories.flatMap(plan).sort((a, b) => a.at - b.at)) {
    const shop = shops.find(({ name }) => name === history.shop)
    if (shop === undefined) throw new Error(`no shop ${history.shop}`)
    const { id } = archive.beginRun(shop.id, 'auto', iso(at))
    if (outcome !== 'annulled') {
      const from = iso(at - 24 * 60 * minute)
      archive.openWindow(id, { shopStartedAt: iso(at), from, to: null, floor: from }, iso(at))
    }
    const ended = { outcome, finishedAt: iso(at + 4000), cursor: outcome === 'success' ? iso(at) : null }
    archive.finishRun(id, { ...ended, failure: outcome === 'success' ? null : (history.failure ?? timeout) })
    if (outcome === 'success') counted.push([id, { total: fresh + 31, new: fresh, skipped: 30, wrong: 1 }])
  }
  return counted
}

const timeout: FailureValue = { code: 'timeout', params: { host: 'www.bottegadianna.it', seconds: 30 } }
const iso = (at: number) => new Date(at).toISOString()

function plan(history: History): PlannedRun[] {
  const { days, perDay, newOrders, thenFailures = 0, thenAnnulled = 0 } = history
  const end = Date.parse(history.end)
  const tail = thenFailures + thenAnnulled
  const last = end - tail * 15 * minute
  const usual = Array.from({ length: days * perDay }, (_, place): PlannedRun => {
    const day = Math.floor(place / perDay)
    const sync = place % perDay
    const failed = history.failed?.(day, sync) ?? false
    const at = last - day * 24 * 60 * minute - sync * 15 * minute
    const fresh = failed || sync > 0 ? 0 : newOrders(day)
    return { history, at, outcome: failed ? 'failed' : 'success', fresh }
  })
  const after = Array.from({ length: tail }, (_, place): PlannedRun => {
    const outcome = place < thenAnnulled ? 'annulled' : 'failed'
    return { history, at: end - place * 15 * minute, outcome, fresh: 0 }
  })
  return [...usual, ...after]
}

/** The counters of runs come from the orders they store; a picture needs only the figures. */
function countInto(db: Sqlite, counted: readonly (readonly [number, Counters])[]): void {
  const update = db.prepare('UPDATE runs SET total = ?, new = ?, skipped = ?, wrong = ? WHERE id = ?')
  const tell = db.prepare("UPDATE log SET params = ? WHERE run_id = ? AND code = 'run-finished'")
  for (const [id, counters] of counted) {
    update.run(counters.total, counters.new, counters.skipped, counters.wrong, id)
    tell.run(JSON.stringify(counters), id)
  }
  db.prepare(
    'UPDATE shops SET orders_stored = (SELECT coalesce(sum(new), 0) FROM runs WHERE shop_id = shops.id)',
  ).run()
}

/** What a real run wrote, as if it had taken two seconds from `at` on: else pictures would change each time. */
export function settleTimes(profile: string, at: string): void {
  const db = openDatabase(join(profile, 'archive.sqlite'))
  const end = new Date(Date.parse(at) + 2000).toISOString()
  db.prepare("UPDATE runs SET started_at = ?, finished_at = iif(outcome = 'running', NULL, ?)").run(at, end)
  db.prepare('UPDATE log SET at = ?, last_at = ?').run(end, end)
  db.prepare('UPDATE orders SET downloaded_at = ?').run(end)
  db.close()
}

/** The archive's orders as an older version had read them: codes missing, or not where they belong. */
export function forgetCodes(profile: string): void {
  const db = openDatabase(join(profile, 'archive.sqlite'))
  db.exec(`
    UPDATE order_documents SET document = json_set(document, '$.fiscal.sdiCode', '', '$.fiscal.pec', '');
    UPDATE order_documents SET document = json_set(document,
      '$.fiscal.fiscalCode', document ->> '$.fiscal.vatNumber', '$.fiscal.vatNumber', '')
    WHERE document ->> '$.fiscal.vatNumber' <> '' AND document ->> '$.fiscal.fiscalCode' = '';
    UPDATE order_documents SET document = json_set(document, '$.paymentMethod', 'Bonifico &amp; altro')
    WHERE order_id % 40 = 0`)
  db.close()
}
