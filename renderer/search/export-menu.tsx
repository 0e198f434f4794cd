import { IconFileExport } from '@tabler/icons-react'
import { exportKinds } from '../../main/words/handover.ts'
import { useTexts } from '../state/app-store.ts'
import { exportOrders, useExport } from './export-store.ts'
import { MeantMenu } from './meant-menu.tsx'

/** Writes what is chosen, what is new, or all that is found, to a file. */
export function ExportMenu() {
  const texts = useTexts()
  const words = texts.search.exporting
  const busy = useExport((state) => state.underWay !== null)
  return (
    <MeantMenu
      icon={IconFileExport}
      label={words.button}
      disabled={busy}
      kinds={exportKinds}
      already={words.already}
      items={exportKinds.map((kind) => ({
        kind,
        key: kind,
        label: texts.native.exportOrders.dialog.formats[kind],
        run: ({ of, ...how }) => void exportOrders(of, kind, how),
      }))}
    />
  )
}
