import { formatCount } from '../../main/words/format.ts'
import type { Run, RunProgress } from '../../main/words/run.ts'
import { loadBackups, useBackups } from '../backups/backups-store.ts'
import { listen, request, whenListChanged } from '../client.ts'
import { loadRuns, showRun } from '../download/runs-store.ts'
import { isFree, readHistory, showOrder, whenFree } from '../order/order-sheet-store.ts'
import { takeExportProgress } from '../search/export-store.ts'
import {
  noteNewOrders,
  refreshHandedOver,
  refreshMarked,
  refreshOrders,
  replaceRow,
  useOrderList,
} from '../search/order-list-store.ts'
import { noteSeen, whenLookedAt } from '../search/seen.ts'
import { showInSearch } from '../search/ways-in.ts'
import { noteStep } from '../settings/check-store.ts'
import {
  reloadPreferences,
  takeAlerts,
  takePause,
  takeProgress,
  takeRun,
  takeShops,
  useApp,
} from '../state/app-store.ts'
import { readDesks, takeDesks } from '../state/desks-store.ts'
import { noteRefusal, noteRun } from '../state/download-store.ts'
import { dockLog, fullLog } from '../state/log-store.ts'
import { goTo, useNavigation } from '../state/navigation-store.ts'
import { guardOrder, useOpenOrder } from '../state/open-order-store.ts'
import { announce } from '../state/toasts.ts'
import { useWorkCounts } from '../state/work-counts.ts'
import { takeUpdate } from '../updates/update-store.ts'

/** How the program looks follows the preferences, whatever a window shows. */
export function connectLooks(): void {
  listen('preferences.changed', () => void reloadPreferences())
}

/** Lets main's events into the main window's stores. */
export function connectMainWindow(): void {
  listen('work.counted', (counts) => useWorkCounts.setState(counts))
  listen('shops.changed', takeShops)
  listen('run.progress', (figures) => {
    takeProgress(figures)
    for (const progress of figures) announceProgress(progress)
  })
  listen('run.changed', (run) => {
    takeRun(run)
    noteRun(run)
    showRun(run)
    announceRun(run)
  })
  listen('sync.paused', ({ until }) => takePause(until))
  listen('run.refused', ({ shopId, failure }) => noteRefusal(shopId, failure))
  listen('check.step', ({ checkId, step }) => noteStep(checkId, step))
  listen('desks.changed', takeDesks)
  void readDesks()
  listen('update.changed', takeUpdate)
  listen('alerts.changed', takeAlerts)
  listen('backups.changed', () => {
    if (useBackups.getState().view !== null) void loadBackups()
  })
  listen('archive.replaced', () => {
    void loadRuns()
    void dockLog.getState().load()
    void fullLog.getState().load()
    void readDesks()
  })
  listen('desks.applied', () => void loadRuns())
  listen('navigate', goTo)

  listen('log.changed', () => {
    // The log that is not on the screen is read when it is opened.
    const log = useNavigation.getState().screen === 'log' ? fullLog : dockLog
    void log.getState().refresh()
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
  listen('work.counted', (counts) => useWorkCounts.setState(counts))
  listen('desks.changed', takeDesks)
  void readDesks()
  guardOrder(whenFree, isFree)
  whenLookedAt(noteSeen)
  whenListChanged(() => void refreshOrders())
  listen('orders.changed', ({ orderId }) => {
    void noteOrderChanged(orderId)
    refreshHandedOver()
  })
  listen('orders.marked', () => {
    void refreshMarked()
    const { detail } = useOpenOrder.getState()
    if (detail !== null) void noteOrderChanged(detail.id)
  })
  listen('shops.changed', takeShops)
  listen('navigate', (destination) => {
    if (destination.to === 'search')
      void showInSearch(destination.runId, destination.orderId, destination.only, destination.orderIds)
  })
  listen('archive.replaced', () => void showInSearch(null, null))
  listen('orders.handedOver', () => {
    refreshHandedOver()
    if (useOrderList.getState().search.newFor !== null) void refreshOrders()
    const { detail } = useOpenOrder.getState()
    if (detail !== null) void readHistory(detail.id)
  })
  listen('desks.applied', () => {
    void refreshMarked()
    refreshHandedOver()
    const { detail } = useOpenOrder.getState()
    if (detail === null) return
    void noteOrderChanged(detail.id)
    void readHistory(detail.id)
  })
  listen('orders.reread', () => {
    void refreshOrders()
    const { detail } = useOpenOrder.getState()
    if (detail !== null) void noteOrderChanged(detail.id)
  })
  listen('refunds.changed', () => {
    const { detail } = useOpenOrder.getState()
    if (detail !== null) void noteOrderChanged(detail.id)
  })
  listen('export.progress', takeExportProgress)
  listen('run.changed', ({ id, shopId, outcome, counters }) => {
    if (outcome === 'running') return
    // The list grows with the runs; one that has been scrolled, or chosen from, only says that it could.
    if (counters.new > 0) noteNewOrders(id)
    // The run may have met the order that is open, changed on the site (R16).
    const { detail } = useOpenOrder.getState()
    if (detail?.shopId === shopId) void noteOrderChanged(detail.id)
  })
}

/** An order was changed, here or in another window: list and sheet show it; a form that is open keeps what it has. */
async function noteOrderChanged(orderId: number): Promise<void> {
  const answer = await request('orders.get', { orderId })
  if (!answer.ok || answer.value === null) return
  replaceRow(answer.value)
  showOrder(answer.value)
}
