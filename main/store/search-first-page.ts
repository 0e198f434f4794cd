import { isDeepStrictEqual } from 'node:util'
import { everyOrder, gravestFirst, newestFirst, type OrderList } from '../words/order-search.ts'
import type { OrderPage as WholePage } from '../words/order-view.ts'
import type { Sqlite } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { readRow, rowColumns, type StoredOrder } from './orders.ts'
import { isOpen, isWork, today } from './work.ts'

/** Down to here a page is read fast by SQLite's own indexes, which step through all the rows before it. */
const furthest = 1000

/** Which list it is of is said by whoever asks. */
type OrderPage = Omit<WholePage, 'token'>

const isShown = `orders.shop_id NOT IN ${hiddenShops}`

/**
 * The beginning of the lists that the window opens with, newest first: all orders, a run's new ones, those to do (R40),
 * those not seen. Out of SQLite's own indexes: nothing has to be read for them beforehand. Null for every other list.
 */
export function firstPages(db: Sqlite) {
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck()
  const pages = (index: string, condition: string, count: string, before = '') => {
    const page = db.prepare<unknown[], StoredOrder>(
      `SELECT ${rowColumns} FROM orders ${index} JOIN shops ON shops.id = orders.shop_id WHERE ${condition}
       ORDER BY ${before}orders.placed_at DESC, orders.id DESC LIMIT ? OFFSET ?`,
    )
    const counted = db.prepare<unknown[], number>(count).pluck()
    return db.transaction(
      (params: readonly unknown[], offset: number, limit: number): OrderPage => ({
        rows: page.all(...params, limit, offset).map(readRow),
        total: counted.get(...params) ?? 0,
        upTo: highest.get() ?? 0,
        located: null,
      }),
    )
  }
  const open = (condition: string) => {
    const index = 'INDEXED BY orders_open'
    const both = `${isOpen} AND ${condition} AND ${isShown}`
    return pages(index, both, `SELECT count(*) FROM orders ${index} WHERE ${both}`)
  }
  // Counted when they were stored: counting a million anew takes half a second when nothing has been read yet.
  const all = pages(
    '',
    isShown,
    `SELECT coalesce(sum(orders_stored), 0) FROM shops WHERE id NOT IN ${hiddenShops}`,
  )
  const ofRun = pages('', 'orders.run_id = ?', 'SELECT count(*) FROM orders WHERE run_id = ?')
  const todo = open(isWork.todo)
  const unseen = open('unseen = 1')
  // Those whose index says so: few of many.
  const check = pages(
    'INDEXED BY orders_checks',
    `checks > 0 AND ${isShown}`,
    `SELECT count(*) FROM orders INDEXED BY orders_checks WHERE checks > 0 AND ${isShown}`,
    // The lowest bit is the gravest reason.
    'checks & -checks, ',
  )

  return ({ filter, sort, upTo }: OrderList, offset: number, limit: number): OrderPage | null => {
    if (upTo !== null || offset + limit > furthest) return null
    const isOnly = (wanted: Partial<OrderList['filter']>) =>
      isDeepStrictEqual(filter, { ...everyOrder, ...wanted })
    if (isDeepStrictEqual(sort, gravestFirst) && isOnly({ check: true })) return check([], offset, limit)
    if (!isDeepStrictEqual(sort, newestFirst)) return null
    if (isOnly({})) return all([], offset, limit)
    if (isOnly({ runId: filter.runId })) return ofRun([filter.runId], offset, limit)
    if (isOnly({ work: 'todo' })) return todo([today()], offset, limit)
    return isOnly({ unseen: true }) ? unseen([], offset, limit) : null
  }
}
