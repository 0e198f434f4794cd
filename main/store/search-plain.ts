import { isDeepStrictEqual } from 'node:util'
import type { OrderPage } from '../../preload/contract.ts'
import { everyOrder, newestFirst, type OrderList } from '../order-search.ts'
import type { Sqlite } from './database.ts'
import { readRow, rowColumns, type StoredOrder } from './orders.ts'

/** Further down than this, SQLite's own indexes are no help. */
const furthest = 1000

/**
 * The beginning of the two lists that the window opens with, all orders or a run's new ones, newest first, out of
 * SQLite's own indexes: nothing has to be read for them beforehand. Null for every other list.
 */
export function plainLists(db: Sqlite) {
  // Counted when they were stored: counting a million anew takes half a second when nothing has been read yet.
  const allCount = db.prepare<[], number>('SELECT coalesce(sum(orders_stored), 0) FROM shops').pluck()
  const runCount = db.prepare<[number], number>('SELECT coalesce(sum(new), 0) FROM runs WHERE id = ?').pluck()
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck()
  const pageOf = (where: string) =>
    db.prepare<unknown[], StoredOrder>(
      `SELECT ${rowColumns} FROM orders JOIN shops ON shops.id = orders.shop_id ${where}
       ORDER BY orders.placed_at DESC, orders.id DESC LIMIT ? OFFSET ?`,
    )
  const all = pageOf('')
  const ofRun = pageOf('WHERE orders.run_id = ?')
  const read = db.transaction((runId: number | null, offset: number, limit: number): OrderPage => {
    const rows = runId === null ? all.all(limit, offset) : ofRun.all(runId, limit, offset)
    return {
      rows: rows.map(readRow),
      total: (runId === null ? allCount.get() : runCount.get(runId)) ?? 0,
      upTo: highest.get() ?? 0,
      located: null,
    }
  })

  return ({ filter, sort, upTo }: OrderList, offset: number, limit: number): OrderPage | null => {
    const simple =
      upTo === null &&
      isDeepStrictEqual(sort, newestFirst) &&
      isDeepStrictEqual({ ...filter, runId: null }, everyOrder) &&
      offset + limit <= furthest
    return simple ? read(filter.runId, offset, limit) : null
  }
}
