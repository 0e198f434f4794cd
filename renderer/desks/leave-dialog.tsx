import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { leaveDesks } from './join-store.ts'

interface LeaveDialogProps {
  /** What of this desk's doing has not been sent. */
  readonly waiting: number
  readonly onClose: () => void
}

/** Says what stays, and what the others will not see, before this desk leaves. */
export function LeaveDialog({ waiting, onClose }: LeaveDialogProps) {
  const words = useTexts().desks.leave
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirm={words.confirm}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        onClose()
        void leaveDesks()
      }}
    >
      <div className={classes.part}>
        <p>{words.stays}</p>
        <p className={waiting > 0 ? classes.warning : undefined}>
          {waiting > 0 ? words.unsent(waiting) : words.sent}
        </p>
        <p>{words.twice}</p>
      </div>
    </ConfirmDialog>
  )
}
