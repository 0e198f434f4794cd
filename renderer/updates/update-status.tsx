import { Button, Progress } from '@mantine/core'
import { failureText } from '../../main/texts/index.ts'
import type { UpdateView } from '../../main/words/program-view.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './update-status.module.css'
import { askUpdate } from './update-store.ts'

/** What is known of a newer version, in a line, and the button for what comes next. */
export function UpdateStatus({ view }: { readonly view: UpdateView }) {
  const texts = useTexts()
  const busy = useApp((state) => state.shops.some(({ progress }) => progress !== null))
  const next = nextStep(view)
  return (
    <div className={classes.status}>
      <span className={classes.line}>
        <StatusLine view={view} />
      </span>
      {next !== null && (
        <Button
          size="xs"
          variant={next === 'check' ? 'default' : 'filled'}
          disabled={busy}
          title={busy ? texts.updates.whenIdle : undefined}
          onClick={() => void askUpdate(next)}
        >
          {
            {
              check: texts.updates.checkNow,
              download: texts.updates.download,
              install: texts.updates.install,
            }[next]
          }
        </Button>
      )}
    </div>
  )
}

function StatusLine({ view }: { readonly view: UpdateView }) {
  const texts = useTexts()
  const { updates } = texts
  switch (view.phase) {
    case 'unconfigured':
      return updates.unconfigured
    case 'none':
      return updates.none
    case 'checking':
      return updates.checking
    case 'available':
      return updates.available(view.version ?? '')
    case 'ready':
      return updates.ready(view.version ?? '')
    case 'downloading':
      return (
        <>
          {updates.downloading(view.percent)}
          <Progress value={view.percent} size="sm" aria-label={updates.downloading(view.percent)} />
        </>
      )
    case 'failed': {
      if (!view.failure) return null
      const { message, remedy } = failureText(texts, view.failure)
      return `${message} ${remedy}`
    }
  }
}

function nextStep({ phase, version }: UpdateView): 'check' | 'download' | 'install' | null {
  switch (phase) {
    case 'unconfigured':
    case 'checking':
    case 'downloading':
      return null
    case 'none':
      return 'check'
    case 'failed':
      return version === null ? 'check' : 'download'
    case 'available':
      return 'download'
    case 'ready':
      return 'install'
  }
}
