import { type FailureValue, failure } from '../words/failure.ts'
import type { Instant } from '../words/order.ts'
import type {
  AnnulledSeries,
  Counters,
  LogLevel,
  LogMessage,
  Run,
  RunOutcome,
  Trigger,
} from '../words/run.ts'
import { type Sqlite, writing } from './database.ts'
import type { LogWriter } from './log-writer.ts'
import type { RunEnding, RunFact, RunWindow, Was } from './shared/run-facts.ts'
import type { SharedWriter } from './shared/writer.ts'

export type RunRow = Omit<Run, 'chosen' | 'counters' | 'failure' | 'times'> &
  Counters & { readonly seq: number; readonly failure: string | null; readonly times: number }

export const runColumns = `runs.id, runs.shop_id AS shopId, shops.name AS shopName, seq, trigger, outcome,
  started_at AS startedAt, finished_at AS finishedAt, shop_started_at AS shopStartedAt, window_from AS windowFrom,
  window_to AS windowTo, total, new, skipped, wrong, failure, times FROM runs JOIN shops ON shops.id = runs.shop_id`

/** A run, of the columns {@link runColumns}. */
export function readRun({
  seq,
  total,
  new: fresh,
  skipped,
  wrong,
  failure: why,
  times,
  ...run
}: RunRow): Run {
  return {
    ...run,
    chosen: seq < 0,
    counters: { total, new: fresh, skipped, wrong },
    failure: why === null ? null : (JSON.parse(why) as FailureValue),
    ...(times > 1 ? { times } : {}),
  }
}

/** What the runs of a shop tell of its clock, by this computer's. */
export interface ClockPast {
  /** When the first run began that reached the shop. */
  readonly firstReachedAt: Instant | null
  /** The same of the first one that succeeded while the shop's clock was ahead. */
  readonly firstAheadAt: Instant | null
}

/** What the days of the health chart are made of. */
export interface RunOfDay {
  readonly startedAt: Instant
  readonly outcome: RunOutcome
  readonly new: number
  readonly times: number
}

/** Runs: begun, given their window, closed. What they store goes through `save-page.ts`. */
export function runQueries(db: Sqlite, log: LogWriter, shared: SharedWriter) {
  const byId = db.prepare<[number], RunRow>(`SELECT ${runColumns} WHERE runs.id = ?`)
  const getRun = (id: number): Run => {
    const row = byId.get(id)
    if (!row) throw new Error(`no run ${id}`)
    return readRun(row)
  }

  // Ahead by more than a slow connection takes.
  const clockPast = db.prepare<[number], ClockPast>(
    `SELECT min(started_at) AS firstReachedAt, min(started_at) FILTER (
       WHERE outcome = 'success' AND julianday(shop_started_at) - julianday(started_at) > 5.0 / 1440
     ) AS firstAheadAt
     FROM runs WHERE shop_id = ? AND seq > 0 AND shop_started_at IS NOT NULL`,
  )

  const insert = db.prepare(
    `INSERT INTO runs (shop_id, seq, trigger, outcome, started_at, shared_run, shared_shop)
     SELECT @shopId, @seq, @trigger, 'running', @startedAt, @sharedRun,
       CASE WHEN @sharedRun IS NOT NULL THEN coalesce(@sharedShop, uuid) END
     FROM shops WHERE id = @shopId`,
  )
  const sharedOf = db.prepare<[number], { shopId: number; run: number | null } & Required<Was>>(
    `SELECT shop_id AS shopId, shared_run AS run, cursor, floor FROM runs JOIN shops ON shops.id = shop_id
     WHERE runs.id = ?`,
  )
  const latest = db.prepare<[number], { trigger: Trigger; outcome: RunOutcome; times: number }>(
    'SELECT trigger, outcome, times FROM runs WHERE shop_id = ? AND seq > 0 ORDER BY seq DESC LIMIT 1000',
  )
  const setFailures = db.prepare('UPDATE shops SET failures_in_a_row = ? WHERE id = ?')
  const underWay = db
    .prepare<{ shopId: number; sharedRun: number; sharedShop: string | null }, number>(
      `SELECT id FROM runs WHERE shop_id = @shopId AND outcome = 'running' AND shared_run < @sharedRun
         AND shared_shop = coalesce(@sharedShop, (SELECT uuid FROM shops WHERE id = @shopId))`,
    )
    .pluck()

  /** What the other desks are told of a run. @param was how its shop was before */
  const say = (runId: number, body: RunFact, was?: Was): void => {
    const { shopId = 0, run = null } = sharedOf.get(runId) ?? {}
    const shop = shared.told(shopId)
    if (shop !== null && run !== null)
      shared.say({ kind: 'run', shop, run, body: was ? { ...body, was } : body })
  }
  const isShared = (runId: number): boolean => (sharedOf.get(runId)?.run ?? null) !== null
  const wasOf = (runId: number): Was => {
    const { cursor = null, floor = null } = sharedOf.get(runId) ?? {}
    return { cursor, floor }
  }

  /** Whoever had the right to download before has it no more: his run has come to no end (R56). */
  const interruptBefore = (
    shopId: number,
    sharedRun: number,
    sharedShop: string | null,
    at: Instant,
  ): void => {
    for (const runId of underWay.all({ shopId, sharedRun, sharedShop })) {
      end(runId, { outcome: 'interrupted', failure: null, finishedAt: at, cursor: null })
    }
  }

  const end = (runId: number, ending: RunEnding): Run => {
    db.prepare('UPDATE runs SET outcome = ?, failure = ?, finished_at = ? WHERE id = ?').run(
      ending.outcome,
      ending.failure === null ? null : JSON.stringify(ending.failure),
      ending.finishedAt,
      runId,
    )
    const run = getRun(runId)
    if (ending.outcome === 'success' && !run.chosen) {
      db.prepare('UPDATE shops SET cursor = ?, failures_in_a_row = 0 WHERE id = ?').run(
        ending.cursor,
        run.shopId,
      )
    }
    if (ending.outcome === 'failed' && run.trigger === 'auto' && !run.chosen) {
      db.prepare('UPDATE shops SET failures_in_a_row = failures_in_a_row + 1 WHERE id = ?').run(run.shopId)
    }
    log.write(runId, ending.finishedAt, [log.ending(run)])
    return run
  }

  return {
    getRun,
    /** Its right to download is over: what it had brought since is not in the log (R56). Within a transaction. */
    annul(runId: number, at: Instant): void {
      const why = { code: 'lease-over', params: {} } as const
      db.prepare("UPDATE runs SET outcome = 'annulled', failure = ?, finished_at = ? WHERE id = ?").run(
        JSON.stringify(why),
        at,
        runId,
      )
      log.write(runId, at, [{ level: 'error', message: { code: 'run-failed', params: { failure: why } } }])
      const { shopId } = getRun(runId)
      // Since the last success, or since somebody pressed (R20).
      let failures = 0
      for (const { trigger, outcome, times } of latest.iterate(shopId)) {
        if (trigger !== 'auto' && outcome !== 'annulled') break
        if (outcome === 'success') break
        if (outcome === 'failed') failures += times
      }
      setFailures.run(failures, shopId)
    },
    /**
     * Begins a run. Download Ordini, pressed or called, sets the count of failures to 0 (R20).
     * @param sharedRun the number of the right to download, where desks share the shop (R56)
     * @param sharedShop of another desk's run, what that calls the shop
     * @throws Failure `shop-unknown`, `desks-unreachable`
     */
    beginRun: writing(
      db,
      (
        shopId: number,
        trigger: Trigger,
        startedAt: Instant,
        sharedRun: number | null = null,
        sharedShop: string | null = null,
      ): Run => {
        shared.refuseWithoutRight(shopId, sharedRun)
        const shop = db
          .prepare<[number, number], { last_run_seq: number }>(
            'UPDATE shops SET last_run_seq = last_run_seq + 1 WHERE id = ? AND (removed_at IS NULL OR ?) RETURNING last_run_seq',
          )
          .get(shopId, shared.isQuiet() ? 1 : 0)
        if (!shop) throw failure('shop-unknown', { name: String(shopId) })
        if (sharedRun !== null) interruptBefore(shopId, sharedRun, sharedShop, startedAt)
        if (trigger !== 'auto') db.prepare('UPDATE shops SET failures_in_a_row = 0 WHERE id = ?').run(shopId)
        const { lastInsertRowid } = insert.run({
          ...{ shopId, seq: shop.last_run_seq, trigger, startedAt, sharedRun, sharedShop },
        })
        const run = getRun(Number(lastInsertRowid))
        say(run.id, { op: 'begin', trigger, startedAt })
        return run
      },
    ),
    /**
     * Begins a run for orders that the operator chose: it leaves the shop's cursor and count of failures alone.
     * @param sharedRun, and throws, as {@link beginRun}
     */
    beginChosenRun: writing(
      db,
      (
        shopId: number,
        orders: number,
        startedAt: Instant,
        sharedRun: number | null = null,
        sharedShop: string | null = null,
      ): Run => {
        shared.refuseWithoutRight(shopId, sharedRun)
        if (sharedRun !== null) interruptBefore(shopId, sharedRun, sharedShop, startedAt)
        const first = db
          .prepare<[number], { seq: number | null }>('SELECT min(seq) AS seq FROM runs WHERE shop_id = ?')
          .get(shopId)
        const seq = Math.min(first?.seq ?? 0, 0) - 1
        const runId = Number(
          insert.run({ shopId, seq, trigger: 'manual', startedAt, sharedRun, sharedShop }).lastInsertRowid,
        )
        const message = { code: 'chosen-run-started', params: { orders } } as const
        log.write(runId, startedAt, [{ level: 'info', message }])
        say(runId, { op: 'begin-chosen', orders, startedAt })
        return getRun(runId)
      },
    ),
    /** What the runs of a shop tell of its clock. */
    clockPast: (shopId: number): ClockPast =>
      clockPast.get(shopId) ?? { firstReachedAt: null, firstAheadAt: null },
    /** Puts right what a clock that was ahead has left behind, and says from when on orders are asked for again. */
    healClock: writing(
      db,
      (
        runId: number,
        times: { floor: Instant | null; cursor: Instant | null },
        from: Instant,
        at: Instant,
      ): void => {
        const { shopId } = getRun(runId)
        const was = wasOf(runId)
        db.prepare('UPDATE shops SET floor = ?, cursor = ? WHERE id = ?').run(
          times.floor,
          times.cursor,
          shopId,
        )
        log.write(runId, at, [{ level: 'warning', message: { code: 'clock-healed', params: { from } } }])
        say(runId, { op: 'heal', times, from, at }, was)
      },
    ),
    /** Fixes the run's window before anything is read; the first one that reaches the shop fixes its floor. */
    openWindow: writing(db, (runId: number, window: RunWindow, at: Instant): Run => {
      const was = wasOf(runId)
      db.prepare('UPDATE runs SET shop_started_at = ?, window_from = ?, window_to = ? WHERE id = ?').run(
        window.shopStartedAt,
        window.from,
        window.to,
        runId,
      )
      const run = getRun(runId)
      db.prepare('UPDATE shops SET floor = ? WHERE id = ?').run(window.floor, run.shopId)
      const params = { trigger: run.trigger, from: window.from, to: window.to }
      log.write(runId, at, [{ level: 'info', message: { code: 'run-started', params } }])
      say(runId, { op: 'window', window, at }, was)
      return run
    }),
    /** Closes a run: outcome, cursor, count of failures and log entry in one transaction. */
    finishRun: writing(db, (runId: number, ending: RunEnding): Run => {
      const before = getRun(runId)
      // Its right to download was over before it came to its end: what others were told stays (R56).
      if (before.outcome !== 'running' && isShared(runId)) return before
      const was = wasOf(runId)
      const run = end(runId, ending)
      say(runId, { op: 'end', ending }, was)
      return run
    }),
    /** What became of something that was done after a run has ended, in its log. */
    sayAfterRun: writing(db, (runId: number, level: LogLevel, message: LogMessage, at: Instant): void => {
      log.write(runId, at, [{ level, message }])
      const { shopId = 0, run = null } = sharedOf.get(runId) ?? {}
      const shop = shared.told(shopId)
      if (shop === null || run === null) return
      const body: RunFact = { op: 'say', of: run, level, message, at }
      shared.say({ kind: 'run', shop, run: null, body })
    }),
    /** Runs of this desk without an end: at start these are crashes, unless another process is at work on the shop. */
    unfinishedRuns: (): Run[] =>
      db
        .prepare<[], RunRow>(`SELECT ${runColumns} WHERE runs.outcome = 'running' AND runs.desk IS NULL`)
        .all()
        .map(readRun),
    /** Runs since an instant, for the days of the health chart. */
    runsSince: (shopId: number, since: Instant): RunOfDay[] =>
      db
        .prepare<[number, string], RunOfDay>(
          'SELECT started_at AS startedAt, outcome, new, times FROM runs WHERE shop_id = ? AND started_at >= ? AND seq > 0',
        )
        .all(shopId, since),
    /** The unbroken series of *annullata* of a shop up to a run: how many they are, and when the first began. */
    annulledUpTo: (runId: number): AnnulledSeries => {
      const { shopId, seq } = byId.get(runId) ?? { shopId: 0, seq: 0 }
      const before = db
        .prepare<[number, number], { seq: number }>(
          "SELECT seq FROM runs WHERE shop_id = ? AND seq <= ? AND outcome <> 'annulled' ORDER BY seq DESC LIMIT 1",
        )
        .get(shopId, seq)
      return (
        db
          .prepare<[number, number, number], AnnulledSeries>(
            'SELECT coalesce(sum(times), 0) AS count, min(started_at) AS since FROM runs WHERE shop_id = ? AND seq > ? AND seq <= ?',
          )
          .get(shopId, before?.seq ?? 0, seq) ?? { count: 0, since: null }
      )
    },
    /** Newest first. */
    listRuns: (shopId: number | null, beforeId: number | null, limit: number): Run[] =>
      db
        .prepare<[number | null, number | null, number | null, number | null, number], RunRow>(
          `SELECT ${runColumns} WHERE (? IS NULL OR runs.shop_id = ?) AND (? IS NULL OR runs.id < ?)
           ORDER BY runs.id DESC LIMIT ?`,
        )
        .all(shopId, shopId, beforeId, beforeId, limit)
        .map(readRun),
  }
}
