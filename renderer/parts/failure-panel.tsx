import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FailureValue } from '../../main/failure.ts'
import { failureText, type Texts } from '../texts/index.ts'
import classes from './failure-panel.module.css'

interface FailurePanelProps {
  readonly texts: Texts
  readonly failure: FailureValue
  readonly title?: string | undefined
  /** The buttons that mend it. */
  readonly children?: ReactNode
}

/** What happened, why, what to do, and the button that does it. */
export function FailurePanel({ texts, failure, title, children }: FailurePanelProps) {
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
        {children !== undefined && <div className={classes.actions}>{children}</div>}
      </div>
    </section>
  )
}
