import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { copyText } from '../parts/copy-button.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './pull.module.css'
import { renewPassword, usePull } from './pull-store.ts'

interface PullStepsProps {
  readonly url: string
  readonly login: string
}

/** What is to be entered in Easyfatt, and where. */
export function PullSteps({ url, login }: PullStepsProps) {
  const texts = useTexts()
  const words = texts.easyfattPull
  const password = usePull((state) => state.password)
  const [asking, setAsking] = useState(false)
  return (
    <div className={classes.part}>
      <h4 className={classes.head}>{words.steps.title}</h4>
      <ol className={classes.steps}>
        <li>{words.steps.open}</li>
        <li>{words.steps.kind}</li>
        <li>
          {words.steps.url}
          <Value name={words.url} value={url} isAlone />
          <span className="dim">{words.steps.noUpload}</span>
        </li>
        <li>
          {words.steps.access}
          <Value name={words.login} value={login} />
          {password !== null && <Value name={words.password} value={password} isSecret />}
          <span className={password === null ? 'dim' : classes.once} role="status">
            {password === null ? words.passwordKept : words.passwordOnce}
          </span>
          <Button size="xs" variant="default" className={classes.renew} onClick={() => setAsking(true)}>
            {words.newPassword}
          </Button>
        </li>
      </ol>
      <ConfirmDialog
        opened={asking}
        title={words.newPasswordTitle}
        confirm={words.newPassword}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void renewPassword()
        }}
      >
        <p>{words.newPasswordText}</p>
      </ConfirmDialog>
    </div>
  )
}

interface ValueProps {
  readonly name: string
  readonly value: string
  readonly isSecret?: boolean
  /** What it is stands before it already. */
  readonly isAlone?: boolean
}

function Value({ name, value, isSecret = false, isAlone = false }: ValueProps) {
  const { common, easyfattPull } = useTexts()
  return (
    <span className={classes.value}>
      {!isAlone && <span className={classes.name}>{name}</span>}
      <code data-selectable>{value}</code>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconCopy size={14} aria-hidden />}
        aria-label={common.copyNamed(name)}
        onClick={() => void copyText(value, isSecret ? name : value)}
      >
        {easyfattPull.copy}
      </Button>
    </span>
  )
}
