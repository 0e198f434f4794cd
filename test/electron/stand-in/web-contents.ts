import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Electron from 'electron'
import { encodeMessage } from '../browser/in-page/codec.js'
import type { LoadFailure, PageEvents } from '../browser/messages.ts'
import { appInfo, electronVersion } from './app-info.ts'
import { drive } from './link.ts'
import { errorNumber, loadError } from './net-errors.ts'
import type { OfferedWebContents } from './offered.ts'
import { PageReceiver } from './page-receiver.ts'
import { PageTools } from './page-tools.ts'
import { preloadProcess, readPreload } from './preload.ts'
import { chromeVersion } from './process-shape.ts'
import { announceSchemes } from './protocol.ts'
import { type Session, session } from './session.ts'
import { createEvent, emitPreventable, markDestroyed, requireString } from './strict.ts'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** What the window has to do with its page. */
export interface Owner {
  readonly id: number
  size(): { readonly width: number; readonly height: number }
  isFocused(): boolean
  focus(): void
  close(): void
  pageClosed(): void
  titleChanged(title: string): void
  firstPainted(): void
  openWindow(options: Electron.BrowserWindowConstructorOptions, url: string): void
}

const all = new Map<number, WebContents>()

/** The page of a window, as the main process sees it. */
export class WebContents extends PageTools implements Pick<Electron.WebContents, OfferedWebContents> {
  readonly id: number
  readonly session: Session
  readonly #owner: Owner
  readonly #preferences: Electron.WebPreferences
  readonly #receiver: PageReceiver
  #opened: Promise<void> | undefined
  #openHandler: OpenHandler | undefined
  #destroyed = false
  #crashed = false
  #loading = false
  #title = ''
  #ignoreShortcuts = false
  #userAgent = `Mozilla/5.0 Chrome/${chromeVersion} Electron/${electronVersion()}`

  constructor(owner: Owner, preferences: Electron.WebPreferences) {
    super('webContents', preferences)
    this.id = owner.id
    this.#owner = owner
    this.#preferences = preferences
    this.session =
      preferences.session === undefined ? session.defaultSession : (preferences.session as unknown as Session)
    this.#receiver = new PageReceiver(this, {
      send: (channel, args) => this.send(channel, ...args),
      evaluate: (code) => this.executeJavaScript(code),
      deliver: (text) => this.#drive('deliver', text),
    })
    all.set(this.id, this)
  }

  static all(): readonly WebContents[] {
    return [...all.values()]
  }
  static byId(id: number): WebContents | undefined {
    return all.get(id)
  }

  get mainFrame() {
    return this.#receiver.frame
  }
  get ipc() {
    return this.#receiver.ipc
  }
  get ignoresShortcuts(): boolean {
    return this.#ignoreShortcuts
  }
  get openHandler(): OpenHandler | undefined {
    return this.#openHandler
  }

  getURL = () => this.#receiver.url
  getTitle = () => this.#title
  getType = () => 'window' as const
  isDestroyed = () => this.#destroyed
  isCrashed = () => this.#crashed
  isLoading = () => this.#loading
  isLoadingMainFrame = () => this.#loading
  isFocused = () => this.#owner.isFocused()
  focus = () => this.#owner.focus()
  close = (_options?: Electron.CloseOpts) => this.#owner.close()
  getOSProcessId = () => process.pid
  getProcessId = () => this.id
  getUserAgent = () => this.#userAgent
  setUserAgent = (agent: string) => {
    this.#userAgent = requireString(agent)
  }
  setBackgroundThrottling = (_allowed: boolean) => undefined
  getBackgroundThrottling = () => this.#preferences.backgroundThrottling ?? true
  setVisualZoomLevelLimits = async (_minimum: number, _maximum: number) => undefined
  setIgnoreMenuShortcuts = (ignore: boolean) => {
    this.#ignoreShortcuts = ignore
  }

  send(channel: string, ...args: unknown[]): void {
    requireString(channel)
    const message = JSON.stringify({ kind: 'message', channel, args: encodeMessage(args) })
    this.driveIfOpen('deliver', message)
  }

  async loadURL(url: string, _options?: Electron.LoadURLOptions): Promise<void> {
    requireString(url)
    if (URL.parse(url) === null) throw loadError('ERR_INVALID_URL', url)
    this.#loading = true
    this.emit('did-start-loading')
    const failure = await this.#drive<LoadFailure | undefined>('navigate', url)
    this.#loading = false
    if (this.#destroyed) throw loadError('ERR_FAILED', url)
    if (failure === undefined) return
    this.#reportFailure(failure.code, url)
    throw loadError(failure.code, url)
  }

  loadFile(path: string, _options?: Electron.LoadFileOptions): Promise<void> {
    const file = isAbsolute(path) ? path : `${appInfo.path}/${path}`
    return this.loadURL(pathToFileURL(file).href)
  }

  reload(): void {
    this.driveIfOpen('reload')
  }
  reloadIgnoringCache(): void {
    this.driveIfOpen('reload')
  }
  stop = () => undefined

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  /** Tells the page its size, which the zoom makes smaller or larger as in a browser. */
  resize(): void {
    const { width, height } = this.#owner.size()
    this.driveIfOpen('size', width / this.zoomFactor, height / this.zoomFactor)
  }

  /**
   * Does not open a page just for this, and waits for nothing. Errors are dropped: they come from pages that are
   * just going away, which is reported by itself, and from an opening that failed, which loadURL reports.
   */
  driveIfOpen(method: string, ...args: readonly unknown[]): void {
    if (this.#opened === undefined || this.#destroyed) return
    void this.#drive(method, ...args).catch(() => undefined)
  }

  protected override drive<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    return this.#drive<T>(method, ...args)
  }

  get hasPage(): boolean {
    return this.#opened !== undefined
  }

  /** The page is gone. */
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    all.delete(this.id)
    this.#receiver.destroy()
    markDestroyed(this)
    this.emit('destroyed')
  }

  /** Something happened in the page. */
  receive<Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]): void {
    if (this.#destroyed) return
    const own: { readonly [Key in keyof PageEvents]?: (payload: PageEvents[Key]) => void } = {
      title: ({ title }) => {
        this.#title = title
        if (!emitPreventable(this, 'page-title-updated', title, true)) this.#owner.titleChanged(title)
      },
      loaded: () => {
        this.#loading = false
        this.emit('did-finish-load')
        this.emit('did-stop-loading')
        this.#owner.firstPainted()
      },
      'load-failed': ({ url, code }) => {
        if (!this.#loading) this.#reportFailure(code, url)
      },
      crashed: () => {
        this.#crashed = true
        this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 1 })
      },
      closed: () => this.#owner.pageClosed(),
      close: () => this.#owner.close(),
      blocked: ({ url }) => console.error(`electron stand-in: a page's request was blocked: ${url}`),
      open: (details) => this.#openWindow(details),
    }
    const act = own[name] as ((payload: PageEvents[Name]) => void) | undefined
    if (act !== undefined) act(payload)
    else this.#receiver.receive(name, payload)
  }

  #openWindow({ url, name, features, disposition }: PageEvents['open']): void {
    const details = {
      url,
      frameName: name ?? '',
      features: features ?? '',
      disposition,
      referrer: { url: this.getURL(), policy: 'default' },
    }
    const answer = this.#openHandler?.(details as Electron.HandlerDetails) ?? { action: 'allow' as const }
    if (answer.action === 'allow') this.#owner.openWindow(answer.overrideBrowserWindowOptions ?? {}, url)
  }

  #reportFailure(code: string, url: string): void {
    this.emit(
      'did-fail-load',
      createEvent({}),
      errorNumber(code),
      code,
      url,
      true,
      this.id,
      this.mainFrame.routingId,
    )
    this.emit('did-stop-loading')
  }

  async #drive<T = void>(method: string, ...args: readonly unknown[]): Promise<T> {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    this.#opened ??= this.#open()
    await this.#opened
    return drive<T>(method, this.id, ...args)
  }

  async #open(): Promise<void> {
    const preload = readPreload(this.#preferences.preload, (path, error) =>
      this.#receiver.reportPreloadError(path, error),
    )
    const { width, height } = this.#owner.size()
    const process = preloadProcess(this.#preferences)
    const contextIsolation = this.#preferences.contextIsolation ?? true
    const size = { width: Math.round(width / this.zoomFactor), height: Math.round(height / this.zoomFactor) }
    await announceSchemes()
    await drive('open', this.id, { ...size, preload, contextIsolation, process })
    this.emit('page-opened')
  }
}
