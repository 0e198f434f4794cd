/** Most texts need nothing done; looking is far cheaper than rewriting. */
const suspicious = /[^\t\n\x20-\x7E\xA0-\uD7FF\uE000-\uFFFD]/
const control = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFFFE\uFFFF]/g

/**
 * A text from a shop as a file may hold it: no control characters (neither a spreadsheet nor XML 1.0 takes them), one
 * kind of line end, no halves of characters. Everything else stays as it was written.
 */
export function plainText(text: string): string {
  if (!suspicious.test(text)) return text
  return text.replace(/\r\n?/g, '\n').replace(control, '').toWellFormed()
}
