import { type Fields, isFields } from '../reader.ts'
import type { WholeOrder } from './related.ts'

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

export function createRowTexts(): RowTexts {
  const texts = new Map<Fields, Uint8Array>()
  return {
    keep(rows, body, root) {
      const found = cutRows(body, root)
      // Of another form than PrestaShop's own (blanks, a single row without its list).
      if (found?.length !== rows.length) return
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
  const put = (text: string) => {
    const bytes = written.get(text) ?? Buffer.from(text)
    written.set(text, bytes)
    pieces.push(bytes)
  }
  const putRows = (rows: readonly Fields[]) => {
    put('[')
    for (const [place, row] of rows.entries()) {
      if (place > 0) put(',')
      pieces.push(texts.of(row))
    }
    put(']')
  }
  put('[')
  for (const [index, order] of orders.entries()) {
    if (index > 0) put(',')
    for (const [place, [name, value]] of Object.entries(order).entries()) {
      put(`${place === 0 ? '{' : ','}"${name}":`)
      if (Array.isArray(value)) putRows(value)
      else if (isFields(value)) pieces.push(texts.of(value))
      else put(JSON.stringify(value))
    }
    put('}')
  }
  put(']')
  return Buffer.concat(pieces)
}

const [quote, backslash] = [0x22, 0x5c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/** The objects of a list in a body that is known to be JSON; null where there is no such list. */
export function cutRows(body: Uint8Array, root: string): readonly Uint8Array[] | null {
  const start = `"${root}":[`
  // In a text, the quotes would have backslashes before them.
  const found = Buffer.from(body.buffer, body.byteOffset, body.byteLength).indexOf(start)
  if (found === -1) return null
  const rows: Uint8Array[] = []
  let depth = 0
  let begun = 0
  for (let at = found + start.length; at < body.length; at += 1) {
    const byte = body[at]
    if (byte === quote) {
      at += 1
      while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1
    } else if (byte === openBrace || byte === openBracket) {
      if (depth === 0) begun = at
      depth += 1
    } else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) break
      depth -= 1
      if (depth === 0) rows.push(body.subarray(begun, at + 1))
    }
  }
  return rows
}
