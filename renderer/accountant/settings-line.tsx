import { Button } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountantSettings } from '../../main/words/accountant.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import { useAccountant } from './accountant-store.ts'
import { settingsText } from './report-words.ts'
import { SettingsDialog } from './settings-dialog.tsx'

/** How it is counted, and the way to change that. */
export function SettingsLine({ settings }: { readonly settings: AccountantSettings }) {
  const texts = useTexts()
  const words = texts.accountantPage.settings
  const working = useAccountant((state) => state.working)
  const [opened, setOpened] = useState(false)
  return (
    <section className={classes.settings} aria-label={words.title}>
      <p className="dim">{settingsText(settings, texts).join(' ')}</p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconAdjustments size={16} aria-hidden />}
        disabled={working !== null}
        onClick={() => setOpened(true)}
      >
        {words.title}
      </Button>
      {opened && <SettingsDialog settings={settings} onClose={() => setOpened(false)} />}
    </section>
  )
}
