import { Checkbox } from '@mantine/core'

interface CheckCellProps {
  readonly label: string
  readonly checked: boolean
  /** `range`: with Shift held down. */
  readonly onToggle: (range: boolean) => void
}

/** Chooses a row, without selecting it. */
export function CheckCell({ label, checked, onToggle }: CheckCellProps) {
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
