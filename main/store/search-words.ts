/** The words typed, each once; null when nothing was. Signs alone are no word: nothing has them. */
export function typedWords(text: string): readonly string[] | null {
  if (text.trim() === '') return null
  return [...new Set(text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)))]
}

/** Words as an FTS5 query: each literally, as the beginning of a word, signs inside it as breaks between words. */
export function matchQuery(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

/**
 * What the index (`unicode61 remove_diacritics 2`) makes of a word: the words between its signs, without case and
 * accents. Null for letters beyond those of Western Europe: there only FTS5 knows.
 */
export function plainTokens(word: string): readonly string[] | null {
  if (!/^[!-~À-ÖØ-öø-ÿ‘’]+$/.test(word)) return null
  const folded = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return /^[!-~‘’]+$/.test(folded) ? (folded.match(/[a-z0-9]+/g) ?? []) : null
}
