import { Checkbox } from '@mantine/core'

interface CheckCellProps {
  readonly label: string
  readonly checked: boolean
  readonly onToggle: () => void
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
      <Checkbox size="xs" aria-label={label} checked={checked} onChange={onToggle} />
    </span>
  )
}
