import { Menu } from '@mantine/core'
import { IconDownload, IconFileText, IconFilter, IconHelpCircle } from '@tabler/icons-react'
import type { LogEntry } from '../../main/words/run.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { fetchOrders } from '../state/chosen-store.ts'
import { askWhyMissing, showLog } from '../state/navigation-store.ts'
import { fetchableOrder } from './fetchable.ts'

export interface MenuPlace {
  readonly entry: LogEntry
  readonly x: number
  readonly y: number
}

/** What can be done with an entry, where the mouse is. */
export function EntryMenu({ place, onClose }: { readonly place: MenuPlace; readonly onClose: () => void }) {
  const { logScreen } = useTexts()
  const { entry, x, y } = place
  const { orderId, orderNumber } = entry
  const fetchable = fetchableOrder(entry)
  return (
    <Menu opened onChange={(opened) => !opened && onClose()} position="bottom-start" shadow="md" offset={0}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {orderId !== null && (
          <Menu.Item
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={() => void request('windows.search', { runId: null, orderId })}
          >
            {logScreen.openOrder}
          </Menu.Item>
        )}
        {fetchable !== null && (
          <Menu.Item
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void fetchOrders([fetchable])}
          >
            {entry.message.code === 'order-wrong' ? logScreen.retry : logScreen.fetch}
          </Menu.Item>
        )}
        {orderNumber !== null && (
          <Menu.Item
            leftSection={<IconHelpCircle size={16} aria-hidden />}
            onClick={() => askWhyMissing(entry.shopId, orderNumber)}
          >
            {logScreen.whyMissing}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => showLog({ runId: entry.runId })}
        >
          {logScreen.showRun}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
