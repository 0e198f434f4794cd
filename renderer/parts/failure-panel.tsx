import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { failureText } from '../../main/texts/index.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './failure-panel.module.css'

interface FailurePanelProps {
  readonly failure: FailureValue
  readonly title?: string | undefined
  /** Shows the button *Riprova*. */
  readonly onRetry?: () => Promise<void>
  /** The buttons that mend it, where they are others. */
  readonly children?: ReactNode
}

/** What happened, why, what to do, and the button that does it. */
export function FailurePanel({ failure, title, onRetry, children }: FailurePanelProps) {
  const texts = useTexts()
  const { message, remedy } = failureText(texts, failure)
  return (
    <section className={classes.panel} role="alert" aria-label={title ?? texts.common.somethingFailed}>
      <IconAlertTriangle size={20} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        {title !== undefined && <h3 className={classes.title}>{title}</h3>}
        <p data-selectable>{message}</p>
        {remedy !== '' && (
          <p className={classes.remedy} data-selectable>
            {remedy}
          </p>
        )}
        {onRetry !== undefined && (
          <div className={classes.actions}>
            <Button size="xs" onClick={() => void onRetry()}>
              {texts.common.retry}
            </Button>
          </div>
        )}
        {children !== undefined && <div className={classes.actions}>{children}</div>}
      </div>
    </section>
  )
}
