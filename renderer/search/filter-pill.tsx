import { Popover } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../state/app-store.ts'
import classes from './filter-pill.module.css'

interface FilterPillProps {
  readonly name: string
  /** What it asks for; null while it asks for nothing. */
  readonly value: string | null
  readonly onClear: () => void
  /** What is chosen from; a pill without is switched on and off. */
  readonly children?: (close: () => void) => ReactNode
  readonly onToggle?: () => void
  readonly tone?: 'new'
}

/** A filter: its name while it asks for nothing; then what it asks for, to be changed by a click and removed by its cross. */
export function FilterPill({ name, value, onClear, children, onToggle, tone }: FilterPillProps) {
  const { search } = useTexts()
  const [open, setOpen] = useState(false)
  const label = value === null ? name : value === '' ? name : `${name}: ${value}`
  return (
    <span className={classes.pill} data-on={value !== null || undefined} data-tone={tone}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.name}
            title={label}
            aria-pressed={children === undefined ? value !== null : undefined}
            onClick={() => (children === undefined ? onToggle?.() : setOpen(!open))}
          >
            <span>{label}</span>
            {children !== undefined && value === null && <IconChevronDown size={14} aria-hidden />}
          </button>
        </Popover.Target>
        {children !== undefined && (
          <Popover.Dropdown className={classes.choices} onKeyDown={stopEscape}>
            {children(() => setOpen(false))}
          </Popover.Dropdown>
        )}
      </Popover>
      {value !== null && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`${search.removeFilter}: ${label}`}
          title={search.removeFilter}
          onClick={() => {
            setOpen(false)
            onClear()
          }}
        >
          <IconX size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** Esc closes the choices, not the order beside the list. */
function stopEscape(event: React.KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault()
}
