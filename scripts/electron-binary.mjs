// Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inherit, node24, root } from './prepare.mjs'

const electron = join(root, 'node_modules/electron')
const failedDownload = join(root, 'node_modules/.electron-not-downloaded')
const dayMs = 86_400_000

/** Electron's executable if it is on this machine, else null; downloads nothing. */
export function installedElectron() {
  const told = join(electron, 'path.txt')
  const name = existsSync(told) ? readFileSync(told, 'utf8').trim() : null
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || (name && join(electron, 'dist'))
  if (!folder) return null
  const file = join(folder, name ?? 'electron')
  return existsSync(file) ? file : null
}

/** Electron's executable, downloaded at the first use (electron >= 42); null where it cannot be had or cannot run. */
export function electronBinary() {
  const file = installedElectron() ?? downloadedElectron()
  return file && canRun(file) ? file : null
}

/** What failed is not tried again at every start: it may take minutes. Another mirror is another try. */
function downloadedElectron() {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return null
  const from = process.env.ELECTRON_MIRROR ?? 'github.com'
  const failed =
    existsSync(failedDownload) &&
    readFileSync(failedDownload, 'utf8') === from &&
    Date.now() - statSync(failedDownload).mtimeMs < dayMs
  if (!failed) {
    process.stderr.write('Downloading Electron (once, some 120 MB) ...\n')
    const quiet = {
      ...inherit(),
      stdio: ['ignore', 'ignore', process.stderr.isTTY ? process.stderr : 'ignore'],
    }
    spawnSync(node24(), [join(electron, 'install.js')], { ...quiet, timeout: 1_800_000 })
  }
  const file = installedElectron()
  if (file) rmSync(failedDownload, { force: true })
  else if (!failed) writeFileSync(failedDownload, from)
  if (!file)
    process.stderr.write(
      `Electron cannot be downloaded from ${from}. Remedy: allow that address, or set ELECTRON_MIRROR or\n` +
        `ELECTRON_OVERRIDE_DIST_PATH. Tried again after a day, or at once when this file is deleted:\n${failedDownload}\n`,
    )
  return file
}

/** Servers have not all libraries of a desktop. Run as Node it needs them, too, but no display. */
function canRun(file) {
  if (process.platform !== 'linux') return true
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { status, stderr, error } = spawnSync(file, ['-e', ''], { encoding: 'utf8', env })
  if (status === 0) return true
  const why = error?.message ?? stderr.trim().split('\n')[0]
  process.stderr.write(
    `Electron does not start on this machine: ${why}\n` +
      'Remedy on Debian and Ubuntu: apt-get install libgtk-3-0 libnss3 libgbm1 libasound2 (from Ubuntu 24.04: libasound2t64)\n',
  )
  return false
}
