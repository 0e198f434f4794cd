import type { Fact, StoredFact } from '../../words/fact.ts'
import { type Sqlite, unforced, writing } from '../database.ts'
import { orderRemoval } from '../remove-order.ts'
import { factApplier } from './apply.ts'
import { type RunActs, runApplier } from './apply-runs.ts'
import type { Applied, BegunGuarded, OutboxState } from './desk-record.ts'
import { deskDigest } from './digest.ts'
import { guardedRows } from './guarded.ts'
import { importFacts } from './import-facts.ts'
import { joiningQueries } from './joining.ts'
import { membership } from './membership.ts'
import { outboxOf } from './outbox.ts'
import { pageFacts } from './page-facts.ts'
import { refusals } from './refusals.ts'
import { sharedPlaces } from './shared-places.ts'
import type { SharedRows } from './shared-row.ts'
import { waitingFacts } from './waiting-facts.ts'
import type { SharedWriter } from './writer.ts'

/** What this archive is as one of several desks (R55): joining, what it has to say, and what others said. */
export function deskQueries(
  db: Sqlite,
  shared: SharedWriter,
  rows: SharedRows,
  acts: Omit<RunActs, 'takeBack'>,
) {
  const members = membership(db, rows)
  const { joinDesk, ...member } = members
  const { desk, stopDesk: stop } = member
  const pages = pageFacts(db)
  const imports = importFacts(db, shared, pages)
  const outbox = outboxOf(db, rows, pages, imports.body)
  const waiting = waitingFacts(db, rows, shared, outbox.isPending)
  shared.whenStored(waiting.stored)
  const places = sharedPlaces(db)
  const guarded = guardedRows(db, rows, outbox)

  const order = db.prepare<[number], { shop: string; shopOrderId: string }>(
    `SELECT uuid AS shop, shop_order_id AS shopOrderId FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?`,
  )
  const sharedOrder = db
    .prepare<[number, string], number>(
      `SELECT id FROM orders WHERE shop_id = ? AND shop_order_id = ?
       AND NOT EXISTS (SELECT 1 FROM unshared_orders WHERE order_id = orders.id)`,
    )
    .pluck()
  const remove = orderRemoval(db)
  /** What was changed of it by hand waits; of what is not in the log yet that comes back by itself. */
  const keepEdits = (orderId: number, at: string): void => {
    const of = order.get(orderId)
    for (const { row, seq, desk: by } of of === undefined ? [] : rows.editsOf(orderId))
      if (seq !== null && of !== undefined) waiting.keep(of.shop, of.shopOrderId, { row, seq, desk: by, at })
  }
  const takeBack: RunActs['takeBack'] = (shopId, shopOrderId, at) => {
    const id = sharedOrder.get(shopId, shopOrderId)
    if (id === undefined) return
    keepEdits(id, at)
    acts.wrong.takeBackElsewhere(id, at)
  }

  const runs = runApplier(db, { ...acts, takeBack }, places)
  const refused = refusals(db, {
    guarded,
    outbox,
    places,
    removeOrder: (id, at) => {
      keepEdits(id, at)
      remove(id)
    },
    annul: acts.runs.annul,
    forgetImport: (id) => void imports.forget.run(id),
  })
  const said = db
    .prepare<[number], string>(
      `SELECT uuid FROM shops WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE field = 'shop|' || shops.uuid || '|all')`,
    )
    .pluck()
  const setN = db.prepare('UPDATE desk SET next_n = ? WHERE next_n = ?')

  return {
    ...member,
    ...joiningQueries(db, { joinDesk, leaveDesk: member.leaveDesk }, shared, rows),
    /**
     * What is to be sent next; the same until {@link factTaken} or {@link factRefused} is called for its number. It is on the
     * disk, with all that came before it, when this returns: a number that was sent is never given again. Null: nothing now;
     * what waits for an own fact to come back may be sent after the next {@link applyFacts}.
     */
    nextFact: writing(db, (): { readonly n: number; readonly fact: Fact } | null => {
      const now = desk()
      if (now === null || now.stopped !== null) return null
      const fact = outbox.factOf(outbox.take(now.nextN))
      return fact === null ? null : { n: now.nextN, fact }
    }),
    /** The server has it. */
    factTaken: unforced(db, (n: number): void => void setN.run(n + 1, n)),
    /** The server does not take it: what it says is taken back here, too. The next fact has the same number. */
    factRefused: writing(db, (n: number, why: 'stale-run' | 'handed-moved'): void => {
      const now = desk()
      if (now === null || now.nextN !== n) return
      shared.quietly(() => {
        if (why === 'stale-run') refused.staleRun(n, new Date().toISOString())
        else refused.handedMoved(n)
      })
      outbox.renumber(n)
    }),
    /** The next facts of the log, each with all that it changes or not at all. */
    applyFacts: factApplier(db, { desk, stop, rows, outbox, waiting, places, runs, shared }) satisfies (
      facts: readonly StoredFact[],
    ) => Applied,
    /**
     * By which UUID the desks know a shop; null: the log does not have it yet. It may come under another's, who has added the
     * same one a moment before.
     */
    sharedShop: (shopId: number): string | null => said.get(shopId) ?? null,
    outboxState: (): OutboxState => outbox.state(),
    /** What became of something that was begun under a guard: `refused`: it is not there any more. */
    handoverConfirmed: (begun: BegunGuarded): 'waiting' | 'confirmed' | 'refused' => guarded.confirmed(begun),
    /**
     * Puts the next orders of a shop that the log does not have into the outbox (at most 100).
     * @param run the number of the right to download that the desk has of the shop meanwhile
     * @returns how many; 0: all are in it
     */
    importPiece: imports.importPiece,
    /** Equal on desks that hold the same. */
    deskDigest: (): string => deskDigest(db),
  }
}
