import { create } from 'zustand'
import { failureText, leftOutText } from '../../main/texts/index.ts'
import { formatCount } from '../../main/words/format.ts'
import type { ExportFormat } from '../../main/words/handover.ts'
import type { Argument, Events } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp } from '../state/app-store.ts'
import { askAway } from '../state/away-store.ts'
import { askLeftOut } from '../state/left-out-store.ts'
import { markHandedOver } from '../state/marking.ts'
import { takeBackActions } from '../state/take-back.ts'
import { desksActions, toast } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'

interface ExportState {
  /** The export under way. `total` is 0 until the operator has said where to. */
  readonly underWay: { readonly exportId: string; readonly written: number; readonly total: number } | null
}

/** The one export that this window may have under way. */
export const useExport = create<ExportState>()(() => ({ underWay: null }))

/** Orders that a toast has room for. */
const namedInToast = 3

let counter = 0

/** Writes orders to a file (R28), and says what became of it. */
export async function exportOrders(
  selection: Argument<'orders.totals'> | null,
  format: ExportFormat,
  { onlyNew = false, alsoDone = false } = {},
): Promise<void> {
  if (selection === null || useExport.getState().underWay !== null) return
  if (!(await askAway(onlyNew))) return
  const withCancelled = await askLeftOut({ of: selection, kind: format, onlyNew })
  if (withCancelled === null) return
  counter += 1
  const exportId = `${Date.now()}-${counter}`
  useExport.setState({ underWay: { exportId, written: 0, total: 0 } })
  const answer = await request('orders.export', { exportId, selection, format, onlyNew, withCancelled })
  const begun = (useExport.getState().underWay?.total ?? 0) > 0
  useExport.setState({ underWay: null })
  const { texts } = useApp.getState()
  const words = texts.search.exporting
  if (!answer.ok) {
    const { message, remedy } = failureText(texts, answer.failure)
    toast(message, `${remedy} ${words.untouched}`.trim(), true, desksActions(answer.failure))
  } else if (answer.value === null) {
    if (begun) toast(words.cancelled, words.untouched)
  } else {
    const { file, count, leftOut, uncoded, omitted, repeated, unnumbered, handoverId } = answer.value
    const written = (value: number) => formatCount(value, texts.language)
    const name = file.split(/[\\/]/).at(-1) ?? file
    const again = repeated > 0 ? [words.already(repeated, written(repeated))] : []
    const missing = leftOut > 0 ? texts.native.exportOrders.leftOut(leftOut, written(leftOut)) : file
    const codeless = uncoded.count > 0 ? texts.easyfatt.uncoded(uncoded, namedInToast).message : ''
    const left = leftOutText(texts, omitted)
    const numberless =
      unnumbered > 0 ? texts.native.exportOrders.unnumbered(unnumbered, written(unnumbered)) : ''
    const marked = alsoDone && handoverId !== null ? await markHandedOver(handoverId) : ''
    const detail = [missing, codeless, numberless, left && texts.leftOut.omitted(left), ...again, marked]
      .filter(Boolean)
      .join(' · ')
    toast(words.saved(count, written(count), name), detail, leftOut + uncoded.count + unnumbered > 0, [
      ...(uncoded.count > 0 ? [{ label: texts.easyfatt.show, act: showTables }] : []),
      ...fileActions(file),
      ...takeBackActions(handoverId),
    ])
  }
}

function showTables(): void {
  void request('windows.easyfatt', { shopId: null })
}

/** Breaks off the export under way. */
export function cancelExport(): void {
  const { underWay } = useExport.getState()
  if (underWay !== null) void request('orders.cancelExport', { exportId: underWay.exportId })
}

/** How far an export has come; those of another window are ignored. */
export function takeExportProgress({ exportId, written, total }: Events['export.progress']): void {
  if (useExport.getState().underWay?.exportId === exportId) {
    useExport.setState({ underWay: { exportId, written, total } })
  }
}
