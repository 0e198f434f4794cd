import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { rejoin } from './join-store.ts'

/** Says what *Ricollega* does before it does. */
export function RejoinDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useTexts().desks.rejoin
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirm={words.confirm}
      onClose={onClose}
      onConfirm={() => {
        onClose()
        void rejoin()
      }}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  )
}
