import type { EventEmitter } from 'node:events'
import type { BrowserContext, Dialog, Page } from 'playwright'
import type { Rpc } from '../stand-in/rpc.ts'
import { toBrowser, toProgram } from './address.ts'
import { encodeMessage } from './in-page/codec.js'
import type { LoadFailure, OpenWindow, PageEvents, PdfOptions, Shortcut } from './messages.ts'
import { routeRequests } from './routing.ts'
import { WindowPage } from './window-page.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Where the driver's pages come from: nothing is started before the first is asked for. */
export interface PageSource {
  /** The pages have no real window, so their size is what the program says. */
  readonly sized: boolean
  /** Opens a page; `prepare` has been awaited for its context before the context has any. */
  open(size: Size, prepare: (context: BrowserContext) => Promise<void>): Promise<Page>
  close(): Promise<void>
}

export interface DriverOptions {
  /** The desktop's; undefined: whatever Chromium finds. */
  readonly colorScheme: Scheme | undefined
  /** Addresses (prefixes) beyond the program's own schemes that its pages may reach. */
  readonly allow: readonly string[]
  /** How far (ms) the pages' clock is off; undefined: not at all. */
  readonly clockOffset: number | undefined
}

type Scheme = 'light' | 'dark' | 'no-preference'

/** Carries out what the program's process wants of its windows, and tells it what happens in them. */
export class BrowserDriver {
  readonly #rpc: Rpc
  readonly #source: PageSource
  readonly #options: DriverOptions
  readonly #windows = new Map<number, WindowPage>()
  readonly #dialogs = new Map<number, Promise<void>>()
  readonly #opening = new Set<Promise<Page>>()
  readonly #sizing = new Map<number, Promise<void>>()
  #schemes: ReadonlySet<string> = new Set(['file'])
  #colorScheme: Scheme | undefined
  #clockOffset: number | undefined
  #answers = new Map<string, unknown>()
  #held: { readonly names: readonly string[]; readonly tell: (() => void)[] } | undefined

  constructor(rpc: Rpc, source: PageSource, options: DriverOptions) {
    this.#rpc = rpc
    this.#source = source
    this.#options = options
    this.#colorScheme = options.colorScheme
    this.#clockOffset = options.clockOffset
    rpc.handle('open', (id: number, options: OpenWindow) => this.#open(id, options))
    rpc.handle('schemes', (names: readonly string[]) => {
      this.#schemes = new Set(names)
    })
    rpc.handle('navigate', (id: number, url: string) => this.#navigate(id, url))
    rpc.handle('reload', (id: number) => this.#reload(id))
    rpc.handle('history', (id: number, step: number) => this.#history(id, step))
    rpc.handle('deliver', (id: number, text: string) => this.#windows.get(id)?.deliver(text))
    rpc.handle('evaluate', (id: number, code: string) => this.#get(id).page.evaluate(code))
    rpc.handle('size', (id: number, width: number, height: number) => this.#size(id, width, height))
    rpc.handle('front', (id: number) => this.#get(id).page.bringToFront())
    rpc.handle('close', (id: number, ask: boolean) => this.#close(id, ask))
    rpc.handle('pdf', (id: number, options: PdfOptions) => this.#get(id).page.pdf(options))
    rpc.handle('crash', (id: number) => this.#get(id).crash())
    rpc.handle('shortcuts', (id: number, list: readonly Shortcut[], watchKeys: boolean) =>
      this.#windows.get(id)?.setShortcuts(list, watchKeys),
    )
    rpc.handle('color-scheme', (scheme: Scheme) => this.#setColorScheme(scheme))
  }

  /** The pages of the open windows, oldest first. */
  pages(): Page[] {
    return [...this.#windows].sort(([a], [b]) => a - b).map(([, window]) => window.page)
  }

  /** Moves the clock of all pages, and of those to come. The preloads' own stays. */
  async setClockOffset(offset: number): Promise<void> {
    this.#clockOffset = offset
    await Promise.all(
      this.pages().map((page) =>
        page
          .evaluate((next) => {
            const move = Reflect.get(Date, Symbol.for('electron-stand-in.clock')) as
              | ((offset: number) => void)
              | undefined
            move?.(next)
          }, offset)
          .catch((error: unknown) => {
            if (!page.isClosed()) throw error
          }),
      ),
    )
  }

  /** What pages `invoke` with one of these texts among its arguments waits, as when the program is slow, until let go. */
  holdInvokes(names: readonly string[]): () => void {
    const held = { names: names.map((name) => JSON.stringify(name)), tell: [] as (() => void)[] }
    this.#held = held
    return () => {
      if (this.#held === held) this.#held = undefined
      for (const tell of held.tell) tell()
    }
  }

  /** What pages `invoke` with one of these texts among its arguments is answered here; undefined: by the program again. */
  answerInvokes(answers: Readonly<Record<string, unknown>>): void {
    for (const [name, answer] of Object.entries(answers)) {
      if (answer === undefined) this.#answers.delete(JSON.stringify(name))
      else this.#answers.set(JSON.stringify(name), answer)
    }
  }

  /** Sends every page a message, as the program would. */
  async sendPages(channel: string, ...args: readonly unknown[]): Promise<void> {
    const text = JSON.stringify({ kind: 'message', channel, args: encodeMessage(args) })
    await Promise.all([...this.#windows.values()].map((window) => window.deliver(text)))
  }

  /** The number that the program's process knows the page's window by. */
  idOf(page: Page): number | undefined {
    return [...this.#windows].find(([, window]) => window.page === page)?.[0]
  }

  /** The page's address as the program knows it. */
  urlOf(page: Page): string {
    return toProgram(page.url())
  }

  async close(): Promise<void> {
    await this.#source.close()
  }

  async #answerInvoke(window: number, id: number, answer: unknown): Promise<void> {
    const text = JSON.stringify({ kind: 'answer', id, value: encodeMessage(await answer) })
    await this.#windows.get(window)?.deliver(text)
  }

  #get(id: number): WindowPage {
    const window = this.#windows.get(id)
    if (window === undefined) throw new Error(`window ${id} is closed`)
    return window
  }

  async #open(id: number, options: OpenWindow): Promise<void> {
    const opening = this.#source.open(options, (context) => this.#prepare(context))
    this.#opening.add(opening)
    const page = await opening
    const tell = <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => {
      if (name === 'closed') this.#windows.delete(id)
      // A program that has just ended cannot be told any more.
      const say = () => void this.#rpc.call('page-event', id, name, payload).catch(() => undefined)
      const answer = 'args' in payload && [...this.#answers].find(([text]) => payload.args.includes(text))
      if (answer && 'id' in payload) return void this.#answerInvoke(id, payload.id, answer[1])
      const held = this.#held
      if ('args' in payload && held?.names.some((text) => payload.args.includes(text))) held.tell.push(say)
      else say()
    }
    const window = await WindowPage.prepare(page, { ...options, clockOffset: this.#clockOffset }, tell)
    page.on('dialog', (dialog) => {
      this.#dialogs.set(
        id,
        this.#answerDialog(id, page, dialog).catch(() => undefined),
      )
    })
    if (this.#source.sized) await page.setViewportSize({ width: options.width, height: options.height })
    if (this.#colorScheme !== undefined) await page.emulateMedia({ colorScheme: this.#colorScheme })
    this.#windows.set(id, window)
    this.#opening.delete(opening)
  }

  async #close(id: number, ask: boolean): Promise<void> {
    // Chromium ignores a close while the page's refusal of the last one is still open.
    await this.#dialogs.get(id)
    await this.#windows.get(id)?.page.close({ runBeforeUnload: ask })
  }

  async #answerDialog(id: number, page: Page, dialog: Dialog): Promise<void> {
    if (dialog.type() === 'beforeunload') {
      const leave = await this.#rpc.call<boolean>('will-prevent-unload', id)
      if (leave) return dialog.accept()
      await dialog.dismiss()
      // Until the page runs again Chromium still counts it as being asked.
      await page.evaluate('0')
      return
    }
    // A test that listens itself answers it.
    if ((page as unknown as EventEmitter).listenerCount('dialog') > 1) return
    const message = `${dialog.type()}() was dismissed: ${dialog.message()}`
    await this.#rpc.call('page-event', id, 'console', { level: 'warning', message, line: 0, source: '' })
    await dialog.dismiss()
  }

  // Before the first page: Playwright may overlook a page that is just being opened when a route is added.
  async #prepare(context: BrowserContext): Promise<void> {
    const windowOf = (page: Page) => {
      const id = this.idOf(page)
      return id === undefined ? undefined : { id, window: this.#get(id) }
    }
    context.on('page', (page) => void this.#closePopup(page))
    await routeRequests(context, {
      rpc: this.#rpc,
      windowOf,
      schemes: () => this.#schemes,
      allow: this.#options.allow,
    })
  }

  // Whatever the program's window-open handler says, Chromium's own pop-up goes: an allowed one is a new window.
  async #closePopup(page: Page): Promise<void> {
    const own = await Promise.all([...this.#opening].map((opening) => opening.catch(() => undefined)))
    if (own.includes(page) || this.idOf(page) !== undefined) return
    await page.close().catch(() => undefined)
  }

  async #navigate(id: number, url: string): Promise<LoadFailure | undefined> {
    const window = this.#get(id)
    const target = toBrowser(url, this.#schemes)
    window.expected = URL.parse(target)?.href.replace(/#.*$/, '')
    window.redirected = undefined
    const failure = await failureOf(window.page.goto(target))
    return window.redirected === undefined ? failure : failureOf(window.redirected)
  }

  async #reload(id: number): Promise<LoadFailure | undefined> {
    const window = this.#get(id)
    window.expected = window.page.url().replace(/#.*$/, '')
    return failureOf(window.page.reload())
  }

  async #history(id: number, step: number): Promise<void> {
    const { page } = this.#get(id)
    await (step < 0 ? page.goBack() : page.goForward())
  }

  // One after another: of two at the same time either may be the last.
  #size(id: number, width: number, height: number): Promise<void> {
    if (!this.#source.sized) return Promise.resolve()
    const size = { width: Math.round(width), height: Math.round(height) }
    const last = this.#sizing.get(id) ?? Promise.resolve()
    const sized = last.catch(() => undefined).then(() => this.#get(id).page.setViewportSize(size))
    this.#sizing.set(id, sized)
    return sized
  }

  async #setColorScheme(scheme: Scheme): Promise<void> {
    this.#colorScheme = scheme
    await Promise.all(this.pages().map((page) => page.emulateMedia({ colorScheme: scheme })))
  }
}

async function failureOf(loading: Promise<unknown>): Promise<LoadFailure | undefined> {
  try {
    await loading
    return undefined
  } catch (error) {
    return { code: /ERR_[A-Z_]+/.exec(String(error))?.[0] ?? 'ERR_ABORTED' }
  }
}
