import { BrowserWindow, type WebContents } from 'electron'
import { failure } from '../words/failure.ts'
import type { DrawnPages } from '../words/printed.ts'
import type { Sender } from './ipc.ts'
import { windowOrigin } from './protocol.ts'

/** What a hidden window is to draw, and who waits for it. */
interface Job {
  readonly pages: DrawnPages
  readonly drawn: (well: boolean) => void
}

/** A page that draws nothing for so long has hung. */
const mostDrawingMs = 120_000

/** Draws on paper in windows that nobody sees, of the program's own files, as sandboxed as the others. */
export type PageDrawer = ReturnType<typeof pageDrawer>

/** @param preload the bridge's script */
export function pageDrawer(preload: string) {
  const jobs = new Map<number, Job>()

  const jobOf = ({ webContentsId }: Sender): Job => {
    const job = jobs.get(webContentsId)
    if (!job) throw failure('internal', { detail: 'nothing to print' })
    return job
  }

  /** Draws the pages in a window of their own, which lives until they are out. @throws Failure `internal` */
  const draw = async <Out>(pages: DrawnPages, out: (contents: WebContents) => Promise<Out>) => {
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
    draw,
    /** The pages as a PDF: A4, with what a screen reader needs. @throws Failure `internal` */
    pdf: (pages: DrawnPages): Promise<Buffer> =>
      draw(pages, (contents) =>
        contents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true, generateTaggedPDF: true }),
      ),
    /** What the window that asks is to draw. */
    pages: (sender: Sender): DrawnPages => jobOf(sender).pages,
    /** The window that says so has drawn it, or has failed to. */
    drawn(well: boolean, sender: Sender): null {
      jobOf(sender).drawn(well)
      return null
    },
  }
}
