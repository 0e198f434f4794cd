import { Button } from '@mantine/core'
import { isPaused } from '../../main/words/freshness.ts'
import { request } from '../client.ts'
import { takePause, useApp, useTexts } from '../state/app-store.ts'
import { useNow } from '../state/use-now.ts'

/** Ends the pause of all automatic syncs; not there when there is none. */
export function ResumeButton() {
  const { sync } = useTexts().download
  const now = useNow(1000)
  const pausedUntil = useApp((state) => state.pausedUntil)
  if (!isPaused(pausedUntil, now)) return null
  return (
    <Button
      variant="light"
      size="compact-xs"
      onClick={async () => {
        const answer = await request('sync.pause', { minutes: 0 })
        if (answer.ok) takePause(null)
      }}
    >
      {sync.resume}
    </Button>
  )
}
