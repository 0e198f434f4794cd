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
