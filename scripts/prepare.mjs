// Plain JavaScript for any Node >= 20: it runs before anything is installed. Everything it says goes to standard
// error, so that what the program prints on standard output stays clean.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const say = (text) => process.stderr.write(`${text}\n`)

/** Node 24, which comes as a dependency: the machine's own may be older than better-sqlite3 and vitest need. */
export function node24() {
  const file = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : process.execPath
}

/** Installs the dependencies when they are missing or no longer those of package-lock.json. */
export function ensureDependencies() {
  const stamp = join(modules, '.download-ordini')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing dependencies (once, a few minutes) ...')
  // The npm that called us, or the one on the path. `npm ci` deletes node_modules first, and with it the Node that may
  // be running this: hence `install` where there is one.
  const npm = process.env.npm_execpath
  const args = [
    existsSync(modules) ? 'install' : 'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--no-save',
  ]
  // .npmrc silences npm for `npm start`; that setting is in our environment, and an installation should report errors.
  const speaking = { ...inherit(), env: { ...process.env, npm_config_loglevel: 'error' } }
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], speaking)
    : spawnSync('npm', args, { ...speaking, shell: process.platform === 'win32' })
  if (done.status !== 0) fail('The dependencies could not be installed: is the npm registry reachable?')
  writeFileSync(stamp, wanted)
}

/** Builds main, preload and renderer when a source is newer than the last build. */
export function ensureBuilt() {
  const stamp = join(root, 'out/.built')
  const sources = ['main', 'preload', 'renderer', 'electron.vite.config.ts', 'package-lock.json']
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))))
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return
  say('Building ...')
  const builder = join(modules, 'electron-vite/bin/electron-vite.js')
  const built = spawnSync(node24(), [builder, 'build', '--logLevel', 'warn'], inherit())
  if (built.status !== 0) fail('The build failed.')
  writeFileSync(stamp, '')
}

/** Options of a child process whose output goes to standard error. */
export function inherit() {
  return { cwd: root, stdio: ['ignore', process.stderr, process.stderr] }
}

/** Prints the error and ends the process. */
export function fail(text, code = 1) {
  say(text)
  process.exit(code)
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
