import type { WordColumn } from '../words/order-search.ts'
import type { Sqlite } from './database.ts'
import { columnOf } from './order-record.ts'
import { dictionary, type OrderTable, placeOf, type Words } from './search-table.ts'

/** A column of words that occur often, by place. */
export interface CodedWords {
  codes: Uint32Array
  readonly words: Words
}

interface Column extends CodedWords {
  /** How many places have been read. */
  count: number
}

type WordRow = [id: number, word: string]

/** As many rows are read with one call, as `search-columns.ts` does. */
const rowsAtOnce = 10_000

/**
 * Columns that only some lists look at: each is read when the first does, 4 bytes an order, and then kept as the table is.
 */
export function wordColumnsOf(db: Sqlite, table: OrderTable) {
  const known = new Map<WordColumn, Column>()

  const write = (column: Column, [id, word]: WordRow, expected: number): void => {
    // Nearly always it is the next. An order that is gone since the table was read has no place to be written to.
    const place = table.ids[expected] === id ? expected : placeOf(table, id)
    if (place !== -1) column.codes[place] = column.words.codeOf(word)
  }

  const readAdded = (by: WordColumn, column: Column): void => {
    if (column.count === table.count) return
    if (column.codes.length < table.count) {
      const longer = new Uint32Array(table.ids.length)
      longer.set(column.codes)
      column.codes = longer
    }
    const added = db
      .prepare<[number, number], WordRow>(
        `SELECT id, ${columnOf(by)} FROM orders INDEXED BY orders_methods WHERE id > ? AND id <= ?
         ORDER BY id LIMIT ${rowsAtOnce}`,
      )
      .raw()
    const last = table.ids[table.count - 1] ?? 0
    let place = column.count
    let from = table.ids[place - 1] ?? 0
    for (let rows = added.all(from, last); rows.length > 0; rows = added.all(from, last)) {
      for (const row of rows) write(column, row, place++)
      from = rows.at(-1)?.[0] ?? last
    }
    column.count = table.count
  }

  const readChanged = (by: WordColumn, column: Column, ids: string): void => {
    const changed = db
      .prepare<[string], WordRow>(
        `SELECT orders.id, ${columnOf(by)} FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value`,
      )
      .raw()
    for (const row of changed.all(ids)) write(column, row, 0)
  }

  return {
    /** As far as the table goes; one and the same for each column. */
    of(by: WordColumn): CodedWords {
      const column = known.get(by) ?? { codes: new Uint32Array(0), words: dictionary(), count: 0 }
      known.set(by, column)
      readAdded(by, column)
      return column
    },
    /** Takes in what is new in the table, and places that have changed. */
    refresh(changed: readonly number[]): void {
      const ids = JSON.stringify(changed.map((place) => table.ids[place]))
      for (const [by, column] of known) {
        if (changed.length > 0) readChanged(by, column, ids)
        readAdded(by, column)
      }
    },
  }
}

export type WordColumns = ReturnType<typeof wordColumnsOf>
