import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { PullTrial } from '../../main/words/easyfatt-pull.ts'
import { Status } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './pull.module.css'
import { tryPull, usePull } from './pull-store.ts'

/** *Prova come farebbe Easyfatt*, and what came. */
export function PullTry() {
  const words = useTexts().easyfattPull
  const { busy, trial } = usePull()
  return (
    <div className={classes.part}>
      <div className={classes.actions}>
        <Button variant="default" loading={busy === 'trying'} onClick={() => void tryPull()}>
          {words.trial}
        </Button>
        <span className="dim">{words.trialHint}</span>
      </div>
      <div role="status" className={classes.tried}>
        {trial !== null && <Tried trial={trial} />}
      </div>
    </div>
  )
}

function Tried({ trial }: { readonly trial: PullTrial }) {
  const words = useTexts().easyfattPull
  if (!trial.ok) {
    return (
      <p className={classes.bad} data-selectable>
        <IconAlertTriangle size={16} aria-hidden /> {words.trialBad(trial.sentence)}
      </p>
    )
  }
  const { documents, firstNumber, lastNumber, omitted, unnumbered, refused } = trial.summary
  const left = omitted.cancelled + omitted.failed + omitted.refunded
  const more = refused.count - refused.numbers.length
  const numbers = [...refused.numbers, ...(more > 0 ? [words.redoMore(more)] : [])].join(', ')
  const lines = [
    ...(firstNumber === null || lastNumber === null ? [] : [words.trialNumbers(firstNumber, lastNumber)]),
    ...(left === 0 ? [] : [words.trialOmitted(left)]),
    ...(unnumbered === 0 ? [] : [words.trialUnnumbered(unnumbered)]),
    ...(refused.count === 0 ? [] : [words.trialRefused(refused.count, numbers)]),
  ]
  return (
    <>
      <Status icon={IconCircleCheck} tone="new" text={words.trialGood(documents)} />
      {lines.map((line) => (
        <p key={line} data-selectable>
          {line}
        </p>
      ))}
    </>
  )
}
