import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { failureText } from '../../main/texts/index.ts'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './desks.module.css'
import { useJoin } from './join-store.ts'

/** What *Prova* has found. */
export function Tried() {
  const shown = useRef<HTMLDivElement>(null)
  const tried = useJoin((state) => state.tried)
  useEffect(() => {
    if (tried !== null) shown.current?.scrollIntoView({ block: 'nearest' })
  }, [tried])
  return (
    <div role="status" className={classes.tried} ref={shown}>
      <Found />
    </div>
  )
}

function Found() {
  const texts = useTexts()
  const words = texts.desks.form
  const { tried, busy } = useJoin()
  if (busy === 'trying') return <span className="dim">{words.trying}</span>
  if (tried === null) return null
  if (tried.failure === null) return <Status icon={IconCircleCheck} tone="new" text={words.works} />
  const { message, remedy } = failureText(texts, tried.failure)
  return (
    <div className={classes.bad}>
      <IconAlertTriangle size={20} aria-hidden />
      <div data-selectable>
        <strong>{words.triedBad}</strong>
        <p>{message}</p>
        {remedy !== '' && <p>{remedy}</p>}
      </div>
    </div>
  )
}
