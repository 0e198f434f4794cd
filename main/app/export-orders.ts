import { extname } from 'node:path'
import { BrowserWindow, dialog } from 'electron'
import type { ExportedFile } from '../../preload/contract.ts'
import type { Texts } from '../../renderer/texts/index.ts'
import { type ExportFormat, type ExportProgress, exportOrders } from '../export/export-orders.ts'
import { Failure } from '../failure.ts'
import type { OrderSelection } from '../order-search.ts'
import type { Store } from '../store/store.ts'
import type { Sender } from './ipc.ts'

export interface ExportRequest {
  readonly exportId: string
  readonly selection: OrderSelection
  readonly format: ExportFormat
}

const endings: Readonly<Record<ExportFormat, readonly [string, ...string[]]>> = {
  csv: ['csv'],
  xlsx: ['xlsx'],
  easyfatt: ['xml', 'DefXml'],
}

/** The exports under way of all windows. */
export function orderExports(
  store: Store,
  texts: () => Texts,
  onProgress: (exportId: string, progress: ExportProgress) => void,
) {
  const underWay = new Map<string, AbortController>()
  return {
    /**
     * Asks where, then writes the orders selected (R28). Null when the operator thought better of it.
     * @throws Failure as `exportOrders` does
     */
    async start(request: ExportRequest, sender: Sender): Promise<ExportedFile | null> {
      const { exportId, selection, format } = request
      const file = await askWhere(format, texts(), sender)
      if (file === null) return null
      const stop = new AbortController()
      underWay.set(exportId, stop)
      try {
        const outcome = await exportOrders({
          store,
          file,
          selection,
          texts: texts(),
          signal: stop.signal,
          onProgress: (progress) => onProgress(exportId, progress),
        })
        return { file, ...outcome }
      } catch (error) {
        if (error instanceof Failure && error.value.code === 'cancelled') return null
        throw error
      } finally {
        underWay.delete(exportId)
      }
    },
    cancel(exportId: string): null {
      underWay.get(exportId)?.abort()
      return null
    },
  }
}

async function askWhere(format: ExportFormat, texts: Texts, sender: Sender): Promise<string | null> {
  const words = texts.native.exportOrders.dialog
  const [ending] = endings[format]
  const options = {
    title: words.title,
    defaultPath: `${words.fileName}.${ending}`,
    filters: [{ name: words.formats[format], extensions: [...endings[format]] }],
  }
  const window = BrowserWindow.getAllWindows().find((open) => open.webContents.id === sender.webContentsId)
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  if (!filePath) return null
  // Not every system's dialog adds the ending to a name without it, or with another's.
  const known = endings[format].some((known) => extname(filePath).toLowerCase() === `.${known.toLowerCase()}`)
  return known ? filePath : `${filePath}.${ending}`
}
