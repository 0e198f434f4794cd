import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import type { Texts } from '../../renderer/texts/index.ts'
import { failure } from '../failure.ts'
import type { OrderSelection } from '../order-search.ts'
import type { Store } from '../store/store.ts'
import { csvText } from './csv.ts'
import { easyfattXml } from './easyfatt.ts'
import { readOrders } from './exported-order.ts'
import { writeWholeFile } from './whole-file.ts'
import { xlsxStream } from './xlsx.ts'

export interface ExportJob {
  readonly store: Store
  /** Its ending says the format. */
  readonly file: string
  readonly selection: OrderSelection
  readonly texts: Texts
  readonly signal: AbortSignal
  readonly onProgress: (progress: ExportProgress) => void
}

export interface ExportProgress {
  readonly written: number
  readonly total: number
}

export interface ExportOutcome {
  /** Orders in the file. */
  readonly count: number
  /** Orders found that the format cannot hold (see `easyfattXml`). */
  readonly leftOut: number
}

export type ExportFormat = 'csv' | 'xlsx' | 'easyfatt'

const formats: Readonly<Record<string, ExportFormat>> = {
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.xml': 'easyfatt',
  // What Easyfatt itself calls such files.
  '.defxml': 'easyfatt',
}

/** @throws Failure `export-format-unknown` */
function formatOf(file: string): ExportFormat {
  const format = formats[extname(file).toLowerCase()]
  if (format === undefined) throw failure('export-format-unknown', { file })
  return format
}

/**
 * Writes the orders selected (R28, R36), first placed first, in the memory of a few of them however many they are. The file
 * appears when it is whole; until then, and after any failure, the old one stays as it was.
 * @throws Failure `export-format-unknown`, `cancelled`, `disk-full`, `file-unwritable`, `file-in-use`
 */
export async function exportOrders(job: ExportJob): Promise<ExportOutcome> {
  const { store, file, selection, texts, signal } = job
  const format = formatOf(file)
  // Which they are is fixed here: what is stored while the export is under way is not half in it.
  const ids = await store.selectedOrders(selection)
  if (signal.aborted) throw failure('cancelled', {})
  // A workbook is read for each of its sheets.
  const passes = format === 'xlsx' ? 2 : 1
  let found = 0
  let leftOut = 0
  let pass = 0
  const orders = () => {
    const before = pass * ids.length
    pass += 1
    return readOrders(store, ids, signal, (read) => {
      found = read
      job.onProgress({ written: Math.floor((before + read) / passes), total: ids.length })
    })
  }
  const content = (): Readable | AsyncIterable<string | Buffer> => {
    switch (format) {
      case 'csv':
        return csvText(texts, orders())
      case 'xlsx':
        return xlsxStream(texts, orders)
      case 'easyfatt':
        return easyfattXml(texts, orders(), () => {
          leftOut += 1
        })
    }
  }
  await writeWholeFile(file, content, signal)
  return { count: found - leftOut, leftOut }
}
