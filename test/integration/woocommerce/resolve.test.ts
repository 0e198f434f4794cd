import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type ReplayServer, startReplayServer } from '../../replay-server/index.ts'
import { readRecording, replay } from '../../replay-server/recordings.ts'
import { startWooServer, testKey, testTls, type WooServerOptions } from '../../woo-server/index.ts'
import { failureOf, never, openShop } from './open-shop.ts'

const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function shopServer(options: WooServerOptions = {}) {
  const server = await startWooServer(options)
  closing.push(server.close)
  return server
}

async function replayServer(...parameters: Parameters<typeof startReplayServer>): Promise<ReplayServer> {
  const server = await startReplayServer(...parameters)
  closing.push(server.close)
  return server
}

function resolve(url: string, credentials?: Readonly<Record<string, string>>) {
  const shop = openShop({
    url,
    settings: { certificateFingerprint },
    ...(credentials ? { credentials } : {}),
  })
  return shop.resolve(never)
}

describe('how the keys travel is found out once', () => {
  test.each<[string, WooServerOptions, Record<string, string>]>([
    ['in the header over HTTPS', { https: true }, { authentication: 'basic', permalinks: 'pretty' }],
    [
      'in the query where the header is stripped',
      { https: true, authorization: 'stripped' },
      { authentication: 'query' },
    ],
    ['signed over HTTP, on this computer', {}, { authentication: 'oauth' }],
    [
      'in the header with plain permalinks',
      { https: true, permalinks: 'plain' },
      { authentication: 'basic', permalinks: 'plain' },
    ],
    [
      'in the header without any rewriting',
      { https: true, permalinks: 'no-rewrite' },
      { authentication: 'basic', permalinks: 'plain' },
    ],
    [
      'in the query with plain permalinks',
      { https: true, permalinks: 'plain', authorization: 'stripped' },
      { authentication: 'query', permalinks: 'plain' },
    ],
  ])('%s', async (_, options, facts) => {
    const server = await shopServer(options)
    const connection = await resolve(server.url)
    expect(connection).toMatchObject({
      url: `${server.url}/`,
      facts: { ...facts, timeZone: 'Europe/Rome', name: 'Bottega di Prova' },
    })
    expect(JSON.stringify(connection)).not.toContain(testKey.consumerKey)
    const before = server.requests.length
    const shop = openShop({ url: server.url, settings: { certificateFingerprint }, connection })
    await shop.clock(never)
    // What was found is used at once, without looking again.
    expect(server.requests).toHaveLength(before + 1)
    expect(server.requests.at(-1)?.status).toBe(200)
  })

  test('the first request finds it when nobody asked before', async () => {
    const server = await shopServer({ https: true })
    const shop = openShop({ url: server.url, settings: { certificateFingerprint } })
    expect((await shop.fetch(['1'], never)).orders).toEqual([])
  })
})

describe('wrong keys are told apart', () => {
  const wrongKey = { ...testKey, consumerKey: `ck_${'00'.repeat(20)}` }
  const wrongSecret = { ...testKey, consumerSecret: `cs_${'00'.repeat(20)}` }
  const writeOnly = [{ ...testKey, permissions: 'write' as const }]
  const ofCustomer = [{ ...testKey, canReadOrders: false }]
  test.each<[string, WooServerOptions, typeof testKey, string]>([
    ['an unknown key', { https: true }, wrongKey, 'credentials-rejected'],
    ['a wrong secret', { https: true }, wrongSecret, 'credentials-secret-wrong'],
    ['a key that may only write', { https: true, keys: writeOnly }, testKey, 'permission-missing'],
    ["a customer's key", { https: true, keys: ofCustomer }, testKey, 'permission-missing'],
    [
      'an unknown key, the header stripped',
      { https: true, authorization: 'stripped' },
      wrongKey,
      'credentials-rejected',
    ],
    [
      'a wrong secret, the header stripped',
      { https: true, authorization: 'stripped' },
      wrongSecret,
      'credentials-secret-wrong',
    ],
    ['an unknown key over HTTP', {}, wrongKey, 'credentials-rejected'],
    ['a wrong secret over HTTP', {}, wrongSecret, 'credentials-secret-wrong'],
    [
      'a clock an hour off, over HTTP',
      { now: () => new Date(Date.now() + 3_600_000) },
      testKey,
      'clock-wrong',
    ],
    ['plain permalinks over HTTP', { permalinks: 'plain' }, testKey, 'plain-permalinks'],
  ])('%s', async (_, options, { consumerKey, consumerSecret }, code) => {
    const server = await shopServer(options)
    const failure = await failureOf(resolve(server.url, { consumerKey, consumerSecret }))
    expect(failure.code).toBe(code)
  })

  test('blanks around the keys do no harm', async () => {
    const server = await shopServer({ https: true })
    const { consumerKey, consumerSecret } = testKey
    await resolve(server.url, { consumerKey: ` ${consumerKey}\n`, consumerSecret: `${consumerSecret} ` })
  })
})

describe('the address as typed or pasted leads to the shop', () => {
  test.each([
    ['', ''],
    ['/', ''],
    ['//', ''],
    ['/wp-admin/admin.php?page=wc-settings', ''],
    ['/wp-json/wc/v3/orders', ''],
    ['/prodotto/caffe/?ref=mail#foto', ''],
    ['/negozio', '/negozio'],
    ['/negozio/', '/negozio'],
    ['/negozio/wp-login.php', '/negozio'],
    ['/negozio/carrello/', '/negozio'],
  ])('%j', async (typed, subfolder) => {
    const server = await shopServer({ https: true, subfolder })
    const origin = server.url.slice(0, server.url.length - subfolder.length)
    expect((await resolve(`${origin}${typed}`)).url).toBe(`${server.url}/`)
  })

  test('without its scheme: HTTPS, and HTTP on this computer', async () => {
    const secure = await shopServer({ https: true })
    expect((await resolve(secure.url.replace('https://', ''))).url).toBe(`${secure.url}/`)
    const plain = await shopServer()
    expect((await resolve(plain.url.replace('http://', ''))).url).toBe(`${plain.url}/`)
  })

  test('through redirects of the same site; the final address is kept', async () => {
    const server = await shopServer({
      https: true,
      subfolder: 'negozio',
      redirect: (path) => (path.startsWith('/wp-json/') ? `/negozio${path}` : undefined),
    })
    const origin = server.url.replace('/negozio', '')
    expect((await resolve(`${origin}/`)).url).toBe(`${server.url}/`)
  })

  test('not to another host, and nothing secret goes there', async () => {
    const other = await replayServer(() => ({ body: '[]' }), { host: '127.0.0.2', certificate: 'good' })
    const server = await shopServer({ https: true, redirect: (path) => `${other.url}${path}` })
    expect(await failureOf(resolve(server.url))).toEqual({
      code: 'redirected-elsewhere',
      params: { from: `${server.url}/wp-json/`, to: `${other.url}/wp-json/` },
    })
    expect(other.requests).toHaveLength(0)
  })

  test('not to another host later either', async () => {
    const other = await replayServer(() => ({ body: '[]' }), { host: '127.0.0.2', certificate: 'good' })
    let moved = false
    const server = await shopServer({
      https: true,
      redirect: (path) => (moved ? `${other.url}${path}` : undefined),
    })
    const shop = openShop({ url: server.url, settings: { certificateFingerprint } })
    await shop.resolve(never)
    moved = true
    for (const attempt of [shop.clock(never), shop.fetch(['1'], never)]) {
      expect((await failureOf(attempt)).code).toBe('redirected-elsewhere')
    }
    expect(other.requests).toHaveLength(0)
  })

  test('not round in circles', async () => {
    const server = await shopServer({ https: true, redirect: (path) => path })
    expect((await failureOf(resolve(server.url))).code).toBe('too-many-redirects')
  })

  test('by the address that the home page names, on the same host only', async () => {
    const index = replay(readRecording('wp_json_root_noauth'), '')
    const answer = replay(readRecording('auth_basic_https_200'), '')
    let link = '/api/'
    const server = await replayServer(
      ({ path }) => {
        if (path === '/api/') return index
        if (path === '/api/wc/v3/orders') return answer
        return {
          status: 404,
          headers: { Link: `<${link}>; rel="https://api.w.org/"` },
          body: '<html></html>',
        }
      },
      { certificate: 'good' },
    )
    expect((await resolve(server.url)).facts.root).toBe(`${server.url}/api/`)
    link = 'https://original.example/api/'
    expect((await failureOf(resolve(server.url))).code).toBe('api-not-found')
  })
})

describe('what is in the way is named', () => {
  test.each([
    ['woocommerce_deactivated_404', 'api-not-found'],
    ['maintenance_503_accept_json', 'maintenance'],
    ['security_plugin_wp_die_403_accept_json', 'blocked-by-security'],
    ['php_fatal_error_accept_json', 'server-error'],
    ['html_404_no_wp_json', 'api-not-found'],
  ])('%s: %s', async (name, code) => {
    const server = await replayServer(() => replay(readRecording(name), ''), { certificate: 'good' })
    expect((await failureOf(resolve(server.url))).code).toBe(code)
  })

  test('an API without WooCommerce', async () => {
    const body = JSON.stringify({ name: 'Blog', namespaces: ['wp/v2'] })
    const server = await replayServer(() => ({ body }), { certificate: 'good' })
    expect((await failureOf(resolve(server.url))).code).toBe('api-disabled')
  })

  test('an API closed to strangers is no obstacle', async () => {
    const body = JSON.stringify({ code: 'rest_not_logged_in', message: '', data: { status: 401 } })
    const server = await replayServer(
      ({ headers }) => (headers.authorization === undefined ? { status: 401, body } : { body: '[]' }),
      { certificate: 'good' },
    )
    expect((await resolve(server.url)).facts).toMatchObject({ authentication: 'basic', timeZone: '' })
  })

  test.each([
    [202, '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F"></head></html>'],
    [200, '<html><body><div class="g-recaptcha" data-sitekey="x"></div></body></html>'],
    [403, '<!DOCTYPE html><html><head><title>Just a moment...</title><script>window._cf_chl_opt={}</script>'],
  ])('a page that asks for proof of being human (%d)', async (status, body) => {
    const server = await replayServer(() => ({ status, headers: { 'Content-Type': 'text/html' }, body }), {
      certificate: 'good',
    })
    expect((await failureOf(resolve(server.url))).code).toBe('captcha')
  })
})
