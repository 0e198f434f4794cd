import type * as Electron from 'electron'
import { onControl } from './link.ts'
import { pdfOptions } from './pdf.ts'
import { requireString, StrictEmitter } from './strict.ts'

/** What was printed, by all windows; for tests. */
const printed: Electron.WebContentsPrintOptions[] = []
onControl('printed', () => printed)

/** The part of webContents that acts on the page as a browser's menus do: zoom, print, edit, developer tools, code. */
export abstract class PageTools extends StrictEmitter {
  #zoom: number
  #devTools = false
  readonly #devToolsAllowed: boolean

  constructor(name: string, preferences: Electron.WebPreferences) {
    super(name)
    this.#zoom = preferences.zoomFactor ?? 1
    this.#devToolsAllowed = preferences.devTools !== false
  }

  protected abstract drive<T = void>(method: string, ...args: readonly unknown[]): Promise<T>
  abstract driveIfOpen(method: string, ...args: readonly unknown[]): void
  /** Tells the page its size, which the zoom makes smaller or larger as in a browser. */
  abstract resize(): void

  get zoomFactor(): number {
    return this.#zoom
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor)
  }
  get zoomLevel(): number {
    return this.getZoomLevel()
  }
  set zoomLevel(level: number) {
    this.setZoomLevel(level)
  }

  executeJavaScript(code: string, _userGesture?: boolean): Promise<unknown> {
    return this.drive('evaluate', requireString(code))
  }

  async insertCSS(css: string, _options?: Electron.InsertCSSOptions): Promise<string> {
    const code = `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets.push(sheet) })()`
    await this.executeJavaScript(code)
    return 'stand-in'
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return Buffer.from(await this.drive<Uint8Array>('pdf', pdfOptions(options)))
  }

  print(
    options: Electron.WebContentsPrintOptions = {},
    done?: (success: boolean, failureReason: string) => void,
  ): void {
    printed.push(options)
    if (done !== undefined) setImmediate(() => done(true, ''))
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.#zoom = factor
    this.resize()
  }
  getZoomFactor = () => this.#zoom
  // Chromium's levels: each step is a factor of 1.2.
  setZoomLevel = (level: number) => this.setZoomFactor(1.2 ** level)
  getZoomLevel = () => Math.log(this.#zoom) / Math.log(1.2)

  openDevTools(_options?: Electron.OpenDevToolsOptions): void {
    if (this.#devTools || !this.#devToolsAllowed) return
    this.#devTools = true
    this.emit('devtools-opened')
  }
  closeDevTools(): void {
    if (!this.#devTools) return
    this.#devTools = false
    this.emit('devtools-closed')
  }
  toggleDevTools = () => (this.#devTools ? this.closeDevTools() : this.openDevTools())
  isDevToolsOpened = () => this.#devTools

  undo = () => this.#edit('undo')
  redo = () => this.#edit('redo')
  cut = () => this.#edit('cut')
  copy = () => this.#edit('copy')
  paste = () => this.#edit('paste')
  delete = () => this.#edit('delete')
  selectAll = () => this.#edit('selectAll')
  forcefullyCrashRenderer = () => this.driveIfOpen('crash')

  #edit(command: string): void {
    this.driveIfOpen('evaluate', `document.execCommand(${JSON.stringify(command)})`)
  }
}
