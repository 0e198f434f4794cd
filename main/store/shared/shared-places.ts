import type { Accepted } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'

/** What this archive calls the shops and runs that facts name. */
export function sharedPlaces(db: Sqlite) {
  const alias = db.prepare<[string], string>('SELECT shop FROM shop_aliases WHERE alias = ?').pluck()
  const shopId = db.prepare<[string], number>('SELECT id FROM shops WHERE uuid = ?').pluck()
  const run = db.prepare<[string, number], { id: number; isOver: 0 | 1; startedAt: string }>(
    `SELECT id, outcome <> 'running' AS isOver, started_at AS startedAt FROM runs
     WHERE shared_shop = ? AND shared_run = ?`,
  )
  const ownRun = db
    .prepare<[number, number], number>(
      'SELECT id FROM runs WHERE shop_id = ? AND shared_run = ? AND desk IS NULL ORDER BY id DESC LIMIT 1',
    )
    .pluck()

  /** The shop's UUID here: two desks may have added the same. */
  const uuidOf = (shop: string): string => alias.get(shop) ?? shop
  const runOf = (shop: string, sharedRun: number) => run.get(shop, sharedRun)
  return {
    uuidOf,
    shopId: (shop: string): number | undefined => shopId.get(uuidOf(shop)),
    /** @param shop as its desk calls it */
    runOf,
    /** A run of this desk, whatever it called the shop then. */
    ownRun: (shop: number, sharedRun: number): number | undefined => ownRun.get(shop, sharedRun),
    /** With the numbers that runs have here; those of runs that desks do not share are the run's that brought it. */
    asLocal: (accepted: Accepted, shop: string, runId: number): Accepted => ({
      ...accepted,
      firstRunId: runOf(shop, accepted.firstRunId)?.id ?? runId,
      lastRunId: runOf(shop, accepted.lastRunId)?.id ?? runId,
    }),
  }
}
