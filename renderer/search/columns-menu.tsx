import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useState } from 'react'
import { type OrderColumn, orderColumns } from '../../main/words/order-search.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './columns-menu.module.css'

export interface ColumnsMenuProps {
  readonly shown: readonly OrderColumn[]
  /** Null puts back those that are usual. */
  readonly onColumns: (columns: readonly OrderColumn[] | null) => void
}

/** Which columns, in which order. Dragging their heads does the latter too. */
export function ColumnsMenu({ shown, onColumns }: ColumnsMenuProps) {
  const { search: words } = useTexts()
  const [open, setOpen] = useState(false)
  const hidden = orderColumns.filter((id) => !shown.includes(id))
  const move = (id: OrderColumn, step: number) => {
    const at = shown.indexOf(id)
    const rest = shown.filter((other) => other !== id)
    onColumns(rest.toSpliced(at + step, 0, id))
  }
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={words.chooseColumns}
          title={words.chooseColumns}
          onClick={() => setOpen(!open)}
        >
          <IconColumns3 size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        className={classes.panel}
        onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
      >
        {[...shown, ...hidden].map((id) => {
          const at = shown.indexOf(id)
          return (
            <div key={id} className={classes.column}>
              <Checkbox
                size="xs"
                label={words.columns[id]}
                checked={at !== -1}
                disabled={at !== -1 && shown.length === 1}
                onChange={() => onColumns(at === -1 ? [...shown, id] : shown.filter((other) => other !== id))}
              />
              {at !== -1 && (
                <>
                  <IconButton
                    size={22}
                    label={words.columnBefore(words.columns[id])}
                    icon={<IconArrowUp size={14} />}
                    disabled={at === 0}
                    onClick={() => move(id, -1)}
                  />
                  <IconButton
                    size={22}
                    label={words.columnAfter(words.columns[id])}
                    icon={<IconArrowDown size={14} />}
                    disabled={at === shown.length - 1}
                    onClick={() => move(id, 1)}
                  />
                </>
              )}
            </div>
          )
        })}
        <Button size="compact-xs" variant="subtle" onClick={() => onColumns(null)}>
          {words.usualColumns}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
