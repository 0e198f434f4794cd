import type * as Electron from 'electron'
import { app } from './app.ts'
import { type BrowserWindow, focusedWindow, windowById } from './browser-window.ts'
import { onControl } from './link.ts'
import { MenuItem, type SerialisedItem } from './menu-item.ts'
import { isReady, requireReady } from './ready.ts'
import { refreshShortcuts, setApplicationShortcuts } from './shortcuts.ts'
import { createEvent, StrictEmitter } from './strict.ts'

let applicationMenu: Menu | null = null
let applicationMenuWasSet = false
const popups: {
  readonly menu: Menu
  readonly done: (() => void) | undefined
  readonly window: BrowserWindow | undefined
}[] = []

/** Menu: kept as data, operated by tests and by key presses in the pages. Nothing is drawn. */
export class Menu extends StrictEmitter implements Pick<Electron.Menu, 'closePopup'> {
  readonly items: MenuItem[] = []

  constructor() {
    super('Menu')
  }

  static buildFromTemplate(
    template: readonly (Electron.MenuItemConstructorOptions | Electron.MenuItem | MenuItem)[],
  ): Menu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const entry of template) {
      if (typeof entry !== 'object' || entry === null)
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      menu.append(
        entry instanceof MenuItem ? entry : new MenuItem(entry as Electron.MenuItemConstructorOptions),
      )
    }
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError('Invalid menu')
    applicationMenuWasSet = true
    applicationMenu = menu
    setApplicationShortcuts(menu)
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  static sendActionToFirstResponder(_action: string): void {
    // macOS only; nothing to send it to.
    if (process.platform !== 'darwin')
      throw new TypeError('Menu.sendActionToFirstResponder is not a function')
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    if (position < 0 || position > this.items.length)
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`)
    item.menu = this
    this.items.splice(position, 0, item)
    if (item.type === 'radio' && !this.items.some((other) => other.type === 'radio' && other.checked))
      item.checked = true
    if (isReady()) refreshShortcuts()
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null)
      if (found !== null) return found
    }
    return null
  }

  popup(options: Electron.PopupOptions = {}): void {
    requireReady('Menu.popup() can only be called after app is ready')
    const window = (options.window as unknown as BrowserWindow | undefined) ?? focusedWindow() ?? undefined
    if (window === undefined) throw new TypeError('Cannot open Menu without a BaseWindow present')
    this.emit('menu-will-show', createEvent({}))
    popups.push({ menu: this, done: options.callback, window })
  }

  closePopup(): void {
    const at = popups.findLastIndex(({ menu }) => menu === this)
    const [closed] = at < 0 ? [] : popups.splice(at, 1)
    if (closed === undefined) return
    this.emit('menu-will-close', createEvent({}))
    closed.done?.()
  }

  /** The radio items of one group are those without another item in between. */
  uncheckRadiosBeside(item: MenuItem): void {
    const at = this.items.indexOf(item)
    const group = (step: number) => {
      for (let i = at + step; this.items[i]?.type === 'radio'; i += step) {
        const other = this.items[i]
        if (other?.checked) other.checked = false
      }
    }
    group(-1)
    group(1)
  }

  /** By id, by label, or by a path of labels (`File > Quit`); case is minded. */
  find(wanted: string): MenuItem | undefined {
    const byId = this.getMenuItemById(wanted)
    if (byId !== null) return byId
    const [label, ...rest] = wanted.split(' > ')
    const item = this.items.find((entry) => entry.label === label)
    if (rest.length > 0) return item?.submenu?.find(rest.join(' > '))
    if (item !== undefined) return item
    for (const entry of this.items) {
      const found = entry.submenu?.find(wanted)
      if (found !== undefined) return found
    }
    return undefined
  }

  serialise(): SerialisedItem[] {
    return this.items.map((item) => item.serialise())
  }
}

/** Clicks as the user would: throws when the item is missing, hidden or disabled. */
export function clickMenuItem(menu: Menu | null, wanted: string, window: BrowserWindow | undefined): void {
  const item = menu?.find(wanted)
  if (item === undefined) throw new Error(`there is no menu item "${wanted}"`)
  if (!item.visible) throw new Error(`the menu item "${wanted}" is hidden`)
  if (!item.enabled) throw new Error(`the menu item "${wanted}" is disabled`)
  item.click({}, window, window?.webContents)
}

app.once('will-finish-launching', () => {
  if (applicationMenuWasSet) return
  // Electron's own default, for a program that sets none before `ready`.
  const mac = process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []
  const rest = [
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ] as const
  Menu.setApplicationMenu(Menu.buildFromTemplate([...mac, ...rest]))
})

onControl('application-menu', () => applicationMenu?.serialise() ?? null)
onControl('click-application-menu', (wanted: string) =>
  clickMenuItem(applicationMenu, wanted, focusedWindow() ?? undefined),
)
onControl('popup-menu', () => popups.at(-1)?.menu.serialise() ?? null)
onControl('click-popup-menu', (wanted: string | null) => {
  const popup = popups.at(-1)
  if (popup === undefined) throw new Error('there is no open context menu')
  if (wanted !== null) clickMenuItem(popup.menu, wanted, popup.window)
  popup.menu.closePopup()
})
onControl('window-menu', (id: number) => windowById(id)?.ownMenu?.serialise() ?? null)
