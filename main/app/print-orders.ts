import { Readable } from 'node:stream'
import { BrowserWindow, type WebContents } from 'electron'
import { handOver, handOverFile } from '../export/hand-over.ts'
import { type PrintedOrders, readPages } from '../print/printed-pages.ts'
import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import { failure } from '../words/failure.ts'
import type { PrintKind } from '../words/handover.ts'
import type { PrintedOut } from '../words/order-view.ts'
import type { PrintedPages } from '../words/printed.ts'
import type { Sender } from './ipc.ts'
import { windowOrigin } from './protocol.ts'
import { askWhere, datedName, type SaveQuestion, windowOf } from './save-dialog.ts'

export interface PrintRequest {
  readonly what: PrintKind
  readonly of: PrintedOrders
  readonly to: 'pdf' | 'printer'
  readonly onlyNew: boolean
  readonly withCancelled: boolean
}

/** What a hidden window is to draw, and who waits for it. */
interface Job {
  readonly pages: PrintedPages
  readonly drawn: (well: boolean) => void
}

/** A page that draws nothing for so long has hung. */
const mostDrawingMs = 120_000
/** Electron's word for a print dialog that was closed; it has no code. */
const dialogClosed = /cancell?ed/i

/** Paper and PDF: a window that nobody sees draws the pages, of the program's own files, as sandboxed as the others. */
export function orderPrints({ store, lockHandovers }: Program, texts: () => Texts, preload: string) {
  const jobs = new Map<number, Job>()

  const jobOf = ({ webContentsId }: Sender): Job => {
    const job = jobs.get(webContentsId)
    if (!job) throw failure('internal', { detail: 'nothing to print' })
    return job
  }

  /** Draws the pages in a window of their own, which lives until they are out. */
  const draw = async <Out>(pages: PrintedPages, out: (contents: WebContents) => Promise<Out>) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload,
        spellcheck: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    })
    const { id } = window.webContents
    const drawn = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<never>()
    const fail = (detail: string) => gone.reject(failure('internal', { detail }))
    const timer = setTimeout(() => fail('print page hangs'), mostDrawingMs)
    window.webContents.once('render-process-gone', () => fail('print page gone'))
    window.once('closed', () => fail('print window closed'))
    jobs.set(id, { pages, drawn: (well) => (well ? drawn.resolve() : fail('print page not drawn')) })
    const printed = async () => {
      await Promise.all([window.loadURL(`${windowOrigin}/print.html`), drawn.promise])
      clearTimeout(timer)
      return out(window.webContents)
    }
    try {
      return await Promise.race([printed(), gone.promise])
    } finally {
      clearTimeout(timer)
      jobs.delete(id)
      if (!window.isDestroyed()) window.destroy()
    }
  }

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
      const pdf = await draw(pages, (contents) =>
        contents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true, generateTaggedPDF: true }),
      )
      const content = () => Readable.from([pdf])
      const { signal } = new AbortController()
      const handoverId = await handOverFile(store, lockHandovers, { file, content, signal }, () => handed)
      return { file, ...result, handoverId }
    },
    pages: (sender: Sender): PrintedPages => jobOf(sender).pages,
    drawn(well: boolean, sender: Sender): null {
      jobOf(sender).drawn(well)
      return null
    },
  }
}

/** The system's dialog; closing it is no failure, and nothing is printed then. */
function sendToPrinter(contents: WebContents): Promise<boolean> {
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
