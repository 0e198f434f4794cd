import { Button } from '@mantine/core'
import {
  IconCircleCheck,
  IconCloud,
  IconCloudOff,
  IconPlugConnectedX,
  IconRefresh,
} from '@tabler/icons-react'
import { useState } from 'react'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { FormSection } from '../parts/section.tsx'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import { type JoinedView, mayRejoin, stateOf } from '../state/desks-store.ts'
import classes from './desks.module.css'
import { fillFrom, retryServer } from './join-store.ts'
import { ReachDialog } from './reach-dialog.tsx'
import { RejoinDialog } from './rejoin-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

interface StateSectionProps {
  readonly view: JoinedView
  readonly leave: () => void
}

/** Whether this desk has what the others have, and the others what it has. */
export function StateSection({ view, leave }: StateSectionProps) {
  const texts = useTexts()
  const words = texts.desks.state
  const { server, state, failure, behind, waiting, past } = view
  const [isRejoining, setRejoining] = useState(false)
  const [isReaching, setReaching] = useState(false)
  const [isRenaming, setRenaming] = useState(false)
  const isStopped = state === 'stopped'
  const stoppedText = mayRejoin(view) ? words.stoppedText : words.outdatedText
  return (
    <FormSection
      title={words.title}
      hint={words.as(server.desk, `${server.host}:${server.port}, ${server.database}`)}
    >
      <div className={classes.state}>
        <Word view={view} />
        <ul className={classes.figures}>
          {(behind > 0 || state === 'online') && (
            <li>{behind === 0 ? words.upToDate : words.behind(behind)}</li>
          )}
          {past === null ? (
            <li>{waiting === 0 ? words.noneWaiting : words.waiting(waiting)}</li>
          ) : (
            <li>{words.past(past)}</li>
          )}
        </ul>
        <div className={classes.right}>
          <Button size="xs" variant="default" onClick={() => setRenaming(true)}>
            {texts.desks.rename.open}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              fillFrom(server)
              setReaching(true)
            }}
          >
            {texts.desks.reach.open}
          </Button>
        </div>
      </div>
      {failure !== null && (
        <FailurePanel failure={failure} title={isStopped ? words.stoppedTitle : words.offlineTitle}>
          {isStopped ? (
            mayRejoin(view) && (
              <Button size="xs" onClick={() => setRejoining(true)}>
                {words.rejoin}
              </Button>
            )
          ) : (
            <Button
              size="xs"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => void retryServer()}
            >
              {words.retry}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={leave}>
            {words.leave}
          </Button>
        </FailurePanel>
      )}
      {failure !== null && <p className="dim">{isStopped ? stoppedText : words.offlineText}</p>}
      {past !== null && !isStopped && <p className="dim">{words.pastText}</p>}
      {isRenaming && <RenameDialog name={server.desk} onClose={() => setRenaming(false)} />}
      {isReaching && <ReachDialog onClose={() => setReaching(false)} />}
      {isRejoining && <RejoinDialog onClose={() => setRejoining(false)} />}
    </FormSection>
  )
}

function Word({ view }: { readonly view: JoinedView }) {
  const { online, connecting, offline, stopped } = useTexts().desks.state
  switch (stateOf(view)) {
    case 'connecting':
      return <Status icon={IconCloud} tone="skip" text={connecting} />
    case 'offline':
      return <Status icon={IconCloudOff} tone="warn" text={offline(view.since, new Date())} />
    case 'stopped':
      return <Status icon={IconPlugConnectedX} tone="bad" text={stopped} />
    case 'behind':
      return <Status icon={IconRefresh} tone="accent" text={online} />
    case 'online':
      return <Status icon={IconCircleCheck} tone="new" text={online} />
  }
}
