import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Texts } from '../texts/shape.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { aboutColumns, type Column, keyColumns, lineColumns, ownColumns, totalColumns } from './columns.ts'
import { type LineRow, lineRows } from './line-rows.ts'
import { rowWriter, sheetClosing, sheetOpening } from './sheet-xml.ts'
import { sheetPath, workbookParts } from './workbook-parts.ts'

/** Excel's limit; the rows beyond it go on in another sheet. */
const sheetRows = 1_048_576
const chunkSize = 64 * 1024
/** Sheets are so repetitive that more effort gains little. */
const compressionLevel = 3

export interface XlsxOptions {
  /** For tests. */
  readonly rowsPerSheet?: number
}

/**
 * A workbook of two sheets, the orders and their lines, as it comes into being: nothing is held but a few rows. The
 * parts of a ZIP file follow one another, so the orders are read once for each sheet.
 */
export function xlsxStream(
  texts: Texts,
  orders: () => AsyncIterable<ExportedOrder>,
  options: XlsxOptions = {},
): Readable {
  const zip = new ZipFile()
  const out = new PassThrough()
  zip.outputStream.pipe(out)
  const fail = (error: Error) => out.destroy(error)
  zip.on('error', fail)
  fillWorkbook(zip, out, texts, orders, options.rowsPerSheet ?? sheetRows).catch(fail)
  return out
}

async function fillWorkbook(
  zip: ZipFile,
  out: Readable,
  texts: Texts,
  orders: () => AsyncIterable<ExportedOrder>,
  limit: number,
): Promise<void> {
  const { sheets } = texts.native.exportOrders
  const names: string[] = []
  const add = async <Row>(
    name: string,
    columns: readonly Column<Row>[],
    rowsOf: (source: ExportedOrder) => readonly Row[],
  ) => {
    const source = pullable(orders(), rowsOf)
    for (let part = 1; part === 1 || (await source.peek()) !== null; part += 1) {
      const content = Readable.from(sheetXml(columns, source, limit), { objectMode: false })
      // Whoever reads may have stopped: then nobody would ever ask for the rest of this sheet.
      out.once('close', () => content.destroy())
      zip.addReadStream(content, sheetPath(names.length), { compressionLevel })
      names.push(part === 1 ? name : `${name} ${part}`)
      await finished(content)
    }
  }
  const keys = keyColumns(texts)
  await add(
    sheets.orders,
    [...keys, ...aboutColumns(texts), ...totalColumns(texts), ...ownColumns(texts)],
    (source) => [source],
  )
  const keysOfLine = keys.map(
    (column): Column<LineRow> => ({ ...column, value: ({ source }) => column.value(source) }),
  )
  await add(sheets.lines, [...keysOfLine, ...lineColumns(texts)], lineRows)
  for (const [path, content] of Object.entries(workbookParts(names))) {
    zip.addBuffer(Buffer.from(content), path)
  }
  zip.end()
}

interface Pullable<Row> {
  /** The next order's rows, not taken; null at the end. */
  peek(): Promise<readonly Row[] | null>
  take(): void
}

/** One order's rows at a time, so that a full sheet can leave them for the next. */
function pullable<Row>(
  orders: AsyncIterable<ExportedOrder>,
  rowsOf: (source: ExportedOrder) => readonly Row[],
): Pullable<Row> {
  const iterator = orders[Symbol.asyncIterator]()
  let waiting: readonly Row[] | null = null
  let ended = false
  return {
    async peek() {
      if (waiting !== null || ended) return waiting
      const next = await iterator.next()
      ended = next.done === true
      waiting = next.done === true ? null : rowsOf(next.value)
      return waiting
    },
    take() {
      waiting = null
    },
  }
}

async function* sheetXml<Row>(
  columns: readonly Column<Row>[],
  source: Pullable<Row>,
  limit: number,
): AsyncGenerator<string> {
  const write = rowWriter(columns)
  let written = 1
  let chunk = sheetOpening(columns)
  for (let rows = await source.peek(); rows !== null; rows = await source.peek()) {
    if (written + rows.length > limit && written > 1) break
    for (const row of rows) {
      written += 1
      chunk += write(row, written)
      // Also within an order: one may have thousands of rows, and others want to work meanwhile.
      if (chunk.length < chunkSize) continue
      yield chunk
      chunk = ''
    }
    source.take()
  }
  yield chunk + sheetClosing(columns.length, written)
}
