import type * as Electron from 'electron'
import type { OfferedWindowState } from './offered.ts'
import { settings } from './settings.ts'
import { requireString, StrictEmitter } from './strict.ts'

/**
 * The part of a BrowserWindow that has nothing to do with its page: place, size, visibility, focus. Events come
 * synchronously, as on Windows: a listener registered only after the call misses them.
 */
export abstract class WindowState
  extends StrictEmitter
  implements Pick<Electron.BrowserWindow, OfferedWindowState>
{
  #bounds: Electron.Rectangle
  #normal: Electron.Rectangle
  #minimum: readonly [number, number]
  #maximum: readonly [number, number]
  #visible = false
  #focused = false
  #shape: 'normal' | 'minimized' | 'maximized' | 'full-screen' = 'normal'
  #title: string
  #background: string
  #enabled = true
  #flags = { resizable: true, alwaysOnTop: false, minimizable: true, maximizable: true, closable: true }
  #opacity: number
  readonly #modal: boolean
  readonly #told: { flashing: boolean; progress: number; skipTaskbar: boolean; overlay: string } = {
    flashing: false,
    progress: -1,
    skipTaskbar: false,
    overlay: '',
  }

  constructor(name: string, options: Electron.BrowserWindowConstructorOptions) {
    super(name)
    const { width = 800, height = 600 } = options
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#maximum = [options.maxWidth ?? 0, options.maxHeight ?? 0]
    const size = this.#limit(width, height)
    const x = options.x ?? Math.round((settings.screen.width - size.width) / 2)
    const y = options.y ?? Math.round((settings.screen.height - size.height) / 2)
    this.#bounds = { x, y, ...size }
    this.#normal = this.#bounds
    this.#title = options.title ?? 'Electron'
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.#opacity = options.opacity ?? 1
    this.#modal = options.modal ?? false
    this.#flags = {
      resizable: options.resizable ?? true,
      alwaysOnTop: options.alwaysOnTop ?? false,
      minimizable: options.minimizable ?? true,
      maximizable: options.maximizable ?? true,
      closable: options.closable ?? true,
    }
    this.#told.skipTaskbar = options.skipTaskbar ?? false
    if (options.fullscreen === true) this.#shape = 'full-screen'
  }

  protected abstract resized(): void
  protected abstract broughtToFront(): void

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.#visible) return
    this.#visible = true
    this.emit('show')
  }
  hide(): void {
    if (!this.#visible) return
    this.#visible = false
    this.blur()
    this.emit('hide')
  }
  focus(): void {
    if (this.#focused || !this.#visible || this.#shape === 'minimized') return
    this.broughtToFront()
    this.#focused = true
    this.emit('focus')
  }
  blur(): void {
    if (!this.#focused) return
    this.#focused = false
    this.emit('blur')
  }
  moveTop = () => this.broughtToFront()

  minimize(): void {
    if (this.#shape === 'minimized') return
    this.#shape = 'minimized'
    this.blur()
    this.emit('minimize')
  }
  restore(): void {
    if (this.#shape === 'normal') return
    const was = this.#shape
    this.#shape = 'normal'
    this.#place(this.#normal)
    if (was === 'minimized') this.emit('restore')
    this.focus()
  }
  maximize(): void {
    if (this.#shape === 'maximized') return
    this.#shape = 'maximized'
    this.#place({ x: 0, y: 0, ...settings.screen })
    this.showInactive()
    this.emit('maximize')
  }
  unmaximize(): void {
    if (this.#shape !== 'maximized') return
    this.#shape = 'normal'
    this.#place(this.#normal)
    this.emit('unmaximize')
  }
  setFullScreen(full: boolean): void {
    if (full === this.isFullScreen()) return
    this.#shape = full ? 'full-screen' : 'normal'
    this.#place(full ? { x: 0, y: 0, ...settings.screen } : this.#normal)
    this.emit(full ? 'enter-full-screen' : 'leave-full-screen')
  }

  isVisible = () => this.#visible
  isFocused = () => this.#focused
  isMinimized = () => this.#shape === 'minimized'
  isMaximized = () => this.#shape === 'maximized'
  isFullScreen = () => this.#shape === 'full-screen'
  isNormal = () => this.#shape === 'normal'
  isModal = () => this.#modal
  isEnabled = () => this.#enabled
  setEnabled = (enable: boolean) => {
    this.#enabled = enable
  }

  getBounds = (): Electron.Rectangle => ({ ...this.#bounds })
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#normal })
  getContentBounds = (): Electron.Rectangle => ({ ...this.#bounds })
  setBounds(bounds: Partial<Electron.Rectangle>, _animate?: boolean): void {
    for (const [name, value] of Object.entries(bounds)) {
      if (!Number.isFinite(value))
        throw new TypeError(`Error processing argument at index 0, conversion failure from ${name}`)
    }
    const { width, height } = { ...this.#bounds, ...bounds }
    this.#place({ ...this.#bounds, ...bounds, ...this.#limit(width, height) })
    if (this.#shape === 'normal') this.#normal = this.#bounds
  }
  getSize = () => [this.#bounds.width, this.#bounds.height]
  setSize = (width: number, height: number, _animate?: boolean) => this.setBounds({ width, height })
  // There is no frame and no menu bar, so content and window have one size.
  getContentSize = () => this.getSize()
  setContentSize = (width: number, height: number, _animate?: boolean) => this.setSize(width, height)
  contentSize = () => ({ width: this.#bounds.width, height: this.#bounds.height })
  getPosition = () => [this.#bounds.x, this.#bounds.y]
  setPosition = (x: number, y: number, _animate?: boolean) => this.setBounds({ x, y })
  center = () =>
    this.setPosition(
      Math.round((settings.screen.width - this.#bounds.width) / 2),
      Math.round((settings.screen.height - this.#bounds.height) / 2),
    )
  getMinimumSize = () => [...this.#minimum]
  getMaximumSize = () => [...this.#maximum]
  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
    this.setBounds({})
  }
  setMaximumSize(width: number, height: number): void {
    this.#maximum = [width, height]
    this.setBounds({})
  }

  get title(): string {
    return this.#title
  }
  set title(title: string) {
    this.#title = requireString(title)
  }
  setTitle = (title: string) => {
    this.title = title
  }
  getTitle = () => this.#title
  setBackgroundColor = (color: string) => {
    this.#background = requireString(color)
  }
  getBackgroundColor = () => this.#background
  setOpacity = (opacity: number) => {
    this.#opacity = opacity
  }
  getOpacity = () => this.#opacity
  setSkipTaskbar = (skip: boolean) => {
    this.#told.skipTaskbar = skip
  }
  flashFrame = (flag: boolean) => {
    this.#told.flashing = flag
  }
  setProgressBar = (progress: number, _options?: Electron.ProgressBarOptions) => {
    this.#told.progress = progress
  }
  setIcon = (_icon: unknown) => undefined
  setOverlayIcon = (_overlay: unknown, description: string) => {
    this.#told.overlay = requireString(description, 1)
  }
  setResizable = (resizable: boolean) => {
    this.#flags.resizable = resizable
  }
  isResizable = () => this.#flags.resizable
  setAlwaysOnTop = (flag: boolean) => {
    this.#flags.alwaysOnTop = flag
  }
  isAlwaysOnTop = () => this.#flags.alwaysOnTop
  setMinimizable = (minimizable: boolean) => {
    this.#flags.minimizable = minimizable
  }
  isMinimizable = () => this.#flags.minimizable
  setMaximizable = (maximizable: boolean) => {
    this.#flags.maximizable = maximizable
  }
  isMaximizable = () => this.#flags.maximizable
  setClosable = (closable: boolean) => {
    this.#flags.closable = closable
  }
  isClosable = () => this.#flags.closable

  /** For tests. */
  describe() {
    const { title } = this
    const state = { visible: this.#visible, focused: this.#focused, shape: this.#shape, bounds: this.#bounds }
    return { title, backgroundColor: this.#background, ...state, ...this.#told }
  }

  #limit(width: number, height: number): Electron.Size {
    const [minWidth, minHeight] = this.#minimum
    const [maxWidth, maxHeight] = this.#maximum
    const limit = (value: number, min: number, max: number) =>
      Math.max(min, max > 0 ? Math.min(max, value) : value, 1)
    return {
      width: Math.round(limit(width, minWidth, maxWidth)),
      height: Math.round(limit(height, minHeight, maxHeight)),
    }
  }

  #place(bounds: Electron.Rectangle): void {
    const was = this.#bounds
    this.#bounds = { ...bounds }
    if (was.x !== bounds.x || was.y !== bounds.y) {
      this.emit('move')
      this.emit('moved')
    }
    if (was.width !== bounds.width || was.height !== bounds.height) {
      this.resized()
      this.emit('resize')
      this.emit('resized')
    }
  }
}
