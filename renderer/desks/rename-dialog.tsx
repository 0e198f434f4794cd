import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { renameDesk } from './join-store.ts'

interface RenameDialogProps {
  /** As it is called now. */
  readonly name: string
  readonly onClose: () => void
}

/** What the others see this desk by; after a copied profile there are two of one name. */
export function RenameDialog({ name, onClose }: RenameDialogProps) {
  const { desks, common } = useTexts()
  const { title, hint } = desks.rename
  const [typed, setTyped] = useState(name)
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form
        className={classes.part}
        onSubmit={(event) => {
          event.preventDefault()
          void renameDesk(typed.trim()).then((done) => {
            if (done) onClose()
          })
        }}
      >
        <TextInput
          label={desks.form.desk}
          description={hint}
          value={typed}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={typed.trim() === ''}>
            {common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
