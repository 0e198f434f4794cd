import type { Sqlite } from './database.ts'

/** Which orders have all the words typed: their ids, ascending. Null when nothing was typed. */
export function textSearch(db: Sqlite): (text: string) => Uint32Array | null {
  // All ids as one text, not a row each: a third of a million rows take twice as long to come out of SQLite.
  const matching = db
    .prepare<[string], Buffer | null>(
      `SELECT CAST(group_concat(id, ',') AS BLOB)
       FROM (SELECT rowid AS id FROM order_search WHERE order_search MATCH ? ORDER BY rowid)`,
    )
    .pluck()
  return (text) => {
    const words = typedWords(text)
    if (words === null) return null
    return words.length === 0 ? new Uint32Array(0) : readIds(matching.get(matchQuery(words)) ?? null)
  }
}

/** The words typed, each once; null when nothing was. Signs alone are no word: nothing has them. */
function typedWords(text: string): readonly string[] | null {
  if (text.trim() === '') return null
  return [...new Set(text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)))]
}

/** Words as an FTS5 query: each literally, as the beginning of a word, signs inside it as breaks between words. */
function matchQuery(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

/** `12,345` as numbers. */
function readIds(text: Buffer | null): Uint32Array {
  if (text === null) return new Uint32Array(0)
  const ids = new Uint32Array((text.length + 1) >> 1)
  let count = 0
  let id = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = (text[at] ?? 0) - 48
    if (digit >= 0) {
      id = id * 10 + digit
      continue
    }
    ids[count++] = id
    id = 0
  }
  ids[count] = id
  return ids.subarray(0, count + 1)
}
