import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { useAway } from '../state/away-store.ts'

/** Says that another desk may hand the same orders over, before this one does without the server (R57). */
export function AwayDialog() {
  const words = useTexts().desks.away
  const { isAsked, answer } = useAway()
  return (
    <ConfirmDialog
      opened={isAsked}
      title={words.title}
      confirm={words.goOn}
      onClose={() => answer(false)}
      onConfirm={() => answer(true)}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  )
}
