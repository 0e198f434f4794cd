import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import type { Store } from '../store/store.ts'
import type { Texts } from '../texts/shape.ts'
import { noneUncoded, type Uncoded, type UncodedOrder } from '../words/easyfatt-codes.ts'
import { failure } from '../words/failure.ts'
import type { ExportFormat } from '../words/handover.ts'
import type { OrderSelection } from '../words/order-search.ts'
import type { LeftOutCounts } from '../words/order-view.ts'
import { csvText } from './csv.ts'
import { easyfattXml } from './easyfatt.ts'
import { easyfattTablesOf } from './easyfatt-tables.ts'
import { readOrders } from './exported-order.ts'
import { type HandoverLock, handOverFile } from './hand-over.ts'
import { numberedOrders } from './numbered-orders.ts'
import { xlsxStream } from './xlsx.ts'

export interface ExportJob {
  readonly store: Store
  /** Its ending says the format. */
  readonly file: string
  readonly selection: OrderSelection
  /** Only those that have not been exported in this format, or have changed since (R41). */
  readonly onlyNew: boolean
  /** Also those that are cancelled, failed or wholly refunded (R42). */
  readonly withCancelled?: boolean
  /** No file where there would be no order in it. */
  readonly unlessEmpty?: boolean
  readonly lockHandovers: HandoverLock
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
  /** Orders found in currencies that the format cannot hold (see `easyfattXml`). */
  readonly leftOut: number
  /** Orders found for a row of which Easyfatt's VAT code is not known (R46). */
  readonly uncoded: Uncoded
  /** Left out because they are cancelled, failed or wholly refunded (R42): they are not handed over. */
  readonly omitted: LeftOutCounts['leftOut']
  /** Orders in the file that had been exported in this format before, and had not changed since (R41). */
  readonly repeated: number
  /** Left out of a file for Easyfatt: without the server of several desks nobody can give them their numbers (R57). */
  readonly unnumbered: number
  /** In the register; null when there were none to be handed over. */
  readonly handoverId: number | null
}

/** More names than these are read by nobody. */
const mostNamed = 100

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
 * appears when it is whole; until then, and after any failure, the old one stays as it was. What is in it is written into
 * the register of hand-overs (R41).
 * @throws Failure `export-format-unknown`, `cancelled`, `disk-full`, `file-unwritable`, `file-in-use`,
 * `handed-over-meanwhile`, `list-changed`, `desks-unreachable`
 */
export async function exportOrders(job: ExportJob): Promise<ExportOutcome> {
  const { store, file, selection, texts, signal } = job
  const format = formatOf(file)
  // Which they are is fixed here: what is stored while the export is under way is not half in it.
  const start = await store.handoverStart(new Date().toISOString())
  const { onlyNew, withCancelled = false } = job
  const {
    ids: found,
    isNew: areNew,
    leftOut: omitted,
  } = await store.ordersToHandOver(selection, format, { onlyNew, withCancelled })
  if (signal.aborted) throw failure('cancelled', {})
  if (job.unlessEmpty === true && found.length === 0) {
    const nothing = {
      count: 0,
      leftOut: 0,
      uncoded: noneUncoded,
      repeated: 0,
      unnumbered: 0,
      handoverId: null,
    }
    return { ...nothing, omitted }
  }
  const numbers = format === 'easyfatt' ? await store.easyfattNumbers(found) : undefined
  const unnumbered = numbers?.withheld ?? 0
  const mayGo = (_: number, at: number) => unnumbered === 0 || (numbers?.numbers[at] ?? 0) > 0
  const [ids, isNew] = [found.filter(mayGo), areNew.filter(mayGo)]
  if (unnumbered > 0 && ids.length === 0) throw failure('desks-unreachable', {})
  // A workbook is read for each of its sheets.
  const passes = format === 'xlsx' ? 2 : 1
  let read = 0
  /** Read and not written. */
  const notWritten = new Set<number>()
  const uncoded: UncodedOrder[] = []
  let leftOut = 0
  let pass = 0
  const orders = () => {
    const before = pass * ids.length
    pass += 1
    return readOrders(store, ids, signal, (count) => {
      read = count
      job.onProgress({ written: Math.floor((before + read) / passes), total: ids.length })
    })
  }
  const content = (): Readable | AsyncIterable<string | Buffer> => {
    if (numbers !== undefined) {
      return easyfattXml(texts, numberedOrders(orders(), numbers), {
        tablesOf: (shopId) => easyfattTablesOf(store, shopId),
        onLeftOut: ({ id, shopName: shop, order: { number } }, reason) => {
          notWritten.add(id)
          if (reason.why === 'currency') leftOut += 1
          else if (uncoded.length < mostNamed) uncoded.push({ shop, number, lacking: reason.lacking })
        },
      })
    }
    return format === 'csv' ? csvText(texts, orders()) : xlsxStream(texts, orders)
  }
  const handoverId = await handOverFile(store, job.lockHandovers, { file, content, signal }, () => {
    const written = notWritten.size === 0 ? ids : ids.filter((id) => !notWritten.has(id))
    if (job.unlessEmpty === true && written.length === 0) return null
    return { kind: format, ids: written, onlyNew, numbers, start }
  })
  const repeated = ids.reduce((count, id, at) => count + (isNew[at] === 1 || notWritten.has(id) ? 0 : 1), 0)
  return {
    count: read - notWritten.size,
    leftOut,
    uncoded: { count: notWritten.size - leftOut, first: uncoded },
    omitted,
    repeated,
    unnumbered,
    handoverId,
  }
}
