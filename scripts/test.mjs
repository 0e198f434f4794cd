// npm test: installs what is missing (a browser too), then runs lint, types, build and all tests.
// Plain JavaScript for any Node >= 20. `--long`: the full sizes (test/support/sizes.ts). `--electron`: the windows on
// Electron itself instead of its stand-in. Other arguments are passed on to vitest.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronBinary } from './electron-binary.mjs'
import { ensureBuilt, ensureDependencies, fail, inherit, node24, root } from './prepare.mjs'

ensureDependencies()
await ensureChromium()

const node = node24()
const bin = (path) => join(root, 'node_modules', path)
const shown = { cwd: root, stdio: 'inherit' }
let passed = 0
let failed = 0
/** Starts a check in the background (the build runs meanwhile). @returns a function that waits for its end */
const check = (name, args) => {
  const child = spawn(node, args, shown)
  const ended = once(child, 'close')
  return async () => {
    const [status] = await ended
    console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`)
    if (status === 0) passed += 1
    else failed += 1
  }
}

if (process.argv.includes('--long')) process.env.LONG = '1'
if (process.argv.includes('--electron')) {
  if (!electronBinary()) fail('Electron cannot be downloaded on this machine, or does not start on it.')
  process.env.ELECTRON_HOST = '1'
}
const only = process.argv.slice(2).filter((argument) => !['--long', '--electron'].includes(argument))
const checks =
  only.length > 0
    ? []
    : [
        check('lint and format (Biome)', [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.']),
        check('types (TypeScript)', [bin('typescript/bin/tsc'), '--noEmit']),
      ]
ensureBuilt()
for (const ended of checks) await ended()

const report = join(mkdtempSync(join(tmpdir(), 'download-ordini-test-')), 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const run = spawnSync(node, [bin('vitest/vitest.mjs'), 'run', ...reporters, ...only], shown)
const counts = JSON.parse(readFileSync(report, 'utf8'))
passed += counts.numPassedTests
// A file that cannot even be loaded counts as a failure though it has no tests.
failed +=
  counts.numFailedTests +
  counts.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length
if (run.status !== 0 && failed === 0) failed = 1
const skipped = counts.numPendingTests
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

/**
 * Makes sure there is a Chromium: an installed one, else Playwright's download, else Debian's package. On Debian also
 * the smaller `chromium-headless-shell`, which opens windows faster.
 */
async function ensureChromium() {
  const { findChromium, findHeadlessChromium } = await import('../test/electron/find-chromium.mjs')
  if (process.env.CHROMIUM_PATH) return
  if (!findChromium()) {
    process.stderr.write('Installing Chromium for the tests (once) ...\n')
    spawnSync(node24(), [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], {
      ...inherit(),
      timeout: 600_000,
    })
  }
  const names = [
    ...(findChromium() ? [] : ['chromium']),
    ...(findHeadlessChromium() === findChromium() ? ['chromium-headless-shell'] : []),
  ]
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (names.length > 0 && /^ID=debian$/m.test(release) && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], inherit())
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], inherit())
  }
  if (!findChromium()) fail('No Chromium: install Chromium, Chrome or Edge, or set CHROMIUM_PATH.')
}
