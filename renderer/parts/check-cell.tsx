import { Checkbox } from '@mantine/core'
import type { Column } from './data-table.tsx'

interface CheckCellProps {
  readonly label: string
  readonly checked: boolean
  /** `range`: with Shift held down. */
  readonly onToggle: (range: boolean) => void
}

/** The column in which rows are chosen; null: that row cannot be. */
export function checkColumn<Row>(of: (row: Row) => CheckCellProps | null): Column<Row> {
  const cell = (row: Row) => {
    const props = of(row)
    return props !== null && <CheckCell {...props} />
  }
  return { id: 'choose', header: '', track: '44px', cell }
}

/** Chooses a row, without selecting it. */
function CheckCell({ label, checked, onToggle }: CheckCellProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the click from the row, does nothing itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <span
      style={{ display: 'flex' }}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Checkbox
        size="xs"
        aria-label={label}
        checked={checked}
        onChange={({ nativeEvent }) => onToggle('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
      />
    </span>
  )
}
