import { Button } from '@mantine/core'
import { IconPackageOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { FailureValue } from '../../main/words/failure.ts'
import { request } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import classes from '../parts/start-page.module.css'
import { useTexts } from '../state/app-store.ts'

/** What a window needs before it draws anything could not be read: why, and the two ways on. */
export function StartFailure({ failure }: { readonly failure: FailureValue }) {
  const texts = useTexts()
  // Only a start puts a copy in the place of an archive that is damaged, or gone.
  const mending = failure.code === 'archive-damaged' || failure.code === 'archive-missing'
  const [restarting, setRestarting] = useState(false)

  function restart(): void {
    setRestarting(true)
    void request('app.restart', undefined)
  }

  return (
    <main className={classes.page}>
      <div className={classes.inner}>
        <IconPackageOff size={48} stroke={1.4} className={classes.mark} aria-hidden />
        <h1 className={classes.title}>{texts.native.startFailed}</h1>
        <div className={classes.failure}>
          <FailurePanel failure={failure}>
            <Button size="xs" variant={mending ? 'filled' : 'default'} loading={restarting} onClick={restart}>
              {texts.common.restart}
            </Button>
            <Button size="xs" variant={mending ? 'default' : 'filled'} onClick={() => location.reload()}>
              {texts.common.retry}
            </Button>
          </FailurePanel>
        </div>
      </div>
    </main>
  )
}
