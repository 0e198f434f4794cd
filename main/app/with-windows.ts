import { join } from 'node:path'
import { app, dialog, nativeTheme, powerMonitor } from 'electron'
import type { Preferences, ShopView } from '../../preload/contract.ts'
import { failureText, sentence, textsFor } from '../../renderer/texts/index.ts'
import type { CommandLine } from '../cli/command-line.ts'
import { toFailureValue } from '../failure.ts'
import type { Program } from '../program/program.ts'
import { createAutoSync } from '../sync/auto-sync.ts'
import { newsOf } from '../sync/news.ts'
import { createScheduler } from '../sync/scheduler.ts'
import { createThinner } from '../sync/thinner.ts'
import { createAlerts } from './alerts.ts'
import { guardAgainstCrashes } from './crash-guard.ts'
import { createHandlers } from './handlers.ts'
import { answerRequests } from './ipc.ts'
import { languageOf } from './language.ts'
import { createLive, shopView } from './live.ts'
import { startMaintenance } from './maintenance.ts'
import { setMenu } from './menu.ts'
import { type NotificationActions, notifyInTray, notifyOfAlert, notifyOfRun } from './notifications.ts'
import { openProgram } from './open-program.ts'
import { openProgramLog } from './program-log.ts'
import { serveWindows } from './protocol.ts'
import { quitCleanly } from './quit-cleanly.ts'
import { denyPermissions } from './security.ts'
import { openSettings, type Settings } from './settings.ts'
import { makeSupportBundle } from './support.ts'
import { createTray } from './tray.ts'
import { createUpdates } from './updates.ts'
import { createWindows } from './windows.ts'

const timers = {
  now: Date.now,
  set: (ms: number, ring: () => void) => setTimeout(ring, ms),
  clear: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
}

/** Shops go out of date in the tray while nothing happens to them. */
const trayAgesMs = 15 * 60_000

/** The windows have come up. */
const prepareAfterMs = 3000

/** The program with its windows and its tray; a second start shows the first's. */
export async function openWindows(line: CommandLine): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit()
  await app.whenReady()
  const settings = openSettings(app.getPath('userData'))
  const texts = () => textsFor(languageOf(settings.preferences()))
  const resources = join(app.getAppPath(), 'resources')
  const out = join(app.getAppPath(), 'out')
  const windows = createWindows({
    preload: join(out, 'preload/index.cjs'),
    icon: join(resources, 'icon.png'),
    settings,
    texts,
  })
  const log = openProgramLog(app.getPath('userData'))
  const reportBug = (error: unknown, where = 'main') => log.bug(error, where)
  const alerts = createAlerts(settings, log, (list) => windows.tell('alerts.changed', list))
  guardAgainstCrashes({
    log,
    onAlert: alerts.raise,
    isShown: (webContentsId) => windows.has(webContentsId),
    reopen: (webContentsId) => windows.reopen(webContentsId),
    giveUp: () => dialog.showErrorBox(texts().native.crashed.title, texts().native.crashed.body),
  })
  const changed = (): void => void live?.refresh().catch(reportBug)
  let started = false
  const entries = createThinner(1000, () => windows.tell('log.changed', null))
  const program = await openProgram(settings, {
    onProgress: (progress) => {
      // Said once, at the beginning: the tray shows that a shop is at it.
      if (progress.phase === 'connecting') changed()
      windows.tell('run.progress', progress)
      entries.tell(null)
    },
    onRun: () => {
      changed()
      windows.tell('log.changed', null)
    },
    safety: {
      onAlert: (alert) => {
        alerts.raise(alert)
        // At the start the window comes up by itself, unless it is to stay in the tray.
        if (started || line.hidden) notifyOfAlert(alert, texts(), () => show.open())
      },
      onReplaced: () => {
        windows.tell('archive.replaced', null)
        void plan().catch(reportBug)
      },
      onBackup: () => {
        windows.tell('backups.changed', null)
        if (program?.safety.backupFailure() === null) alerts.withdraw('backup-failed')
      },
      onBug: reportBug,
    },
  }).catch((error: unknown) => refuseToStart(error, settings))
  if (!program) return

  let quitting = false
  const show: NotificationActions & { search(): void } = {
    open: () => windows.show('main', { to: 'download' }),
    search: () => windows.show('search', { to: 'search', runId: null, orderId: null }),
    log: (runId) => windows.show('main', { to: 'log', runId, orderId: null }),
    orders: (runId) => windows.show('search', { to: 'search', runId, orderId: null }),
  }
  const scheduler = createScheduler({
    timers,
    sync: createAutoSync({
      store: program.store,
      runner: program.runner,
      now: () => new Date(),
      onEnded: (run, before, after) => {
        const { notifyNewOrders } = settings.preferences()
        const news = newsOf(run, before.failuresInARow, after.failuresInARow, notifyNewOrders)
        if (news) notifyOfRun(news, run, texts(), show)
        changed()
      },
      onBroken: reportBug,
    }),
    onChange: changed,
  })
  const pause = (minutes: number) =>
    scheduler.pauseUntil(minutes === 0 ? null : Date.now() + minutes * 60_000)
  const tray = createTray(resources, {
    ...show,
    download: () => void downloadAll(program).catch(reportBug),
    pause: () => pause(60),
    resume: () => pause(0),
    quit: () => app.quit(),
  })
  const listShops = async () =>
    (await program.store.listShops()).map((shop) => shopView(program, scheduler, shop))
  const pausedUntil = () =>
    scheduler.pausedUntil === null ? null : new Date(scheduler.pausedUntil).toISOString()
  const showInTray = (shops: readonly ShopView[]) => {
    const { staleHours } = settings.preferences()
    tray.show({ shops, pausedUntil: pausedUntil(), staleHours, now: new Date(), texts: texts() })
  }
  const live = createLive(listShops, (shops) => {
    windows.tell('shops.changed', shops)
    for (const { lastRun } of shops) if (lastRun) windows.tell('run.changed', lastRun)
    // Said each time: a pause also runs out by itself.
    windows.tell('sync.paused', { until: pausedUntil() })
    showInTray(shops)
  })
  const ageing = setInterval(() => {
    void listShops()
      .then((shops) => (quitting ? undefined : showInTray(shops)))
      .catch(reportBug)
  }, trayAgesMs)
  const plan = async () => {
    const shops = await program.store.listShops()
    scheduler.plan(
      shops.map(({ id, settings: { autoSync }, lastRun }) => ({
        id,
        ...autoSync,
        lastAt: lastRun && Date.parse(lastRun.startedAt),
      })),
    )
    await live.refresh()
  }

  denyPermissions()
  serveWindows(join(out, 'renderer'))
  const apply = (preferences: Preferences) => {
    nativeTheme.themeSource = preferences.theme
    setMenu(texts(), {
      show: (destination) => windows.show('main', destination),
      search: show.search,
      manual: (window) =>
        windows.show('main', {
          to: 'manual',
          about: window && window === windows.get('search') ? 'search' : 'here',
        }),
      checkUpdates: () => {
        windows.show('main', { to: 'preferences' })
        void updates.check().catch(reportBug)
      },
      support: () => void makeSupportBundle(program, settings, texts()).catch(reportBug),
    })
    app.setLoginItemSettings({
      openAtLogin: preferences.openAtLogin,
      args: preferences.startHidden ? ['--hidden'] : [],
    })
    changed()
  }
  const beforeQuitting = () => {
    quitting = true
    clearInterval(ageing)
    scheduler.stop()
    updates.stop()
    live.stop()
    entries.stop()
    windows.closeAll()
    tray.destroy()
  }
  const close = quitCleanly(program, beforeQuitting, reportBug)
  const updates = createUpdates({
    busy: () => program.runner.busy(),
    automatic: () => settings.preferences().checkUpdates,
    tell: (view) => windows.tell('update.changed', view),
    close,
    onBroken: reportBug,
  })
  const handlers = createHandlers({
    updates,
    program,
    scheduler,
    settings,
    windows,
    refresh: plan,
    show: () => live.refresh(),
    pause,
    alerts,
    onPreferences: apply,
  })
  apply(settings.preferences())
  answerRequests(handlers, reportBug)
  if (line.demo) await program.demo()
  await plan()
  startMaintenance(program, settings, reportBug)

  powerMonitor.on('resume', () => scheduler.woke())
  app.on('second-instance', show.open)
  app.on('activate', show.open)
  app.on('window-all-closed', () => {
    // The sync goes on in the tray (R18); said once.
    if (quitting || settings.trayExplained()) return
    settings.setTrayExplained()
    notifyInTray(texts(), show)
  })
  if (!line.hidden) show.open()
  started = true
  setTimeout(() => void program.prepare().catch(reportBug), prepareAfterMs)
}

async function downloadAll({ store, runner }: Program): Promise<void> {
  await Promise.all((await store.listShops()).map((shop) => runner.start(shop, 'manual')))
}

/** An archive that cannot be opened: say why, touch nothing, end. */
function refuseToStart(error: unknown, settings: Settings): null {
  const texts = textsFor(languageOf(settings.preferences()))
  dialog.showErrorBox(texts.native.startFailed, sentence(failureText(texts, toFailureValue(error))))
  app.exit(1)
  return null
}
