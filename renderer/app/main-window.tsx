import { lazy, Suspense, useEffect } from 'react'
import { DownloadScreen } from '../download/download-screen.tsx'
import { LogScreen } from '../log/log-screen.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { useNavigation } from '../state/navigation-store.ts'
import { UpdateBar } from '../updates/update-bar.tsx'
import { WelcomeScreen } from '../welcome/welcome-screen.tsx'
import { Alerts } from './alerts.tsx'
import classes from './main-window.module.css'
import { NavRail } from './nav-rail.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

// What is not on the first screen (forms, calendars) is fetched once that has been drawn.
const loadSettings = () => import('../settings/settings-screen.tsx')
const SettingsScreen = lazy(async () => ({ default: (await loadSettings()).SettingsScreen }))
const WrongScreen = lazy(async () => ({ default: (await import('../wrong/wrong-screen.tsx')).WrongScreen }))
const CompletenessScreen = lazy(async () => ({
  default: (await import('../completeness/completeness-screen.tsx')).CompletenessScreen,
}))
const InvoicesScreen = lazy(async () => ({
  default: (await import('../invoices/invoices-screen.tsx')).InvoicesScreen,
}))
const EasyfattPage = lazy(async () => ({
  default: (await import('../easyfatt/easyfatt-page.tsx')).EasyfattPage,
}))
const RefundsScreen = lazy(async () => ({
  default: (await import('../refunds/refunds-screen.tsx')).RefundsScreen,
}))
const AccountantScreen = lazy(async () => ({
  default: (await import('../accountant/accountant-screen.tsx')).AccountantScreen,
}))
const DesksPage = lazy(async () => ({ default: (await import('../desks/desks-page.tsx')).DesksPage }))
const MissingDialog = lazy(async () => ({
  default: (await import('../missing/missing-dialog.tsx')).MissingDialog,
}))
const FirstPeriodDialog = lazy(async () => ({
  default: (await import('../first-period/first-period-dialog.tsx')).FirstPeriodDialog,
}))
const RereadDialog = lazy(async () => ({
  default: (await import('../reread/reread-dialog.tsx')).RereadDialog,
}))

const ManualDialog = lazy(() => import('../manual/manual-dialog.tsx'))

/** The main window: Ordini → Download da eCommerce, log, settings. */
export function MainWindow() {
  const texts = useTexts()
  const screen = useNavigation((state) => state.screen)
  const manual = useNavigation((state) => state.dialog === 'manual')
  const manualPage = useNavigation((state) => state.manualPage)
  const hasShops = useApp((state) => state.shops.length > 0)

  useEffect(() => void loadSettings(), [])
  useEffect(() => {
    document.title = texts.common.appName
  }, [texts])

  return (
    <div className={classes.window}>
      <NavRail />
      <main className={classes.main}>
        <UpdateBar />
        <Alerts />
        <div className={classes.screen}>
          {screen === 'download' && (hasShops ? <DownloadScreen /> : <WelcomeScreen />)}
          {screen === 'log' && <LogScreen />}
          {screen === 'settings' && (
            <Suspense fallback={null}>
              <SettingsScreen />
            </Suspense>
          )}
          {screen === 'wrong' && (
            <Suspense fallback={null}>
              <WrongScreen />
            </Suspense>
          )}
          {screen === 'completeness' && (
            <Suspense fallback={null}>
              <CompletenessScreen />
            </Suspense>
          )}
          {screen === 'invoices' && (
            <Suspense fallback={null}>
              <InvoicesScreen />
            </Suspense>
          )}
          {screen === 'easyfatt' && (
            <Suspense fallback={null}>
              <EasyfattPage />
            </Suspense>
          )}
          {screen === 'refunds' && (
            <Suspense fallback={null}>
              <RefundsScreen />
            </Suspense>
          )}
          {screen === 'desks' && (
            <Suspense fallback={null}>
              <DesksPage />
            </Suspense>
          )}
          {screen === 'accountant' && (
            <Suspense fallback={null}>
              <AccountantScreen />
            </Suspense>
          )}
        </div>
      </main>
      <Suspense fallback={null}>
        <FirstPeriodDialog />
        <MissingDialog />
        <RereadDialog />
        {manual && <ManualDialog first={manualPage} />}
      </Suspense>
      <ShortcutsDialog />
    </div>
  )
}
