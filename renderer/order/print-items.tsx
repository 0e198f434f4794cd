import { Menu } from '@mantine/core'
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { printOrders, usePrinting } from '../state/print-store.ts'

/** The order on paper or as PDF: items of the sheet's menu. */
export function PrintItems({ orderId }: { readonly orderId: number }) {
  const words = useTexts().print.order
  const busy = usePrinting((state) => state.busy)
  const print = (to: 'printer' | 'pdf') => printOrders({ what: 'orders', of: { orderId }, to })
  return (
    <>
      <Menu.Item
        disabled={busy}
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => void print('printer')}
      >
        {words.printer}
      </Menu.Item>
      <Menu.Item
        disabled={busy}
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
        onClick={() => void print('pdf')}
      >
        {words.pdf}
      </Menu.Item>
    </>
  )
}
