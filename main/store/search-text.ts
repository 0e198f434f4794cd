import type { Sqlite } from './database.ts'
import { placesPerOrder } from './search-pages.ts'
import { type IndexWord, type Postings, postings } from './search-postings.ts'
import { matchQuery, plainTokens, typedWords } from './search-words.ts'

/** The orders found: those whose id has the mark. */
export interface Found {
  /** By id. */
  readonly marks: Uint16Array
  readonly mark: number
  readonly count: number
}

/** Words that stand next to each other in an order, the last one a beginning. */
type Phrase = readonly IndexWord[]

/** Nobody types as many; marks hold no more. */
const mostWords = 60_000

/** Which orders, of those with ids up to `last`, have all the words typed. Null when nothing was typed. */
export function textSearch(db: Sqlite): (text: string, last: number) => Found | null {
  const index = postings(db)
  const matching = db
    .prepare<[string], number>('SELECT rowid FROM order_search WHERE order_search MATCH ?')
    .pluck()

  const match = (words: readonly string[], last: number): Found => {
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
  return db.transaction((text: string, last: number): Found | null => {
    const words = typedWords(text)
    if (words === null) return null
    const odd: string[] = []
    const phrases: Phrase[] = []
    for (const word of words) {
      const tokens = index === null ? null : plainTokens(word)
      if (tokens === null) odd.push(word)
      else phrases.push(tokens.map((token, at) => ({ text: token, prefix: at === tokens.length - 1 })))
    }
    const none: Found = { marks: new Uint16Array(last + 1), mark: 0, count: last }
    if (words.length === 0) return { ...none, mark: 1, count: 0 }
    const found = odd.length > 0 ? match(odd, last) : none
    return index === null ? found : withPhrases(index, phrases, found)
  })
}

/** One after the other, what is rarest first: a long word is. Whatever comes later looks only at what is left. */
function withPhrases(index: Postings, phrases: readonly Phrase[], among: Found): Found {
  const { marks } = among
  let { mark, count } = among
  const rarest = new Map(phrases.map(longestWord).map((word) => [`${word.text} ${word.prefix}`, word]))
  const longestFirst = [...rarest.values()].sort((a, b) => b.text.length - a.text.length)
  for (const word of longestFirst) {
    if (count === 0 || mark > mostWords) return { marks, mark: mark + 1, count: 0 }
    mark += 1
    count = index.mark(word, marks, mark)
  }
  for (const phrase of phrases) {
    if (phrase.length === 1) continue
    const starts = phraseStarts(index, phrase, marks, mark)
    mark += 1
    count = 0
    for (const start of starts) {
      const id = Math.floor(start / placesPerOrder)
      if (marks[id] === mark) continue
      marks[id] = mark
      count += 1
    }
  }
  return { marks, mark, count }
}

function longestWord(phrase: Phrase): IndexWord {
  return phrase.reduce((longest, word) => (word.text.length > longest.text.length ? word : longest))
}

/** Where the phrase begins, in the orders that have the mark. */
function phraseStarts(index: Postings, phrase: Phrase, marks: Uint16Array, mark: number): Float64Array {
  let starts: Float64Array | null = null
  for (const [at, word] of phrase.entries()) {
    if (starts?.length === 0) break
    const places = Float64Array.from(index.places(word, marks, mark), (place) => place - at).sort()
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
