import { Button, Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { exportOrders, useExport } from '../state/export-store.ts'
import { wanted } from '../state/order-list.ts'
import { useMeant } from './use-meant.ts'

const formats = ['csv', 'xlsx', 'easyfatt'] as const

/** Writes what is chosen, or all that is found, to a file. */
export function ExportButton() {
  const texts = useTexts()
  const words = texts.search.exporting
  const meant = useMeant()
  const busy = useExport((state) => state.underWay !== null)
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          px={12}
          leftSection={<IconFileExport size={18} aria-hidden />}
          disabled={!meant.any || busy}
        >
          {words.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{meant.label}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void exportOrders(wanted(), format)}>
            {texts.native.exportOrders.dialog.formats[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
