import type { Sqlite } from './database.ts'
import { blockReader } from './search-blocks.ts'
import { type ColumnsRow, columnNames, emptyTable, grow, placeOf, put } from './search-table.ts'

/** What is new since the last look. */
export interface Refreshed {
  /** Places from here on are new. */
  readonly firstNew: number
  /** Places of orders known before that have changed. */
  readonly changed: readonly number[]
}

/** Rows as one array are read half again as fast as one by one; a million at once would double the memory. */
const rowsAtOnce = 10_000

/** Reads the table at the first look, and then only what came or changed. */
export function orderTable(db: Sqlite) {
  const table = emptyTable()
  const blocks = blockReader(db)
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM orders').pluck()
  const added = db
    .prepare<[number], ColumnsRow>(
      `SELECT ${columnNames} FROM orders WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`,
    )
    .raw()
  const some = db
    .prepare<[string], ColumnsRow>(
      `SELECT ${columnNames} FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value`,
    )
    .raw()
  const changes = db
    .prepare<[number], [number, number]>('SELECT seq, order_id FROM order_changes WHERE seq > ? ORDER BY seq')
    .raw()
  const lastChange = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM order_changes').pluck()
  const ownChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  /** Changes with every write of another connection, or of this one. */
  const stamp = () => `${db.pragma('data_version', { simple: true })} ${ownChanges.get()}`
  let seen = ''
  let changeSeen = -1

  const read = db.transaction((): Refreshed => {
    const isFirst = changeSeen === -1
    if (isFirst) changeSeen = blocks.fill(table, highest.get() ?? 0) ?? lastChange.get() ?? 0
    const firstNew = table.count
    const last = table.ids[firstNew - 1] ?? 0
    const changed: number[] = []
    const news = changes.all(changeSeen)
    changeSeen = news.at(-1)?.[0] ?? changeSeen
    for (const row of some.all(JSON.stringify(news.map(([, id]) => id)))) {
      const place = placeOf(table, row[0])
      if (place === -1) continue
      put(table, place, row)
      changed.push(place)
    }
    const most = firstNew + (highest.get() ?? 0) - last
    for (let rows = added.all(last); rows.length > 0; rows = added.all(table.ids[table.count - 1] ?? 0)) {
      if (table.count + rows.length > table.ids.length) {
        grow(table, Math.max(most, Math.ceil((table.count + rows.length) * 1.2)))
      }
      for (const row of rows) {
        put(table, table.count, row)
        table.count += 1
      }
    }
    if (isFirst) return { firstNew: 0, changed: [] }
    return { firstNew, changed }
  })

  return {
    table,
    /** Whether nothing has been read yet. */
    isNew: () => seen === '',
    /** Changes whenever an order known before has changed. */
    changes: () => changeSeen,
    /** Null when nothing has happened. */
    refresh: (): Refreshed | null => {
      const now = stamp()
      if (now === seen) return null
      seen = now
      const refreshed = read()
      return refreshed.firstNew === table.count && refreshed.changed.length === 0 ? null : refreshed
    },
  }
}
