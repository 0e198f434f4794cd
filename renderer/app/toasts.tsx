import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTexts } from '../state/app-store.ts'
import { dismissToast, useToasts } from '../state/toasts.ts'
import classes from './toasts.module.css'

const isSearch = new URLSearchParams(location.search).get('window') === 'search'

/** What was done, for a moment in the corner; and what a screen reader says. */
export function Toasts() {
  const texts = useTexts()
  const { announcement, toast } = useToasts()

  useEffect(() => {
    if (toast === null || toast.bad) return
    // Who may want to take something back has time to read what.
    const timer = setTimeout(dismissToast, toast.actions.length === 0 ? 5000 : 10_000)
    return () => clearTimeout(timer)
  }, [toast])

  return (
    <>
      <div role="status" aria-live="polite" className="visually-hidden">
        {announcement}
      </div>
      <div className={classes.corner} data-window={isSearch ? 'search' : 'main'} aria-live="polite">
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
              {toast.actions.length > 0 && (
                <div className={classes.actions}>
                  {toast.actions.map(({ label, act }) => (
                    <Button key={label} size="compact-sm" variant="light" onClick={act}>
                      {label}
                    </Button>
                  ))}
                </div>
              )}
            </div>
            <CloseButton aria-label={texts.common.close} size="sm" onClick={dismissToast} />
          </div>
        )}
      </div>
    </>
  )
}
