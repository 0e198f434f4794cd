import { Button } from '@mantine/core'
import { IconBook2, IconFileCode } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { request } from '../client.ts'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { fileActions } from '../state/written-file.ts'
import classes from './desks.module.css'

const GuideDialog = lazy(() => import('../guide/guide-dialog.tsx'))

/** Who sets the server up, and with what. */
export function ServerSection() {
  const words = useTexts().desks.setUp
  const [isReading, setReading] = useState(false)
  return (
    <FormSection title={words.title} hint={words.hint}>
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconFileCode size={16} aria-hidden />}
          onClick={() => void saveScript()}
        >
          {words.script}
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconBook2 size={16} aria-hidden />}
          onClick={() => setReading(true)}
        >
          {words.guide}
        </Button>
      </div>
      {isReading && (
        <Suspense>
          <GuideDialog guide="desks" onClose={() => setReading(false)} />
        </Suspense>
      )}
    </FormSection>
  )
}

async function saveScript(): Promise<void> {
  const { desks } = useApp.getState().texts
  const answer = await request('desks.saveScript', undefined)
  if (!answer.ok) toastFailure(answer.failure)
  else if (answer.value !== null) {
    toast(desks.setUp.scriptSaved, answer.value, false, fileActions(answer.value))
  }
}
