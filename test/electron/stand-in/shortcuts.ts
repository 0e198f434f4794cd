import type { Shortcut } from '../browser/messages.ts'
import { parseAccelerator } from './accelerator.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { Menu } from './menu.ts'
import type { MenuItem } from './menu-item.ts'

// Which key presses click which menu item. The pages get the list, because only they know whether a key press
// was left alone by the page's own scripts.

interface Windows {
  readonly list: () => readonly BrowserWindow[]
  readonly byId: (id: number) => BrowserWindow | undefined
}

let windows: Windows = { list: () => [], byId: () => undefined }
let applicationMenu: Menu | null = null
const items = new Map<number, MenuItem>()

/** The windows whose pages get the list; handed over to avoid a circle of imports. */
export function setWindows(told: Windows): void {
  windows = told
}

/** Takes the shortcuts of the application's menu. */
export function setApplicationShortcuts(menu: Menu | null): void {
  applicationMenu = menu
  refreshShortcuts()
}

/** Tells every open page its shortcuts anew. */
export function refreshShortcuts(): void {
  for (const window of windows.list()) sendShortcuts(window)
}

/** Tells one page its shortcuts. */
export function sendShortcuts(window: BrowserWindow): void {
  const menu = process.platform === 'darwin' ? applicationMenu : window.effectiveMenu(applicationMenu)
  const watchKeys = window.webContents.listenerCount('before-input-event') > 0
  window.webContents.driveIfOpen('shortcuts', menu === null ? [] : collect(menu), watchKeys)
}

/** A page reports that its user pressed a shortcut. */
export function pressShortcut(commandId: number, windowId: number): void {
  const item = items.get(commandId)
  const window = windows.byId(windowId)
  if (item === undefined || window === undefined || window.webContents.ignoresShortcuts) return
  // Keys go to the focused window only.
  window.focus()
  // The browser has done it already.
  if (item.isNative) return
  if (item.visible || item.acceleratorWorksWhenHidden)
    item.click({ triggeredByAccelerator: true }, window, window.webContents)
}

function collect(menu: Menu): Shortcut[] {
  return menu.items.flatMap((item) => {
    const own = item.effectiveAccelerator
    if (own !== null && item.registerAccelerator) items.set(item.commandId, item)
    const mine =
      own === null || !item.registerAccelerator
        ? []
        : [{ ...parseAccelerator(own), id: item.commandId, native: item.isNative }]
    return [...mine, ...(item.submenu === undefined ? [] : collect(item.submenu))]
  })
}
