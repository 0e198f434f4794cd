import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { reachOtherwise, tryServer, useJoin } from './join-store.ts'
import { ServerFields } from './server-fields.tsx'
import { Tried } from './tried.tsx'

/** The server has another address, password or certificate now: this desk stays the one it is. */
export function ReachDialog({ onClose }: { readonly onClose: () => void }) {
  const { desks, common } = useTexts()
  const words = desks.reach
  const busy = useJoin((state) => state.busy)
  return (
    <Dialog opened onClose={onClose} title={words.title} size={720}>
      <form
        className={classes.part}
        onSubmit={(event) => {
          event.preventDefault()
          void reachOtherwise().then((done) => {
            if (done) onClose()
          })
        }}
      >
        <p className="dim">{words.hint}</p>
        <ServerFields withName={false} />
        <Tried />
        <div className="dialog-buttons">
          <Button
            variant="default"
            loading={busy === 'trying'}
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            onClick={() => void tryServer()}
          >
            {desks.form.try}
          </Button>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" disabled={busy !== null}>
            {common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
