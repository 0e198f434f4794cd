import type { Run, RunProgress } from '../../preload/contract.ts'
import { loadBackups, useBackups } from '../backups/backups-store.ts'
import { listen } from '../client.ts'
import { formatCount } from '../format.ts'
import {
  reloadPreferences,
  takeAlerts,
  takePause,
  takeProgress,
  takeRun,
  takeShops,
  useApp,
} from './app-store.ts'
import { noteStep } from './check-store.ts'
import { loadRuns, noteRefusal, noteRun } from './download-store.ts'
import { takeExportProgress } from './export-store.ts'
import { dockLog, fullLog } from './log-store.ts'
import { goTo, useNavigation } from './navigation-store.ts'
import { announce } from './notices.ts'
import { noteNewOrders } from './order-list.ts'
import { noteOrderChanged, whenFree } from './order-sheet.ts'
import { guardOrder, showInSearch, useOrders } from './orders-store.ts'
import { takeUpdate } from './update-store.ts'

/** While a download writes, the log changes many times a second: it is read again at most this often. */
const logRefreshMs = 400

/** How the program looks follows the preferences, whatever a window shows. */
export function connectLooks(): void {
  listen('preferences.changed', () => void reloadPreferences())
}

/** Lets main's events into the main window's stores. */
export function connectMainWindow(): void {
  listen('shops.changed', takeShops)
  listen('run.progress', (progress) => {
    takeProgress(progress)
    announceProgress(progress)
  })
  listen('run.changed', (run) => {
    takeRun(run)
    noteRun(run)
    announceRun(run)
  })
  listen('sync.paused', ({ until }) => takePause(until))
  listen('run.refused', ({ shopId, failure }) => noteRefusal(shopId, failure))
  listen('check.step', ({ checkId, step }) => noteStep(checkId, step))
  listen('update.changed', takeUpdate)
  listen('alerts.changed', takeAlerts)
  listen('backups.changed', () => {
    if (useBackups.getState().view !== null) void loadBackups()
  })
  listen('archive.replaced', () => {
    void loadRuns()
    void dockLog.getState().load()
    void fullLog.getState().load()
  })
  listen('navigate', goTo)

  let waiting = false
  listen('log.changed', () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      // The log that is not on the screen is read when it is opened.
      const log = useNavigation.getState().screen === 'log' ? fullLog : dockLog
      void log.getState().refresh()
    }, logRefreshMs)
  })
}

/** The quarters of the runs under way that have been announced. */
const quarters = new Map<number, number>()

/** At each quarter: who listens wants to know that it goes on, not every figure. */
function announceProgress({ runId, shopId, counters, expected }: RunProgress): void {
  const quarter = expected === null || expected === 0 ? 0 : Math.floor((4 * counters.total) / expected)
  if (quarter <= (quarters.get(runId) ?? 0) || quarter > 3) return
  quarters.set(runId, quarter)
  const { texts, shops } = useApp.getState()
  const count = (value: number) => formatCount(value, texts.language)
  const words = texts.download.progress(count(counters.total), count(expected ?? 0))
  announce(`${shops.find((shop) => shop.id === shopId)?.name ?? ''}: ${words}`)
}

function announceRun(run: Run): void {
  if (run.outcome !== 'running') quarters.delete(run.id)
  const { texts } = useApp.getState()
  const count = (value: number) => formatCount(value, texts.language)
  const { counters, outcome, shopName } = run
  if (outcome === 'running') announce(`${shopName}: ${texts.download.running}`)
  else if (outcome === 'success') {
    const words = texts.download.finished(count(counters.new), count(counters.skipped), count(counters.wrong))
    announce(`${shopName}: ${words}`)
  } else announce(`${shopName}: ${texts.common.outcomes[outcome]}`)
}

/** Lets main's events into the search window's stores. */
export function connectSearchWindow(): void {
  guardOrder(whenFree)
  listen('orders.changed', ({ orderId }) => void noteOrderChanged(orderId))
  listen('shops.changed', takeShops)
  listen('navigate', (destination) => {
    if (destination.to === 'search') void showInSearch(destination.runId, destination.orderId)
  })
  listen('archive.replaced', () => void showInSearch(null, null))
  listen('export.progress', takeExportProgress)
  // The list grows with the runs; one that has been scrolled, or chosen from, only says that it could.
  const known = new Map<number, number>()
  listen('run.changed', (run) => {
    const { id, counters } = run
    const before = known.get(id) ?? 0
    known.set(id, counters.new)
    if (counters.new > before) noteNewOrders(id, isAtTop())
    // The run may have met the order that is open, changed on the site (R16).
    const { openId } = useOrders.getState()
    if (openId !== null && run.outcome !== 'running') void noteOrderChanged(openId)
  })
}

function isAtTop(): boolean {
  return (document.querySelector('[role=grid]')?.scrollTop ?? 0) === 0
}
