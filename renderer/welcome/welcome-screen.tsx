import { IconLock, IconPackageImport, IconPlugConnected, IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import type { FailureValue } from '../../main/words/failure.ts'
import { request } from '../client.ts'
import { FailurePanel } from '../parts/failure-panel.tsx'
import page from '../parts/start-page.module.css'
import { takeShop, useTexts } from '../state/app-store.ts'
import { showSettings } from '../state/navigation-store.ts'
import classes from './welcome-screen.module.css'

/** First start: what is missing, and the two ways to begin (R1, R37). */
export function WelcomeScreen() {
  const texts = useTexts()
  const { welcome } = texts.download
  const [starting, setStarting] = useState(false)
  const [failure, setFailure] = useState<FailureValue | null>(null)

  async function addDemo(): Promise<void> {
    if (starting) return
    setStarting(true)
    setFailure(null)
    const answer = await request('demo.add', undefined)
    setStarting(false)
    if (answer.ok) takeShop(answer.value)
    else setFailure(answer.failure)
  }

  return (
    <div className={page.page}>
      <div className={`${page.inner} ${classes.inner}`}>
        <IconPackageImport size={48} stroke={1.4} className={`${page.mark} ${classes.mark}`} aria-hidden />
        <h1 className={`${page.title} ${classes.title}`}>{welcome.title}</h1>
        <p className={classes.lead}>{welcome.lead}</p>
        <p className="dim">{welcome.explain}</p>
        <div className={classes.choices}>
          <button
            type="button"
            className={`card ${classes.choice}`}
            data-first
            onClick={() => showSettings({ kind: 'new' })}
          >
            <IconPlugConnected size={28} stroke={1.6} aria-hidden />
            <strong>{welcome.connect}</strong>
            <span>{welcome.connectText}</span>
          </button>
          <button
            type="button"
            className={`card ${classes.choice}`}
            onClick={() => void addDemo()}
            aria-busy={starting}
          >
            <IconSparkles size={28} stroke={1.6} aria-hidden />
            <strong>{welcome.demo}</strong>
            <span>{starting ? welcome.demoStarting : welcome.demoText}</span>
          </button>
        </div>
        {failure !== null && <FailurePanel failure={failure} />}
        <p className={classes.promise}>
          <IconLock size={14} aria-hidden /> {welcome.promise}
        </p>
      </div>
    </div>
  )
}
