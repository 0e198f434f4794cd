import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { requests } from '../../preload/contract.ts'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { startAskingProxy } from '../support/asking-proxy.ts'
import { type FailureHook, manyOrders, startWooServer, testTls } from '../woo-server/index.ts'
import { giveProxyLogin, openApp } from './profile.ts'

const consumerKey = `ck_${'5e9'.repeat(13)}7`
const consumerSecret = `cs_${'d7a'.repeat(13)}1`
const key = { consumerKey, consumerSecret, permissions: 'read_write' as const, canReadOrders: true }
const credentials = { consumerKey, consumerSecret }
const proxyLogin = { username: 'rossi', password: `pw-${'c3f'.repeat(12)}` }

/** The key in every form in which it might get somewhere; base64 at each of the three places of a longer text. */
const secrets = [
  consumerKey,
  consumerSecret,
  `${consumerKey}:${consumerSecret}`,
  proxyLogin.password,
  `${proxyLogin.username}:${proxyLogin.password}`,
]
const forms = secrets.flatMap((text) => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  Buffer.from(encodeURIComponent(text)),
  Buffer.from(encodeURIComponent(encodeURIComponent(text))),
  Buffer.from(Buffer.from(text).toString('hex')),
  Buffer.from(JSON.stringify(text).slice(1, -1)),
  ...[0, 1, 2].flatMap((shift) => {
    const whole = Buffer.from('x'.repeat(shift) + text).toString('base64')
    const core = whole.slice(shift === 0 ? 0 : 4, -4)
    return [Buffer.from(core), Buffer.from(encodeURIComponent(core))]
  }),
])
const holdsKey = (bytes: Buffer) => forms.some((form) => bytes.includes(form))

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The files of a zip, unpacked, one after the other. */
function unzipped(file: string): Buffer {
  const bytes = readFileSync(file)
  const parts: Buffer[] = []
  let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const size = bytes.readUInt32LE(at + 20)
    const start = bytes.readUInt32LE(at + 42)
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    parts.push(inflateRawSync(bytes.subarray(data, data + size)))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return Buffer.concat(parts)
}

interface World {
  heard: string[]
  readonly api: {
    request(name: string, argument?: unknown): Promise<unknown>
    on(name: string, listener: (payload: unknown) => void): void
  }
}

/** From now on every event that reaches the page, and every answer to `ask`, is kept. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const world = globalThis as unknown as World
    world.heard = []
    const names = [
      'run.progress',
      'run.changed',
      'run.refused',
      'shops.changed',
      'log.changed',
      'alerts.changed',
    ]
    const more = ['check.step', 'backups.changed', 'export.progress', 'preferences.changed', 'navigate']
    for (const name of [...names, ...more])
      world.api.on(name, (it) => world.heard.push(JSON.stringify([name, it])))
  })
}
const ask = (page: Page, name: keyof typeof requests, argument?: unknown) =>
  page.evaluate(
    async ([what, value]) => {
      const world = globalThis as unknown as World
      const answer = await world.api.request(what as string, value)
      world.heard.push(JSON.stringify([what, answer]))
      return answer as { readonly ok: boolean; readonly value: unknown }
    },
    [name, argument] as const,
  )

/** A shop that gives back what it was sent wherever it can: in pages, messages, addresses. */
const echo = (request: Parameters<FailureHook>[0]) =>
  `${request.path}?${request.query} ${JSON.stringify(request.headers)} ${consumerKey} ${consumerSecret}`
const wrongs: readonly FailureHook[] = [
  (request) => ({
    status: 401,
    body: JSON.stringify({ code: 'x', message: echo(request), data: { status: 401 } }),
  }),
  (request) => ({ status: 403, body: `<html>${echo(request)}</html>` }),
  (request) => ({
    status: 302,
    headers: { Location: `https://evil.example/?${encodeURIComponent(echo(request))}` },
  }),
  (request) => ({ status: 200, body: `<html>${echo(request)}</html>` }),
  (request) => ({ status: 418, body: echo(request) }),
]

const address = 'https://negozio.example'

const filter = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }

describe.each(['available', 'none'] as const)(
  'R32 the key of a shop and the password of a proxy (R33), with a safe store: %s',
  (safeStorage) => {
    it('is in no file, no output and no message but where it belongs', async () => {
      const server = await startWooServer({
        orders: manyOrders(5, { until: new Date(), everySeconds: 60 }),
        keys: [key],
        https: true,
        origin: address,
      })
      const proxy = await startAskingProxy(Number(new URL(server.url).port), proxyLogin)
      const profile = temporaryFolder()
      const { app, page } = await openApp(profile, { safeStorage, proxy: `PROXY ${proxy.host}` })
      await listen(page)
      const settings = { certificateFingerprint: new X509Certificate(testTls.cert).fingerprint256 }
      const shop = { name: 'Bottega', platform: 'woocommerce', url: address, credentials, settings }
      const saved = await ask(page, 'shops.save', { shopId: null, shop })
      expect(saved.ok).toBe(true)
      const shopId = (saved.value as { id: number }).id
      await giveProxyLogin(page, proxy.host, proxyLogin)
      await ask(page, 'shops.check', { shopId, shop: {}, checkId: 'one' })
      const runs = async () =>
        (await ask(page, 'runs.list', { shopId, beforeId: null, limit: 50 })).value as readonly {
          outcome: string | null
        }[]
      const download = async (count: number) => {
        await ask(page, 'runs.start', { shopId })
        await expect
          .poll(async () => (await runs()).filter(({ outcome }) => outcome !== 'running').length, {
            timeout: 20_000,
          })
          .toBe(count)
      }
      await download(2)
      expect(await runs()).toMatchObject([{ outcome: 'success' }, { outcome: 'failed' }])
      for (const [place, wrong] of wrongs.entries()) {
        server.setFailure(wrong)
        await download(place + 3)
        await ask(page, 'shops.check', { shopId, shop: {}, checkId: `wrong ${place}` })
      }
      server.setFailure(() => 'reset')
      const before = server.requests.length
      await ask(page, 'runs.start', { shopId })
      await server.arrived(before + 2)
      await ask(page, 'runs.cancel', { shopId })
      await expect.poll(async () => (await runs())[0]?.outcome).toBe('cancelled')

      const out = temporaryFolder()
      const [log, bundle] = [join(out, 'log.csv'), join(out, 'bundle.zip')]
      await app.dialogs.answer('save', { canceled: false, filePath: log })
      expect(await ask(page, 'log.export', { filter })).toMatchObject({ ok: true })
      await app.dialogs.answer('save', { canceled: false, filePath: bundle })
      await app.dialogs.answer('message', { response: 1 })
      await app.clickMenuItem('Utilità > Help > Pacchetto per l’assistenza')
      await expect.poll(() => existsSync(bundle), { timeout: 20_000 }).toBe(true)
      // The day's first copy, made unasked, may be under way.
      await expect.poll(() => ask(page, 'backups.make'), { timeout: 20_000 }).toMatchObject({ ok: true })
      for (const name of [
        'app.start',
        'shops.list',
        'backups.list',
        'searches.list',
        'orders.states',
      ] as const)
        await ask(page, name)
      await ask(page, 'log.list', { filter, beforeId: null, limit: 500 })
      const heard = await page.evaluate(() => (globalThis as unknown as World).heard)
      const shown = await page.content()
      await app.quit()

      // The search itself finds a key where there is one.
      expect(
        holdsKey(
          Buffer.from(
            `Authorization: Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`,
          ),
        ),
      ).toBe(true)
      expect(heard.length).toBeGreaterThan(20)
      expect(heard.filter((message) => holdsKey(Buffer.from(message)))).toEqual([])
      expect(holdsKey(Buffer.from(shown + app.stdout() + app.stderr()))).toBe(false)
      expect(holdsKey(unzipped(bundle))).toBe(false)
      const holders = [...filesOf(profile), log].filter((file) => holdsKey(readFileSync(file)))
      const own = join(profile, 'credentials.json')
      expect(holders).toEqual(safeStorage === 'available' ? [] : [own])
      if (process.platform !== 'win32') expect(statSync(own).mode & 0o077).toBe(0)
      await proxy.close()
      await server.close()
    })
  },
)

describe('R30 R36 without a window', () => {
  it('nothing that is printed holds the key, whatever the shop answers', async () => {
    const server = await startWooServer({ keys: [key], failures: wrongs[0] })
    const profile = temporaryFolder()
    const call = async (args: readonly string[], stdin?: string) => {
      const app = await launchApp({
        profile,
        args: [...args, '--profile', profile],
        cli: true,
        ...(stdin ? { stdin } : {}),
      })
      await app.exit
      return app.stdout() + app.stderr()
    }
    const shop = { name: 'Bottega', platform: 'woocommerce', url: server.url, credentials }
    const broken = `{"name": "Bottega", "credentials": ${JSON.stringify(credentials)}`
    const said = [
      await call(['--add-shop', '-'], broken),
      await call(
        ['--add-shop', '-'],
        JSON.stringify({ ...shop, url: `https://${encodeURIComponent(consumerSecret)}@x` }),
      ),
      await call(['--add-shop', '-'], JSON.stringify(shop)),
      await call(['--download', '--json']),
    ].join('\n')
    expect(said).toContain('"outcome":"failed"')
    expect(holdsKey(Buffer.from(said))).toBe(false)
    await server.close()
  })
})
