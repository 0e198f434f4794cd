import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { appInfo, electronVersion } from './app-info.ts'
import { settings, settingsVariable } from './settings.ts'

/** A Chrome version of the right shape; the browser that shows the windows may be another. */
export const chromeVersion = '150.0.0.0'

/** Node's own options, without which the program cannot be started again. */
export const nodeOptions: readonly string[] = [...process.execArgv]

/** Gives `process` what Electron's main process has. */
export function shapeProcess(): void {
  const define = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  define(process.versions, 'electron', electronVersion())
  define(process.versions, 'chrome', chromeVersion)
  define(process, 'type', 'browser')
  if (!settings.packaged) define(process, 'defaultApp', true)
  define(process, 'resourcesPath', join(dirname(process.execPath), 'resources'))
  if (process.platform === 'win32') define(process, 'stdin', Readable.from([]))
  // A process that the program forks is plain Node, as with Electron.
  process.execArgv.length = 0
  const [, main = ''] = process.argv
  // The program in place of this process. Here it runs beside it, because a test listens to this one.
  define(process, 'execve', (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const { status } = spawnSync(file, [...nodeOptions, main, ...args.slice(settings.packaged ? 1 : 2)], {
      stdio: 'inherit',
      env: { ...env, ...settingsVariable({ ...settings, hosted: false }) },
    })
    process.exit(status ?? 1)
  })
  // As for `electron .`: [executable, application, ...arguments]; a packed program has no application there.
  if (settings.packaged) process.argv.splice(1, 1)
  else process.argv[1] = appInfo.path
}
