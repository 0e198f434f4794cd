import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { BrowserWindow, dialog, type WebContents } from 'electron'
import type { Texts } from '../../renderer/texts/index.ts'
import { writeWholeFile } from '../export/whole-file.ts'
import { failure } from '../failure.ts'
import { type PrintedOrders, type PrintedPages, type PrintKind, readPages } from '../print/printed-pages.ts'
import type { Store } from '../store/store.ts'
import type { Sender } from './ipc.ts'
import { windowOrigin } from './protocol.ts'

export interface PrintRequest {
  readonly what: PrintKind
  readonly of: PrintedOrders
  readonly to: 'pdf' | 'printer'
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
export function orderPrints(store: Store, texts: () => Texts, preload: string) {
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
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
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
     * Prints orders, or asks where and writes them as PDF (R28). Answers the file, if there is one: null also when
     * the operator thought better of it.
     * @throws Failure `print-too-many`, `order-unknown`, `print-failed`, and as `writeWholeFile` does
     */
    async start({ what, of, to }: PrintRequest, sender: Sender): Promise<string | null> {
      const pages = await readPages(store, what, of)
      if (to === 'printer') {
        await draw(pages, sendToPrinter)
        return null
      }
      const file = await askWhere(pages, texts(), sender)
      if (file === null) return null
      const pdf = await draw(pages, (contents) =>
        contents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true, generateTaggedPDF: true }),
      )
      await writeWholeFile(file, () => Readable.from([pdf]), new AbortController().signal)
      return file
    },
    pages: (sender: Sender): PrintedPages => jobOf(sender).pages,
    drawn(well: boolean, sender: Sender): null {
      jobOf(sender).drawn(well)
      return null
    },
  }
}

/** The system's dialog; closing it is no failure. */
function sendToPrinter(contents: WebContents): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  contents.print({ pageSize: 'A4' }, (success, reason) => {
    if (success || dialogClosed.test(reason)) resolve()
    else reject(failure('print-failed', { reason }))
  })
  return promise
}

async function askWhere(pages: PrintedPages, texts: Texts, sender: Sender): Promise<string | null> {
  const words = texts.print.dialog
  const [only, ...others] = pages.what === 'orders' ? pages.orders : []
  const name = only && others.length === 0 ? words.orderFile(only.order.number) : words.files[pages.what]
  const options = {
    title: words.title,
    // A number is the shop's own: what no file name can have is left out of it.
    defaultPath: `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.pdf`,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  }
  const window = BrowserWindow.getAllWindows().find((open) => open.webContents.id === sender.webContentsId)
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  if (!filePath) return null
  return extname(filePath).toLowerCase() === '.pdf' ? filePath : `${filePath}.pdf`
}
