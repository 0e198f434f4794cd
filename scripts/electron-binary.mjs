// Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inherit, node24, root } from './prepare.mjs'

const electron = join(root, 'node_modules/electron')

/** Electron's executable if it is on this machine, else null; downloads nothing. */
export function installedElectron() {
  const told = join(electron, 'path.txt')
  const name = existsSync(told) ? readFileSync(told, 'utf8').trim() : null
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? (name && join(electron, 'dist'))
  if (!folder) return null
  const file = join(folder, name ?? 'electron')
  return existsSync(file) ? file : null
}

/** Electron's executable, downloaded at the first use (electron >= 42); null where it cannot be had. */
export function electronBinary() {
  const present = installedElectron()
  if (present || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return present
  process.stderr.write('Downloading Electron (once) ...\n')
  spawnSync(node24(), [join(electron, 'install.js')], { ...inherit(), stdio: 'ignore', timeout: 300_000 })
  return installedElectron()
}
