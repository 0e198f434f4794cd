import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migration001 } from '../../../main/store/migrations/001-archive.ts'
import { postings } from '../../../main/store/search-postings.ts'
import { textSearch } from '../../../main/store/search-text.ts'
import { matchQuery, typedWords } from '../../../main/store/search-words.ts'

/** An index like the archive's, whose pages are small: lists go from page to page, pieces are merged half-way. */
function emptyIndex(pageBytes: number) {
  const db = new Database(':memory:')
  db.exec(migration001)
  db.exec(`INSERT INTO order_search (order_search, rank) VALUES ('pgsz', ${pageBytes})`)
  db.exec("INSERT INTO order_search (order_search, rank) VALUES ('automerge', 2)")
  return db
}

const words = [
  'mario',
  'marino',
  'ma',
  'rossi',
  'ross',
  'd',
  'a',
  'amico',
  '3391',
  '33',
  'à',
  'Élan',
  'ł',
  'x',
] as const
const signs = [' ', '\n', '.', '@', '’', '-'] as const
const part = fc.tuple(fc.constantFrom(...words), fc.constantFrom(...signs)).map((parts) => parts.join(''))
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')) },
  // One order that fills pages by itself.
  { weight: 1, arbitrary: fc.array(part, { minLength: 100, maxLength: 300 }).map((parts) => parts.join('')) },
)
const typed = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const step = fc.record({
  /** Stored in one transaction: a piece of the index. */
  added: fc.array(text, { maxLength: 25 }),
  indexedAnew: fc.array(fc.tuple(fc.nat(), text), { maxLength: 4 }),
  merged: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3 }),
  asked: fc.array(typed, { minLength: 1, maxLength: 4 }),
})

describe('R26 the lists of the search index', () => {
  it('say what FTS5 itself answers, however the index came to be', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(64, 128, 600),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 2, 64),
        (pageBytes, steps, few) => {
          const db = emptyIndex(pageBytes)
          const add = db.prepare('INSERT INTO order_search (rowid, text) VALUES (?, ?)')
          const remove = db.prepare('DELETE FROM order_search WHERE rowid = ?')
          const merge = db.prepare("INSERT INTO order_search (order_search, rank) VALUES ('merge', ?)")
          const match = db
            .prepare<[string], number>(
              'SELECT rowid FROM order_search WHERE order_search MATCH ? ORDER BY rowid',
            )
            .pluck()
          const texts: string[] = []
          const search = textSearch(db, (ids) => ids.map((id) => ({ id, text: texts[id] ?? '' })), few)
          let last = 0
          for (const { added, indexedAnew, merged, asked } of steps) {
            db.transaction(() => {
              for (const order of added) {
                last += 1
                add.run(last, order)
                texts[last] = order
              }
            })()
            for (const [which, order] of indexedAnew) {
              if (last === 0) continue
              const id = (which % last) + 1
              db.transaction(() => {
                remove.run(id)
                add.run(id, order)
                texts[id] = order
              })()
            }
            if (merged !== null) merge.run(merged)
            for (const query of asked) {
              const found = search(query, last)
              const expected = match.all(matchQuery(typedWords(query) ?? []))
              expect([...(found ?? [])]).toEqual(expected)
            }
          }
          db.close()
        },
      ),
      { numRuns: 100 },
    )
  })

  it('are left to FTS5 when it keeps them in another way', () => {
    const db = emptyIndex(4050)
    db.exec("INSERT INTO order_search (rowid, text) VALUES (7, 'Mario Rossi'), (9, 'Maria Bianchi')")
    db.unsafeMode()
    db.exec("UPDATE order_search_config SET v = 5 WHERE k = 'version'")
    expect(postings(db)).toBeNull()
    expect(textSearch(db, () => expect.fail())('bian mar', 9)).toEqual(Uint32Array.of(9))
  })
})
