import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openArchive } from '../../../main/store/archive.ts'
import { everyOrder, newestFirst, type OrderSearch } from '../../../main/words/order-search.ts'
import { temporaryFolder } from '../../support/archive.ts'

const search: OrderSearch = {
  ...everyOrder,
  text: 'moka',
  countries: ['DE'],
  period: 'last7',
  downloadedPeriod: 'today',
}
const sort = { by: 'country', descending: false } as const
const table = { columns: ['number', 'products', 'total'], widths: { products: 320 } } as const

it('R26 a view keeps filters, order, columns and widths, and is changed under its name', () => {
  const archive = openArchive(join(temporaryFolder(), 'archive.sqlite'))
  const view = archive.saveSearch({ id: null, name: 'Da spedire', search, sort, table })
  archive.saveSearch({ id: null, name: 'Altra', search, sort: newestFirst, table: null })
  expect(archive.listSearches().find(({ id }) => id === view.id)).toEqual({
    id: view.id,
    name: 'Da spedire',
    search,
    sort,
    table,
  })
  expect(() => archive.saveSearch({ ...view, name: 'altra' })).toThrow()
  archive.saveSearch({ ...view, name: 'Spedire', table: { columns: null, widths: {} } })
  expect(archive.listSearches().map(({ name, table: kept }) => [name, kept])).toEqual([
    ['Altra', null],
    ['Spedire', { columns: null, widths: {} }],
  ])
  archive.close()
})

it('R26 searches saved before have their filters, and leave the columns as they are; so do unknown columns', () => {
  const file = join(temporaryFolder(), 'archive.sqlite')
  openArchive(file).close()
  const db = new Database(file)
  const insert = db.prepare('INSERT INTO saved_searches (name, search) VALUES (?, ?)')
  const { text, period } = search
  insert.run('Prima', JSON.stringify({ search: { text, period, formerly: 1 }, sort: newestFirst }))
  const later = { columns: ['number', 'ofTomorrow'], widths: {} }
  insert.run('Di domani', JSON.stringify({ search: { text, period }, sort: newestFirst, table: later }))
  db.close()
  const archive = openArchive(file)
  const filters = { ...everyOrder, text, period, downloadedPeriod: null }
  expect(archive.listSearches()).toEqual([
    { id: 2, name: 'Di domani', search: filters, sort: newestFirst, table: null },
    { id: 1, name: 'Prima', search: filters, sort: newestFirst, table: null },
  ])
  archive.close()
})
