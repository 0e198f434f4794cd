import { Readable } from 'node:stream'
import type { Column } from './columns.ts'
import { rowWriter, sheetClosing, sheetOpening } from './sheet-xml.ts'
import { sheetPath, workbookParts } from './workbook-parts.ts'
import { zipStream } from './zip-stream.ts'

/** Excel's limit; the rows beyond it go on in another sheet. */
const sheetRows = 1_048_576
const chunkSize = 64 * 1024
/** Sheets are so repetitive that more effort gains little. */
const compressionLevel = 3

export interface XlsxOptions {
  /** For tests. */
  readonly rowsPerSheet?: number
}

/** Adds a sheet: what is read, and the rows of each; those of one stay together. */
export type AddSheet = <Source, Row>(
  name: string,
  columns: readonly Column<Row>[],
  sources: AsyncIterable<Source>,
  rowsOf: (source: Source) => readonly Row[],
) => Promise<void>

/**
 * A workbook as it comes into being: nothing is held but a few rows.
 * @param fill adds its sheets, one after the other, as the parts of a ZIP file do
 */
export function workbookStream(
  fill: (add: AddSheet) => Promise<void>,
  { rowsPerSheet = sheetRows }: XlsxOptions = {},
): Readable {
  return zipStream(async (addPart, zip) => {
    const names: string[] = []
    await fill(async (name, columns, sources, rowsOf) => {
      const source = pullable(sources, rowsOf)
      for (let part = 1; part === 1 || (await source.peek()) !== null; part += 1) {
        const content = Readable.from(sheetXml(columns, source, rowsPerSheet), { objectMode: false })
        const path = sheetPath(names.length)
        names.push(part === 1 ? name : `${name} ${part}`)
        await addPart(content, path, { compressionLevel })
      }
    })
    for (const [path, content] of Object.entries(workbookParts(names)))
      zip.addBuffer(Buffer.from(content), path)
  })
}

interface Pullable<Row> {
  /** The next source's rows, not taken; null at the end. */
  peek(): Promise<readonly Row[] | null>
  take(): void
}

/** One source's rows at a time, so that a full sheet can leave them for the next. */
function pullable<Source, Row>(
  sources: AsyncIterable<Source>,
  rowsOf: (source: Source) => readonly Row[],
): Pullable<Row> {
  const iterator = sources[Symbol.asyncIterator]()
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
