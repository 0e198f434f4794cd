/** Control characters (of both sets), those that turn the direction of writing, and halves of characters. */
const unfit = /[\0-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu

/**
 * A text that may come from a shop as a message, a notification or a list may hold it: in one line, without what
 * commands a terminal or makes a text look like another, and no longer than said.
 */
export function shownText(text: string, longest: number): string {
  // Cut first: a megabyte need not be looked through.
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return short.replace(unfit, ' ')
}

/** The text with each number and the unit behind it (`400 g`) in one piece, at whatever width it is drawn. */
export function unitsTogether(text: string): string {
  return text.replace(/(?<=\d) (?=\p{L}{1,3}(?!\p{L}))/gu, '\u00a0')
}

/** Nobody reads more of one text on a page; a megabyte of it takes a page seconds to lay out. */
const longestOnPage = 2000
/** They turn the words around them as well. */
const turning = /[\u202A-\u202E\u2066-\u2069]/g

/** The same data with every text in it fit for a page: its lines as they are, cut where nobody reads on. */
export function fitForPage<Value>(value: Value): Value {
  return fitted(value) as Value
}

function fitted(value: unknown): unknown {
  if (typeof value === 'string') {
    const short = value.length > longestOnPage ? `${value.slice(0, longestOnPage)}…` : value
    return short.replace(turning, '')
  }
  if (Array.isArray(value)) return value.map(fitted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fitted(inner)]))
}
