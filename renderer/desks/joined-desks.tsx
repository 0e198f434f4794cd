import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { listen } from '../client.ts'
import { useTexts } from '../state/app-store.ts'
import { type JoinedView, readDesks, useDesks } from '../state/desks-store.ts'
import classes from './desks.module.css'
import { DesksTable } from './desks-table.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { ShopsTable } from './shops-table.tsx'
import { StateSection } from './state-section.tsx'

/** Others are seen again this often while somebody looks. */
const lookMs = 10_000

/** How this desk is doing, who else is here, who downloads what, and the way out. */
export function JoinedDesks({ view }: { readonly view: JoinedView }) {
  const words = useTexts().desks
  const isAsked = useDesks((state) => state.leaving)
  const [isLeaving, setLeaving] = useState(isAsked)
  useEffect(() => {
    // The dialog that another screen asked for is open now.
    useDesks.setState({ leaving: false })
    const timer = setInterval(() => void readDesks(), lookMs)
    const stop = listen('shops.changed', () => void readDesks())
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [])
  return (
    <>
      <StateSection view={view} leave={() => setLeaving(true)} />
      <DesksTable view={view} />
      <ShopsTable shops={view.shops} />
      {view.failure === null && (
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setLeaving(true)}>
            {words.state.leave}
          </Button>
        </div>
      )}
      {isLeaving && <LeaveDialog waiting={view.waiting} onClose={() => setLeaving(false)} />}
    </>
  )
}
