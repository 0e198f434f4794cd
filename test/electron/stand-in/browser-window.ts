import type * as Electron from 'electron'
import type { PageEvents } from '../browser/messages.ts'
import { app } from './app.ts'
import { drive, link, onControl } from './link.ts'
import type { Menu } from './menu.ts'
import type { OfferedBrowserWindow } from './offered.ts'
import { requireReady } from './ready.ts'
import { sendShortcuts, setWindows } from './shortcuts.ts'
import { createEvent, emitPreventable, markDestroyed } from './strict.ts'
import { WebContents } from './web-contents.ts'
import { addWindow, cancelClose, removeWindow } from './window-list.ts'
import { WindowState } from './window-state.ts'

const windows = new Map<number, BrowserWindow>()
let last = 0

/** The open window of that id. */
export function windowById(id: number): BrowserWindow | undefined {
  return windows.get(id)
}

/** The window that has the focus; null when none has. */
export function focusedWindow(): BrowserWindow | null {
  return [...windows.values()].find((window) => window.isFocused()) ?? null
}

/** BrowserWindow: its state is kept here, its page is one of Chromium's. */
export class BrowserWindow extends WindowState implements Pick<Electron.BrowserWindow, OfferedBrowserWindow> {
  readonly id: number
  readonly webContents: WebContents
  readonly #parent: BrowserWindow | null
  #menu: Menu | null | undefined
  #menuBar = { visible: true, autoHide: false }
  #painted = false
  #closing = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    requireReady('Cannot create BrowserWindow before app is ready')
    super('BrowserWindow', options)
    last += 1
    this.id = last
    const preferences = options.webPreferences ?? {}
    if (preferences.nodeIntegration === true)
      console.error('electron stand-in: pages get no Node (nodeIntegration)')
    this.#parent = (options.parent as unknown as BrowserWindow | undefined) ?? null
    this.#menuBar.autoHide = options.autoHideMenuBar ?? false
    this.webContents = new WebContents(
      {
        id: this.id,
        size: () => this.contentSize(),
        isFocused: () => this.isFocused(),
        focus: () => this.focus(),
        close: () => this.close(),
        pageClosed: () => this.#pageClosed(),
        titleChanged: (title) => this.setTitle(title),
        firstPainted: () => this.#firstPainted(),
        openWindow: (told, url) => this.#openWindow(told, url),
      },
      preferences,
    )
    windows.set(this.id, this)
    addWindow(this)
    this.webContents.on('page-title-updated', (event: Electron.Event, title: string, explicit: boolean) => {
      if (emitPreventable(this, 'page-title-updated', title, explicit)) event.preventDefault()
    })
    this.webContents.on('page-opened', () => sendShortcuts(this))
    this.webContents.on('render-process-gone', (_event: unknown, details: unknown) => {
      app.emit('render-process-gone', createEvent({}), this.webContents, details)
    })
    app.emit('browser-window-created', createEvent({}), this)
    app.emit('web-contents-created', createEvent({}), this.webContents)
    if (options.show ?? true) this.show()
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow()
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows.values()].find((window) => window.webContents === contents) ?? null
  }

  isDestroyed = () => !windows.has(this.id)
  loadURL = (url: string, options?: Electron.LoadURLOptions) => this.webContents.loadURL(url, options)
  loadFile = (path: string, options?: Electron.LoadFileOptions) => this.webContents.loadFile(path, options)
  reload = () => this.webContents.reload()
  getParentWindow = () => this.#parent
  getChildWindows = () => BrowserWindow.getAllWindows().filter((window) => window.getParentWindow() === this)

  /** Asks: the window's `close` may be prevented, and the page's beforeunload may refuse. */
  close(): void {
    if (this.isDestroyed() || this.#closing) return
    if (emitPreventable(this, 'close')) {
      cancelClose()
      return
    }
    this.#closing = true
    if (this.webContents.hasPage) void drive('close', this.id, true).catch(() => this.#closed())
    else this.#closed()
  }

  /** Does not ask. */
  destroy(): void {
    if (this.isDestroyed()) return
    if (this.webContents.hasPage) void drive('close', this.id, false).catch(() => undefined)
    this.#closed()
  }

  setMenu(menu: Menu | null): void {
    this.#menu = menu
    sendShortcuts(this)
  }
  removeMenu = () => this.setMenu(null)
  /** The menu set on this window; undefined when it has the application's. */
  get ownMenu(): Menu | null | undefined {
    return this.#menu
  }
  effectiveMenu(application: Menu | null): Menu | null {
    return this.#menu === undefined ? application : this.#menu
  }
  setMenuBarVisibility = (visible: boolean) => {
    this.#menuBar.visible = visible
  }
  isMenuBarVisible = () => this.#menuBar.visible && !this.#menuBar.autoHide
  setAutoHideMenuBar = (hide: boolean) => {
    this.#menuBar.autoHide = hide
  }
  isMenuBarAutoHide = () => this.#menuBar.autoHide

  /** The page refuses to be left (beforeunload); true when the program closes it all the same. */
  willPreventUnload(): boolean {
    if (emitPreventable(this.webContents, 'will-prevent-unload')) return true
    this.#closing = false
    cancelClose()
    return false
  }

  protected override resized(): void {
    this.webContents.resize()
  }
  protected override broughtToFront(): void {
    for (const other of windows.values()) if (other !== this) other.blur()
    this.webContents.driveIfOpen('front')
  }

  #firstPainted(): void {
    if (this.#painted) return
    this.#painted = true
    this.emit('ready-to-show')
  }

  #openWindow(options: Electron.BrowserWindowConstructorOptions, url: string): void {
    const window = new BrowserWindow(options)
    this.webContents.emit('did-create-window', window, { url, frameName: '', options })
    void window.loadURL(url).catch(() => undefined)
  }

  // The person closed the browser's window (or a test the page): too late to prevent, but not to be heard.
  #pageClosed(): void {
    if (!this.#closing && !this.isDestroyed() && emitPreventable(this, 'close')) {
      console.error('electron stand-in: the window is closed already; its close cannot be prevented')
    }
    this.#closed()
  }

  #closed(): void {
    if (this.isDestroyed()) return
    for (const child of this.getChildWindows()) child.destroy()
    windows.delete(this.id)
    this.webContents.destroy()
    markDestroyed(this)
    this.emit('closed')
    removeWindow(this)
  }
}

setWindows({ list: () => BrowserWindow.getAllWindows(), byId: windowById })

link.handle('page-event', (id: number, name: keyof PageEvents, payload: PageEvents[keyof PageEvents]) => {
  if (name === 'blocked') blocked.push((payload as PageEvents['blocked']).url)
  windows.get(id)?.webContents.receive(name, payload)
})
link.handle('will-navigate', (id: number, url: string) => announceNavigation(id, 'will-navigate', url))
link.handle('will-redirect', (id: number, url: string) => announceNavigation(id, 'will-redirect', url))
link.handle('will-prevent-unload', (id: number) => windows.get(id)?.willPreventUnload() ?? true)

const blocked: string[] = []

function announceNavigation(id: number, name: string, url: string): boolean {
  const contents = windows.get(id)?.webContents
  if (contents === undefined) return true
  const details = {
    url,
    isSameDocument: false,
    isMainFrame: true,
    frame: contents.mainFrame,
    initiator: contents.mainFrame,
  }
  const event = createEvent(details)
  contents.emit(name, event, url, false, true, contents.id, contents.mainFrame.routingId)
  return event.defaultPrevented
}

onControl('blocked', () => blocked)
onControl('close-window', (id: number) => windows.get(id)?.close())
onControl('window-state', (id: number) => windows.get(id)?.describe())
