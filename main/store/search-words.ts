/**
 * What was typed as an FTS5 query: every word literally, as the beginning of a word, signs inside it as breaks between
 * words that follow each other. Null when nothing was typed.
 */
export function matchQuery(text: string): string | null {
  const words = text.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return text.trim() === '' ? null : '""'
  return [...new Set(words)].map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}
