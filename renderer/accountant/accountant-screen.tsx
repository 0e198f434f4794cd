import { Button } from '@mantine/core'
import { IconCalculator, IconPackageExport } from '@tabler/icons-react'
import { useEffect } from 'react'
import { formatCount } from '../../main/words/format.ts'
import { listen } from '../client.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailurePanel } from '../parts/failure-panel.tsx'
import { NoShop } from '../parts/no-shop.tsx'
import { ScreenHead } from '../parts/screen-head.tsx'
import { shareOf, Working } from '../parts/working.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import {
  calculate,
  makePackage,
  noteProgress,
  readSettings,
  stop,
  useAccountant,
} from './accountant-store.ts'
import { Report } from './report.tsx'
import { SettingsLine } from './settings-line.tsx'
import { WishForm } from './wish-form.tsx'

/** Utilità → Commercialista (R47). */
export function AccountantScreen() {
  const texts = useTexts()
  const words = texts.accountantPage
  const hasShops = useApp((state) => state.shops.length > 0)
  const { working, failure, report, settings } = useAccountant()

  useEffect(() => {
    void readSettings()
    const stops = [
      listen('accountant.progress', noteProgress),
      listen('archive.replaced', () => {
        useAccountant.setState({ report: null })
        void readSettings()
      }),
    ]
    return () => {
      for (const end of stops) end()
    }
  }, [])

  return (
    <div className={classes.screen}>
      <ScreenHead title={words.title}>
        {hasShops && (
          <Button
            size="xs"
            className={classes.right}
            leftSection={<IconPackageExport size={16} aria-hidden />}
            variant={report === null ? 'default' : 'filled'}
            disabled={working !== null}
            onClick={() => void makePackage()}
          >
            {words.package}
          </Button>
        )}
      </ScreenHead>
      <div className={classes.body}>
        <p className="dim">{words.intro}</p>
        {hasShops ? <WishForm /> : <NoShop />}
        {hasShops && settings !== null && <SettingsLine settings={settings} />}
        {failure !== null && <FailurePanel failure={failure} title={words.failed} onRetry={calculate} />}
        {working !== null && <Calculating />}
        {report !== null && <Report report={report} />}
        {hasShops && report === null && working === null && failure === null && (
          <div className={classes.nothing}>
            <EmptyState
              icon={<IconCalculator size={32} stroke={1.5} />}
              title={words.ready}
              text={words.readyText}
            />
          </div>
        )}
      </div>
    </div>
  )
}

function Calculating() {
  const texts = useTexts()
  const words = texts.accountantPage
  const { working, progress, stopping } = useAccountant()
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <Working
      doing={working === 'package' ? words.packing : words.running}
      figures={progress && words.read(count(progress.read), count(progress.total))}
      share={progress && shareOf(progress.read, progress.total)}
      label={words.progress}
      stopping={stopping}
      stop={stop}
    />
  )
}
