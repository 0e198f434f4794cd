import { failure } from '../words/failure.ts'
import type { OrderSearch, OrderSort, OrderTableView, SavedSearch } from '../words/order-search.ts'
import { orderSearchSchema, orderSortSchema, orderTableSchema } from '../words/schemas.ts'
import { type Sqlite, writing } from './database.ts'

export interface SearchDraft {
  /** Null: a new one. */
  readonly id: number | null
  readonly name: string
  readonly search: OrderSearch
  readonly sort: OrderSort
  readonly table: OrderTableView | null
}

interface SearchRow {
  id: number
  name: string
  search: string
}

/** Views: searches that the operator gave a name, with their columns. */
export function savedSearchQueries(db: Sqlite) {
  const all = db.prepare<[], SearchRow>('SELECT * FROM saved_searches ORDER BY name COLLATE NOCASE')
  const namesake = db.prepare<[string], { id: number }>('SELECT id FROM saved_searches WHERE name = ?')
  const insert = db.prepare('INSERT INTO saved_searches (name, search) VALUES (?, ?)')
  const remove = db.prepare('DELETE FROM saved_searches WHERE id = ?')
  // By its number the next one that is saved may be called.
  const forget = db.prepare(
    `UPDATE shops SET settings = json_set(settings, '$.afterDownload', json((
       SELECT json_group_array(json(iif(value ->> 'searchId' = @id, json_set(value, '$.searchId', NULL), value)))
       FROM json_each(settings, '$.afterDownload'))))
     WHERE EXISTS (SELECT 1 FROM json_each(settings, '$.afterDownload') WHERE value ->> 'searchId' = @id)`,
  )
  const update = db.prepare('UPDATE saved_searches SET name = ?, search = ? WHERE id = ?')

  return {
    listSearches: (): SavedSearch[] => all.all().map(read),
    /** @throws Failure `input-invalid` when another has that name */
    saveSearch: writing(db, ({ id, name, ...draft }: SearchDraft): SavedSearch => {
      const other = namesake.get(name)
      if (other && other.id !== id) throw failure('input-invalid', { field: 'name', problem: 'duplicate' })
      const written = JSON.stringify(draft)
      if (id === null) {
        return { id: Number(insert.run(name, written).lastInsertRowid), name, ...draft }
      }
      update.run(name, written, id)
      return { id, name, ...draft }
    }),
    /** Shops that do something with it after each download (R44) know from then on that it is gone. */
    removeSearch: writing(db, (id: number): void => {
      remove.run(id)
      forget.run({ id })
    }),
  }
}

/** Conditions that another version wrote and this one does not know are left out, as are columns with all the others. */
function read({ id, name, search }: SearchRow): SavedSearch {
  const saved = JSON.parse(search) as { search: unknown; sort: unknown; table?: unknown }
  return {
    id,
    name,
    search: orderSearchSchema.strip().parse(saved.search),
    sort: orderSortSchema.parse(saved.sort),
    table: orderTableSchema
      .nullable()
      .catch(null)
      .parse(saved.table ?? null),
  }
}
