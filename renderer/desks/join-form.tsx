import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useEffect } from 'react'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { previewJoin, suggestName, tryServer, useJoin } from './join-store.ts'
import { ServerFields } from './server-fields.tsx'
import { Tried } from './tried.tsx'

/** How the server is reached, a trial of it, and the way in. */
export function JoinForm() {
  const words = useTexts().desks.form
  const busy = useJoin((state) => state.busy)
  const encrypted = useApp((state) => state.start.credentialsEncrypted)
  useEffect(() => void suggestName(), [])
  return (
    <FormSection title={words.title} hint={encrypted ? words.hint : words.hintNotEncrypted}>
      <form
        className={classes.part}
        onSubmit={(event) => {
          event.preventDefault()
          void tryServer()
        }}
      >
        <ServerFields withName />
        <div className={classes.actions}>
          <Button
            type="submit"
            variant="default"
            loading={busy === 'trying'}
            leftSection={<IconPlugConnected size={16} aria-hidden />}
          >
            {words.try}
          </Button>
          <Button disabled={busy !== null} onClick={() => void previewJoin()}>
            {words.join}
          </Button>
        </div>
        <Tried />
      </form>
    </FormSection>
  )
}
