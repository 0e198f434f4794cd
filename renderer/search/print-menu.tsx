import { Menu } from '@mantine/core'
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTexts } from '../state/app-store.ts'
import { wanted } from '../state/order-list.ts'
import { printOrders, usePrinting } from '../state/print.ts'
import { MeantMenu } from './meant-menu.tsx'

const kinds = ['list', 'picking', 'orders'] as const
const targets = [
  ['printer', IconPrinter],
  ['pdf', IconFileTypePdf],
] as const

/** On paper or as PDF: what is chosen, or all that is found, as a list, as a picking list, or order by order. */
export function PrintMenu() {
  const words = useTexts().print
  const busy = usePrinting((state) => state.busy)
  const print = async (what: (typeof kinds)[number], to: (typeof targets)[number][0]) => {
    const of = wanted()
    if (of !== null) await printOrders({ what, of, to })
  }
  return (
    <MeantMenu icon={IconPrinter} label={words.button} loading={busy}>
      {targets.map(([to, Icon]) => (
        <Fragment key={to}>
          {kinds.map((what) => (
            <Menu.Item
              key={what}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => void print(what, to)}
            >
              {words[to][what]}
            </Menu.Item>
          ))}
          {to === 'printer' && <Menu.Divider />}
        </Fragment>
      ))}
    </MeantMenu>
  )
}
