import { Button, Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { formatCount } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import { exportOrders, useExport } from '../state/export-store.ts'
import { useOrderList, wanted } from '../state/order-list.ts'
import { countPlaces } from '../state/ranges.ts'

const formats = ['csv', 'xlsx', 'easyfatt'] as const

/** Writes what is chosen, or all that is found, to a file. */
export function ExportButton() {
  const texts = useTexts()
  const words = texts.search.exporting
  const total = useOrderList((state) => state.total)
  const chosen = useOrderList((state) => countPlaces(state.selected))
  const busy = useExport((state) => state.underWay !== null)
  const count = chosen > 1 ? chosen : total
  const written = formatCount(count, texts.language)
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          px={12}
          leftSection={<IconFileExport size={18} aria-hidden />}
          disabled={total === 0 || busy}
        >
          {words.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{chosen > 1 ? words.theChosen(written) : words.theFound(count, written)}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void exportOrders(wanted(), format)}>
            {texts.native.exportOrders.dialog.formats[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
