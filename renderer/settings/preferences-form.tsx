import { SegmentedControl, Switch } from '@mantine/core'
import { IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react'
import type { Preferences } from '../../main/words/schemas.ts'
import { request } from '../client.ts'
import page from '../parts/form-page.module.css'
import { FormSection } from '../parts/section.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { toastFailure } from '../state/toasts.ts'
import { UpdatePreference } from '../updates/update-preference.tsx'
import { NumberPreference } from './number-preference.tsx'
import classes from './preferences-form.module.css'
import { ProxyPreference } from './proxy-preference.tsx'

/** How the program starts, what it tells, how it looks, how long the log is kept. Each choice counts at once. */
export function PreferencesForm() {
  const texts = useTexts()
  const { settings, fieldNames } = texts
  const words = settings.preferencesForm
  const preferences = useApp((state) => state.preferences)
  const isAutomatic = useApp((state) => state.shops.some(({ settings }) => settings.autoSync.enabled))
  const { version, credentialsEncrypted, os } = useApp((state) => state.start)

  async function save(patch: Partial<Preferences>): Promise<void> {
    const answer = await request('preferences.save', { ...useApp.getState().preferences, ...patch })
    if (answer.ok) {
      useApp.setState({ preferences: answer.value })
      return
    }
    toastFailure(answer.failure)
  }

  return (
    <div className={page.scroll}>
      <div className={page.column}>
        <h2 className={page.title}>{settings.preferences}</h2>
        <FormSection title={fieldNames.language}>
          <SegmentedControl
            aria-label={fieldNames.language}
            data={options(words.languages)}
            value={preferences.language}
            onChange={(language) => void save({ language: language as Preferences['language'] })}
          />
        </FormSection>
        <FormSection title={fieldNames.theme}>
          <SegmentedControl
            aria-label={fieldNames.theme}
            data={options(words.themes)}
            value={preferences.theme}
            onChange={(theme) => void save({ theme: theme as Preferences['theme'] })}
          />
        </FormSection>
        {/* Electron cannot ask that of a Linux desktop. */}
        {os !== 'linux' && (
          <FormSection title={words.start}>
            <Switch
              label={fieldNames.openAtLogin}
              description={words.openAtLoginHint}
              checked={preferences.openAtLogin}
              onChange={(event) => void save({ openAtLogin: event.currentTarget.checked })}
            />
            <Switch
              label={fieldNames.startHidden}
              disabled={!preferences.openAtLogin}
              checked={preferences.startHidden}
              onChange={(event) => void save({ startHidden: event.currentTarget.checked })}
            />
          </FormSection>
        )}
        <FormSection title={words.notifications}>
          <Switch
            label={fieldNames.notifyNewOrders}
            description={words.notifyNewOrdersHint}
            checked={preferences.notifyNewOrders ?? isAutomatic}
            onChange={(event) => void save({ notifyNewOrders: event.currentTarget.checked })}
          />
        </FormSection>
        <FormSection title={fieldNames.staleHours} hint={words.staleHint}>
          <NumberPreference
            label={fieldNames.staleHours}
            value={preferences.staleHours}
            min={1}
            max={720}
            unit={words.hours}
            onSave={(staleHours) => void save({ staleHours })}
          />
        </FormSection>
        <FormSection title={fieldNames.logDays} hint={words.logDaysHint}>
          <NumberPreference
            label={fieldNames.logDays}
            value={preferences.logDays}
            min={7}
            max={3650}
            unit={words.days}
            onSave={(logDays) => void save({ logDays })}
          />
        </FormSection>
        <UpdatePreference
          automatic={preferences.checkUpdates}
          onChange={(checkUpdates) => void save({ checkUpdates })}
        />
        <ProxyPreference />
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
