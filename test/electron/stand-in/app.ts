import { spawn } from 'node:child_process'
import type * as Electron from 'electron'
import { appInfo } from './app-info.ts'
import { getAppPath, setAppPath } from './app-paths.ts'
import { commandLine } from './command-line.ts'
import { interactive, onControl } from './link.ts'
import type { OfferedApp } from './offered.ts'
import { nodeOptions } from './process-shape.ts'
import { becomeReady, isReady, requireNotReady } from './ready.ts'
import { settings } from './settings.ts'
import { InstanceLock, type SecondInstance } from './single-instance.ts'
import { createEvent, emitPreventable, requireString, StrictEmitter, strict } from './strict.ts'
import { listWindows, watchWindows } from './window-list.ts'

class App extends StrictEmitter implements Pick<Electron.App, OfferedApp> {
  readonly commandLine = commandLine
  readonly isPackaged = settings.packaged
  name = appInfo.name
  badgeCount = 0
  readonly dock: Electron.Dock | undefined =
    process.platform === 'darwin'
      ? (strict('app.dock', dockMembers()) as unknown as Electron.Dock)
      : undefined

  readonly #lock = new InstanceLock((second) => this.#announce(second))
  #ready = Promise.withResolvers<void>()
  #quitting = false
  #exiting = false
  #hidden = false
  #early: SecondInstance[] = []
  #about: Electron.AboutPanelOptionsOptions = {}
  #loginItems: Electron.Settings = {}
  readonly #told: {
    relaunched: unknown[]
    aboutShown: unknown[]
    userModelId: string | undefined
    hiddenOnce: boolean
  } = {
    relaunched: [],
    aboutShown: [],
    userModelId: undefined,
    hiddenOnce: false,
  }

  constructor() {
    super('app')
    watchWindows(
      () => this.#allClosed(),
      () => {
        this.#quitting = false
      },
    )
    onControl('quit', () => {
      setImmediate(() => this.quit())
    })
    onControl('emit-app', (name: string) => void this.emit(name, createEvent({})))
    onControl('app-told', () => ({
      ...this.#told,
      loginItems: this.#loginItems,
      about: this.#about,
      badge: this.badgeCount,
    }))
  }

  /** The main module has been loaded; called by `register.ts`. */
  start(): void {
    if (isReady()) return
    if (settings.packaged) requireDisplay()
    this.emit('will-finish-launching')
    becomeReady()
    this.emit('ready', createEvent({}), {})
    this.#ready.resolve()
    for (const second of this.#early.splice(0)) this.#announce(second)
  }

  isReady = () => isReady()
  whenReady = () => this.#ready.promise
  getAppPath = () => appInfo.path
  getVersion = () => appInfo.version
  getName = () => this.name
  setName = (name: string) => {
    this.name = requireString(name)
  }
  getPath = (name: Parameters<Electron.App['getPath']>[0]) => getAppPath(requireString(name), this.name)
  setPath = (name: string, path: string) => setAppPath(requireString(name), requireString(path, 1), this.name)
  setAppLogsPath = (path?: string) => this.setPath('logs', path ?? this.getPath('logs'))
  getLocale = () => (isReady() ? settings.locale : '')
  getSystemLocale = () => settings.locale
  getLocaleCountryCode = () => new Intl.Locale(settings.locale).region ?? ''
  getPreferredSystemLanguages = () => [settings.locale]
  resolveProxy = async (_url: string) => settings.proxy

  quit(): void {
    if (this.#quitting) return
    if (emitPreventable(this, 'before-quit')) return
    this.#quitting = true
    const windows = listWindows()
    if (windows.length === 0) this.#shutDown()
    for (const window of windows) window.close()
  }

  exit(code = 0): void {
    if (this.#exiting) return
    this.#exiting = true
    this.#quitting = true
    for (const window of listWindows()) window.destroy()
    this.emit('quit', createEvent({}), code)
    process.exit(code)
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.#told.relaunched.push(options)
    if (!interactive) return // A test cannot follow a process it did not start; it is told instead.
    const args = options.args ?? process.argv.slice(1)
    this.once('quit', () => {
      spawn(options.execPath ?? process.execPath, [...nodeOptions, ...args], {
        detached: true,
        stdio: 'ignore',
      }).unref()
    })
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    const second = {
      argv: process.argv,
      workingDirectory: process.cwd(),
      additionalData: structuredClone(additionalData),
    }
    return this.#lock.request(this.getPath('userData'), second)
  }
  hasSingleInstanceLock = () => this.#lock.held
  releaseSingleInstanceLock = () => this.#lock.release()

  focus = (_options?: Electron.FocusOptions) => undefined
  isHidden = () => this.#hidden
  hide = () => {
    this.#hidden = true
    this.#told.hiddenOnce = true
  }
  show = () => {
    this.#hidden = false
  }
  setAppUserModelId = (id: string) => {
    this.#told.userModelId = requireString(id)
  }
  setDesktopName = (name: string) => void requireString(name)
  setBadgeCount = (count = 0) => {
    this.badgeCount = count
    return process.platform !== 'win32'
  }
  getBadgeCount = () => this.badgeCount
  setAboutPanelOptions = (options: Electron.AboutPanelOptionsOptions) => {
    this.#about = options
  }
  showAboutPanel = () => void this.#told.aboutShown.push(this.#about)
  enableSandbox = () => requireNotReady('app.enableSandbox() can only be called before app is ready')
  disableHardwareAcceleration = () =>
    requireNotReady('app.disableHardwareAcceleration() can only be called before app is ready')
  setLoginItemSettings = (told: Electron.Settings) => {
    this.#loginItems = told
  }
  getLoginItemSettings = (_options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings => ({
    openAtLogin: this.#loginItems.openAtLogin ?? false,
    wasOpenedAtLogin: false,
    status: this.#loginItems.openAtLogin ? 'enabled' : 'not-registered',
    executableWillLaunchAtLogin: this.#loginItems.openAtLogin ?? false,
    launchItems: [],
  })

  #announce(second: SecondInstance): void {
    if (!isReady()) {
      this.#early.push(second) // Electron emits second-instance after ready only.
      return
    }
    this.emit('second-instance', createEvent({}), second.argv, second.workingDirectory, second.additionalData)
  }

  #allClosed(): void {
    if (this.#exiting) return
    if (this.#quitting) this.#shutDown()
    else if (this.listenerCount('window-all-closed') === 0) this.quit()
    else {
      this.emit('window-all-closed')
      // There is no tray icon to click; a second instance is what programs open their window for.
      if (interactive)
        console.error('electron stand-in: still running; start it again to see a window, Ctrl+C ends it')
    }
  }

  #shutDown(): void {
    if (emitPreventable(this, 'will-quit')) {
      this.#quitting = false
      return
    }
    this.exit(0)
  }
}

/** What becomes of a packed program on Linux without one; `npm start` and tests open no window of the system's. */
function requireDisplay(): void {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return
  if (commandLine.hasSwitch('ozone-platform')) return
  console.error('Missing X server or $DISPLAY')
  process.kill(process.pid, 'SIGSEGV')
}

function dockMembers() {
  let visible = true
  return {
    hide: () => {
      visible = false
    },
    show: async () => {
      visible = true
    },
    isVisible: () => visible,
    setMenu: () => undefined,
    setBadge: () => undefined,
    getBadge: () => '',
    bounce: () => 0,
    cancelBounce: () => undefined,
    setIcon: () => undefined,
  }
}

export const app = new App()
