import type { StoredFact } from '../../words/fact.ts'
import { failure } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'
import type { Counters } from '../../words/run.ts'
import type { Sqlite } from '../database.ts'
import { toOrderRecord } from '../order-record.ts'
import type { RunPage } from '../run-page.ts'
import type { runQueries } from '../runs.ts'
import type { shopWarningQueries } from '../shop-warnings.ts'
import type { wrongQueries } from '../wrong.ts'
import { importApplier } from './apply-import.ts'
import type { ImportFact } from './import-facts.ts'
import type { PageFact } from './page-facts.ts'
import { pastApplier } from './past.ts'
import type { RunFact } from './run-facts.ts'
import type { sharedPlaces } from './shared-places.ts'

/** With what a run of this desk does the same. */
export interface RunActs {
  readonly runs: ReturnType<typeof runQueries>
  readonly wrong: ReturnType<typeof wrongQueries>
  readonly warnings: ReturnType<typeof shopWarningQueries>
  readonly storePage: (runId: number, page: RunPage, at: Instant) => Counters
  /** Only its orders: the run is known, and its counters and log tell of it. */
  readonly storeOrders: (runId: number, page: RunPage, at: Instant) => void
  /** An order that was taken as it is goes back among the wrong ones, also where it was changed here. */
  readonly takeBack: (shopId: number, shopOrderId: string, at: Instant) => void
}

type Beginning = Extract<RunFact, { op: 'begin' | 'begin-chosen' }>

/** Does what other desks' runs did, by the very functions: counters, log and wrong orders come out the same. */
export function runApplier(db: Sqlite, acts: RunActs, places: ReturnType<typeof sharedPlaces>) {
  const { runs } = acts
  const storeImport = importApplier(db)
  const putPast = pastApplier(db)
  const detach = db.prepare('UPDATE runs SET shared_run = NULL, shared_shop = NULL, desk = NULL WHERE id = ?')
  const whose = db.prepare('UPDATE runs SET desk = ? WHERE id = ?')
  const importRun = db.prepare(
    `INSERT INTO runs (shop_id, seq, trigger, outcome, started_at, finished_at, shared_run, shared_shop, desk)
     SELECT @shopId, min(0, coalesce(min(seq), 0)) - 1, 'manual', 'success', @at, @at, @run, @shop, @desk
     FROM runs WHERE shop_id = @shopId`,
  )

  const later = db.prepare<[string, number], { id: number; isOver: 1; startedAt: Instant }>(
    `SELECT id, 1 AS isOver, started_at AS startedAt FROM runs WHERE shared_shop = ? AND shared_run > ?
     ORDER BY shared_run LIMIT 1`,
  )
  /** Instead of one that was merged with others (R29), of which the log tells again after joining once more. */
  const laterRun = (shop: string, run: number) => later.get(shop, run)

  const knownRun = ({ shop, run }: StoredFact) => {
    if (shop === null || run === null) throw failure('desk-outdated', {})
    const known = places.runOf(shop, run) ?? laterRun(shop, run)
    // Whoever goes on without its beginning comes from another version.
    if (known === undefined) throw failure('desk-outdated', {})
    return known
  }

  const begin = (shopId: number, { shop, run, desk }: StoredFact, body: Beginning): void => {
    if (shop === null || run === null) return
    const known = places.runOf(shop, run)
    // After joining once more the log is read from its beginning.
    if (known?.startedAt === body.startedAt) return
    // It was of a log that the server has no more, and has given its number once more since.
    if (known !== undefined) detach.run(known.id)
    else if (body.startedAt <= (laterRun(shop, run)?.startedAt ?? '')) return
    const { id } =
      body.op === 'begin-chosen'
        ? runs.beginChosenRun(shopId, body.orders, body.startedAt, run, shop)
        : runs.beginRun(shopId, body.trigger, body.startedAt, run, shop)
    whose.run(desk, id)
  }

  return {
    run(shopId: number, fact: StoredFact, body: RunFact, isOwn: boolean): void {
      switch (body.op) {
        case 'begin':
        case 'begin-chosen':
          begin(shopId, fact, body)
          return
        case 'window':
        case 'heal':
        case 'end': {
          const { id, isOver } = knownRun(fact)
          if (isOver === 1 || isOwn) return
          if (body.op === 'window') runs.openWindow(id, body.window, body.at)
          else if (body.op === 'heal') runs.healClock(id, body.times, body.from, body.at)
          else runs.finishRun(id, body.ending)
          return
        }
        case 'say': {
          const run = places.runOf(fact.shop ?? '', body.of)
          if (run !== undefined && !isOwn) runs.sayAfterRun(run.id, body.level, body.message, body.at)
          return
        }
        case 'take-back':
          if (!isOwn) acts.takeBack(shopId, body.shopOrderId, body.at)
          return
        // Also of this desk: what the log said since has taken its place.
        case 'past':
          putPast(shopId, body)
          return
        // Those also of this desk: whoever says it last is right.
        case 'ignore': {
          const orders = body.shopOrderIds.map((shopOrderId) => ({ shopId, shopOrderId }))
          acts.wrong.setIgnored(orders, body.ignoring, body.at)
          return
        }
        case 'warnings':
          acts.warnings.noteWarnings(shopId, body.noted, body.at)
          return
        default:
          throw failure('desk-outdated', {})
      }
    },
    page(fact: StoredFact, { orders, at, ...rest }: PageFact, raw: Uint8Array): void {
      const { id, isOver } = knownRun(fact)
      const records = orders.map(({ document, rawIndex, accepted, group }) =>
        toOrderRecord(document, rawIndex, {
          accepted: accepted && places.asLocal(accepted, fact.shop ?? '', id),
          stateGroup: group,
        }),
      )
      const page: RunPage = { ...rest, orders: records, raw, isRawPacked: true }
      if (isOver === 1) acts.storeOrders(id, page, at)
      else acts.storePage(id, page, at)
    },
    /** @returns the orders that are the log's now */
    imported(shopId: number, fact: StoredFact, piece: ImportFact, raw: Uint8Array): readonly string[] {
      const { shop, run, desk, at } = fact
      if (shop === null || run === null) throw failure('desk-outdated', {})
      if (places.runOf(shop, run) === undefined) importRun.run({ shopId, at, run, shop, desk })
      const { id } = knownRun(fact)
      const orders = piece.orders.map((order) => ({
        ...order,
        accepted: order.accepted && places.asLocal(order.accepted, shop, id),
      }))
      return storeImport(shopId, id, { ...piece, orders }, raw)
    },
  }
}
