import { X509Certificate } from 'node:crypto'
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { createServer, request as httpsRequest } from 'node:https'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ReplayAnswer,
  type ReplayRequest,
  type ReplayServer,
  startReplayServer,
} from '../../replay-server/index.ts'
import { readRecording, replay } from '../../replay-server/recordings.ts'
import {
  recordedOrders,
  startWooServer,
  testKey,
  testTls,
  type WooServerOptions,
} from '../../woo-server/index.ts'
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

function keysOf({ consumerKey, consumerSecret }: typeof testKey) {
  return { consumerKey, consumerSecret }
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

/** Something that stands before a shop: it may answer itself, or change what reaches the shop. */
async function front(
  handle: (
    request: IncomingMessage,
  ) => { status: number; headers?: OutgoingHttpHeaders; body?: string } | undefined,
): Promise<{ readonly host: string; behind: string }> {
  const state = { host: '', behind: '' }
  const server = createServer({ key: testTls.key, cert: testTls.cert }, (request, response) => {
    const own = handle(request)
    if (own !== undefined) {
      response.writeHead(own.status, own.headers).end(own.body)
      return
    }
    const { method, headers } = request
    const options = { method, headers, ca: testTls.cert, path: request.url ?? '/' }
    const forward = (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    }
    const to = new URL(state.behind)
    const send = to.protocol === 'https:' ? httpsRequest : httpRequest
    request.pipe(send({ ...options, hostname: to.hostname, port: to.port }, forward))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  state.host = `127.0.0.1:${address.port}`
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return state
}

describe('R39: healthy shops connect', () => {
  const orders = recordedOrders().slice(0, 3)

  test('tls-ends-at-proxy: where TLS ends at a proxy and the shop believes in http', async () => {
    const proxy = await front(() => undefined)
    const server = await shopServer({ orders, origin: `http://${proxy.host}` })
    proxy.behind = server.url
    const connection = await resolve(`https://${proxy.host}`)
    expect(connection.facts).toMatchObject({ authentication: 'oauth', signedFor: `http://${proxy.host}` })
    // The secret did travel before, over TLS and to nobody else; from now on it does not.
    const before = server.requests.length
    const settings = { certificateFingerprint }
    const shop = openShop({ url: `https://${proxy.host}`, settings, connection })
    const ids = orders.map(({ id }) => String(id))
    expect((await shop.fetch(ids, never)).orders).toHaveLength(3)
    const [request] = server.requests.slice(before)
    expect(request?.query.has('oauth_signature')).toBe(true)
    expect(JSON.stringify(request)).not.toContain(testKey.consumerSecret)

    const wrong = { ...testKey, consumerSecret: `cs_${'0'.repeat(40)}` }
    const failed = await failureOf(resolve(`https://${proxy.host}`, { ...keysOf(wrong) }))
    expect(failed.code).toBe('credentials-secret-wrong')
  })

  test("http-home-differs: a signature for the shop's own address where it is not the one typed", async () => {
    const server = await shopServer({ orders, origin: 'http://www.negozio.example' })
    const connection = await resolve(server.url)
    expect(connection.facts).toMatchObject({
      authentication: 'oauth',
      signedFor: 'http://www.negozio.example',
    })
    expect(server.requests.filter(({ status }) => status === 401)).toEqual([])
  })

  test.each([
    ['its query kept', (path: string, query: string) => `${path}/?${query}`],
    ['its query lost', (path: string) => `${path}/`],
  ])('trailing-slash-redirect: a rule of the site that adds a slash, %s', async (_, target) => {
    const server = await shopServer({
      https: true,
      orders,
      redirect: (address) => {
        const [path = '', query = ''] = address.split('?')
        return path.endsWith('/orders') ? target(path, query) : undefined
      },
    })
    const settings = { certificateFingerprint }
    const connection = await resolve(server.url)
    const before = server.requests.length
    const shop = openShop({ url: server.url, settings, connection })
    expect((await shop.fetch(['434'], never)).orders).toHaveLength(
      orders.some(({ id }) => id === 434) ? 1 : 0,
    )
    // The way is remembered: no redirect for each request.
    expect(server.requests.length - before).toBe(1)
  })

  test('the same redirect by OAuth is signed anew', async () => {
    const server = await shopServer({
      orders,
      redirect: (address) => {
        const [path = '', query = ''] = address.split('?')
        return path.endsWith('/orders') ? `${path}/?${query}` : undefined
      },
    })
    expect((await resolve(server.url)).facts).toMatchObject({ authentication: 'oauth', routeEnd: '/' })
  })

  test('a redirect of the query alone is followed, one to itself is not for ever', async () => {
    const once = await shopServer({
      https: true,
      orders,
      redirect: (address) =>
        address.includes('/orders?') && !address.includes('lang=') ? `${address}&lang=it` : undefined,
    })
    expect((await resolve(once.url)).facts.authentication).toBe('basic')
    const ever = await shopServer({
      https: true,
      orders,
      redirect: (address) => (address.includes('/orders?') ? address : undefined),
    })
    expect((await failureOf(resolve(ever.url))).code).toBe('too-many-redirects')
  })

  /** A shop that answers by itself where it is told to, and else as WooCommerce does. */
  async function shopWith(own: (request: ReplayRequest) => ReplayAnswer | null): Promise<ReplayServer> {
    const index = JSON.stringify({ name: 'Negozio', namespaces: ['wp/v2', 'wc/v3'] })
    const stranger = JSON.stringify({
      code: 'woocommerce_rest_cannot_view',
      message: '',
      data: { status: 401 },
    })
    return replayServer(
      (request) => {
        const { path, query, headers } = request
        const answer = own(request)
        if (answer !== null) return answer
        if (path === '/wp-json/') return { body: index }
        if (path === '/wp-json/wc/v3') return { body: JSON.stringify({ namespace: 'wc/v3' }) }
        if (!/^\/wp-json\/wc\/v3\/orders\/?$/.test(path)) return { status: 404, body: '<html></html>' }
        const isKnown = headers.authorization !== undefined || query.has('consumer_key')
        return isKnown ? { body: '[]' } : { status: 401, body: stranger }
      },
      { certificate: 'good' },
    )
  }
  const wordPressSays = (status: number, code: string) => ({
    status,
    body: JSON.stringify({ code, message: 'No.', data: { status } }),
  })
  const page = (status: number) => ({ status, body: '<!DOCTYPE html><html><body>No.</body></html>' })

  test.each([
    ['a plugin for tokens', wordPressSays(403, 'jwt_auth_bad_auth_header')],
    ['a firewall', page(403)],
  ])('what is in the header is refused by %s: then the keys travel in the query', async (_, refusal) => {
    const server = await shopWith(({ headers }) => (headers.authorization === undefined ? null : refusal))
    expect((await resolve(server.url)).facts.authentication).toBe('query')
    const report = await openShop({ url: server.url }).check(never, () => undefined)
    // Nothing was stripped: nobody is told to mend that.
    expect(report.steps.find(({ id }) => id === 'credentials')).toMatchObject({ outcome: 'ok' })

    const unknown = await shopWith(({ headers, path }) => {
      if (headers.authorization !== undefined) return refusal
      return path.endsWith('/orders') ? wordPressSays(401, 'woocommerce_rest_cannot_view') : null
    })
    expect((await failureOf(resolve(unknown.url))).code).toBe('credentials-rejected')
    const closed = await shopWith(({ path }) => (path.endsWith('/orders') ? refusal : null))
    expect((await failureOf(resolve(closed.url))).code).toBe('blocked-by-security')
  })

  test.each([
    ['closed by a firewall', page(403)],
    ['broken', page(500)],
    ['hidden by a plugin', wordPressSays(404, 'rest_no_route')],
  ])('the index of the API is %s, and what lies behind it open', async (_, answer) => {
    const server = await shopWith(({ path }) => (path === '/wp-json/' ? answer : null))
    expect((await resolve(server.url)).facts).toMatchObject({
      root: `${server.url}/wp-json/`,
      authentication: 'basic',
    })
  })

  test.each([
    ['in the header', {}],
    ['in the query', { authorization: 'stripped' as const }],
  ])('a cache that gives an address the same answer for days, the keys %s', async (_, options) => {
    const cached = new Map<string, string>()
    const server = await shopServer({ https: true, orders, ...options })
    const proxy = await front(({ url = '' }) => {
      const known = cached.get(url)
      return known === undefined ? void cached.set(url, '[]') : { status: 200, body: known }
    })
    proxy.behind = server.url
    const url = `https://${proxy.host}`
    const connection = await resolve(url)
    const ids = orders.map(({ id }) => String(id))
    for (const _run of ['today', 'tomorrow']) {
      // The computer's clock goes on between two runs.
      const asked = Date.now()
      await expect.poll(() => Date.now()).toBeGreaterThan(asked)
      const shop = openShop({ url, settings: { certificateFingerprint }, connection })
      expect((await shop.fetch(ids, never)).orders).toHaveLength(3)
    }
  })

  test('a slash that a plugin adds in the name of WordPress', async () => {
    const server = await shopWith(({ path, query }) =>
      path.endsWith('/orders')
        ? { status: 301, headers: { Location: `${path}/?${query}`, 'X-Redirect-By': 'WordPress' } }
        : null,
    )
    expect((await resolve(server.url)).facts.routeEnd).toBe('/')
  })

  test('a site closed by a name and password', async () => {
    const login = `Basic ${Buffer.from('prova:segreta').toString('base64')}`
    const proxy = await front(({ headers }) =>
      headers.authorization === login
        ? undefined
        : { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="Staging"' } },
    )
    const server = await shopServer({ https: true, orders, origin: `https://${proxy.host}` })
    proxy.behind = server.url
    const url = `https://${proxy.host}`
    expect((await failureOf(resolve(url))).code).toBe('site-login-needed')
    const wrong = { ...keysOf(testKey), siteUser: 'prova', sitePassword: 'altra' }
    expect((await failureOf(resolve(url, wrong))).code).toBe('site-login-needed')
    const credentials = { ...keysOf(testKey), siteUser: 'prova', sitePassword: 'segreta' }
    const connection = await resolve(url, credentials)
    expect(connection.facts.authentication).toBe('query')
    const shop = openShop({ url, settings: { certificateFingerprint }, credentials, connection })
    expect((await shop.states(never)).length).toBeGreaterThan(0)
    const report = await shop.check(never, () => undefined)
    expect(report.steps.map(({ id, outcome }) => [id, outcome])).toContainEqual(['credentials', 'ok'])
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
