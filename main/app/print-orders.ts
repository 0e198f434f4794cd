import { Readable } from 'node:stream'
import type { WebContents } from 'electron'
import { handOver, handOverFile } from '../export/hand-over.ts'
import { type PrintedOrders, readPages } from '../print/printed-pages.ts'
import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import { failure } from '../words/failure.ts'
import type { PrintKind } from '../words/handover.ts'
import type { PrintedOut } from '../words/order-view.ts'
import type { PrintedPages } from '../words/printed.ts'
import type { PageDrawer } from './draw-pages.ts'
import type { Sender } from './ipc.ts'
import { askWhere, datedName, type SaveQuestion, windowOf } from './save-dialog.ts'

export interface PrintRequest {
  readonly what: PrintKind
  readonly of: PrintedOrders
  readonly to: 'pdf' | 'printer'
  readonly onlyNew: boolean
  readonly withCancelled: boolean
}

/** Electron's word for a print dialog that was closed; it has no code. */
const dialogClosed = /cancell?ed/i

/** Paper and PDF of orders. */
export function orderPrints(
  { store, lockHandovers }: Program,
  texts: () => Texts,
  { draw, pdf }: PageDrawer,
) {
  return {
    /**
     * Prints orders, or asks where and writes them as PDF (R28), and writes it down (R41). Null when the operator thought
     * better of it.
     * @throws Failure `print-too-many`, `print-too-long`, `order-unknown`, `print-failed`, `list-changed`, and as `handOver` and
     * `writeWholeFile` do
     */
    async start(
      { what, of, to, onlyNew, withCancelled }: PrintRequest,
      sender: Sender,
    ): Promise<PrintedOut | null> {
      const start = await store.handoverStart(new Date().toISOString())
      const { pages, ids, fresh, omitted } = await readPages(store, what, of, { onlyNew, withCancelled })
      const repeated = ids.length - Math.min(fresh, ids.length)
      const handed = { kind: what, ids, onlyNew, start }
      const result = { count: ids.length, omitted, repeated }
      if (to === 'printer') {
        const handover = { ...handed, place: '', sha256: null }
        const { out, id } = await draw(pages, (contents) =>
          handOver(store, lockHandovers, handover, () => sendToPrinter(contents)),
        )
        return out ? { file: null, ...result, handoverId: id } : null
      }
      const file = await askWhere(fileOf(pages, texts()), windowOf(sender))
      if (file === null) return null
      const drawn = await pdf(pages)
      const content = () => Readable.from([drawn])
      const { signal } = new AbortController()
      const handoverId = await handOverFile(store, lockHandovers, { file, content, signal }, () => handed)
      return { file, ...result, handoverId }
    },
  }
}

/** The system's dialog; closing it is no failure, and nothing is printed then. */
export function sendToPrinter(contents: WebContents): Promise<boolean> {
  const { promise, resolve: answer, reject } = Promise.withResolvers<boolean>()
  contents.print({ pageSize: 'A4' }, (success, reason) => {
    if (success || dialogClosed.test(reason)) answer(success)
    else reject(failure('print-failed', { reason }))
  })
  return promise
}

function fileOf(pages: PrintedPages, texts: Texts): SaveQuestion {
  const words = texts.print.dialog
  const [only, ...others] = pages.what === 'orders' ? pages.orders : []
  // A number is the shop's own: what no file name can have is left out of it.
  const inName = (name: string) => name.replace(/[^\p{L}\p{N}._-]+/gu, '-')
  const ofOne = only && others.length === 0
  return {
    title: words.title,
    defaultPath: ofOne
      ? `${inName(words.orderFile(only.order.number))}.pdf`
      : datedName(words.files[pages.what], 'pdf'),
    kind: 'PDF',
    endings: ['pdf'],
  }
}
