import { create } from 'zustand'
import type { Argument, Events } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { formatCount } from '../format.ts'
import { failureText } from '../texts/index.ts'
import { useApp } from './app-store.ts'
import { toast } from './notices.ts'

export type ExportFormat = Argument<'orders.export'>['format']

interface ExportState {
  /** The export under way. `total` is 0 until the operator has said where to. */
  readonly underWay: { readonly exportId: string; readonly written: number; readonly total: number } | null
}

/** The one export that this window may have under way. */
export const useExport = create<ExportState>()(() => ({ underWay: null }))

let counter = 0

/** Writes orders to a file (R28), and says what became of it. */
export async function exportOrders(
  selection: Argument<'orders.totals'> | null,
  format: ExportFormat,
): Promise<void> {
  if (selection === null || useExport.getState().underWay !== null) return
  counter += 1
  const exportId = `${Date.now()}-${counter}`
  useExport.setState({ underWay: { exportId, written: 0, total: 0 } })
  const answer = await request('orders.export', { exportId, selection, format })
  const begun = (useExport.getState().underWay?.total ?? 0) > 0
  useExport.setState({ underWay: null })
  const { texts } = useApp.getState()
  const words = texts.search.exporting
  if (!answer.ok) {
    const { message, remedy } = failureText(texts, answer.failure)
    toast(message, `${remedy} ${words.untouched}`.trim(), true)
  } else if (answer.value === null) {
    if (begun) toast(words.cancelled, words.untouched)
  } else {
    const { file, count, leftOut } = answer.value
    const written = (value: number) => formatCount(value, texts.language)
    const name = file.split(/[\\/]/).at(-1) ?? file
    const missing = leftOut > 0 ? texts.native.exportOrders.leftOut(leftOut, written(leftOut)) : file
    toast(words.saved(count, written(count), name), missing, leftOut > 0)
  }
}

/** Breaks off the export under way. */
export function cancelExport(): void {
  const { underWay } = useExport.getState()
  if (underWay !== null) void request('orders.cancelExport', { exportId: underWay.exportId })
}

/** How far an export has come; one of another window is not ours. */
export function takeExportProgress({ exportId, written, total }: Events['export.progress']): void {
  if (useExport.getState().underWay?.exportId === exportId) {
    useExport.setState({ underWay: { exportId, written, total } })
  }
}
