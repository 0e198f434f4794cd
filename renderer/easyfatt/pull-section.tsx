import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { PullView } from '../../main/words/easyfatt-pull.ts'
import { listen } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { FormSection } from '../parts/section.tsx'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './pull.module.css'
import { PullRegister } from './pull-register.tsx'
import { PullSteps } from './pull-steps.tsx'
import { refreshPull, showPull, switchPull, tryPort, usePull } from './pull-store.ts'
import { PullTry } from './pull-try.tsx'

/** *Easyfatt prende gli ordini da solo* (R45): a shop's address, how to enter it there, what it took. */
export function PullSection({ shopId }: { readonly shopId: number }) {
  const words = useTexts().easyfattPull
  const { view, failure } = usePull()
  useEffect(() => {
    void showPull(shopId)
    const stops = [
      listen('easyfattPull.changed', () => void refreshPull()),
      listen('orders.handedOver', () => void refreshPull()),
    ]
    return () => {
      for (const stop of stops) stop()
      // What was shown once is not shown to who comes back.
      usePull.setState({ password: null })
    }
  }, [shopId])

  return (
    <FormSection title={words.title} hint={words.intro}>
      {failure !== null && <FailurePanel failure={failure} onRetry={refreshPull} />}
      {view !== null && <Address view={view} />}
    </FormSection>
  )
}

function Address({ view }: { readonly view: PullView }) {
  const words = useTexts().easyfattPull
  const busy = usePull((state) => state.busy)
  const { address, server, pulls, redo } = view
  const isOn = address?.on === true
  const isTaken = isOn && server.kind === 'taken'
  return (
    <>
      <div className={classes.state}>
        {isTaken ? (
          <Status icon={IconAlertTriangle} tone="bad" text={words.isTaken} />
        ) : isOn ? (
          <Status icon={IconCircleCheck} tone="new" text={words.isOn} />
        ) : (
          <Status icon={IconCircleMinus} tone="skip" text={words.isOff} />
        )}
        <Button
          variant={isOn ? 'default' : 'filled'}
          loading={busy === 'switching'}
          onClick={() => void switchPull(!isOn)}
        >
          {isOn ? words.switchOff : words.switchOn}
        </Button>
      </div>
      <p className="dim">{isOn && !isTaken ? words.whileOpen : `${words.needs} ${words.doesNotWork}`}</p>
      {isTaken && (
        <div className={classes.taken} role="alert">
          <p data-selectable>
            {words.taken(server.port)} {words.takenRemedy}
          </p>
          <div className={classes.actions}>
            <Button size="xs" onClick={() => void tryPort(false)}>
              {words.retry}
            </Button>
            <Button size="xs" variant="default" onClick={() => void tryPort(true)}>
              {words.otherPort}
            </Button>
          </div>
        </div>
      )}
      {isOn && address !== null && (
        <>
          <PullSteps url={address.url} login={address.login} />
          <PullTry />
        </>
      )}
      {(isOn || pulls.length > 0 || redo.count > 0) && <PullRegister view={view} />}
    </>
  )
}
