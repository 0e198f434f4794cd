import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ElectronApplication } from 'playwright'
import { installedElectron } from '../../scripts/electron-binary.mjs'
import { canSandbox } from '../../scripts/start-command.mjs'
import { clockOffset } from './clock-offset.ts'
import { findWindow } from './find-window.ts'
import type { Exit, LaunchOptions, RunningApp, WindowDescription } from './host.ts'
import { inheritedEnv } from './inherited-env.ts'
import { toldByControl } from './told-by-control.ts'

const here = dirname(fileURLToPath(import.meta.url))

function commandLine(binary: string, options: LaunchOptions): string[] {
  const proxy = options.proxy ?? 'DIRECT'
  const flags = [
    `--lang=${options.locale ?? 'it-IT'}`,
    proxy === 'DIRECT' ? '--no-proxy-server' : `--proxy-server=${proxy.replace(/^\S+ /, '')}`,
    ...(canSandbox(binary) ? [] : ['--no-sandbox']),
  ]
  const app = resolve(options.app ?? join(here, '..', '..'))
  return [...flags, '-r', join(here, 'electron-recorder.cjs'), app, ...(options.args ?? [])]
}

function environment(options: LaunchOptions, output?: string): Record<string, string> {
  const offset = options.clock === undefined ? {} : { clockOffset: clockOffset(options.clock) }
  return {
    ...inheritedEnv(),
    LC_ALL: `${(options.locale ?? 'it-IT').replace('-', '_')}.UTF-8`,
    ...(options.timeZone === undefined ? {} : { TZ: options.timeZone }),
    ...options.env,
    ELECTRON_RECORDER: JSON.stringify({
      userData: resolve(options.profile),
      safeStorage: options.safeStorage ?? 'none',
      output,
      ...offset,
    }),
  }
}

function watch(child: ChildProcess) {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const killOnExit = () => void child.kill('SIGKILL')
  process.once('exit', killOnExit)
  const exit = new Promise<Exit>((done) => {
    child.once('close', (code, signal) => {
      process.off('exit', killOnExit)
      done({ code, signal })
    })
  })
  return { output, exit }
}

/** Starts the program on real Electron. Same behaviour as `launchOnStandIn`; nobody could try it where it was written. */
export async function launchOnElectron(options: LaunchOptions): Promise<RunningApp> {
  const binary = installedElectron()
  if (binary === null) throw new Error('ELECTRON_HOST=1, but Electron is not installed')
  if (options.packaged === true || options.windowSize !== undefined)
    throw new Error('`packaged` and `windowSize` are for the stand-in')
  if (options.cli === true || options.stdin !== undefined) {
    const headless = hasDisplay() ? [] : ['--ozone-platform=headless']
    const child = spawn(binary, [...headless, ...commandLine(binary, options)], {
      env: environment(options),
      stdio: 'pipe',
    })
    child.stdin.on('error', () => undefined).end(options.stdin ?? '')
    return runningApp(child, undefined, options)
  }
  if (!hasDisplay()) throw new Error('Windows need a display (DISPLAY or WAYLAND_DISPLAY; `xvfb-run`)')
  const { _electron } = await import('playwright')
  // What the program says before anybody listens to its pipes is kept in files.
  const written = mkdtempSync(join(tmpdir(), 'electron-output-'))
  for (const name of ['stdout', 'stderr']) writeFileSync(join(written, name), '')
  const electron = await _electron.launch({
    executablePath: binary,
    args: commandLine(binary, options),
    env: environment(options, written),
    colorScheme: options.colorScheme ?? 'light',
    ...(options.timeZone === undefined ? {} : { timezoneId: options.timeZone }),
  })
  return runningApp(electron.process(), electron, options, written)
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function runningApp(
  child: ChildProcess,
  electron: ElectronApplication | undefined,
  options: LaunchOptions,
  written?: string,
): RunningApp {
  const { output, exit } = watch(child)
  const said = (name: 'stdout' | 'stderr'): string =>
    written === undefined ? output[name] : readFileSync(join(written, name), 'utf8')
  const blocked: string[] = []
  electron?.context().on('requestfailed', (request) => void blocked.push(request.url()))
  const application = (): ElectronApplication => {
    if (electron === undefined) throw new Error('started with `cli`: there is only output and exit')
    return electron
  }
  const control = <T>(name: string, ...args: readonly unknown[]): Promise<T> =>
    application().evaluate(
      (_electron, call) => {
        const { electronRecorder } = globalThis as unknown as {
          electronRecorder: Record<string, (...args: unknown[]) => unknown>
        }
        return electronRecorder[call.name]?.(...call.args)
      },
      { name, args },
    ) as Promise<T>
  const offset = options.clock === undefined ? 0 : clockOffset(options.clock)
  const cannotMove = async (): Promise<void> => {
    throw new Error('the clock of real Electron cannot be moved')
  }
  const windows = () => electron?.windows() ?? []
  const end = async (signal: NodeJS.Signals): Promise<Exit> => {
    child.kill(signal)
    return exit
  }
  const { askedDialogs, ...told } = toldByControl(control)
  return {
    hostName: 'electron',
    pid: child.pid ?? -1,
    exit,
    clock: { now: () => Date.now() + offset, pass: cannotMove, jump: cannotMove },
    windows,
    waitForWindow: (wanted, timeoutMs = 30_000) =>
      findWindow(wanted, timeoutMs, {
        windows,
        urlOf: (page) => page.url(),
        hasEnded: () => child.exitCode !== null || child.signalCode !== null,
        output: () => `${output.stdout}
${output.stderr}`,
      }),
    windowState: async (page) => {
      const window = await application().browserWindow(page)
      return window.evaluate((target): WindowDescription => {
        const bounds = target.getBounds()
        const shape = target.isFullScreen()
          ? 'full-screen'
          : target.isMaximized()
            ? 'maximized'
            : target.isMinimized()
              ? 'minimized'
              : 'normal'
        return {
          title: target.getTitle(),
          visible: target.isVisible(),
          focused: target.isFocused(),
          shape,
          bounds,
        }
      })
    },
    closeWindow: async (page) => {
      const window = await application().browserWindow(page)
      await window.evaluate((target) => target.close())
    },
    ...told,
    clickTray: (event = 'click') => control('click-tray', event),
    clickTrayItem: (wanted) => control('click-tray-item', wanted),
    clickMenuItem: (wanted) =>
      application().evaluate(({ BrowserWindow, Menu }, label) => {
        const { electronRecorder } = globalThis as unknown as {
          electronRecorder: { clickMenu: (...args: unknown[]) => void }
        }
        electronRecorder.clickMenu(
          Menu.getApplicationMenu(),
          label,
          BrowserWindow.getFocusedWindow() ?? undefined,
        )
      }, wanted),
    clickContextMenu: (wanted) => control('click-popup-menu', wanted),
    clickNotification: (index) => control('click-notification', index),
    endNotification: () => Promise.reject(new Error('only the system itself ends a notification')),
    dialogs: {
      asked: askedDialogs,
      answer: (kind, answer) => control('answer-dialog', kind, answer),
    },
    loginItem: () => control('login-item'),
    emitPower: (event) =>
      application().evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    holdRequests: () => {
      throw new Error('requests can be held on the stand-in only')
    },
    answerRequests: () => {
      throw new Error('requests can be answered on the stand-in only')
    },
    tellPages: () => Promise.reject(new Error('pages can be told on the stand-in only')),
    setSystemColorScheme: async (scheme) => {
      await control('system-color-scheme', scheme)
      await Promise.all(windows().map((page) => page.emulateMedia({ colorScheme: scheme })))
    },
    clipboard: () => application().evaluate(({ clipboard }) => clipboard.readText()),
    blockedRequests: async () => blocked,
    stdout: () => said('stdout'),
    stderr: () => said('stderr'),
    quit: async () => {
      await application().evaluate(({ app }) => void setImmediate(() => app.quit()))
      return exit
    },
    kill: (signal = 'SIGKILL') => end(signal),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}
