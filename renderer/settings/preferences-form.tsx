import { NumberInput, SegmentedControl } from '@mantine/core'
import { IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import type { Preferences } from '../../preload/contract.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { toast } from '../state/notices.ts'
import { failureText } from '../texts/index.ts'
import classes from './preferences-form.module.css'
import { FormSection } from './section.tsx'
import formClasses from './shop-form.module.css'

/** Language, appearance, how long the log is kept. Each choice counts at once. */
export function PreferencesForm() {
  const texts = useTexts()
  const { settings, fieldNames } = texts
  const words = settings.preferencesForm
  const preferences = useApp((state) => state.preferences)
  const { version, credentialsEncrypted } = useApp((state) => state.start)
  const [days, setDays] = useState<string | number>(preferences.logDays)

  async function save(patch: Partial<Preferences>): Promise<void> {
    const answer = await request('preferences.save', { ...useApp.getState().preferences, ...patch })
    if (answer.ok) {
      useApp.setState({ preferences: answer.value })
      return
    }
    const { message, remedy } = failureText(texts, answer.failure)
    toast(message, remedy, true)
  }

  function saveDays(): void {
    const valid = typeof days === 'number' && Number.isInteger(days) && days >= 7 && days <= 3650
    if (!valid) setDays(preferences.logDays)
    else if (days !== preferences.logDays) void save({ logDays: days })
  }

  return (
    <div className={classes.page}>
      <div className={formClasses.column}>
        <h2 className={formClasses.title}>{settings.preferences}</h2>
        <FormSection title={words.language}>
          <SegmentedControl
            aria-label={fieldNames.language}
            data={options(words.languages)}
            value={preferences.language}
            onChange={(language) => void save({ language: language as Preferences['language'] })}
          />
        </FormSection>
        <FormSection title={words.theme}>
          <SegmentedControl
            aria-label={fieldNames.theme}
            data={options(words.themes)}
            value={preferences.theme}
            onChange={(theme) => void save({ theme: theme as Preferences['theme'] })}
          />
        </FormSection>
        <FormSection title={words.logDays} hint={words.logDaysHint}>
          <NumberInput
            aria-label={fieldNames.logDays}
            className={classes.days}
            value={days}
            onChange={setDays}
            onBlur={saveDays}
            onKeyDown={(event) => {
              if (event.key === 'Enter') saveDays()
            }}
            min={7}
            max={3650}
            allowDecimal={false}
            allowNegative={false}
            suffix={` ${words.days}`}
          />
        </FormSection>
        <FormSection title={words.security}>
          <p className={classes.security} data-bad={!credentialsEncrypted || undefined}>
            {credentialsEncrypted ? (
              <IconShieldCheck size={18} aria-hidden />
            ) : (
              <IconShieldExclamation size={18} aria-hidden />
            )}
            {credentialsEncrypted ? words.encrypted : settings.access.notEncrypted}
          </p>
        </FormSection>
        <p className="dim num">{words.version(version)}</p>
      </div>
    </div>
  )
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
