/** Entries of one word on one page. Bytes 4 to `restTo` (0: none) end an entry that began on an earlier page. */
export type Take = (page: Uint8Array, from: number, to: number, restTo: number) => void

/** A place of a word in an order's text, as one number: id * this + place. FTS5 knows no text as long as this. */
export const placesPerOrder = 2 ** 21

/** Where one reads. */
export interface Cursor {
  bytes: Uint8Array
  at: number
}

/** FTS5's numbers: seven bits a byte, the highest first. */
export function readNumber(cursor: Cursor): number {
  let byte = cursor.bytes[cursor.at++] ?? 0
  let value = byte & 127
  while (byte > 127) {
    byte = cursor.bytes[cursor.at++] ?? 0
    value = value * 128 + (byte & 127)
  }
  return value
}

/**
 * Goes through the pages of a segment from the one where the word would be; true: no later page has it. A page: where
 * its first whole entry is, where its words end (two bytes each), words and entries, and at the end the distances from
 * word to word. The first word of a page is whole, others are told by what they share with the one before.
 */
export function pageWalker(key: Uint8Array, prefix: boolean, take: Take): (page: Buffer) => boolean {
  const head = new Uint8Array(key.length)
  /** How many bytes of `head` are of the word before. */
  let known = 0
  let wanted = false

  return (page) => {
    const firstEntry = page.readUInt16BE(0)
    const end = page.readUInt16BE(2)
    const distances = { bytes: page, at: end }
    const cursor = { bytes: page, at: 0 }
    // No word is at 0: then there is no further one.
    let word = end < page.length ? readNumber(distances) : 0
    if (wanted) {
      const to = word === 0 ? end : word
      const from = firstEntry > 0 && firstEntry < to ? firstEntry : to
      take(page, from, to, from)
    }
    for (let isFirst = true; word > 0; isFirst = false) {
      const next = distances.at < page.length ? word + readNumber(distances) : 0
      cursor.at = word
      const shared = isFirst ? 0 : readNumber(cursor)
      const added = readNumber(cursor)
      if (shared < key.length) {
        known = Math.min(known, shared)
        for (let byte = 0; byte < added && known < key.length; byte += 1) {
          head[known] = page[cursor.at + byte] ?? 0
          known += 1
        }
      }
      const order = compare(head, known, key)
      wanted = order === 0 && (prefix || shared + added === key.length)
      if (order > 0 || (order === 0 && !wanted)) return true
      if (wanted) take(page, cursor.at + added, next === 0 ? end : next, 0)
      word = next
    }
    return false
  }
}

function compare(head: Uint8Array, known: number, key: Uint8Array): number {
  for (let at = 0; at < key.length; at += 1) {
    if (at >= known) return -1
    const difference = (head[at] ?? 0) - (key[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * An entry: the order's id, less the one before; twice the bytes of its places; the places. What most of a search's
 * time goes into, hence `readNumber` written out.
 */
export function markEntries(
  page: Uint8Array,
  from: number,
  to: number,
  gone: ReadonlySet<number>,
  marks: Uint16Array,
  mark: number,
): number {
  const before = mark - 1
  let count = 0
  let id = 0
  for (let at = from; at < to; ) {
    let byte = page[at++] ?? 0
    let value = byte & 127
    while (byte > 127) {
      byte = page[at++] ?? 0
      value = value * 128 + (byte & 127)
    }
    id += value
    byte = page[at++] ?? 0
    value = byte & 127
    while (byte > 127) {
      byte = page[at++] ?? 0
      value = value * 128 + (byte & 127)
    }
    at += value >> 1
    if (marks[id] === before && (gone.size === 0 || !gone.has(id))) {
      marks[id] = mark
      count += 1
    }
  }
  return count
}

/**
 * Places, in the orders that have the mark, are told by their distance plus two. An entry's may go on on the next pages,
 * never in the middle of a number. Most entries are of other orders: these are passed over as in `markEntries`.
 */
export function entryPlaces(
  gone: ReadonlySet<number>,
  marks: Uint16Array,
  mark: number,
  places: number[],
): Take {
  const cursor: Cursor = { bytes: new Uint8Array(0), at: 0 }
  let id = 0
  /** Bytes of the entry that are still to come. */
  let left = 0
  let place = 0
  const isWanted = (order: number) => marks[order] === mark && (gone.size === 0 || !gone.has(order))
  const readPlaces = (to: number) => {
    left -= to - cursor.at
    if (isWanted(id)) {
      while (cursor.at < to) {
        place += readNumber(cursor) - 2
        places.push(id * placesPerOrder + place)
      }
    }
    cursor.at = to
  }

  return (page, from, to, restTo) => {
    cursor.bytes = page
    cursor.at = 4
    if (restTo > 0 && left > 0) readPlaces(Math.min(restTo, 4 + left))
    id = 0
    left = 0
    for (let at = from; at < to; ) {
      let byte = page[at++] ?? 0
      let value = byte & 127
      while (byte > 127) {
        byte = page[at++] ?? 0
        value = value * 128 + (byte & 127)
      }
      id += value
      byte = page[at++] ?? 0
      value = byte & 127
      while (byte > 127) {
        byte = page[at++] ?? 0
        value = value * 128 + (byte & 127)
      }
      const end = at + (value >> 1)
      if (end <= to && marks[id] !== mark) {
        at = end
        continue
      }
      cursor.at = at
      left = end - at
      place = 0
      readPlaces(Math.min(to, end))
      at = cursor.at
    }
  }
}
