import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ProxyView } from '../../main/words/program-view.ts'
import type { Result } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import classes from './preferences-form.module.css'

/** Name and password for a proxy that asks for them (R33); what is saved is never shown again (R32). */
export function ProxyPreference() {
  const texts = useTexts()
  const words = texts.settings.preferencesForm.proxy
  const [view, setView] = useState<ProxyView | null>(null)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const wanted = useNavigation(
    ({ settingsPage: page }) => page?.kind === 'preferences' && page.at === 'proxy',
  )
  useEffect(() => {
    void request('proxy.view', undefined).then((answer) => answer.ok && setView(answer.value))
  }, [])

  // Opened from a failure that speaks of the proxy: the first field has the focus.
  const ready = view !== null
  useEffect(() => {
    if (ready && wanted) first.current?.focus()
  }, [ready, wanted])

  function take(answer: Result<ProxyView>, said: string): void {
    if (!answer.ok) {
      toastFailure(answer.failure)
      return
    }
    setView(answer.value)
    setUsername('')
    setPassword('')
    toast(said)
  }

  if (view === null) return null
  return (
    <FormSection title={words.title} hint={words.hint}>
      <p>{view.proxy === null ? words.none : words.uses(view.proxy)}</p>
      {view.proxy !== null && (
        <form
          className={classes.proxy}
          onSubmit={(event) => {
            event.preventDefault()
            void request('proxy.save', { username, password }).then((it) => take(it, words.savedToast))
          }}
        >
          <TextInput
            ref={first}
            label={words.username}
            placeholder={view.saved ? words.saved : undefined}
            value={username}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.password}
            placeholder={view.saved ? words.saved : undefined}
            value={password}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <div className={classes.proxyActions}>
            <Button type="submit" size="xs" disabled={username.trim() === ''}>
              {words.save}
            </Button>
            {view.saved && (
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  void request('proxy.forget', undefined).then((it) => take(it, words.forgotten))
                }
              >
                {words.forget}
              </Button>
            )}
          </div>
        </form>
      )}
    </FormSection>
  )
}
