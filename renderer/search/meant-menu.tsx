import { Button, Menu } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatCount } from '../format.ts'
import { useTexts } from '../state/app-store.ts'
import { useOrderList } from '../state/order-list.ts'
import { countPlaces } from '../state/ranges.ts'

interface Props {
  readonly icon: TablerIcon
  readonly label: string
  readonly disabled?: boolean
  readonly loading?: boolean
  readonly children: ReactNode
}

/** What can be done with the orders meant, behind a button beside the search; the menu says which they are. */
export function MeantMenu({ icon: Icon, label, disabled = false, loading = false, children }: Props) {
  const meant = useMeant()
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          px={12}
          leftSection={<Icon size={18} aria-hidden />}
          disabled={!meant.any || disabled}
          loading={loading}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{meant.label}</Menu.Label>
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The orders chosen when they are several, else all that are found. */
function useMeant(): { readonly any: boolean; readonly label: string } {
  const { language, search } = useTexts()
  const total = useOrderList((state) => state.total)
  const chosen = useOrderList((state) => countPlaces(state.selected))
  const { theChosen, theFound } = search.exporting
  const label =
    chosen > 1 ? theChosen(formatCount(chosen, language)) : theFound(total, formatCount(total, language))
  return { any: total > 0, label }
}
