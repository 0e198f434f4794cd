/** Characters looked at at once: a byte each. */
const atOnce = 4
/** So few are compared whole, and those that have so many characters in common. */
const few = 12
const mostKnown = 200
/** Stands for every character that is too high for a byte. */
const wide = 255

/**
 * Ranks texts by UTF-16 units, as JavaScript compares them: `ranks` gets how many different ones come before each. Goes
 * by a few characters at a time, as numbers, and then sorts those that have these in common: a fifth of the time that
 * a million texts take to sort.
 * @returns the different texts, in order
 */
export function rankTexts(texts: readonly string[], ranks: Uint32Array): readonly string[] {
  const places = new Uint32Array(texts.length)
  for (let place = 0; place < places.length; place += 1) places[place] = place
  sortPart(texts, places, 0, places.length, 0)
  const values: string[] = []
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0
    const text = texts[place] ?? ''
    if (at === 0 || text !== values[values.length - 1]) values.push(text)
    ranks[place] = values.length - 1
  }
  return values
}

/** Sorts the places from `from` to `to`, whose texts have their first `known` characters in common. */
function sortPart(
  texts: readonly string[],
  places: Uint32Array,
  from: number,
  to: number,
  known: number,
): void {
  const length = to - from
  if (length <= few) {
    insertEach(texts, places, from, to)
    return
  }
  if (known > mostKnown) {
    sortWhole(texts, places, from, to)
    return
  }
  const numbers = new BigUint64Array(length)
  // Their halves, the lower one first on all computers that we know: the place, and above it what its text goes on with.
  const halves = new Uint32Array(numbers.buffer)
  for (let at = 0; at < length; at += 1) {
    const place = places[from + at] ?? 0
    halves[2 * at] = place
    halves[2 * at + 1] = charactersAt(texts[place] ?? '', known)
  }
  numbers.sort()
  for (let at = 0; at < length; at += 1) places[from + at] = halves[2 * at] ?? 0
  for (let start = 0; start < length; ) {
    const characters = halves[2 * start + 1] ?? 0
    let end = start + 1
    while (end < length && halves[2 * end + 1] === characters) end += 1
    if (end - start > 1) {
      if (hasWide(characters)) sortWhole(texts, places, from + start, from + end)
      // Those that end here are one and the same text.
      else if ((characters & 255) > 0) sortPart(texts, places, from + start, from + end, known + atOnce)
    }
    start = end
  }
}

/** Zeros after the text's end, and after a wide character: what comes then has to be compared. */
function charactersAt(text: string, from: number): number {
  let characters = 0
  for (let at = 0; at < atOnce; at += 1) {
    const code = from + at < text.length ? Math.min(text.charCodeAt(from + at) + 1, wide) : 0
    characters = (characters << 8) | code
    if (code === wide) return (characters << (8 * (atOnce - 1 - at))) >>> 0
  }
  return characters >>> 0
}

function hasWide(characters: number): boolean {
  return (
    characters >>> 24 === wide ||
    ((characters >>> 16) & 255) === wide ||
    ((characters >>> 8) & 255) === wide ||
    (characters & 255) === wide
  )
}

function insertEach(texts: readonly string[], places: Uint32Array, from: number, to: number): void {
  for (let next = from + 1; next < to; next += 1) {
    const place = places[next] ?? 0
    const text = texts[place] ?? ''
    let at = next
    for (; at > from && text < (texts[places[at - 1] ?? 0] ?? ''); at -= 1) places[at] = places[at - 1] ?? 0
    places[at] = place
  }
}

function sortWhole(texts: readonly string[], places: Uint32Array, from: number, to: number): void {
  const some = Array.from(places.subarray(from, to))
  some.sort((a, b) => {
    const [first, second] = [texts[a] ?? '', texts[b] ?? '']
    return first < second ? -1 : first > second ? 1 : 0
  })
  places.set(some, from)
}
