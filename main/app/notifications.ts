import { BrowserWindow, Notification, shell } from 'electron'
import type { NewOrderNews } from '../sync/new-order-news.ts'
import type { News } from '../sync/news.ts'
import { alertText, failureText } from '../texts/index.ts'
import type { Texts } from '../texts/shape.ts'
import type { NewAlert } from '../words/alert.ts'
import type { SearchStart } from '../words/program-view.ts'
import type { Run } from '../words/run.ts'
import { fitForPage } from '../words/shown-text.ts'

export interface NotificationActions {
  /** Opens the log at a run. */
  log(runId: number): void
  /** Opens the orders to be looked at (R42). */
  checks(): void
  /** Opens a run's new orders. */
  orders(runId: number): void
  /** Opens the search. */
  search(only: SearchStart | null): void
  open(): void
}

/** Holds what is on the screen: a notification that is collected loses its click. */
const shown = new Set<Notification>()
const mostShown = 50
let onFailed: () => void = () => undefined

/** Has somebody told when the system shows no notification: on macOS those of a program that is not signed, for instance. */
export function whenNotificationsFail(tell: () => void): void {
  onFailed = tell
}

/** Tells the operator what an automatic sync brought (R21); a click opens the place it is about. */
export function notifyOfRun(
  news: Exclude<News, 'new-orders'>,
  run: Run,
  texts: Texts,
  actions: NotificationActions,
): void {
  const words = texts.native.notifications
  const cause = run.failure === null ? '' : failureText(texts, run.failure).message
  const toLog = () => actions.log(run.id)
  const toOrders = () => actions.orders(run.id)
  switch (news) {
    case 'first-failure':
      notify(words.firstFailure(run.shopName), cause, toLog)
      break
    case 'suspended':
      notify(words.suspended(run.shopName), words.suspendedBody(cause), toLog)
      break
    case 'recovered':
      notify(
        words.recovered(run.shopName),
        words.recoveredBody(run.counters.new),
        run.counters.new > 0 ? toOrders : actions.open,
      )
      break
  }
}

/** Tells that the site has cancelled or refunded orders that were downloaded (R42); a click opens them. */
export function notifyOfCancelled(
  shop: string,
  orders: readonly { readonly number: string }[],
  texts: Texts,
  actions: NotificationActions,
): void {
  const words = texts.native.notifications
  const [only, ...others] = orders
  if (only === undefined) return
  const title =
    others.length === 0
      ? words.cancelled(shop, fitForPage(only.number))
      : words.cancelledMany(shop, orders.length)
  notify(title, words.cancelledBody, actions.checks)
}

/** Tells which orders automatic syncs brought; a click shows them. */
export function notifyOfOrders(
  { shops, orders, runId }: NewOrderNews,
  texts: Texts,
  actions: NotificationActions,
): void {
  const words = texts.native.notifications
  const click = () => (runId === null ? actions.search('unseen') : actions.orders(runId))
  notify(words.newOrders(shops.join(', '), orders), words.newOrdersBody, click)
}

/** Tells, where no window does, what happened to the program itself. */
export function notifyOfAlert(alert: NewAlert, texts: Texts, open: () => void): void {
  if (BrowserWindow.getAllWindows().some((window) => window.isVisible())) return
  notify(texts.native.program, alertText(texts, alert).message, open)
}

/** Tells which file was written after a download (R44); a click shows where it is. */
export function notifyOfFile(shop: string, orders: number, file: string, texts: Texts): void {
  const words = texts.native.notifications
  notify(words.written(shop, orders), file, () => shell.showItemInFolder(file))
}

/** Said once: closing the window leaves the program in the tray. */
export function notifyInTray(texts: Texts, actions: NotificationActions): void {
  const words = texts.native.notifications
  notify(words.inTray, words.inTrayBody, () => actions.open())
}

function notify(title: string, body: string, click: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.on('click', () => {
    shown.delete(notification)
    click()
  })
  // One that Windows takes off the screen is still in its list, where it can be clicked.
  notification.on('close', ({ reason }) => {
    if (reason !== 'timedOut') shown.delete(notification)
  })
  notification.on('failed', (_, reason) => {
    shown.delete(notification)
    console.error('[notification]', reason)
    onFailed()
  })
  for (const oldest of shown) if (shown.size > mostShown) shown.delete(oldest)
  notification.show()
}
