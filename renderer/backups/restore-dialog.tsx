import type { BackupView } from '../../main/words/backups.ts'
import { formatCount, formatInstant } from '../../main/words/format.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './backups-page.module.css'
import { restoreBackup } from './backups-store.ts'

interface RestoreDialogProps {
  /** Null: closed. */
  readonly backup: BackupView | null
  readonly ordersNow: number
  readonly onClose: () => void
}

/** Says what goes back and what is kept before anything does. */
export function RestoreDialog({ backup, ordersNow, onClose }: RestoreDialogProps) {
  const { backups: words, language } = useTexts()
  if (backup === null) return null
  const count = (value: number) => formatCount(value, language)
  return (
    <ConfirmDialog
      opened
      title={words.restoreTitle(formatInstant(backup.at, language))}
      confirm={words.restore}
      onClose={onClose}
      onConfirm={() => {
        onClose()
        void restoreBackup(backup.name)
      }}
    >
      <p>{words.restoreText(count(backup.orders ?? 0), count(ordersNow))}</p>
      <ul className={classes.kept}>
        {words.restoreKept.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
