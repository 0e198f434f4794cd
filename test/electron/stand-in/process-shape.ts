import { dirname, join } from 'node:path'
import { appInfo, electronVersion } from './app-info.ts'

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
  define(process, 'defaultApp', true)
  define(process, 'resourcesPath', join(dirname(process.execPath), 'resources'))
  // A process that the program forks is plain Node, as with Electron.
  process.execArgv.length = 0
  // As for `electron .`: [executable, application, ...arguments].
  process.argv[1] = appInfo.path
}
