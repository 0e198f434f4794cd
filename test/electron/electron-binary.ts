import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Electron's executable if it is on this machine, found as electron/index.js finds it but without that file's
 * download of a missing one. ELECTRON_STAND_IN_ONLY=1 pretends there is none.
 */
export function electronBinary(): string | undefined {
  if (process.env.ELECTRON_STAND_IN_ONLY === '1') return undefined
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : undefined
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const binary = override
    ? join(override, name ?? 'electron')
    : name === undefined
      ? undefined
      : join(folder, 'dist', name)
  return binary !== undefined && existsSync(binary) ? binary : undefined
}
