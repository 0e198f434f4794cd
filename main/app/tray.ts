import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import type { ShopView } from '../../preload/contract.ts'
import { formatTime, formatTimeOrDay } from '../../renderer/format.ts'
import type { Texts } from '../../renderer/texts/index.ts'

export interface TrayActions {
  open(): void
  download(): void
  search(): void
  pause(): void
  resume(): void
  quit(): void
}

export interface TrayView {
  readonly shops: readonly ShopView[]
  readonly pausedUntil: string | null
  readonly texts: Texts
}

export type TrayState = 'fine' | 'syncing' | 'failing' | 'suspended'

/** The icon speaks for the shop that needs attention most; one at work shows only when none does (R21). */
export function trayState(shops: readonly ShopView[]): TrayState {
  const states = shops.map(stateOf)
  return (['suspended', 'failing', 'syncing'] as const).find((state) => states.includes(state)) ?? 'fine'
}

function stateOf(shop: ShopView): TrayState {
  if (shop.suspended) return 'suspended'
  if (shop.progress !== null) return 'syncing'
  // A download that was asked for does not count among the failures (R20), but all is not well either.
  return shop.failuresInARow > 0 || shop.lastRun?.outcome === 'failed' ? 'failing' : 'fine'
}

/** Puts the program into the tray. Keep what it answers: a tray that nobody holds is collected, and gone. */
export function createTray(resources: string, actions: TrayActions) {
  const template = process.platform === 'darwin'
  const images = Object.fromEntries(
    (['fine', 'syncing', 'failing', 'suspended'] as const).map((state) => {
      const image = nativeImage.createFromPath(
        join(resources, `tray/${state}${template ? 'Template' : ''}.png`),
      )
      if (template) image.setTemplateImage(true)
      return [state, image]
    }),
  ) as Record<TrayState, Electron.NativeImage>
  const tray = new Tray(images.fine)
  let shown: TrayState = 'fine'
  tray.on('click', () => actions.open())

  return {
    /** Shows the shops as they are now. */
    show(view: TrayView): void {
      const state = trayState(view.shops)
      if (state !== shown) tray.setImage(images[state])
      shown = state
      tray.setToolTip(tooltip(view))
      // Linux shows changes of a menu only when it is set again.
      tray.setContextMenu(Menu.buildFromTemplate(menuOf(view, actions)))
    },
    destroy: () => tray.destroy(),
  }
}

function tooltip({ shops, pausedUntil, texts }: TrayView): string {
  const paused =
    pausedUntil === null ? [] : [texts.native.tray.paused(formatTime(pausedUntil, texts.language))]
  const lines = shops.map((shop) => `${shop.name}: ${stateText(shop, texts)}`)
  // Windows cuts tooltips after 127 characters.
  const whole = [texts.native.program, ...paused, ...lines].join('\n')
  return whole.length <= 127 ? whole : `${whole.slice(0, 126)}…`
}

function stateText(shop: ShopView, texts: Texts): string {
  const words = texts.native.tray
  switch (stateOf(shop)) {
    case 'suspended':
      return words.suspended
    case 'syncing':
      return words.syncing
    case 'failing':
      return shop.failuresInARow > 0 ? words.failing(shop.failuresInARow) : words.failed
    case 'fine':
      return shop.lastSuccess === null ? words.never : words.fine
  }
}

function menuOf(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const { shops, pausedUntil, texts } = view
  const words = texts.native.tray
  const status = (label: string): MenuItemConstructorOptions => ({ label, enabled: false })
  return [
    ...(shops.length === 0 ? [status(words.noShops)] : shops.map((shop) => status(shopLine(shop, view)))),
    ...(pausedUntil === null ? [] : [status(words.paused(formatTime(pausedUntil, texts.language)))]),
    { type: 'separator' },
    { id: 'download', label: words.download, enabled: shops.length > 0, click: () => actions.download() },
    { id: 'search', label: words.search, click: () => actions.search() },
    { id: 'open', label: words.open, click: () => actions.open() },
    { type: 'separator' },
    pausedUntil === null
      ? { id: 'pause', label: words.pause, click: () => actions.pause() }
      : { id: 'resume', label: words.resume, click: () => actions.resume() },
    { id: 'quit', label: words.quit, click: () => actions.quit() },
  ]
}

/** `Bottega: a posto · ultimo 10:32 · prossimo 10:47` */
function shopLine(shop: ShopView, { texts, pausedUntil }: TrayView): string {
  const words = texts.native.tray
  const time = (instant: string) => formatTimeOrDay(instant, new Date(), texts.language)
  const last = shop.lastSuccess?.finishedAt
  // What a suspended shop does next is nothing, whatever the timer says.
  const next = shop.settings.autoSync.enabled && !shop.suspended ? shop.nextSyncAt : null
  const parts = [
    `${shop.name}: ${stateText(shop, texts)}`,
    ...(last ? [words.last(time(last))] : []),
    ...(next && pausedUntil === null ? [words.next(time(next))] : []),
    ...(shop.settings.autoSync.enabled ? [] : [words.off]),
  ]
  return parts.join(' · ')
}
