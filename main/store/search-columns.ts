import type { Sqlite } from './database.ts'
import {
  type ColumnsRow,
  columnNames,
  emptyTable,
  grow,
  type MarkRow,
  markNames,
  placeOf,
  type WorkRow,
  workNames,
  writeMarks,
  writeRow,
  writeWork,
} from './search-table.ts'
import { isOpen } from './work.ts'

/** What is new since the last look. */
export interface Refreshed {
  /** Places from here on are new. */
  readonly firstNew: number
  /** Places of orders known before that have changed. */
  readonly changed: readonly number[]
  /** An order was removed: the table has to be read anew, by another `orderTable`. */
  readonly isStale: boolean
}

/** More changes than this, as when all orders were read again, are not looked up one by one: the table is read anew. */
const mostChanges = 50_000

/** As many rows are read with one call: half again as fast as one by one; a million at once would double the memory. */
const rowsAtOnce = 10_000

/** Reads the table at the first look, and then only what came or changed. */
export function orderTable(db: Sqlite) {
  const table = emptyTable()
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck()
  // Out of the index alone: the rows of `orders` are spread over the whole file.
  const added = db
    .prepare<[number], ColumnsRow>(
      `SELECT ${columnNames} FROM orders INDEXED BY orders_columns WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`,
    )
    .raw()
  const some = db
    .prepare<[string], [...ColumnsRow, ...WorkRow, ...MarkRow]>(
      `SELECT ${columnNames}, ${workNames}, ${markNames}
       FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value`,
    )
    .raw()
  const open = db
    .prepare<[], WorkRow>(`SELECT ${workNames} FROM orders INDEXED BY orders_open WHERE ${isOpen}`)
    .raw()
  const openSince = db
    .prepare<[number], WorkRow>(`SELECT ${workNames} FROM orders NOT INDEXED WHERE id > ? AND ${isOpen}`)
    .raw()
  // Out of their indexes alone, as at the first look.
  const leftOut = db
    .prepare<[], [id: number, leftOut: number]>(
      'SELECT id, left_out FROM orders INDEXED BY orders_left_out WHERE left_out > 0',
    )
    .raw()
  const toCheck = db
    .prepare<[], [id: number, checks: number]>(
      'SELECT id, checks FROM orders INDEXED BY orders_checks WHERE checks > 0',
    )
    .raw()
  const markedSince = db
    .prepare<[number], MarkRow>(
      `SELECT ${markNames} FROM orders NOT INDEXED WHERE id > ? AND (left_out > 0 OR checks > 0)`,
    )
    .raw()
  const changes = db
    .prepare<[number], [number, number]>(
      `SELECT seq, order_id FROM order_changes WHERE seq > ? ORDER BY seq LIMIT ${mostChanges + 1}`,
    )
    .raw()
  const lastChange = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM order_changes').pluck()
  const ownChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  /** Changes with every write of another connection, or of this one. */
  const stamp = () => `${db.pragma('data_version', { simple: true })} ${ownChanges.get()}`
  let seen = ''
  let changeSeen = 0

  let isStale = false

  const readChanged = (): number[] => {
    const changed: number[] = []
    const news = changes.all(changeSeen)
    changeSeen = news.at(-1)?.[0] ?? changeSeen
    isStale = news.length > mostChanges
    const rows = isStale ? [] : some.all(JSON.stringify(news.map(([, id]) => id)))
    isStale ||= rows.length < news.length
    for (const row of rows) {
      const [id, shop, run, placed, state, currency, total, flags, ...others] = row
      const [workId, work, until, unseen, ...marks] = others
      const place = placeOf(table, id)
      if (place === -1) continue
      writeRow(table, place, [id, shop, run, placed, state, currency, total, flags])
      writeWork(table, place, [workId, work, until, unseen])
      writeMarks(table, place, marks)
      changed.push(place)
    }
    return changed
  }

  const readAdded = (): void => {
    const lastId = () => table.ids[table.count - 1] ?? 0
    const before = lastId()
    const most = table.count + (highest.get() ?? 0) - lastId()
    for (let rows = added.all(lastId()); rows.length > 0; rows = added.all(lastId())) {
      if (table.count + rows.length > table.ids.length) {
        grow(table, Math.max(most, Math.ceil((table.count + rows.length) * 1.2)))
      }
      for (const row of rows) {
        writeRow(table, table.count, row)
        table.count += 1
      }
    }
    for (const row of before === 0 ? open.iterate() : openSince.iterate(before)) {
      const place = placeOf(table, row[0])
      if (place !== -1) writeWork(table, place, row)
    }
    if (before === 0) readMarks()
    else for (const row of markedSince.iterate(before)) markPlace(row)
  }

  const markPlace = (row: MarkRow): void => {
    const place = placeOf(table, row[0])
    if (place !== -1) writeMarks(table, place, row)
  }

  const readMarks = (): void => {
    for (const [id, out] of leftOut.iterate()) markPlace([id, out, 0])
    for (const [id, checks] of toCheck.iterate()) {
      const place = placeOf(table, id)
      if (place !== -1) table.checks[place] = checks
    }
  }

  const read = db.transaction((isFirst: boolean): Refreshed => {
    const firstNew = table.count
    if (isFirst) changeSeen = lastChange.get() ?? 0
    const changed = isFirst ? [] : readChanged()
    readAdded()
    return { firstNew, changed, isStale }
  })

  return {
    table,
    /** Whether nothing has been read yet. */
    isNew: () => seen === '',
    /** Changes whenever an order known before has changed; before the first look, as it would be after it. */
    changes: () => (seen === '' ? (lastChange.get() ?? 0) : changeSeen),
    /** Null when nothing was written. */
    refresh: (): Refreshed | null => {
      const now = stamp()
      if (now === seen) return null
      const refreshed = read(seen === '')
      seen = now
      return refreshed
    },
  }
}
