import { CloseButton } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import classes from './update-bar.module.css'
import { UpdateNotes } from './update-notes.tsx'
import { UpdateStatus } from './update-status.tsx'
import { putOff, useUpdate } from './update-store.ts'

/** Offers a newer version above everything else, until it is taken or put off. */
export function UpdateBar() {
  const { updates } = useTexts()
  const { view, laterVersion } = useUpdate()
  const offered = view.version !== null && view.phase !== 'checking'
  if (!offered || view.version === laterVersion) return null
  return (
    <section className={classes.bar} aria-label={updates.section}>
      <IconSparkles size={18} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <UpdateStatus view={view} />
        <UpdateNotes notes={view.notes} />
      </div>
      <CloseButton size="sm" aria-label={updates.later} title={updates.later} onClick={putOff} />
    </section>
  )
}
