import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** What Electron learns from the command line and package.json when started as `electron <folder or file>`. */
export interface AppInfo {
  /** The folder with package.json, or the folder of the file when no package.json names it. */
  readonly path: string
  readonly name: string
  readonly version: string
}

interface PackageJson {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
}

const require = createRequire(import.meta.url)

/** The version of Electron that is installed (its declarations at least). */
export function electronVersion(): string {
  const { version } = require('electron/package.json') as { version: string }
  return version
}

/** Looks upwards from the entry file for the package.json whose `main` it is. */
function findApp(entry: string): AppInfo {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const found = JSON.parse(readFileSync(file, 'utf8')) as PackageJson
      if (found.main !== undefined && resolve(folder, found.main) === entry) {
        const name = found.productName ?? found.name ?? 'Electron'
        return { path: folder, name, version: found.version ?? electronVersion() }
      }
    }
    if (dirname(folder) === folder)
      return { path: dirname(entry), name: 'Electron', version: electronVersion() }
  }
}

/** The running program. */
export const appInfo: AppInfo = findApp(resolve(process.argv[1] ?? '.'))
