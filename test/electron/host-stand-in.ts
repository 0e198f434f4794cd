import { spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { contextPages, startSharedBrowser } from './browser/chromium.ts'
import { BrowserDriver } from './browser/driver.ts'
import { clockOffset as offsetOf } from './clock-offset.ts'
import { findWindow } from './find-window.ts'
import type { Exit, LaunchOptions, RunningApp, WindowDescription } from './host.ts'
import { inheritedEnv } from './inherited-env.ts'
import { Ended, Rpc } from './stand-in/rpc.ts'
import { settingsVariable } from './stand-in/settings.ts'
import { toldByControl } from './told-by-control.ts'

const here = dirname(fileURLToPath(import.meta.url))
const compileCache = join(here, '../../node_modules/.cache/node-compile')
const SAFE_STORAGE_KEY = 'a key for tests only'

// One Chromium serves all programs of a test process, each in a context of its own: starting one takes a second.
let browser: Promise<Browser> | undefined
let asked = 0

function sharedBrowser(): Promise<Browser> {
  asked += 1
  browser ??= startSharedBrowser().then((launched) => {
    launched.once('disconnected', () => {
      // Unless it was closed: the pages of a test are gone, which else only tells that they are closed.
      if (browser !== undefined) console.error('electron stand-in: Chromium has ended by itself')
      browser = undefined
    })
    return launched
  })
  return browser
}

/** How many programs of this process have needed Chromium so far. */
export function usesOfChromium(): number {
  return asked
}

/** Ends the shared Chromium. Not needed: it ends with the test process. */
export async function closeSharedBrowser(): Promise<void> {
  const closing = browser
  browser = undefined
  await (await closing)?.close()
}

function mainFile(app: string): string {
  if (statSync(app).isFile()) return app
  const { main = 'index.js' } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
    main?: string
  }
  return resolve(app, main)
}

function environment(options: LaunchOptions, clockOffset: number | undefined): NodeJS.ProcessEnv {
  const locale = options.locale ?? 'it-IT'
  return {
    ...inheritedEnv(),
    // The stand-in is TypeScript: compiling it anew is a third of a start.
    NODE_COMPILE_CACHE: compileCache,
    LC_ALL: `${locale.replace('-', '_')}.UTF-8`,
    ...(options.timeZone === undefined ? {} : { TZ: options.timeZone }),
    DISPLAY: process.env.DISPLAY ?? ':stand-in',
    ...options.env,
    ...settingsVariable({
      hosted: true,
      locale,
      userData: resolve(options.profile),
      colorScheme: options.colorScheme ?? 'light',
      proxy: options.proxy ?? 'DIRECT',
      packaged: options.packaged ?? false,
      ...(options.safeStorage === 'available' ? { safeStorageKey: SAFE_STORAGE_KEY } : {}),
      ...(options.windowSize === undefined ? {} : { screen: options.windowSize }),
      ...(clockOffset === undefined ? {} : { clockOffset }),
    }),
  }
}

/** Starts the program on the stand-in. */
export async function launchOnStandIn(options: LaunchOptions): Promise<RunningApp> {
  // One and the same for the program and its pages.
  const clockOffset = options.clock === undefined ? undefined : offsetOf(options.clock)
  const main = mainFile(resolve(options.app ?? join(here, '..', '..')))
  const child = spawn(
    process.execPath,
    // The flag: see vitest.config.ts.
    ['--no-memory-protection-keys', '--import', join(here, 'register.ts'), main, ...(options.args ?? [])],
    {
      env: environment(options, clockOffset),
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    },
  )
  const killOnExit = () => void child.kill('SIGKILL')
  process.once('exit', killOnExit)
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  child.stdin?.on('error', () => undefined).end(options.stdin ?? '')

  const rpc = new Rpc({
    send: (message) => {
      // With a callback a program that has just died is no error here: `close` follows.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
  })
  const source = contextPages(sharedBrowser, {
    locale: options.locale ?? 'it-IT',
    ...(options.timeZone === undefined ? {} : { timezoneId: options.timeZone }),
  })
  const driver = new BrowserDriver(rpc, source, {
    allow: options.allowRequests ?? [],
    clockOffset,
    colorScheme: options.colorScheme ?? 'light',
  })
  const exit = new Promise<Exit>((done) => {
    child.once('close', (code, signal) => {
      process.off('exit', killOnExit)
      rpc.close('the program has ended')
      const finish = () => done({ code, signal })
      // A browser that is gone already has closed everything.
      driver.close().then(finish, finish)
    })
  })
  const control = <T>(name: string, ...args: readonly unknown[]) => rpc.call<T>(`control:${name}`, ...args)
  return runningApp({
    pid: child.pid ?? -1,
    clockOffset,
    driver,
    exit,
    output,
    control,
    kill: (signal) => void child.kill(signal),
  })
}

interface Parts {
  readonly pid: number
  readonly clockOffset: number | undefined
  readonly driver: BrowserDriver
  readonly exit: Promise<Exit>
  readonly output: { readonly stdout: string; readonly stderr: string }
  readonly control: <T>(name: string, ...args: readonly unknown[]) => Promise<T>
  readonly kill: (signal: NodeJS.Signals) => void
}

function runningApp({ pid, clockOffset, driver, exit, output, control, kill }: Parts): RunningApp {
  const idOf = (page: Page): number => {
    const id = driver.idOf(page)
    if (id === undefined) throw new Error('this page is not a window of the program, or it is closed')
    return id
  }
  // A click may end the program before it can be answered.
  const { askedDialogs, ...told } = toldByControl(control)
  const act = async (name: string, ...args: readonly unknown[]): Promise<void> => {
    await control(name, ...args).catch((error: unknown) => {
      if (!(error instanceof Ended)) throw error
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<Exit> => {
    kill(signal)
    return exit
  }
  let offset = clockOffset
  const move = async (how: 'pass-time' | 'jump-clock', ms: number): Promise<void> => {
    if (offset === undefined) throw new Error('start the program with `clock` to move it')
    offset += ms
    await Promise.all([control(how, ms), driver.setClockOffset(offset)])
  }
  let ended = false
  void exit.then(() => {
    ended = true
  })
  return {
    hostName: 'stand-in',
    pid,
    exit,
    clock: {
      now: () => Date.now() + (offset ?? 0),
      pass: (ms) => move('pass-time', ms),
      jump: (ms) => move('jump-clock', ms),
    },
    windows: () => driver.pages(),
    waitForWindow: (wanted, timeoutMs = 45_000) =>
      findWindow(wanted, timeoutMs, {
        windows: () => driver.pages(),
        urlOf: (page) => driver.urlOf(page),
        hasEnded: () => ended,
        output: () => `${output.stdout}
${output.stderr}`,
      }),
    windowState: (page) => control<WindowDescription>('window-state', idOf(page)),
    closeWindow: (page) => act('close-window', idOf(page)),
    ...told,
    clickTray: (event = 'click') => act('click-tray', event),
    clickTrayItem: (wanted) => act('click-tray-item', wanted),
    clickMenuItem: (wanted) => act('click-application-menu', wanted),
    clickContextMenu: (wanted) => act('click-popup-menu', wanted),
    clickNotification: (index) => act('click-notification', index),
    endNotification: (index, how) =>
      how === 'failed' ? act('fail-notification', index, 'not allowed') : act('time-out-notification', index),
    dialogs: {
      asked: askedDialogs,
      answer: (kind, answer) => act('answer-dialog', kind, answer),
    },
    loginItem: async () => {
      const { loginItems } = await control<{
        readonly loginItems: { readonly openAtLogin?: boolean; readonly args?: readonly string[] }
      }>('app-told')
      return loginItems
    },
    emitPower: (event) => act('emit-power', event),
    holdRequests: (...names) => driver.holdInvokes(names),
    answerRequests: (answers) =>
      driver.answerInvokes(
        Object.fromEntries(
          Object.entries(answers).map(([name, value]) => [
            name,
            value === undefined ? value : Promise.resolve(value).then((said) => ({ ok: true, value: said })),
          ]),
        ),
      ),
    tellPages: (name, payload) => driver.sendPages('event', name, payload),
    setSystemColorScheme: (scheme) => act('system-color-scheme', scheme),
    clipboard: () => control<string>('clipboard'),
    blockedRequests: () => control<readonly string[]>('blocked'),
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    quit: async () => {
      await act('quit')
      return exit
    },
    kill: (signal = 'SIGKILL') => end(signal),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}
