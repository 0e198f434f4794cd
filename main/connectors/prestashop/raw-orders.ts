import { type Fields, isFields } from '../reader.ts'
import type { WholeOrder } from './whole-order.ts'

/** An order's raw data (R23): its rows of all resources, and its state's name. */
export interface RawOrder extends WholeOrder {
  readonly state: string | null
}

/**
 * The JSON of rows as the shop printed it. Raw data are put together from it, byte by byte: nothing is lost on the
 * way, and writing the rows anew would take a third of a download's time.
 */
export interface RowTexts {
  /** Remembers the rows of an answer: `body` is `{"<root>":[...]}`, or has that list among others. */
  keep(rows: readonly Fields[], body: Uint8Array, root: string): void
  /** The text of a row, in UTF-8; written anew for one that was not kept. */
  of(row: Fields): Uint8Array
}

/** Keeps rows as the shop wrote them, byte for byte. */
export function createRowTexts(): RowTexts {
  const texts = new Map<Fields, Uint8Array>()
  return {
    keep(rows, body, root) {
      const found = cutRows(rows, body, root) ?? []
      for (const [index, row] of rows.entries()) {
        const text = found[index]
        if (text !== undefined) texts.set(row, text)
      }
    },
    of(row) {
      const known = texts.get(row)
      if (known !== undefined) return known
      const written = Buffer.from(JSON.stringify(row))
      texts.set(row, written)
      return written
    },
  }
}

/** The orders as a JSON array in UTF-8. */
export function writeRaw(orders: readonly RawOrder[], texts: RowTexts): Uint8Array {
  const pieces: Uint8Array[] = []
  const written = new Map<string, Uint8Array>()
  /** What comes before the next row: of few kinds. */
  let glue = '['
  const putRow = (row: Fields) => {
    const bytes = written.get(glue) ?? Buffer.from(glue)
    written.set(glue, bytes)
    pieces.push(bytes, texts.of(row))
    glue = ''
  }
  for (const [index, order] of orders.entries()) {
    if (index > 0) glue += ','
    let sign = '{'
    for (const [name, value] of Object.entries(order)) {
      glue += `${sign}"${name}":`
      sign = ','
      if (Array.isArray(value)) {
        glue += '['
        for (const [place, row] of (value as readonly Fields[]).entries()) {
          if (place > 0) glue += ','
          putRow(row)
        }
        glue += ']'
      } else if (isFields(value)) putRow(value)
      else glue += JSON.stringify(value)
    }
    glue += '}'
  }
  pieces.push(Buffer.from(`${glue}]`))
  return Buffer.concat(pieces)
}

/** What stands between two rows, in a list as PHP prints it; within a text its quotes would have backslashes. */
const between = Buffer.from('},{"id":')
const listEnd = Buffer.from('}]}')

/**
 * The texts of rows in the body that they were parsed from. Every place where one object ends and the next begins is
 * looked for, which takes a sixth of the time of reading byte by byte; the rows tell which of them are inside of a row.
 * @returns null for a body of another form than PrestaShop's own: blanks, rows without an id, a list that is not the last thing
 */
export function cutRows(
  rows: readonly Fields[],
  body: Uint8Array,
  root: string,
): readonly Uint8Array[] | null {
  if (rows.length === 0 || !rows.every(beginsWithId)) return null
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const head = `"${root}":[{"id":`
  const found = bytes.indexOf(head)
  const last = bytes.length - listEnd.length
  if (found === -1 || !bytes.subarray(last).equals(listEnd)) return null
  const ends: number[] = []
  for (let at = bytes.indexOf(between, found); at !== -1; at = bytes.indexOf(between, at + 1)) ends.push(at)
  ends.push(last)
  const texts: Uint8Array[] = []
  let begun = bytes.indexOf('{', found)
  // Every row but the first begins at one of them: if there are no more, none is inside of a row.
  const flat = ends.length === rows.length
  let place = -1
  for (const row of rows) {
    place += 1 + (flat ? 0 : placesInside(row))
    const end = ends[place]
    if (end === undefined) return null
    texts.push(bytes.subarray(begun, end + 1))
    begun = end + 2
  }
  return place === ends.length - 1 ? texts : null
}

/** How many objects with an id follow another one in the lists inside of a row. */
function placesInside(value: Fields | readonly unknown[]): number {
  let places = 0
  let before: unknown = null
  const isList = Array.isArray(value)
  for (const name in value) {
    const inner = (value as Fields)[name]
    if (typeof inner === 'object' && inner !== null) {
      places += placesInside(inner as Fields | readonly unknown[])
      if (isList && isFields(before) && isFields(inner) && beginsWithId(inner)) places += 1
    }
    before = inner
  }
  return places
}

function beginsWithId(row: Fields): boolean {
  for (const name in row) return name === 'id'
  return false
}
