import type { KnownOfWrong } from '../../words/missing.ts'
import type { Instant, WrongReason } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'
import type { SharedWriter } from './writer.ts'

/** A wrong order (R7) of an archive that has joined. */
interface PastWrong {
  readonly shopOrderId: string
  readonly number: string
  readonly reasons: readonly WrongReason[]
  readonly raw: string | null
  readonly modifiedAt: Instant | null
  readonly reading: number | null
  readonly triedAt: Instant | null
  readonly known: KnownOfWrong | null
  readonly ignoredAt: Instant | null
}

/** What an archive that has joined (R55) knew of a shop, beside its orders. */
export interface PastFact {
  readonly op: 'past'
  /** From when on it had all; null: not known. */
  readonly floor: Instant | null
  /** Up to where. */
  readonly cursor: Instant | null
  readonly wrong: readonly PastWrong[]
  readonly at: Instant
}

interface ShopRow {
  readonly id: number
  readonly floor: Instant | null
  readonly cursor: Instant | null
}

type WrongRow = Omit<PastWrong, 'reasons' | 'known'> & {
  readonly reasons: string
  readonly known: string | null
}

/** So many wrong orders are said at once: each has its raw data. */
const atOnce = 50

/** Says what this archive, which joins, knows of its shops. Within its transaction. */
export function sayPast(db: Sqlite, shared: SharedWriter) {
  const shops = db.prepare<[], ShopRow>('SELECT id, floor, cursor FROM shops WHERE demo = 0 ORDER BY id')
  const wrong = db.prepare<[number], WrongRow>(
    `SELECT shop_order_id AS shopOrderId, number, reasons, raw, modified_at AS modifiedAt, reading, tried_at AS triedAt,
       known, ignored_at AS ignoredAt FROM wrong_orders WHERE shop_id = ? ORDER BY shop_order_id`,
  )
  return {
    say(at: Instant): void {
      for (const { id, floor, cursor } of shops.all()) {
        const shop = shared.told(id)
        if (shop === null) continue
        const all = wrong.all(id).map(
          (row): PastWrong => ({
            ...row,
            reasons: JSON.parse(row.reasons) as WrongReason[],
            known: row.known === null ? null : (JSON.parse(row.known) as KnownOfWrong),
          }),
        )
        for (let first = 0; first === 0 || first < all.length; first += atOnce) {
          const body: PastFact = { op: 'past', floor, cursor, wrong: all.slice(first, first + atOnce), at }
          shared.say({ kind: 'run', shop, run: null, body })
        }
      }
    },
  }
}

/**
 * Puts together what two archives knew of a shop: the earlier place counts, so that the next download looks through what either
 * may have missed; of a wrong order what is here stays.
 */
export function pastApplier(db: Sqlite) {
  const setTimes = db.prepare(
    `UPDATE shops SET floor = min(coalesce(floor, @floor), coalesce(@floor, floor)),
       cursor = min(coalesce(cursor, @cursor), coalesce(@cursor, cursor)) WHERE id = @shopId`,
  )
  const runOf = db
    .prepare<[number], number>('SELECT id FROM runs WHERE shop_id = ? ORDER BY seq DESC LIMIT 1')
    .pluck()
  const addRun = db.prepare(
    `INSERT INTO runs (shop_id, seq, trigger, outcome, started_at, finished_at) VALUES (?, -1, 'manual', 'success', ?, ?)`,
  )
  const addWrong = db.prepare(
    `INSERT OR IGNORE INTO wrong_orders (shop_id, shop_order_id, number, first_run_id, last_run_id, reasons, raw, modified_at,
       reading, tried_at, known, ignored_at)
     SELECT @shopId, @shopOrderId, @number, @runId, @runId, @reasons, @raw, @modifiedAt, @reading, @triedAt, @known, @ignoredAt
     WHERE NOT EXISTS (SELECT 1 FROM orders WHERE shop_id = @shopId AND shop_order_id = @shopOrderId)`,
  )
  return (shopId: number, { floor, cursor, wrong, at }: PastFact): void => {
    setTimes.run({ shopId, floor, cursor })
    if (wrong.length === 0) return
    // They are of some run: of the last one that is here.
    const runId = runOf.get(shopId) ?? Number(addRun.run(shopId, at, at).lastInsertRowid)
    for (const { reasons, known, ...one } of wrong) {
      const texts = { reasons: JSON.stringify(reasons), known: known && JSON.stringify(known) }
      addWrong.run({ ...one, ...texts, shopId, runId })
    }
  }
}
