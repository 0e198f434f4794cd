import type { Sqlite } from './database.ts'
import { entryPlaces, markEntries, pageWalker, readNumber, type Take } from './search-pages.ts'

/** A word of the index, or (`prefix`) all that begin so: folded as FTS5's tokenizer does. */
export interface IndexWord {
  readonly text: string
  readonly prefix: boolean
}

interface Segment {
  readonly id: number
  readonly firstPage: number
  readonly lastPage: number
  /** Orders that are no longer in this segment: they were indexed anew, or not at all. */
  readonly gone: ReadonlySet<number>
}

const structureRow = 10
const pagesPerSegment = 2 ** 37
const tombstoneSegments = 2 ** 16
const withOrigins = 0xff000001

/**
 * Reads the lists that FTS5 keeps, which orders have a word, straight out of its pages (`order_search_data`). Asked by
 * MATCH it merges all the words that begin as typed, places and all, before it gives the first order, and gives them one
 * by one: a tenth of a second for a common beginning, ten times what it takes to read the lists.
 *
 * The format is FTS5's file format (version 4), told at the top of `ext/fts5/fts5_index.c`. Null when the archive has
 * another one: then MATCH serves (`search-text.ts`).
 */
export function postings(db: Sqlite) {
  const version = db.prepare<[], number>("SELECT v FROM order_search_config WHERE k = 'version'").pluck()
  if (version.get() !== 4) return null
  const block = db.prepare<[number], Buffer>('SELECT block FROM order_search_data WHERE id = ?').pluck()
  const blocks = db
    .prepare<[number, number], Buffer>(
      'SELECT block FROM order_search_data WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .pluck()
  /** The page on which a word would be. Its lowest bit says something else. */
  const pageOf = db
    .prepare<[number, Buffer], number>(
      'SELECT pgno >> 1 FROM order_search_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1',
    )
    .pluck()

  const segments = (): Segment[] => {
    const structure = block.get(structureRow)
    if (structure === undefined) return []
    const origins = structure.readUInt32BE(4) === withOrigins
    const cursor = { bytes: structure, at: origins ? 8 : 4 }
    const read = () => readNumber(cursor)
    const levels = read()
    read() // how many segments
    read() // how often it was written
    const found: Segment[] = []
    for (let level = 0; level < levels; level += 1) {
      read() // how many are being merged
      for (let count = read(); count > 0; count -= 1) {
        const [id, firstPage, lastPage] = [read(), read(), read()]
        const [, , tombstonePages = 0] = origins ? [read(), read(), read(), read(), read()] : []
        found.push({ id, firstPage, lastPage, gone: goneFrom(id, tombstonePages) })
      }
    }
    return found
  }

  const goneFrom = (segment: number, pages: number): ReadonlySet<number> => {
    const gone = new Set<number>()
    for (let page = 0; page < pages; page += 1) {
      const slots = block.get((segment + tombstoneSegments) * pagesPerSegment + page)
      if (slots === undefined) continue
      const size = slots[0] === 4 ? 4 : 8
      for (let at = 8; at + size <= slots.length; at += size) {
        const id = size === 4 ? slots.readUInt32BE(at) : Number(slots.readBigUInt64BE(at))
        if (id !== 0) gone.add(id)
      }
    }
    return gone
  }

  const walk = (segment: Segment, word: IndexWord, take: Take): void => {
    const key = Buffer.from(`0${word.text}`)
    const firstPage = Math.max(segment.firstPage, pageOf.get(segment.id, key) ?? 0)
    const base = segment.id * pagesPerSegment
    const walker = pageWalker(key, word.prefix, take)
    for (const page of blocks.iterate(base + firstPage, base + segment.lastPage)) if (walker(page)) return
  }

  return {
    /** On how many pages its list lies: what reading it costs, and about how common it is. */
    pages: (word: IndexWord): number => {
      const key = Buffer.from(`0${word.text}`)
      // No word goes on with 255, and none is between a word and the same with a zero after it.
      const after = Buffer.concat([key, Buffer.from([word.prefix ? 255 : 0])])
      return segments().reduce((pages, { id, firstPage }) => {
        const [from, to] = [pageOf.get(id, key) ?? firstPage, pageOf.get(id, after) ?? firstPage]
        return pages + to - from + 1
      }, 0)
    },
    /** Gives `mark` to the orders that have the word and the mark before; how many that were. */
    mark: (word: IndexWord, marks: Uint16Array, mark: number): number => {
      let count = 0
      for (const segment of segments()) {
        walk(segment, word, (page, from, to) => {
          count += markEntries(page, from, to, segment.gone, marks, mark)
        })
      }
      return count
    },
    /** Where the word is in those orders that have the mark: id * {@link placesPerOrder} + place. */
    places: (word: IndexWord, marks: Uint16Array, mark: number): number[] => {
      const places: number[] = []
      for (const segment of segments()) {
        walk(segment, word, entryPlaces(segment.gone, marks, mark, places))
      }
      return places
    },
  }
}

export type Postings = NonNullable<ReturnType<typeof postings>>
