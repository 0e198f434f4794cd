import { type ExportProgress, exportOrders } from '../export/export-orders.ts'
import type { Program } from '../program/program.ts'
import type { Texts } from '../texts/shape.ts'
import { Failure } from '../words/failure.ts'
import { type ExportFormat, exportEndings } from '../words/handover.ts'
import type { OrderSelection } from '../words/order-search.ts'
import type { ExportedFile } from '../words/order-view.ts'
import type { Sender } from './ipc.ts'
import { askWhere, datedName, windowOf } from './save-dialog.ts'
import { stoppable } from './stoppable.ts'

export interface ExportRequest {
  readonly exportId: string
  readonly selection: OrderSelection
  readonly format: ExportFormat
  readonly onlyNew: boolean
  readonly withCancelled: boolean
}

/** The exports under way of all windows. */
export function orderExports(
  { store, lockHandovers }: Program,
  texts: () => Texts,
  onProgress: (exportId: string, progress: ExportProgress) => void,
) {
  const exports = stoppable<string>()
  return {
    /**
     * Asks where, then writes the orders selected (R28). Null when the operator thought better of it.
     * @throws Failure as `exportOrders` does
     */
    async start(request: ExportRequest, sender: Sender): Promise<ExportedFile | null> {
      const { exportId, selection, format, onlyNew, withCancelled } = request
      const words = texts().native.exportOrders.dialog
      const question = {
        title: words.title,
        defaultPath: datedName(words.fileName, exportEndings[format][0]),
        kind: words.formats[format],
        endings: exportEndings[format],
      }
      const file = await askWhere(question, windowOf(sender))
      if (file === null) return null
      const job = { store, onlyNew, withCancelled, lockHandovers, file, selection, texts: texts() }
      try {
        const outcome = await exports.run(exportId, (signal) =>
          exportOrders({ ...job, signal, onProgress: (progress) => onProgress(exportId, progress) }),
        )
        return { file, ...outcome }
      } catch (error) {
        if (error instanceof Failure && error.value.code === 'cancelled') return null
        throw error
      }
    },
    cancel: (exportId: string) => exports.stop(exportId),
  }
}
