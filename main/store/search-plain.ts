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
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck()
  const statements = (where: string) => ({
    count: db.prepare<unknown[], number>(`SELECT count(*) FROM orders ${where}`).pluck(),
    page: db.prepare<unknown[], StoredOrder>(
      `SELECT ${rowColumns} FROM orders JOIN shops ON shops.id = orders.shop_id ${where}
       ORDER BY orders.placed_at DESC, orders.id DESC LIMIT ? OFFSET ?`,
    ),
  })
  const all = statements('')
  const ofRun = statements('WHERE orders.run_id = ?')
  const read = db.transaction((runId: number | null, offset: number, limit: number): OrderPage => {
    const { count, page } = runId === null ? all : ofRun
    const given = runId === null ? [] : [runId]
    return {
      rows: page.all(...given, limit, offset).map(readRow),
      total: count.get(...given) ?? 0,
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
