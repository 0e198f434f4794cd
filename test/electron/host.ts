/**
 * Starts the built program for an end-to-end test: on the stand-in, or on real Electron with ELECTRON_HOST=1.
 * Tests see one and the same `RunningApp` either way.
 */
import type { Page } from 'playwright'

export interface LaunchOptions {
  /** The profile folder; it becomes `userData` (unless the program sets another). */
  readonly profile: string
  /** The program: a folder with package.json, or its main file. The checkout by default. */
  readonly app?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A BCP 47 tag; `it-IT` by default. */
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  /** `none` (the default): no encryption, as on a bare Linux. `available`: real AES with a key of the test's. */
  readonly safeStorage?: 'none' | 'available'
  /** As if it were packed (`app.isPackaged`). On the stand-in only. */
  readonly packaged?: boolean
  /** The size of the only screen. On the stand-in only. */
  readonly windowSize?: { readonly width: number; readonly height: number }
  /** What the system's proxy settings say, in PAC form: `DIRECT` (default) or `PROXY host:port`. */
  readonly proxy?: string
  /**
   * The time at the start, ISO 8601; it runs on from there, in the main process and in the pages. Needed to move it
   * later (`RunningApp.clock`).
   */
  readonly clock?: string
  /** The time zone of the main process and of the pages; the system's by default. */
  readonly timeZone?: string
  /** Addresses (prefixes) outside the program's own schemes that its pages may reach. */
  readonly allowRequests?: readonly string[]
  /**
   * The program will open no window and ends by itself: only its output, `exit` and `kill` are of use. Real
   * Electron has to be told, because it is started another way then.
   */
  readonly cli?: boolean
  /** Text for standard input, which is then closed; without it standard input is empty. */
  readonly stdin?: string
}

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly sublabel: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | null
  readonly enabled: boolean
  readonly visible: boolean
  readonly checked: boolean
  readonly submenu: readonly MenuEntry[] | undefined
}

export interface TrayState {
  readonly tooltip: string
  readonly title: string
  /** The file the icon was read from, when it was read from one. */
  readonly imagePath: string | undefined
  readonly menu: readonly MenuEntry[]
}

export interface ShownNotification {
  readonly title: string
  readonly body: string
  readonly silent: boolean
  readonly closed: boolean
}

export type DialogKind = 'message' | 'open' | 'save' | 'error'

export interface AskedDialog {
  readonly kind: DialogKind
  /** The options the program gave (for `error`: title and content). */
  readonly options: Readonly<Record<string, unknown>>
  readonly answered: boolean
}

/** An answer: only what differs from cancelling has to be given. */
export interface DialogAnswers {
  message: { readonly response: number; readonly checkboxChecked?: boolean }
  open: { readonly canceled: false; readonly filePaths: readonly string[] } | { readonly canceled: true }
  save: { readonly canceled: false; readonly filePath: string } | { readonly canceled: true }
}

export interface WindowDescription {
  readonly title: string
  readonly visible: boolean
  readonly focused: boolean
  readonly shape: 'normal' | 'minimized' | 'maximized' | 'full-screen'
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The clock of a program that was started with `clock`. On the stand-in only: elsewhere moving it throws. */
export interface AppClock {
  /** Milliseconds since 1970, as the program sees them. */
  now(): number
  /**
   * Lets so much time pass, without waiting: timers of the main thread ring, each at its time. What they begin in
   * other threads, and on the network, takes its real time.
   */
  pass(ms: number): Promise<void>
  /** The clock alone moves: somebody sets it, or the computer slept (then `emitPower('resume')`). */
  jump(ms: number): Promise<void>
}

export interface RunningApp extends AsyncDisposable {
  readonly hostName: 'electron' | 'stand-in'
  readonly pid: number
  readonly clock: AppClock
  /** The pages of the open windows, shown or not, oldest first. */
  windows(): Page[]
  /** Waits until a window that has begun to load has the text in its title or address, or satisfies the predicate, and is loaded. */
  waitForWindow(
    wanted: string | ((page: Page) => boolean | Promise<boolean>),
    timeoutMs?: number,
  ): Promise<Page>
  /** What the window looks like from outside. */
  windowState(page: Page): Promise<WindowDescription>
  /** As the user closes a window: the program may prevent it. */
  closeWindow(page: Page): Promise<void>
  /** The tray icon; undefined when there is none (or when it was lost to garbage collection). */
  tray(): Promise<TrayState | undefined>
  clickTray(event?: 'click' | 'double-click' | 'right-click'): Promise<void>
  /** By id or label; labels of submenus as `Shop > Sync`. */
  clickTrayItem(wanted: string): Promise<void>
  applicationMenu(): Promise<readonly MenuEntry[] | null>
  clickMenuItem(wanted: string): Promise<void>
  /** The context menu that is open, if any. */
  contextMenu(): Promise<readonly MenuEntry[] | null>
  /** null closes it without a choice. */
  clickContextMenu(wanted: string | null): Promise<void>
  notifications(): Promise<readonly ShownNotification[]>
  clickNotification(index: number): Promise<void>
  /** It leaves the screen by itself, or is not shown at all. On the stand-in only. */
  endNotification(index: number, how: 'timed out' | 'failed'): Promise<void>
  readonly dialogs: {
    asked(): Promise<readonly AskedDialog[]>
    /** Answers the oldest open dialog of the kind, or the next one to come. */
    answer<Kind extends keyof DialogAnswers>(kind: Kind, answer: DialogAnswers[Kind]): Promise<void>
  }
  /** What was handed to `shell`: addresses, files, folders, trash. */
  opened(): Promise<
    readonly { readonly how: 'external' | 'path' | 'folder' | 'trash'; readonly what: string }[]
  >
  /** The options of everything that was sent to a printer. */
  printed(): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** The addresses given to shell.openExternal. */
  openedExternal(): Promise<readonly string[]>
  /** What the program last told the system about starting with the computer. */
  loginItem(): Promise<{ readonly openAtLogin?: boolean; readonly args?: readonly string[] }>
  emitPower(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown'): Promise<void>
  /** Requests of the pages with these names wait until let go, as when the program is slow. On the stand-in only. */
  holdRequests(...names: readonly string[]): () => void
  /**
   * Requests of the pages with these names are answered with these values, and not by the program, until they are given as
   * undefined: what a window shows of a world that a test cannot have. A promise is waited for. On the stand-in only.
   */
  answerRequests(answers: Readonly<Record<string, unknown>>): void
  /** The pages hear an event that the program has not told. On the stand-in only. */
  tellPages(name: string, payload: unknown): Promise<void>
  /** The desktop changes its colour scheme. */
  setSystemColorScheme(scheme: 'light' | 'dark'): Promise<void>
  clipboard(): Promise<string>
  /** Addresses that pages asked for and did not get. */
  blockedRequests(): Promise<readonly string[]>
  stdout(): string
  stderr(): string
  /** Resolves when the process has ended and all its output has been read. */
  readonly exit: Promise<Exit>
  /** As the user quits: asks the windows first, like app.quit(). Resolves when the program has ended. */
  quit(): Promise<Exit>
  kill(signal?: NodeJS.Signals): Promise<Exit>
}

/** Which host `launchApp` uses: the stand-in, until somebody has seen every test pass on Electron itself. */
export const hostName: 'electron' | 'stand-in' = process.env.ELECTRON_HOST === '1' ? 'electron' : 'stand-in'

let said = false

/** Starts the program. Nobody is waited for: use `waitForWindow` or `exit`. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  if (!said) {
    said = true
    console.info(
      `end-to-end host: ${hostName === 'electron' ? 'Electron' : 'the stand-in for Electron (test/electron)'}`,
    )
  }
  if (hostName === 'electron') return (await import('./host-electron.ts')).launchOnElectron(options)
  return (await import('./host-stand-in.ts')).launchOnStandIn(options)
}
