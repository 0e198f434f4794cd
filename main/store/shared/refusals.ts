import type { Instant } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'
import type { guardedRows } from './guarded.ts'
import type { OutboxRow, outboxOf } from './outbox.ts'
import type { SaidPage } from './page-facts.ts'
import type { RunFact, Was } from './run-facts.ts'
import type { sharedPlaces } from './shared-places.ts'

export interface RefusalParts {
  readonly guarded: ReturnType<typeof guardedRows>
  readonly outbox: ReturnType<typeof outboxOf>
  readonly places: ReturnType<typeof sharedPlaces>
  /** Removes an order; what the log says of it waits. */
  readonly removeOrder: (orderId: number, at: Instant) => void
  readonly annul: (runId: number, at: Instant) => void
  /** Of an import: its orders are to be put into the outbox once more. */
  readonly forgetImport: (outboxId: number) => void
}

/** Takes back what the server does not take. Within a transaction, and quietly: nobody else has heard of it. */
export function refusals(db: Sqlite, { outbox, places, guarded, ...acts }: RefusalParts) {
  const ofRun = db.prepare<[string, number], OutboxRow>(
    `SELECT id, kind, body, shop, run, raw_batch AS rawBatch, guarded, advances, guard FROM outbox
     WHERE shop = ? AND run = ? AND (n IS NULL OR n >= (SELECT next_n FROM desk)) ORDER BY id DESC`,
  )
  const orders = db
    .prepare<[number], number>(
      'SELECT order_id FROM unshared_orders WHERE outbox_id = ? ORDER BY order_id DESC',
    )
    .pluck()
  const uncount = db.prepare(
    `UPDATE runs SET total = total - @fresh - @skipped - @wrong, new = new - @fresh, skipped = skipped - @skipped,
       wrong = wrong - @wrong WHERE id = @runId`,
  )
  const forgetWrong = db.prepare(
    'DELETE FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ? AND last_run_id = ?',
  )
  const wrongColumns = db
    .prepare<[], string>("SELECT name FROM pragma_table_info('wrong_orders')")
    .pluck()
    .all()
  // Unless another desk has stored it, or judged it anew.
  const restoreWrong = db.prepare(
    `INSERT OR IGNORE INTO wrong_orders (${wrongColumns.join(', ')})
     SELECT ${wrongColumns.map((name) => `@${name}`).join(', ')} WHERE NOT EXISTS (
       SELECT 1 FROM orders WHERE shop_id = @shop_id AND shop_order_id = @shop_order_id)`,
  )
  const cursorBack = db.prepare('UPDATE shops SET cursor = ? WHERE id = ? AND cursor IS ?')
  const floorBack = db.prepare('UPDATE shops SET floor = ? WHERE id = ? AND floor IS ?')

  const undoPage = (row: OutboxRow, runId: number, shopId: number, at: Instant): void => {
    const { counted, wrong, wrongBefore } = JSON.parse(row.body) as SaidPage
    const stored = orders.all(row.id)
    for (const id of stored) acts.removeOrder(id, at)
    // Those that another desk's orders have replaced were counted anew then.
    const replaced = counted.fresh - stored.length
    const skipped = counted.skipped + replaced
    uncount.run({ fresh: stored.length, skipped, wrong: counted.wrong, runId })
    for (const { shopOrderId } of wrong) forgetWrong.run(shopId, shopOrderId, runId)
    for (const before of wrongBefore) restoreWrong.run(before)
  }

  /** The shop is where it was, if nobody has moved it since. */
  const undoStep = (said: RunFact & { was?: Was }, shopId: number): void => {
    const { was } = said
    if (was === undefined) return
    const set = said.op === 'heal' ? said.times : said.op === 'window' ? { floor: said.window.floor } : {}
    const ended = said.op === 'end' && said.ending.outcome === 'success' ? { cursor: said.ending.cursor } : {}
    const { cursor, floor }: Was = { ...set, ...ended }
    if (cursor !== undefined) cursorBack.run(was.cursor ?? null, shopId, cursor)
    if (floor !== undefined) floorBack.run(was.floor ?? null, shopId, floor)
  }

  return {
    /** The right to download is over: nothing of the run that the server does not have counts (R56). */
    staleRun(n: number, at: Instant): void {
      const [first] = outbox.rowsOf(n)
      if (first === undefined || first.shop === null || first.run === null) return
      const shopId = places.shopId(first.shop)
      const runId = shopId === undefined ? undefined : places.ownRun(shopId, first.run)
      for (const row of ofRun.all(first.shop, first.run)) {
        if (row.kind === 'import') acts.forgetImport(row.id)
        else if (runId !== undefined && shopId !== undefined) {
          if (row.kind === 'page') undoPage(row, runId, shopId, at)
          else undoStep(JSON.parse(row.body) as RunFact & { was?: Was }, shopId)
        }
        outbox.drop(row.id)
      }
      if (runId !== undefined && first.kind !== 'import') acts.annul(runId, at)
    },
    /** Another desk has handed something over meanwhile: what was begun is as if it had not been (R57). */
    handedMoved: (n: number): void => guarded.drop(outbox.rowsOf(n)),
  }
}
