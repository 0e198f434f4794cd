import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../state/app-store.ts'
import { Dialog } from './dialog.tsx'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  /** What is done, as a button says it. */
  readonly confirm: string
  readonly isDangerous?: boolean
  readonly onConfirm: () => void
  /** Not done; nothing is done to close it after {@link onConfirm}. */
  readonly onClose: () => void
  /** What goes and what stays. */
  readonly children: ReactNode
}

/** Are you sure: says what will be done before it is; the keyboard begins at *Annulla*. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, confirm, isDangerous = false, onConfirm, onClose, children } = props
  const { common } = useTexts()
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      {children}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose} data-autofocus>
          {common.cancel}
        </Button>
        <Button {...(isDangerous ? { color: 'red.8' } : {})} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
