import { failure } from '../words/failure.ts'
import type { OrderSearch, OrderSort, SavedSearch } from '../words/order-search.ts'
import { orderSearchSchema, orderSortSchema } from '../words/schemas.ts'
import { type Sqlite, writing } from './database.ts'

export interface SearchDraft {
  /** Null: a new one. */
  readonly id: number | null
  readonly name: string
  readonly search: OrderSearch
  readonly sort: OrderSort
}

interface SearchRow {
  id: number
  name: string
  search: string
}

/** Searches that the operator gave a name. */
export function savedSearchQueries(db: Sqlite) {
  const all = db.prepare<[], SearchRow>('SELECT * FROM saved_searches ORDER BY name COLLATE NOCASE')
  const namesake = db.prepare<[string], { id: number }>('SELECT id FROM saved_searches WHERE name = ?')
  const insert = db.prepare('INSERT INTO saved_searches (name, search) VALUES (?, ?)')
  const update = db.prepare('UPDATE saved_searches SET name = ?, search = ? WHERE id = ?')

  return {
    listSearches: (): SavedSearch[] => all.all().map(read),
    /** @throws Failure `input-invalid` when another has that name */
    saveSearch: writing(db, ({ id, name, search, sort }: SearchDraft): SavedSearch => {
      const other = namesake.get(name)
      if (other && other.id !== id) throw failure('input-invalid', { field: 'name', problem: 'duplicate' })
      const written = JSON.stringify({ search, sort })
      if (id === null) {
        return { id: Number(insert.run(name, written).lastInsertRowid), name, search, sort }
      }
      update.run(name, written, id)
      return { id, name, search, sort }
    }),
    removeSearch: (id: number): void => {
      db.prepare('DELETE FROM saved_searches WHERE id = ?').run(id)
    },
  }
}

/** Conditions that another version wrote and this one does not know are left out. */
function read({ id, name, search }: SearchRow): SavedSearch {
  const saved = JSON.parse(search) as { search: unknown; sort: unknown }
  return {
    id,
    name,
    search: orderSearchSchema.strip().parse(saved.search),
    sort: orderSortSchema.parse(saved.sort),
  }
}
