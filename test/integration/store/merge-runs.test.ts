import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { usualPreferences } from '../../../main/words/program-view.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'

const day = 86_400_000
const now = Date.parse('2026-11-30T12:00:00.000Z')
const ago = (days: number, minutes = 0) => new Date(now - days * day + minutes * 60_000).toISOString()
const before = ago(180)

interface Made {
  readonly shop: number
  readonly at: string
  readonly outcome?: string
  readonly new?: number
  readonly wrong?: number
  readonly failure?: string | null
}

/** Runs as the engine leaves them, with what the log says of those within its time. */
function withRuns(file: string, shops: number, made: Iterable<Made>) {
  const archive = openArchive(file)
  for (let shop = 1; shop <= shops; shop += 1) archive.saveShop(draftOf({ name: `Bottega ${shop}` }))
  archive.close()
  const db = new Database(file)
  const add =
    db.prepare(`INSERT INTO runs (shop_id, seq, trigger, outcome, started_at, finished_at, shop_started_at,
      window_from, total, new, skipped, wrong, failure)
    VALUES (@shop, @seq, 'auto', @outcome, @at, @end, @at, @from, @total, @new, 3, @wrong, @failure)`)
  const say =
    db.prepare(`INSERT INTO log (shop_id, run_id, from_seq, to_seq, at, last_at, level, code, params)
    VALUES (?, ?, ?, ?, ?, ?, 'info', ?, ?)`)
  const seqs = new Map<number, number>()
  db.transaction(() => {
    for (const run of made) {
      const { shop, at, outcome = 'success', new: fresh = 0, wrong = 0, failure = null } = run
      const seq = (seqs.get(shop) ?? 0) + 1
      seqs.set(shop, seq)
      const from = new Date(Date.parse(at) - day).toISOString()
      const end = new Date(Date.parse(at) + 4000).toISOString()
      const row = { shop, seq, outcome, at, end, from, total: 3 + fresh + wrong, new: fresh, wrong, failure }
      const id = Number(add.run(row).lastInsertRowid)
      if (at < before) continue
      say.run(shop, id, seq, seq, at, at, 'run-started', JSON.stringify({ trigger: 'auto', from, to: null }))
      say.run(
        shop,
        id,
        seq,
        seq,
        end,
        end,
        'run-finished',
        JSON.stringify({ total: 3, new: 0, skipped: 3, wrong: 0 }),
      )
    }
  })()
  for (const [shop, seq] of seqs) db.prepare('UPDATE shops SET last_run_seq = ? WHERE id = ?').run(seq, shop)
  db.close()
}

function merged(file: string): void {
  const archive = openArchive(file)
  for (let after: number | null = 0; after !== null; ) after = archive.mergeRuns(before, after)
  archive.close()
}

const rows = (file: string, sql: string) => {
  const db = new Database(file, { readonly: true })
  const found = db.prepare(sql).all()
  db.close()
  return found
}

it('R29 old runs that brought nothing become one row a shop and day, with their sums; nothing else changes', () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  const old = (minutes: number, more: Partial<Made> = {}): Made => ({
    shop: 1,
    at: ago(200, minutes),
    ...more,
  })
  withRuns(file, 2, [
    ...[0, 5, 10].map((minutes) => old(minutes)),
    old(15, { new: 1 }),
    old(20, { wrong: 1 }),
    ...[25, 30].map((minutes) =>
      old(minutes, { outcome: 'failed', failure: '{"code":"timeout","params":{}}' }),
    ),
    old(35, { outcome: 'failed', failure: '{"code":"maintenance","params":{}}' }),
    ...[40, 45].map((minutes) => old(minutes, { outcome: 'annulled' })),
    old(50),
    old(55, { outcome: 'annulled' }),
    ...[0, 5].map((minutes) => old(minutes, { shop: 2 })),
    { shop: 1, at: ago(10) },
    { shop: 1, at: ago(10, 5) },
  ])
  merged(file)
  const once = rows(file, 'SELECT shop_id, outcome, total, new, skipped, wrong, times FROM runs ORDER BY id')
  expect(once).toEqual(
    [
      [1, 'success', 12, 0, 12, 0, 4],
      [1, 'success', 4, 1, 3, 0, 1],
      [1, 'success', 4, 0, 3, 1, 1],
      [1, 'failed', 6, 0, 6, 0, 2],
      [1, 'failed', 3, 0, 3, 0, 1],
      [1, 'annulled', 9, 0, 9, 0, 3],
      // A shop's last success stays what it was.
      [2, 'success', 3, 0, 3, 0, 1],
      [2, 'success', 3, 0, 3, 0, 1],
      [1, 'success', 3, 0, 3, 0, 1],
      [1, 'success', 3, 0, 3, 0, 1],
    ].map(([shop_id, outcome, total, fresh, skipped, wrong, times]) => ({
      ...{ shop_id, outcome, total, new: fresh, skipped, wrong, times },
    })),
  )
  expect(rows(file, 'SELECT started_at, finished_at, window_to FROM runs WHERE times = 4')).toEqual([
    {
      started_at: ago(200),
      finished_at: new Date(Date.parse(ago(200, 50)) + 4000).toISOString(),
      window_to: ago(200, 50),
    },
  ])
  merged(file)
  expect(
    rows(file, 'SELECT shop_id, outcome, total, new, skipped, wrong, times FROM runs ORDER BY id'),
  ).toEqual(once)
  expect(rows(file, 'PRAGMA foreign_key_check')).toEqual([])
  const archive = openArchive(file)
  expect(archive.listRuns(1, null, 100).map(({ times }) => times ?? 1)).toContain(4)
  expect(archive.runsSince(1, ago(300)).reduce((sum, { times }) => sum + times, 0)).toBe(14)
  expect(archive.clockPast(1).firstReachedAt).toBe(ago(200))
  archive.close()
})

it('R29 runs of which orders, wrong orders or the log still speak stay as they are', () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  withRuns(
    file,
    1,
    [0, 5, 10, 15, 20].map((minutes) => ({ shop: 1, at: ago(200, minutes) })),
  )
  const db = new Database(file)
  db.exec(`INSERT INTO wrong_orders (shop_id, shop_order_id, number, first_run_id, last_run_id, reasons)
    VALUES (1, '7', '7', 2, 2, '[]');
    INSERT INTO log (shop_id, run_id, from_seq, to_seq, at, last_at, times, level, code, params, shop_order_id)
    VALUES (1, 3, 3, 5, '${ago(200, 10)}', '${ago(1)}', 3, 'info', 'order-skipped', '{}', '9')`)
  db.close()
  merged(file)
  expect(rows(file, 'SELECT id, times FROM runs ORDER BY id')).toEqual([
    { id: 1, times: 2 },
    { id: 2, times: 1 },
    { id: 3, times: 1 },
    { id: 5, times: 1 },
  ])
  expect(rows(file, 'PRAGMA foreign_key_check')).toEqual([])
})

it('R29 fifty shops, five years, every five minutes: under a gigabyte', () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  // One shop for the last hundred days of the log's time and a hundred before it.
  const every = function* (): Generator<Made> {
    for (let minutes = 0; minutes < 200 * 1440; minutes += 5) yield { shop: 1, at: ago(280, minutes) }
  }
  withRuns(file, 1, every())
  merged(file)
  const compact = new Database(file)
  compact.exec('VACUUM')
  compact.pragma('wal_checkpoint(TRUNCATE)')
  const old =
    compact.prepare<[string], number>('SELECT count(*) FROM runs WHERE started_at < ?').pluck().get(before) ??
    0
  compact.close()
  expect(old).toBeLessThan(2 * 102)
  const inTime = statSync(file).size
  const aDay = inTime / 100
  // Five years: the log's time as it is, the rest a row or two a day.
  const { logDays } = usualPreferences
  const bytes = 50 * (logDays * aDay + (5 * 365 - logDays) * 400)
  expect(bytes).toBeLessThan(2 ** 30)
})
