// npm run package: installs and builds what is missing, then packs the program for this machine's system (or for the
// one named: --win, --mac, --linux). Further flags are electron-builder's. Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureDependencies, fail, node24, root } from './prepare.mjs'

const systems = { '--win': 'win32', '--mac': 'darwin', '--linux': 'linux' }
const flags = process.argv.slice(2)
const named = Object.keys(systems).find((flag) => flags.includes(flag))
const system = named ? systems[named] : process.platform

ensureDependencies()
ensureBuilt()

if (!process.env.CSC_LINK && !(system === 'win32' && process.env.WIN_CSC_LINK))
  note('The program will not be signed: set CSC_LINK and CSC_KEY_PASSWORD (docs/releasing.md)')
if (system === 'darwin' && !process.env.APPLE_API_KEY && !process.env.APPLE_ID)
  note(
    'The program will not be notarised: set APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER (docs/releasing.md)',
  )
const updates = process.env.UPDATES_URL
if (!updates)
  note(
    'The program will look for no updates: set UPDATES_URL to the address where they will be (docs/releasing.md)',
  )
// Where they come from is all that a program without a certificate can trust.
else if (!updates.startsWith('https://')) fail(`UPDATES_URL must begin with https://, not ${updates}`, 2)

// What a workflow's secret that nobody has set leaves behind is as good as not set.
const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
// The key itself, as a secret holds it: electron-builder wants a file.
if (env.APPLE_API_KEY?.startsWith('-----BEGIN')) {
  const file = join(mkdtempSync(join(tmpdir(), 'download-ordini-key-')), 'key.p8')
  writeFileSync(file, env.APPLE_API_KEY, { mode: 0o600 })
  env.APPLE_API_KEY = file
}

const packed = spawnSync(
  node24(),
  [
    join(root, 'node_modules/electron-builder/cli.js'),
    '--publish=never',
    // Without a certificate a Mac of today starts only what is signed for it alone ("ad hoc").
    ...(system === 'darwin' && !process.env.CSC_LINK && !process.env.CSC_NAME ? ['-c.mac.identity=-'] : []),
    ...(updates ? ['-c.publish.provider=generic', `-c.publish.url=${updates}`] : []),
    ...flags,
  ],
  { cwd: root, stdio: 'inherit', env: { ...env, PACKAGED_SYSTEM: system } },
)
if (packed.status !== 0)
  fail(
    'The program could not be packed. Electron and the makers of installers are downloaded from github.com: where that\n' +
      'is not reachable, set ELECTRON_MIRROR and ELECTRON_BUILDER_BINARIES_MIRROR. What would be packed is checked\n' +
      'without them by: npm run package:check',
  )
console.log(`Packed: ${join(root, 'dist')}`)

function note(text) {
  console.log(`Note. ${text}`)
}
