import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import { formatCount, formatTime } from '../words/format.ts'
import { type SearchStart, searchStarts } from '../words/program-view.ts'
import { shopLine, type TrayState, type TrayView, tooltip, trayState } from './tray-words.ts'

export interface TrayActions {
  open(): void
  download(): void
  search(only: SearchStart): void
  easyfatt(): void
  desks(): void
  pause(): void
  resume(): void
  quit(): void
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
  let shown: TrayState | null = null
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => actions.open())

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

function menuOf(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const { shops, work, pausedUntil, takenPort, desks, texts } = view
  const words = texts.native.tray
  const status = (label: string): MenuItemConstructorOptions => ({ label, enabled: false })
  return [
    ...(shops.length === 0 ? [status(words.noShops)] : shops.map((shop) => status(shopLine(shop, view)))),
    ...(pausedUntil === null ? [] : [status(words.paused(formatTime(pausedUntil, texts.language)))]),
    ...(takenPort === null
      ? []
      : [{ id: 'easyfatt', label: texts.easyfattPull.tray(takenPort), click: () => actions.easyfatt() }]),
    ...(desks === null
      ? []
      : [{ id: 'desks', label: texts.desks.tray[desks], click: () => actions.desks() }]),
    { type: 'separator' },
    ...searchStarts
      .filter((only) => work[only] > 0)
      .map((only) => ({
        id: only,
        label: words.work[only](formatCount(work[only], texts.language)),
        click: () => actions.search(only),
      })),
    { id: 'download', label: words.download, enabled: shops.length > 0, click: () => actions.download() },
    { id: 'search', label: words.search, click: () => actions.search('todo') },
    { id: 'open', label: words.open, click: () => actions.open() },
    { type: 'separator' },
    pausedUntil === null
      ? { id: 'pause', label: words.pause, click: () => actions.pause() }
      : { id: 'resume', label: words.resume, click: () => actions.resume() },
    { id: 'quit', label: words.quit, click: () => actions.quit() },
  ]
}
