import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { settings } from './settings.ts'

const set = new Map<string, string>()

function appData(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
}

function defaults(appName: string): Record<string, () => string> {
  const userData = () => getAppPath('userData', appName)
  return {
    home: homedir,
    appData,
    userData: () => settings.userData ?? join(getAppPath('appData', appName), appName),
    sessionData: userData,
    temp: tmpdir,
    exe: () => process.execPath,
    module: () => process.execPath,
    assets: () => join(process.execPath, '..'),
    desktop: () => join(homedir(), 'Desktop'),
    documents: () => join(homedir(), 'Documents'),
    downloads: () => join(homedir(), 'Downloads'),
    music: () => join(homedir(), 'Music'),
    pictures: () => join(homedir(), 'Pictures'),
    videos: () => join(homedir(), 'Videos'),
    logs: () =>
      process.platform === 'darwin' ? join(homedir(), 'Library', 'Logs', appName) : join(userData(), 'logs'),
    crashDumps: () => join(userData(), 'Crashpad'),
  }
}

/** app.getPath: throws for a name that Electron does not know. */
export function getAppPath(name: string, appName: string): string {
  const known = defaults(appName)[name]
  if (known === undefined) throw new Error(`Failed to get '${name}' path`)
  return set.get(name) ?? known()
}

/** app.setPath: an absolute path only; a missing folder is made, as Electron does. */
export function setAppPath(name: string, path: string, appName: string): void {
  if (defaults(appName)[name] === undefined) throw new Error(`Failed to set path: '${name}'`)
  if (!isAbsolute(path)) throw new Error('Path must be absolute')
  mkdirSync(path, { recursive: true })
  set.set(name, path)
}
