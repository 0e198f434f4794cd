import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { IconBook2, IconShieldExclamation } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './access-section.module.css'
import { isSwapped, type SectionProps, waysOf } from './draft.ts'
import { useFieldError } from './form-errors.ts'

// Most operators read it once: not part of what the window loads at start.
const GuideDialog = lazy(() => import('../guide/guide-dialog.tsx'))

/** The key, drawn from what the platform declares. What is saved is never shown again (R32). */
export function AccessSection(props: SectionProps) {
  const { draft, change, platforms } = props
  const texts = useTexts()
  const { access } = texts.settings
  const encrypted = useApp((state) => state.start.credentialsEncrypted)
  const ways = waysOf(draft.platform, platforms)
  const way = ways[draft.way] ?? []
  const [reading, setReading] = useState(false)
  return (
    <FormSection title={access.section} hint={access.hints[draft.platform]}>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.guide}
        leftSection={<IconBook2 size={16} aria-hidden />}
        onClick={() => setReading(true)}
      >
        {access.guide}
      </Button>
      {reading && (
        <Suspense>
          <GuideDialog guide={draft.platform} onClose={() => setReading(false)} />
        </Suspense>
      )}
      {ways.length > 1 && (
        <SegmentedControl
          aria-label={access.way}
          data={ways.map((fields, index) => ({
            value: String(index),
            // Long names side by side do not fit; two say what a way is.
            label:
              fields.length > 2
                ? access.allValues(fields.length)
                : fields.map((field) => texts.fieldName(field.name)).join(' + '),
          }))}
          value={String(draft.way)}
          onChange={(value) => change({ way: Number(value) })}
        />
      )}
      {way.map((field, index) => (
        <CredentialInput key={field.name} {...props} field={field} isFirst={index === 0} />
      ))}
      {!encrypted && (
        <p className={classes.note}>
          <IconShieldExclamation size={18} aria-hidden /> {access.notEncrypted}
        </p>
      )}
    </FormSection>
  )
}

export interface CredentialInputProps extends SectionProps {
  readonly field: { readonly name: string; readonly secret: boolean }
  readonly isFirst?: boolean
}

/** One credential; what is saved is only said to be. */
export function CredentialInput({ shop, draft, change, field, isFirst = false }: CredentialInputProps) {
  const texts = useTexts()
  const isSaved = shop?.savedCredentials.includes(field.name) ?? false
  // `credentials` as a whole is refused where none was given at all.
  const refused = useFieldError(field.name, ...(isFirst ? ['credentials'] : []))
  const { swapped } = texts.settings.access
  const isOther = isSwapped(draft, field.name)
  const error = refused ?? (isOther ? swapped[field.name === 'consumerKey' ? 'key' : 'secret'] : undefined)
  const Input = field.secret ? PasswordInput : TextInput
  return (
    <Input
      label={texts.fieldName(field.name)}
      placeholder={isSaved ? texts.settings.access.savedSecret : undefined}
      value={draft.credentials[field.name] ?? ''}
      error={error}
      maxLength={4000}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) =>
        change({ credentials: { ...draft.credentials, [field.name]: event.currentTarget.value } })
      }
    />
  )
}
