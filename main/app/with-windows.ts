import { join } from 'node:path'
import { app, dialog, nativeTheme, powerMonitor, powerSaveBlocker } from 'electron'
import type { CommandLine } from '../cli/command-line.ts'
import type { Program } from '../program/program.ts'
import { failureText, sentence, textsFor } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import { toFailureValue } from '../words/failure.ts'
import type { SearchStart } from '../words/program-view.ts'
import type { Run } from '../words/run.ts'
import type { Preferences } from '../words/schemas.ts'
import { afterDownloads } from './after-downloads.ts'
import { createAlerts } from './alerts.ts'
import { answerEasyfatt, takenPort } from './answer-easyfatt.ts'
import { createAutomaticSync } from './automatic-sync.ts'
import { guardAgainstCrashes } from './crash-guard.ts'
import { createHandlers } from './handlers.ts'
import { answerRequests } from './ipc.ts'
import { languageOf } from './language.ts'
import { startMaintenance } from './maintenance.ts'
import { type MenuActions, setMenu } from './menu.ts'
import { notifyInTray, notifyOfAlert, whenNotificationsFail } from './notifications.ts'
import { openProgram, ProgramEvents } from './open-program.ts'
import { watchOtherProcesses } from './other-processes.ts'
import { openProgramLog } from './program-log.ts'
import { serveWindows } from './protocol.ts'
import { quitCleanly } from './quit-cleanly.ts'
import { denyPermissions } from './security.ts'
import { whenSessionEnds } from './session-end.ts'
import { isWritable } from './setting-file.ts'
import { openSettings } from './settings.ts'
import { createShopNews, shopView } from './shop-news.ts'
import { startDownload } from './start-download.ts'
import { stayAwake } from './stay-awake.ts'
import { makeSupportBundle } from './support.ts'
import { tellWindows } from './tell-windows.ts'
import { offerTextMenu } from './text-menu.ts'
import { createTray } from './tray.ts'
import { createUpdates, type Updates } from './updates.ts'
import { watchDesks } from './watch-desks.ts'
import { createWindows, type Windows } from './windows.ts'

/** Shops go out of date in the tray while nothing happens to them. */
const trayAgesMs = 15 * 60_000

/** A small archive is up to date before anybody wonders. */
const migrationSlowMs = 1000

/** The windows have come up. */
const prepareAfterMs = 3000

/** The program with its windows and its tray; a second start shows the first's. */
export async function openWindows(line: CommandLine): Promise<void> {
  // Where nothing can be written, there is no lock to be had, nor needed.
  if (!app.requestSingleInstanceLock() && isWritable(app.getPath('userData'))) return app.quit()
  await app.whenReady()
  const profile = app.getPath('userData')
  const resources = join(app.getAppPath(), 'resources')
  const out = join(app.getAppPath(), 'out')
  const settings = openSettings(profile)
  const texts = () => textsFor(languageOf(settings.preferences()))
  const log = openProgramLog(profile)
  const reportBug = (error: unknown, where = 'main') => log.bug(error, where)
  denyPermissions()
  offerTextMenu(texts)
  serveWindows(join(out, 'renderer'))
  const preload = join(out, 'preload/index.cjs')
  const windows = createWindows({ preload, icon: join(resources, 'icon.png'), settings, texts })
  const show = placesIn(windows)
  const alerts = createAlerts(settings, log, (list) => windows.tell('alerts.changed', list))
  guardAgainstCrashes({
    log,
    onAlert: alerts.raise,
    isShown: windows.has,
    reopen: (webContentsId) => windows.reopen(webContentsId),
    giveUp: () => dialog.showErrorBox(texts().native.crashed.title, texts().native.crashed.body),
  })

  const events = new ProgramEvents()
  events.on('alert', alerts.raise)
  const notify = () => events.on('alert', (alert) => notifyOfAlert(alert, texts(), show.open))
  if (line.hidden) notify()
  whenNotificationsFail(() => alerts.raise({ code: 'notification-failed', params: {} }))
  const told = tellOfMigration(events, line.hidden, texts())
  const program = await openProgram(settings, events, reportBug)
    .catch((error: unknown) => refuseToStart(error, texts()))
    .finally(told.end)
  if (!program) return
  if (!program.archiveCare.isReadOnly()) alerts.withdraw('archive-read-only')
  const quit = quitCleanly(program, windows.closeAll, reportBug)
  whenSessionEnds({ prepare: () => program.store.fold(), end: quit.atOnce, onBroken: reportBug })
  quit.before(tellWindows(program, events, windows, alerts, reportBug))

  const sync = createAutomaticSync({ program, settings, texts, windows, show, events, onBroken: reportBug })
  afterDownloads({ program, texts, windows, events, alerts, onBroken: reportBug })
  const tray = createTray(resources, {
    ...show,
    download: () => void downloadAll(program, windows).catch(reportBug),
    pause: () => sync.pause(60),
    resume: () => sync.pause(0),
    quit: () => app.quit(),
  })
  let desksLack: 'offline' | 'stopped' | null = null
  const shops = createShopNews(
    async () => ({
      views: (await program.store.listShops()).map((shop) => shopView(program, sync, shop)),
      work: await program.store.workCounts(),
    }),
    ({ views, work }) => {
      windows.tell('shops.changed', views)
      windows.tell('work.counted', work)
      const { staleHours } = settings.preferences()
      tray.show({
        shops: views,
        work,
        pausedUntil: sync.pausedUntil(),
        takenPort: takenPort(program.easyfatt.state()),
        desks: desksLack,
        staleHours,
        now: new Date(),
        texts: texts(),
      })
    },
    reportBug,
  )
  quit.before(
    watchDesks({
      desks: program.desks,
      events,
      windows,
      alerts,
      onApplied: shops.changed,
      onView: (view) => {
        desksLack = view.joined && view.state !== 'online' && view.failure !== null ? view.state : null
        shops.changed()
      },
      onBroken: reportBug,
    }),
  )
  const ageing = setInterval(shops.changed, trayAgesMs)
  quit.before(sync.stop, shops.stop, () => clearInterval(ageing), tray.destroy)
  events.on('run', shops.changed)
  const awake = stayAwake(program.runner.busy, powerSaveBlocker)
  events.on('progress', awake)
  events.on('run', awake)
  events.on('planned', shops.changed)
  const plan = async () => {
    await sync.plan()
    await program.easyfatt.refresh()
    await shops.refresh()
  }
  events.on('replaced', () => void plan().catch(reportBug))

  const updates = createUpdates({
    busy: program.runner.busy,
    automatic: () => settings.preferences().checkUpdates,
    tell: (view) => windows.tell('update.changed', view),
    close: quit.close,
    onNotInstalled: () => alerts.raise({ code: 'update-not-installed', params: {} }),
    onBroken: reportBug,
  })
  quit.before(updates.stop)
  const actions = menuActions(windows, updates, reportBug, () =>
    makeSupportBundle(program, settings, texts()),
  )
  const apply = (preferences: Preferences) => {
    nativeTheme.themeSource = preferences.theme
    setMenu(texts(), actions)
    shops.changed()
  }
  apply(settings.preferences())
  const change = (preferences: Preferences) => {
    apply(preferences)
    openAtLogin(preferences)
  }
  const common = { program, settings, windows, updates, sync, alerts }
  const handlers = createHandlers({
    ...common,
    refresh: plan,
    show: shops.refresh,
    onPreferences: change,
    onBug: reportBug,
  })
  answerRequests(handlers, reportBug)
  if (line.demo) await program.demo()
  await plan()
  answerEasyfatt({ program, settings, texts, windows, alerts, onState: shops.changed }).catch(reportBug)
  const onRun = (run: Run) => void events.emit('run', run)
  quit.before(watchOtherProcesses({ program, takeShops: plan, onRun, onBroken: reportBug }))
  startMaintenance(program, settings, reportBug)

  powerMonitor.on('resume', sync.woke)
  powerMonitor.on('resume', program.desks.retry)
  app.on('second-instance', show.open)
  app.on('activate', show.open)
  app.on('window-all-closed', () => {
    // The sync goes on in the tray (R18); said once.
    if (quit.isUnderWay() || settings.trayExplained()) return
    settings.setTrayExplained()
    notifyInTray(texts(), show)
  })
  if (!line.hidden) {
    show.open()
    // What came before, the window that comes up now tells.
    notify()
  }
  setTimeout(() => void program.prepare().catch(reportBug), prepareAfterMs)
}

/** Only when it is chosen: at each start it would undo what was switched off in the system's own settings. */
function openAtLogin({ openAtLogin, startHidden }: Preferences): void {
  // From a checkout the system would be told to start Electron without the program.
  if (app.isPackaged) app.setLoginItemSettings({ openAtLogin, args: startHidden ? ['--hidden'] : [] })
}

/** The places that tray, menu and notifications open. */
function placesIn(windows: Windows) {
  return {
    open: () => windows.show('main', { to: 'download' }),
    search: (only: SearchStart) => windows.show('search', { to: 'search', runId: null, orderId: null, only }),
    checks: () => windows.show('search', { to: 'search', runId: null, orderId: null, only: 'check' }),
    easyfatt: () => windows.show('main', { to: 'easyfatt', shopId: null }),
    desks: () => windows.show('main', { to: 'desks' }),
    log: (runId: number) => windows.show('main', { to: 'log', runId, orderId: null }),
    orders: (runId: number) => windows.show('search', { to: 'search', runId, orderId: null }),
  }
}

function menuActions(
  windows: Windows,
  updates: Updates,
  reportBug: (error: unknown) => void,
  makeBundle: () => Promise<void>,
): MenuActions {
  return {
    show: (destination) => windows.show('main', destination),
    search: () => windows.show('search', { to: 'search', runId: null, orderId: null, only: 'todo' }),
    manual: (window) => {
      const about = window && window === windows.get('search') ? 'search' : 'here'
      windows.show('main', { to: 'manual', about })
    },
    checkUpdates: () => {
      windows.show('main', { to: 'preferences' })
      void updates.check().catch(reportBug)
    },
    support: () => void makeBundle().catch(reportBug),
  }
}

async function downloadAll({ store, runner }: Program, windows: Windows): Promise<void> {
  for (const shop of await store.listShops()) startDownload(runner, windows, shop)
}

/** Until the archive is up to date there is no window yet: a box says what takes so long. */
function tellOfMigration(events: ProgramEvents, hidden: boolean, { native }: Texts) {
  const ended = new AbortController()
  const { signal } = ended
  events.once('migrating', () => {
    const tell = () => {
      const { message, detail, button } = native.migrating
      // The next time the program starts there is nothing to tell any more.
      void dialog.showMessageBox({
        type: 'info',
        title: native.program,
        message,
        detail,
        buttons: [button],
        signal,
      })
    }
    const soon = hidden ? undefined : setTimeout(tell, migrationSlowMs)
    signal.addEventListener('abort', () => clearTimeout(soon))
  })
  return { end: () => ended.abort() }
}

/** An archive that cannot be opened: say why, touch nothing, end. */
function refuseToStart(error: unknown, texts: Texts): null {
  dialog.showErrorBox(texts.native.startFailed, sentence(failureText(texts, toFailureValue(error))))
  app.exit(1)
  return null
}
