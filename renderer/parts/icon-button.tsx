import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

import classes from './icon-button.module.css'

interface IconButtonProps {
  /** Its accessible name and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly size?: number
  readonly color?: string
  readonly disabled?: boolean
  readonly variant?: 'subtle' | 'light' | 'default'
}

/** A button that is only an icon always says what it does. */
export function IconButton({
  label,
  icon,
  onClick,
  size = 28,
  color = 'gray',
  disabled = false,
  variant = 'subtle',
}: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={variant}
        color={color}
        size={size}
        aria-label={label}
        disabled={disabled}
        className={classes.button}
        onClick={(event) => {
          // It often sits in a row that can be clicked too.
          event.stopPropagation()
          onClick()
        }}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
