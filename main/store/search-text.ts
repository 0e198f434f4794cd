import Database from 'better-sqlite3'
import type { Sqlite } from './database.ts'
import { placesPerOrder } from './search-pages.ts'
import { type IndexWord, type Postings, postings } from './search-postings.ts'
import { matchQuery, plainTokens, typedWords } from './search-words.ts'

/** What the index holds of some orders: the texts that were indexed. */
export type ReadTexts = (ids: readonly number[]) => readonly { readonly id: number; readonly text: string }[]

/** Those that have the mark, by id. */
interface Marked {
  readonly marks: Uint16Array
  readonly mark: number
  readonly count: number
}

/** Words that stand next to each other in an order, the last one a beginning. */
type Phrase = readonly IndexWord[]

/** Nobody types as many; marks hold no more. */
const mostWords = 60_000

/**
 * Which orders, of those with ids up to `last`, have all the words typed, ascending. Null when nothing was typed.
 * @param few when so few are left, looking through these takes less than reading one more list of the index
 */
export function textSearch(
  db: Sqlite,
  readTexts: ReadTexts,
  few = 64,
): (text: string, last: number) => Uint32Array | null {
  const index = postings(db)
  const lookThrough = smallSearch()
  const matching = db
    .prepare<[string], number>('SELECT rowid FROM order_search WHERE order_search MATCH ?')
    .pluck()

  const match = (words: readonly string[], last: number): Marked => {
    const marks = new Uint16Array(last + 1)
    let count = 0
    for (const id of matching.all(matchQuery(words))) {
      if (id > last) continue
      marks[id] = 1
      count += 1
    }
    return { marks, mark: 1, count }
  }

  // A transaction: one state of the archive for all that is read of it.
  return db.transaction((text: string, last: number): Uint32Array | null => {
    const words = typedWords(text)
    if (words === null) return null
    if (words.length === 0) return new Uint32Array(0)
    if (index === null) return idsOf(match(words, last))
    const odd: string[] = []
    const phrases: Phrase[] = []
    for (const word of words) {
      const tokens = plainTokens(word)
      if (tokens === null) odd.push(word)
      else phrases.push(tokens.map((token, at) => ({ text: token, prefix: at === tokens.length - 1 })))
    }
    let found = odd.length > 0 ? match(odd, last) : all(last)
    const unread = new Map(phrases.flat().map((word) => [`${word.text} ${word.prefix}`, word]))
    const rarestFirst = [...unread.values()]
      .map((word) => ({ word, pages: index.pages(word) }))
      .sort((a, b) => a.pages - b.pages)
    for (const { word } of rarestFirst) {
      if (found.count === 0) return new Uint32Array(0)
      if (found.count <= few) return lookThrough(words, readTexts([...idsOf(found)]))
      found = withWord(index, word, found)
    }
    const isWhole = phrases.every((phrase) => phrase.length === 1)
    if (!isWhole && found.count > 0 && found.count <= few) {
      return lookThrough(words, readTexts([...idsOf(found)]))
    }
    for (const phrase of phrases) if (phrase.length > 1) found = withPhrase(index, phrase, found)
    return idsOf(found)
  })
}

function all(last: number): Marked {
  return { marks: new Uint16Array(last + 1), mark: 0, count: last }
}

/** Whatever comes later looks only at what is left. */
function withWord(index: Postings, word: IndexWord, { marks, mark }: Marked): Marked {
  // Nobody types as many: marks hold no more.
  if (mark + 1 > mostWords) return { marks, mark, count: 0 }
  return { marks, mark: mark + 1, count: index.mark(word, marks, mark + 1) }
}

function withPhrase(index: Postings, phrase: Phrase, { marks, mark }: Marked): Marked {
  let count = 0
  for (const start of phraseStarts(index, phrase, marks, mark)) {
    const id = Math.floor(start / placesPerOrder)
    if (marks[id] === mark + 1) continue
    marks[id] = mark + 1
    count += 1
  }
  return { marks, mark: mark + 1, count }
}

function idsOf({ marks, mark, count }: Marked): Uint32Array {
  const ids = new Uint32Array(count)
  let length = 0
  for (let id = 1; id < marks.length && length < count; id += 1) {
    if (marks[id] !== mark) continue
    ids[length] = id
    length += 1
  }
  return ids.subarray(0, length)
}

/** An index of a few texts, made for each search, that is asked as the archive's is. */
function smallSearch() {
  const open = () => {
    const db = new Database(':memory:')
    db.exec(
      "CREATE VIRTUAL TABLE few USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2')",
    )
    const empty = db.prepare("INSERT INTO few (few) VALUES ('delete-all')")
    const add = db.prepare<[number, string]>('INSERT INTO few (rowid, text) VALUES (?, ?)')
    const matching = db
      .prepare<[string], number>('SELECT rowid FROM few WHERE few MATCH ? ORDER BY rowid')
      .pluck()
    return db.transaction((words: readonly string[], texts: ReturnType<ReadTexts>): Uint32Array => {
      empty.run()
      for (const { id, text } of texts) add.run(id, text)
      return Uint32Array.from(matching.all(matchQuery(words)))
    })
  }
  let search: ReturnType<typeof open> | null = null
  return (words: readonly string[], texts: ReturnType<ReadTexts>): Uint32Array => {
    search ??= open()
    return search(words, texts)
  }
}

/** Where the phrase begins, in the orders that have the mark. */
function phraseStarts(index: Postings, phrase: Phrase, marks: Uint16Array, mark: number): Float64Array {
  let starts: Float64Array | null = null
  for (const [at, word] of phrase.entries()) {
    if (starts?.length === 0) break
    const found = index.places(word, marks, mark)
    const places = new Float64Array(found.length)
    for (let n = 0; n < found.length; n += 1) places[n] = (found[n] ?? 0) - at
    places.sort()
    starts = starts === null ? places : inBoth(starts, places)
  }
  return starts ?? new Float64Array(0)
}

function inBoth(some: Float64Array, others: Float64Array): Float64Array {
  let at = 0
  return some.filter((value) => {
    while ((others[at] ?? Number.POSITIVE_INFINITY) < value) at += 1
    return others[at] === value
  })
}
