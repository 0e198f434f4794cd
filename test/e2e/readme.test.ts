/** Every command that the README and the documents name is run, by this file or by what it names. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { sharedArchive } from '../support/desk-server.ts'
import { postgresForFile } from '../support/postgres.ts'
import { recordedOrders, startWooServer, testKey } from '../woo-server/index.ts'

const postgres = await postgresForFile()
const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const documents = ['.', 'docs', 'docs/manuale', 'docs/decisions'].flatMap(markdownIn)

/** Commands that are no flags of the program, and what runs them. */
const runElsewhere = new Map([
  ['npm start', 'test/electron/start.test.ts'],
  ['npm test', '.ci/run'],
  ['npm run test:long', 'the tests of npm test, at full size'],
  ['npm run test:electron', 'the tests of npm test, on Electron itself'],
  ['npm run package', 'scripts/package.mjs: electron-builder as in test/package'],
  ['npm run package:check', 'test/package, a part of npm test'],
  ['npm run package:try', 'test/package/try-package.test.ts'],
  ['npm run bench', 'test/bench'],
  ['npm run gallery', 'scripts/gallery.ts: walks over test/scenes, as test/e2e/every-window.test.ts does'],
  ['npm run lint', 'biome, as in npm test'],
  ['npm run audit', 'scripts/audit.mjs: asks the registry, so no test does'],
])

it('names no command that nothing runs', () => {
  const named = documents.flatMap((text) =>
    [...text.matchAll(/\bnpm (?:start|test|run [\w:]+)\b(?! --)/g)].map(([words]) => words),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((command) => !runElsewhere.has(command.trim()))).toEqual([])
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const command of runElsewhere.keys())
    expect(scripts).toHaveProperty([command.replace(/^npm (run )?/, '')])
})

it('R36 the commands of the README work one after the other, with the shop of the README', async () => {
  const { url } = await startWooServer({ orders: recordedOrders() })
  const profile = temporaryFolder()
  const shop: unknown = JSON.parse(/```json\n(.*?)```/s.exec(readme)?.[1] ?? '')
  const { consumerKey, consumerSecret } = testKey
  const file = join(profile, 'shop.json')
  writeFileSync(
    file,
    JSON.stringify({ ...(shop as object), url, credentials: { consumerKey, consumerSecret } }),
  )

  const server = join(profile, 'server.json')
  if (postgres !== null) writeFileSync(server, JSON.stringify(await sharedArchive(postgres)))
  const commands = [...readme.matchAll(/npm start -- (.*?)(?:`|\s+#|\n)/g)]
    .map(([, flags = '']) => flags.split(' '))
    .filter(([command]) => postgres !== null || command !== '--join')
  expect(commands.map(([command]) => command)).toEqual(
    expect.arrayContaining(['--help', '--download', '--add-shop', '--check', '--export']),
  )
  for (const flags of commands) {
    const args = flags.map((word) => {
      if (word === 'shop.json') return file
      if (word === 'server.json') return server
      if (word === 'ordini.csv') return join(profile, word)
      return word === '/tmp/prova' ? join(profile, 'prova') : word
    })
    const elsewhere = args.includes('--profile') || args.includes('--help')
    const app = await launchApp({
      profile,
      args: [...args, ...(elsewhere ? [] : ['--profile', profile])],
      cli: true,
    })
    const { code } = await app.exit
    expect({ flags, code, said: code === 0 ? '' : app.stderr() }).toEqual({ flags, code: 0, said: '' })
  }
})

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
}
