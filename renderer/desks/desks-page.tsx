import { useEffect } from 'react'
import { listen } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import page from '../parts/form-page.module.css'
import { ScreenHead } from '../parts/screen-head.tsx'
import { useTexts } from '../state/app-store.ts'
import { readDesks, useDesks } from '../state/desks-store.ts'
import classes from './desks.module.css'
import { JoinForm } from './join-form.tsx'
import { JoinPreviewSection } from './join-preview.tsx'
import { JoinProgressSection } from './join-progress.tsx'
import { noteJoinProgress, useJoin } from './join-store.ts'
import { JoinedDesks } from './joined-desks.tsx'
import { ServerSection } from './server-section.tsx'

/** Utilità → Più postazioni (R55). */
export function DesksPage() {
  const words = useTexts().desks
  const { view } = useDesks()
  const { busy, preview, failure } = useJoin()
  useEffect(() => {
    void readDesks()
    return listen('desks.progress', noteJoinProgress)
  }, [])
  const isWorking = busy === 'previewing' || busy === 'joining'

  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title} />
      <div className={page.scroll}>
        <div className={`${page.column} ${classes.column}`} data-wide={view.joined || undefined}>
          {!view.joined && preview === null && !isWorking && <Intro />}
          {failure !== null && <FailurePanel failure={failure} title={words.progress.failed} />}
          {isWorking ? (
            <JoinProgressSection />
          ) : view.joined ? (
            <JoinedDesks view={view} />
          ) : preview !== null ? (
            <JoinPreviewSection preview={preview} />
          ) : (
            <>
              <ServerSection />
              <JoinForm />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function Intro() {
  const { intro } = useTexts().desks
  return (
    <div className={classes.intro}>
      {intro.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
