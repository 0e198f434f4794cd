import { randomUUID } from 'node:crypto'
import type { CDPSession, ConsoleMessage, Page, Request } from 'playwright'
import { toProgram } from './address.ts'
import type { OpenWindow, PageEvents, Shortcut } from './messages.ts'
import { mainWorldScript, type PageConfig, preloadWorldScript } from './page-scripts.ts'

// Electron's own name for the world its preloads run in; developer tools show it.
const WORLD = 'Electron Isolated Context'

/** How the names of pop-ups begin that the driver opens to serve as windows. */
export const OWN_POPUP = 'electron-stand-in-'

export type Tell = <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void

/** One page of Chromium that serves as a window: the preload's world, the line to it, and what happens in it. */
export class WindowPage {
  readonly page: Page
  /** The address the program itself is loading: such a navigation is not announced by `will-navigate`. */
  expected: string | undefined
  /** Requests of such navigations: the program hears of their failure by itself. */
  readonly ownRequests = new WeakSet<Request>()
  /** The navigation that a redirect has put in the place of the one under way. */
  redirected: Promise<unknown> | undefined
  readonly #cdp: CDPSession
  readonly #config: PageConfig
  readonly #tell: Tell
  #world: number | undefined
  #shortcuts: { readonly list: readonly Shortcut[]; readonly watchKeys: boolean } = {
    list: [],
    watchKeys: false,
  }
  #used = false
  #failed = false

  private constructor(page: Page, cdp: CDPSession, config: PageConfig, tell: Tell) {
    this.page = page
    this.#cdp = cdp
    this.#config = config
    this.#tell = tell
  }

  /** Prepares a fresh page: the preload will run before any script of what is loaded into it. */
  static async prepare(
    page: Page,
    options: OpenWindow & { readonly clockOffset: number | undefined },
    tell: Tell,
  ): Promise<WindowPage> {
    const name = () => `_${randomUUID().replaceAll('-', '')}`
    const config: PageConfig = {
      binding: name(),
      deliver: name(),
      toPage: name(),
      toPreload: name(),
      contextIsolation: options.contextIsolation,
      clockOffset: options.clockOffset,
      process: options.process,
    }
    const cdp = await page.context().newCDPSession(page)
    const window = new WindowPage(page, cdp, config, tell)
    window.#listen()
    const world = options.contextIsolation ? { worldName: WORLD } : {}
    const bindingWorld = options.contextIsolation ? { executionContextName: WORLD } : {}
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Runtime.addBinding', { name: config.binding, ...bindingWorld }),
      // In this order: the page's end of the bridge has to listen before the preload exposes anything.
      ...(options.contextIsolation
        ? [cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(config) })]
        : []),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadWorldScript(config, options.preload),
        ...world,
      }),
    ])
    return window
  }

  /** Hands a message to the preload's world; it is lost when the page has no document of ours yet. */
  async deliver(text: string): Promise<void> {
    if (this.#world === undefined) return
    const { deliver } = this.#config
    await this.#cdp
      .send('Runtime.callFunctionOn', {
        executionContextId: this.#world,
        functionDeclaration: `function (text) { globalThis[${JSON.stringify(deliver)}](text) }`,
        arguments: [{ value: text }],
      })
      // The document went away in between: as in Electron, nobody is told.
      .catch(() => undefined)
  }

  async setShortcuts(list: readonly Shortcut[], watchKeys: boolean): Promise<void> {
    this.#shortcuts = { list, watchKeys }
    await this.deliver(JSON.stringify({ kind: 'shortcuts', list, watchKeys }))
  }

  /** Kills the page's process, as a crash would. */
  async crash(): Promise<void> {
    await this.#cdp.send('Page.crash').catch(() => undefined)
  }

  #listen(): void {
    const cdp = this.#cdp
    const tell = this.#tell
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#config.binding) this.#receive(JSON.parse(payload), executionContextId)
    })
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#used = true
      this.#failed = frame.unreachableUrl !== undefined
      if (!this.#failed)
        tell('navigated', { url: toProgram(frame.url + (frame.urlFragment ?? '')), sameDocument: false })
    })
    cdp.on('Page.navigatedWithinDocument', ({ url }) =>
      tell('navigated', { url: toProgram(url), sameDocument: true }),
    )
    cdp.on('Page.domContentEventFired', () => void (this.#live() && tell('dom-ready', {})))
    cdp.on('Page.loadEventFired', () => void (this.#live() && tell('loaded', {})))
    cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      if (windowName.startsWith(OWN_POPUP)) return
      tell('open', {
        url: toProgram(url),
        name: windowName,
        features: windowFeatures.join(','),
        disposition: 'foreground-tab',
      })
    })
    this.page.on('console', (message) => tell('console', describe(message)))
    this.page.on('pageerror', (error) =>
      tell('console', {
        level: 'error',
        message: `Uncaught ${error.stack ?? error.message}`,
        line: 0,
        source: '',
      }),
    )
    this.page.on('crash', () => tell('crashed', {}))
    this.page.on('close', () => tell('closed', {}))
    this.page.on('requestfailed', (request) => {
      const code = (request.failure()?.errorText ?? 'net::ERR_FAILED').replace('net::', '')
      const main = request.isNavigationRequest() && request.frame() === this.page.mainFrame()
      if (main && code !== 'ERR_ABORTED' && !this.ownRequests.has(request))
        tell('load-failed', { url: toProgram(request.url()), code })
    })
  }

  #live(): boolean {
    return this.#used && !this.#failed
  }

  #receive(message: { kind: keyof PageEvents; url?: string }, world: number): void {
    if (message.kind === 'hello') {
      this.#world = world
      void this.setShortcuts(this.#shortcuts.list, this.#shortcuts.watchKeys)
    }
    const { kind, ...payload } = message
    if (payload.url !== undefined) payload.url = toProgram(payload.url)
    this.#tell(kind, { ...(kind === 'open' ? { disposition: 'new-window' } : {}), ...payload } as never)
  }
}

function describe(message: ConsoleMessage): PageEvents['console'] {
  const levels: Record<string, string> = { warning: 'warning', error: 'error', debug: 'debug' }
  const { url, lineNumber } = message.location()
  return {
    level: levels[message.type()] ?? 'info',
    message: message.text(),
    line: lineNumber,
    source: toProgram(url),
  }
}
