import { app, clipboard } from 'electron'
import { platforms } from '../connectors/registry.ts'
import { type OrderToFetch, startChosenRuns } from '../program/chosen-orders.ts'
import { lookUpOrder } from '../program/missing.ts'
import { textsFor } from '../texts/index.ts'
import { failure } from '../words/failure.ts'
import { dayMs } from '../words/local-time.ts'
import type { Preferences } from '../words/schemas.ts'
import { fitForPage } from '../words/shown-text.ts'
import { accountantHandlers } from './accountant-handlers.ts'
import type { Alerts } from './alerts.ts'
import { backupHandlers } from './backup-handlers.ts'
import { completenessHandlers } from './completeness-handlers.ts'
import { copyOrders } from './copy-orders.ts'
import { desksHandlers } from './desks-handlers.ts'
import { pageDrawer } from './draw-pages.ts'
import { easyfattHandlers } from './easyfatt-handlers.ts'
import { easyfattPullHandlers } from './easyfatt-pull-handlers.ts'
import { exportLog } from './export-log.ts'
import { orderExports } from './export-orders.ts'
import { invoiceHandlers } from './invoice-handlers.ts'
import type { Handlers } from './ipc.ts'
import { languageOf } from './language.ts'
import { searchLog } from './log-search.ts'
import { orderHandlers } from './order-handlers.ts'
import { askOrderMenu } from './order-menu.ts'
import { orderPrints } from './print-orders.ts'
import { refundHandlers } from './refund-handlers.ts'
import { rereadHandlers } from './reread-handlers.ts'
import { runDays } from './run-days.ts'
import { askFolder, askWhere, windowOf } from './save-dialog.ts'
import type { Settings } from './settings.ts'
import { type ShopParts, shopHandlers } from './shop-handlers.ts'
import { openOfShop } from './shop-page.ts'
import { startDownload } from './start-download.ts'
import { stoppable } from './stoppable.ts'
import type { Updates } from './updates.ts'
import { writtenFiles } from './written-files.ts'

export interface HandlerParts extends ShopParts {
  /** Only has windows and tray show the shops as they are now. */
  readonly show: () => Promise<void>
  readonly settings: Settings
  readonly updates: Updates
  readonly alerts: Alerts
  readonly onPreferences: (preferences: Preferences) => void
  readonly onBug: (error: unknown, where: string) => void
}

/** What the windows may ask for, each answered by the program. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { program, sync, settings, windows, updates, onPreferences } = parts
  const { store, runner } = program
  const asking = stoppable<number>()
  const texts = () => textsFor(languageOf(settings.preferences()))
  const exports = orderExports(program, texts, (exportId, progress) =>
    windows.tell('export.progress', { exportId, ...progress }),
  )
  const written = writtenFiles()
  const drawer = pageDrawer(windows.preload)
  const prints = orderPrints(program, texts, drawer)

  const savePreferences = (preferences: Preferences): Preferences => {
    settings.savePreferences(preferences)
    onPreferences(preferences)
    windows.tell('preferences.changed', preferences)
    return preferences
  }
  const fetchOrders = (orders: readonly OrderToFetch[]) => startChosenRuns(store, runner, orders)

  return {
    'app.start': (_, sender) => ({
      version: app.getVersion(),
      os: osName(),
      language: languageOf(settings.preferences()),
      preferences: settings.preferences(),
      platforms: Object.values(platforms).map(({ id, credentials, siteCredentials, defaultStates }) => ({
        id,
        credentials,
        siteCredentials,
        defaultStates,
      })),
      credentialsEncrypted: program.credentials.encrypted,
      alerts: parts.alerts.list(),
      pausedUntil: sync.pausedUntil(),
      update: updates.view(),
      destination: windows.destinationOf(sender.webContentsId),
    }),
    'app.pageFailed': ({ message, stack }) => {
      parts.onBug(Object.assign(new Error(message), { stack }), 'page')
      return null
    },
    'app.restart': () => {
      app.relaunch(relaunchOptions())
      app.quit()
      return null
    },
    'app.chooseFolder': ({ folder }, sender) => askFolder(windowOf(sender), folder),
    'preferences.save': savePreferences,
    'proxy.view': () => program.proxy.view(),
    'proxy.save': (login) => program.proxy.save(login),
    'proxy.forget': () => program.proxy.forget(),

    ...shopHandlers(parts),

    'runs.start': async ({ shopId }) => {
      const shops = shopId === null ? await store.listShops() : [await program.shop(shopId)]
      if (shops.length === 0) throw failure('no-shop', {})
      for (const shop of shops) startDownload(runner, windows, shop)
      return null
    },
    'runs.cancel': ({ shopId }) => {
      runner.cancel(shopId)
      return null
    },
    'runs.list': ({ shopId, beforeId, limit }) => store.listRuns(shopId, beforeId, limit),
    'runs.skipped': async ({ runIds }) =>
      (await Promise.all(runIds.map((runId) => store.skippedGroups(runId)))).flat(),
    'runs.fetchSkipped': async ({ runId, reason, state }) =>
      fetchOrders(await store.skippedOrders(runId, reason, state)),
    'runs.annulled': ({ runId }) => store.annulledUpTo(runId),

    'sync.pause': ({ minutes }) => {
      sync.pause(minutes)
      return null
    },
    'runs.days': async ({ shopId, days }) => {
      const since = new Date(Date.now() - (days + 1) * dayMs).toISOString()
      return runDays(await store.runsSince(shopId, since), days, new Date())
    },

    'log.list': ({ filter, beforeId, limit }) => searchLog(store, texts(), filter, beforeId, limit),
    'log.export': async ({ filter }, sender) => {
      const file = await exportLog({ store, texts: texts(), filter, sender })
      written.note(file)
      return file
    },
    'files.open': ({ file }) => written.open(file),
    'files.show': ({ file }) => {
      written.show(file)
      return null
    },

    'orders.list': async ({ offset, limit, locate, detailed, ...list }) =>
      fitForPage(await store.listOrders(list, offset, limit, locate, detailed)),
    'orders.states': () => store.orderStates(),
    'orders.words': ({ column }) => store.orderWords(column),
    'orders.copy': ({ selection, columns }) => copyOrders(store, texts(), selection, columns),
    'orders.menu': (row, sender) => askOrderMenu(texts(), row, sender),
    'orders.totals': (selection) => store.orderTotals(selection),
    'orders.pieces': (selection) => store.selectedPieces(selection),
    ...orderHandlers(program, windows, parts.alerts, parts.show),
    'orders.handoverCounts': (selection) => store.handoverCounts(selection),
    'orders.handedOver': ({ orderIds }) => store.handedOver(orderIds),
    'orders.takeBackHandover': async ({ id }) => {
      const orders = await store.takeBackHandover(id, new Date().toISOString())
      windows.tell('orders.handedOver', null)
      return orders
    },
    'orders.export': async (request, sender) => {
      const file = await exports.start(request, sender)
      if (file !== null) windows.tell('orders.handedOver', null)
      written.note(file?.file ?? null)
      return file
    },
    'orders.cancelExport': ({ exportId }) => exports.cancel(exportId),
    'orders.print': async (request, sender) => {
      const out = await prints.start(request, sender)
      if (out !== null) windows.tell('orders.handedOver', null)
      written.note(out?.file ?? null)
      return out
    },
    'print.pages': (_, sender) => drawer.pages(sender),
    'print.drawn': ({ well }, sender) => drawer.drawn(well, sender),

    'searches.list': () => store.listSearches(),
    'searches.save': (draft) => store.saveSearch(draft),
    'searches.remove': async ({ id }) => {
      await store.removeSearch(id)
      // Shops may have done something with it (R44).
      await parts.show()
      return null
    },
    'search.view': () => settings.searchView(),
    'search.saveView': (view) => settings.saveSearchView(view),
    'update.check': () => updates.check(),
    'update.download': () => updates.download(),
    'update.install': () => updates.install(),
    'wrong.list': async ({ filter, after, limit }) => fitForPage(await store.listWrong(filter, after, limit)),
    'wrong.raw': (order) => store.wrongRaw(order),
    'wrong.openInShop': ({ shopId, shopOrderId }) => openOfShop(program, shopId, shopOrderId),
    'wrong.ignore': async ({ orders, ignored }) => {
      await store.setIgnored(orders, ignored, new Date().toISOString())
      await parts.show()
      windows.tell('log.changed', null)
      return null
    },
    'wrong.retryAll': async ({ shopId }) => fetchOrders(await store.openWrong(shopId)),
    'orders.download': ({ orders }) => fetchOrders(orders),
    'wrong.accept': ({ orders }) => fetchOrders(orders.map((order) => ({ ...order, asItIs: true }))),
    'orders.takeBack': async ({ orderId }) => {
      await store.takeBackAccepted(orderId, new Date().toISOString())
      await parts.show()
      windows.tell('orders.changed', { orderId })
      windows.tell('log.changed', null)
      return null
    },

    ...backupHandlers(program, (secondBackups) => {
      savePreferences({ ...settings.preferences(), secondBackups })
    }),
    ...refundHandlers(program, texts, windows, (file) => written.note(file)),
    ...rereadHandlers(program, windows),
    ...invoiceHandlers(program, windows, { ...drawer, texts }, written.note),
    ...easyfattHandlers(program, (progress) => windows.tell('easyfatt.progress', progress)),
    ...accountantHandlers({
      program,
      texts,
      drawer,
      onProgress: (progress) => windows.tell('accountant.progress', progress),
      written: written.note,
    }),
    ...easyfattPullHandlers(program, windows),
    ...desksHandlers({
      desks: program.desks,
      texts,
      windows,
      askWhere: (question, sender) => askWhere(question, windowOf(sender)),
      written: written.note,
    }),
    'clipboard.write': async ({ text }) => {
      await clipboard.writeText(text)
      return null
    },
    'alerts.dismiss': ({ id }) => parts.alerts.dismiss(id),
    'missing.known': ({ shopId, number }) => lookUpOrder(store, shopId, number),
    'missing.ask': ({ shopId, number }) =>
      asking.run(shopId, async (signal) => program.whyMissing(await program.shop(shopId), number, signal)),
    'missing.cancel': () => asking.stopAll(),
    ...completenessHandlers(
      program,
      (shopId, progress) => windows.tell('completeness.progress', { shopId, ...progress }),
      fetchOrders,
    ),

    'windows.search': (destination) => {
      windows.show('search', { to: 'search', ...destination })
      return null
    },
    'windows.wrong': () => {
      windows.show('main', { to: 'wrong' })
      return null
    },
    'windows.invoices': () => {
      windows.show('main', { to: 'invoices' })
      return null
    },
    'windows.missing': ({ shopId, number }) => {
      windows.show('main', { to: 'missing', shopId, number })
      return null
    },
    'windows.easyfatt': ({ shopId }) => {
      windows.show('main', { to: 'easyfatt', shopId })
      return null
    },
    'windows.log': ({ runId, orderId }) => {
      windows.show('main', { to: 'log', runId, orderId })
      return null
    },
  }
}

function osName(): 'windows' | 'macos' | 'linux' {
  if (process.platform === 'win32') return 'windows'
  return process.platform === 'darwin' ? 'macos' : 'linux'
}

/** Whoever asked wants to see a window. An AppImage's own program is gone once it has ended: the image is started. */
function relaunchOptions(): Electron.RelaunchOptions {
  const image = process.env.APPIMAGE
  const args = process.argv.slice(1).filter((argument) => argument !== '--hidden')
  return image === undefined ? { args } : { args, execPath: image }
}
