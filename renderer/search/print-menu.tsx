import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { workedFrom } from '../../main/words/handover.ts'
import { useTexts } from '../state/app-store.ts'
import { printOrders, usePrinting } from '../state/print-store.ts'
import { MeantMenu } from './meant-menu.tsx'

const kinds = ['list', 'picking', 'orders'] as const
const targets = [
  ['printer', IconPrinter],
  ['pdf', IconFileTypePdf],
] as const

/** On paper or as PDF: what is chosen, what is new, or all that is found, as a list, a picking list, or order by order. */
export function PrintMenu() {
  const words = useTexts().print
  const busy = usePrinting((state) => state.busy)
  return (
    <MeantMenu
      icon={IconPrinter}
      label={words.button}
      loading={busy}
      kinds={workedFrom}
      already={words.already}
      items={targets.flatMap(([to, Icon]) =>
        kinds.map((what) => ({
          kind: what,
          key: `${to} ${what}`,
          icon: <Icon size={16} aria-hidden />,
          label: words[to][what],
          run: ({ of, onlyNew, alsoDone }) => void printOrders({ what, of, to, onlyNew }, alsoDone),
        })),
      )}
    />
  )
}
