import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { searchStarts } from '../../main/words/program-view.ts'
import { request } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { readWorkCounts, useWorkCounts } from '../state/work-counts.ts'
import classes from './work-links.module.css'

/** What the operator has to see to, each a way to it (R40); nothing where there is nothing. Not announced: syncs change it. */
export function WorkLinks() {
  const texts = useTexts()
  const words = texts.download.work
  const counts = useWorkCounts()
  useEffect(() => void readWorkCounts(), [])
  const shown = searchStarts.filter((only) => counts[only] > 0)
  if (shown.length === 0) return null
  return (
    <nav className={classes.links} aria-label={words.label}>
      {shown.map((only) => (
        <Button
          key={only}
          size="compact-sm"
          variant="light"
          onClick={() => void request('windows.search', { runId: null, orderId: null, only })}
        >
          {words[only](counts[only], formatCount(counts[only], texts.language))}
        </Button>
      ))}
    </nav>
  )
}
