import { type Sqlite, writing } from '../database.ts'
import type { NewDesk } from './desk-record.ts'
import type { membership } from './membership.ts'
import { sayPast } from './past.ts'
import type { SharedRows } from './shared-row.ts'
import type { SharedWriter } from './writer.ts'

/** A shop of this archive, and what the log calls it. */
export interface ShopPair {
  /** `shops.uuid` */
  readonly here: string
  readonly there: string
}

/** Whatever names a shop by its UUID. */
const namingShops = [
  'work_facts',
  'annotation_facts',
  'check_facts',
  'easyfatt_numbers',
  'invoices',
  'refund_register',
  'overruled',
]

/** How an archive that has orders joins (R55), and what of them the log does not have yet. */
export function joiningQueries(
  db: Sqlite,
  { joinDesk, leaveDesk }: Pick<ReturnType<typeof membership>, 'joinDesk' | 'leaveDesk'>,
  shared: SharedWriter,
  rows: SharedRows,
) {
  const past = sayPast(db, shared)
  const leftBefore = db.prepare('SELECT 1 FROM left_archive LIMIT 1')
  const count = db.prepare<[], number>('SELECT count(*) FROM unshared_orders WHERE outbox_id IS NULL').pluck()
  const pieces = db
    .prepare<[], number>(
      `SELECT count(*) FROM outbox WHERE kind = 'import' AND (n IS NULL OR n >= (SELECT next_n FROM desk))`,
    )
    .pluck()
  const shops = db
    .prepare<[], number>(
      `SELECT DISTINCT shop_id FROM unshared_orders CROSS JOIN orders ON orders.id = order_id
       WHERE outbox_id IS NULL ORDER BY shop_id`,
    )
    .pluck()

  const renameShops = (pairs: readonly ShopPair[]): void => {
    for (const { here, there } of pairs) {
      if (here === there) continue
      for (const table of namingShops) {
        db.prepare(`UPDATE ${table} SET shop = ? WHERE shop = ?`).run(there, here)
      }
      db.prepare('UPDATE shops SET uuid = ? WHERE uuid = ?').run(there, here)
    }
  }

  return {
    /**
     * Joins: shops take the log's names, and all that is here is to be said, unless the log says it. One that has joined leaves
     * before, in the same transaction: whatever was wrong with the desk that it was, it is another from now on.
     * @param pairs the shops that the log has, too
     * @throws Failure `run-in-progress`
     */
    beginJoining: writing(db, (desk: NewDesk, pairs: readonly ShopPair[]): void => {
      leaveDesk()
      const hasJoined = leftBefore.get() !== undefined
      renameShops(pairs)
      joinDesk(desk)
      if (hasJoined) rows.sayAgain()
      past.say(desk.joinedAt)
    }),
    /** How many orders are neither in the log, as far as it is known, nor in the outbox. */
    unsharedOrders: (): number => count.get() ?? 0,
    /** How many pieces of them the server does not have yet. */
    piecesWaiting: (): number => pieces.get() ?? 0,
    /** The shops that those are of. */
    unsharedShops: (): number[] => shops.all(),
  }
}
