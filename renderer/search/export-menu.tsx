import { Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { exportOrders, useExport } from '../state/export-store.ts'
import { wanted } from '../state/order-list.ts'
import { MeantMenu } from './meant-menu.tsx'

const formats = ['csv', 'xlsx', 'easyfatt'] as const

/** Writes what is chosen, or all that is found, to a file. */
export function ExportMenu() {
  const texts = useTexts()
  const busy = useExport((state) => state.underWay !== null)
  return (
    <MeantMenu icon={IconFileExport} label={texts.search.exporting.button} disabled={busy}>
      {formats.map((format) => (
        <Menu.Item key={format} onClick={() => void exportOrders(wanted(), format)}>
          {texts.native.exportOrders.dialog.formats[format]}
        </Menu.Item>
      ))}
    </MeantMenu>
  )
}
