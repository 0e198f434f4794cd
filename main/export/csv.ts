import type { Texts } from '../texts/shape.ts'
import { dateOf, localText } from '../words/local-time.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { plainDecimal } from './cells.ts'
import { aboutColumns, type Column, keyColumns, lineColumns, ownColumns, totalColumns } from './columns.ts'
import { lineRows } from './line-rows.ts'
import { plainText } from './plain-text.ts'

/** Bytes gathered before they are written. */
const chunkSize = 64 * 1024

/**
 * A row for each line, shipping and fee, with what tells the order repeated on each; the order's own totals stand on
 * its first row only, so that every column of amounts can be summed. Made for Excel in Italy: byte-order mark,
 * semicolons, CRLF, decimal comma in Italian.
 */
export async function* csvText(texts: Texts, orders: AsyncIterable<ExportedOrder>): AsyncGenerator<Buffer> {
  const telling = [...keyColumns(texts), ...aboutColumns(texts)]
  const [lines, totals, ours] = [lineColumns(texts), totalColumns(texts), ownColumns(texts)]
  const write = writerFor(texts)
  const headers = [...telling, ...lines, ...totals, ...ours].map(({ header }) => textCell(header))
  let chunk = [Buffer.from(`\uFEFF${headers.join(';')}\r\n`)]
  let size = 0
  const none = ';'.repeat(totals.length - 1)
  for await (const source of orders) {
    const about = cells(telling, source, write)
    let amounts = cells(totals, source, write)
    const notes = cells(ours, source, write)
    let text = ''
    for (const row of lineRows(source)) {
      text += `${about};${cells(lines, row, write)};${amounts};${notes}\r\n`
      amounts = none
      // An order may have thousands of rows, and others want to work meanwhile.
      if (text.length < chunkSize) continue
      yield Buffer.concat([...chunk, Buffer.from(text)])
      chunk = []
      size = 0
      text = ''
    }
    // Order by order: one sign beyond Latin-1 makes a text take twice the room, and five times as long to encode.
    const bytes = Buffer.from(text)
    chunk.push(bytes)
    size += bytes.length
    if (size < chunkSize) continue
    yield Buffer.concat(chunk)
    chunk = []
    size = 0
  }
  yield Buffer.concat(chunk)
}

/** A table of its own, in the same manner. */
export async function* tableCsv<Row>(
  texts: Texts,
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<Buffer> {
  const write = writerFor(texts)
  let text = `\uFEFF${columns.map(({ header }) => textCell(header)).join(';')}\r\n`
  for await (const row of rows) {
    text += `${cells(columns, row, write)}\r\n`
    if (text.length < chunkSize) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

type CellWriter = (kind: Column<unknown>['kind'], value: string) => string

function cells<Row>(columns: readonly Column<Row>[], row: Row, write: CellWriter): string {
  let line = ''
  for (const { kind, value } of columns) line += `;${write(kind, value(row))}`
  return line.slice(1)
}

function writerFor({ language }: Texts): CellWriter {
  const date = language === 'it' ? italianDate : isoDate
  return (kind, value) => {
    if (value === '') return ''
    if (kind === 'text') return textCell(value)
    if (kind === 'date') return date(value) ?? textCell(value)
    if (kind === 'day') return language === 'it' ? italianDay(value) : value
    // Only what really is a number goes out as one; that is why a minus may stand at its beginning.
    const decimal = plainDecimal(value)
    if (decimal === null) return textCell(value)
    return language === 'it' ? decimal.replace('.', ',') : decimal
  }
}

function italianDate(instant: string): string | null {
  const local = isoDate(instant)
  return local && italianDay(local)
}

/** Of a text that begins with a day of the form `YYYY-MM-DD`. */
function italianDay(text: string): string {
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}${text.slice(10)}`
}

function isoDate(instant: string): string | null {
  const date = dateOf(instant)
  return date && localText(date)
}

/** What nearly all texts are: looking once is far cheaper than asking for each thing that needs something done. */
const plainCell = /^[0-9A-Za-zÀ-ÿ](?:[ !#-:<-~À-ÿ‘’]*[!#-:<-~À-ÿ‘’])?$/

/** A phone number as people write it: couriers take an apostrophe for a part of it, and no spreadsheet does harm with it. */
const phone = /^\+\d[\d ()./-]*$/

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV injection"; the wide
 * forms count where the language is Chinese or Japanese).
 */
export function textCell(text: string): string {
  if (plainCell.test(text)) return text
  const plain = plainText(text)
  const harmless = !phone.test(plain) && /^(\s*[=+\-@＝＋－＠]|[\t\n])/.test(plain) ? `'${plain}` : plain
  return /[";\n\t]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
