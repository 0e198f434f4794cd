import { NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { useTexts } from '../state/app-store.ts'
import { CertificateField } from './certificate-field.tsx'
import classes from './desks.module.css'
import { type JoinDraft, missingFields } from './join-draft.ts'
import { changeDraft, useJoin } from './join-store.ts'

type TextField = 'host' | 'database' | 'user' | 'desk'

/** How the server is reached, and what this desk is called, where that is still to be said. */
export function ServerFields({ withName }: { readonly withName: boolean }) {
  const words = useTexts().desks.form
  const { draft, pressed } = useJoin()
  const missing = pressed ? missingFields(draft) : []
  const errorOf = (field: keyof JoinDraft) => (missing.includes(field) ? words.required : undefined)
  const text = (field: TextField, label: string, length: number, description?: string) => (
    <TextInput
      label={label}
      description={description}
      value={draft[field]}
      error={errorOf(field)}
      maxLength={length}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => changeDraft({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <div className={classes.fields}>
      <div className={classes.grid}>
        <div data-wide>{text('host', words.host, 253, words.hostHint)}</div>
        <NumberInput
          label={words.port}
          description={'\u00a0'}
          value={draft.port}
          error={errorOf('port')}
          min={1}
          max={65535}
          allowDecimal={false}
          hideControls
          onChange={(port) => changeDraft({ port })}
        />
        {text('database', words.database, 63)}
        {text('user', words.user, 63)}
        <PasswordInput
          label={words.password}
          value={draft.password}
          error={errorOf('password')}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => changeDraft({ password: event.currentTarget.value })}
        />
        <div data-whole>
          <CertificateField certificate={draft.certificate} />
        </div>
        {withName && <div data-whole>{text('desk', words.desk, 60, words.deskHint)}</div>}
      </div>
    </div>
  )
}
