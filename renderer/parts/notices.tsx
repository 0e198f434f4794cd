import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTexts } from '../state/app-store.ts'
import { dismissToast, useNotices } from '../state/notices.ts'
import classes from './notices.module.css'

/** What was done, for a moment in the corner; and what a screen reader says. */
export function Notices() {
  const texts = useTexts()
  const { announcement, toast } = useNotices()

  useEffect(() => {
    if (toast === null || toast.bad) return
    const timer = setTimeout(dismissToast, 5000)
    return () => clearTimeout(timer)
  }, [toast])

  return (
    <>
      <div role="status" aria-live="polite" className="visually-hidden">
        {announcement}
      </div>
      <div className={classes.corner} aria-live="polite">
        {toast !== null && (
          <div className={classes.toast} key={toast.id} data-bad={toast.bad || undefined}>
            {toast.bad ? (
              <IconAlertTriangle size={20} aria-hidden />
            ) : (
              <IconCircleCheck size={20} aria-hidden />
            )}
            <div className={classes.words} data-selectable>
              <strong>{toast.text}</strong>
              {toast.detail !== '' && <span className="dim">{toast.detail}</span>}
            </div>
            <CloseButton aria-label={texts.common.close} size="sm" onClick={dismissToast} />
          </div>
        )}
      </div>
    </>
  )
}
