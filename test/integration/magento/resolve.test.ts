import { describe, expect, test } from 'vitest'
import { type MagentoServerOptions, order, testIntegration } from '../../magento-server/index.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import {
  allKeys,
  closeAfterEach,
  closeLater,
  failureOf,
  never,
  openShop,
  startServer,
  tokenAlone,
} from './open-shop.ts'

closeAfterEach()

describe('how the keys travel is found out once', () => {
  test.each<[string, MagentoServerOptions, Readonly<Record<string, string>>, string]>([
    ['the token alone, where the shop takes it', { https: true, bearer: true }, tokenAlone, 'bearer'],
    ['the token alone, though all keys are there', { https: true, bearer: true }, allKeys, 'bearer'],
    ['signed, where the shop takes no token alone (2.4.4)', { https: true }, allKeys, 'oauth'],
    ['signed over HTTP, on this computer', { bearer: true }, allKeys, 'oauth'],
    ['the token alone over HTTP, on this computer', { bearer: true }, tokenAlone, 'bearer'],
  ])('%s', async (_, options, credentials, authentication) => {
    const server = await startServer({ orders: [order(1)], ...options })
    const connection = await openShop({ url: server.url, credentials }).resolve(never)
    expect(connection).toEqual({
      url: `${server.url}/`,
      facts: { root: `${server.url}/rest/V1/`, authentication },
    })
    const before = server.requests.length
    await openShop({ url: server.url, credentials, connection }).clock(never)
    // What was found is used at once, without looking again.
    expect(server.requests).toHaveLength(before + 1)
    expect(server.requests.at(-1)?.status).toBe(200)
  })

  test('a signature holds for every request that we make', async () => {
    const server = await startServer({ orders: [order(1), order(2, { status: 'a b+c%2C&è=(1)*!' })] })
    const shop = openShop({ url: server.url })
    expect((await shop.fetch(['1', '2'], never)).orders).toHaveLength(2)
    expect((await shop.states(never)).map((state) => state.id)).toContain('a b+c%2C&è=(1)*!')
    for await (const page of shop.list(
      { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
      never,
    )) {
      expect(page.rows).toHaveLength(2)
    }
  })

  test('a shop that stops taking tokens alone says that its key is refused, and is then resolved anew', async () => {
    const server = await startServer({ https: true })
    const facts = { root: `${server.url}/rest/V1/`, authentication: 'bearer' }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    // `credentials-rejected` is what makes the engine look for the way again.
    expect((await failureOf(shop.clock(never))).code).toBe('credentials-rejected')
    expect((await shop.resolve(never)).facts.authentication).toBe('oauth')
    await shop.clock(never)
  })
})

describe('wrong keys are told apart', () => {
  const noOrders = [{ ...testIntegration, resources: ['Magento_Catalog::products'] }]
  const wrong = '0'.repeat(32)
  test.each<[string, MagentoServerOptions, Readonly<Record<string, string>>, string]>([
    ['a token that is not taken alone', {}, tokenAlone, 'token-alone-refused'],
    ['a wrong token', { bearer: true }, { accessToken: wrong }, 'token-alone-refused'],
    [
      'a token without permission',
      { bearer: true, integrations: noOrders },
      tokenAlone,
      'permission-missing',
    ],
    ['signed, without permission', { integrations: noOrders }, allKeys, 'permission-missing'],
    ['signed, the header stripped on the way (R39)', { stripped: true }, allKeys, 'authorization-stripped'],
    ['a wrong consumer key', {}, { ...allKeys, consumerKey: wrong }, 'credentials-rejected'],
    ['a wrong consumer secret', {}, { ...allKeys, consumerSecret: wrong }, 'credentials-rejected'],
    ['a wrong token, signed', {}, { ...allKeys, accessToken: wrong }, 'credentials-rejected'],
    ['a token cut short, signed', {}, { ...allKeys, accessToken: 't3t3' }, 'credentials-rejected'],
    ['a wrong token secret', {}, { ...allKeys, accessTokenSecret: wrong }, 'credentials-rejected'],
    [
      'a shop whose clock is an hour behind',
      { now: () => new Date(Date.now() - 3_600_000) },
      allKeys,
      'clock-wrong',
    ],
  ])('%s', async (_, options, credentials, code) => {
    const server = await startServer({ https: true, ...options })
    expect((await failureOf(openShop({ url: server.url, credentials }).resolve(never))).code).toBe(code)
  })

  test('blanks around the keys do no harm', async () => {
    const server = await startServer()
    const credentials = Object.fromEntries(Object.entries(allKeys).map(([name, key]) => [name, ` ${key}\n`]))
    await openShop({ url: server.url, credentials }).resolve(never)
  })
})

describe('the address as typed or pasted leads to the shop', () => {
  test.each<[string, MagentoServerOptions, string]>([
    ['', {}, '/rest/V1/'],
    ['/', {}, '/rest/V1/'],
    ['/index.php', {}, '/rest/V1/'],
    ['/admin_x7k2q', {}, '/rest/V1/'],
    ['/index.php/admin_x7k2q/admin/dashboard/index/key/0f1e2d3c/', {}, '/rest/V1/'],
    ['/gestione/admin/dashboard/', {}, '/rest/V1/'],
    ['/rest/V1/orders?searchCriteria=', {}, '/rest/V1/'],
    ['/rest/default/V1', {}, '/rest/default/V1/'],
    ['/rest/altro/V1/', {}, '/rest/V1/'],
    ['/rest/all/V1/', {}, '/rest/V1/'],
    ['/caffe-in-grani.html', {}, '/rest/V1/'],
    ['/negozio', { subfolder: 'negozio' }, '/negozio/rest/V1/'],
    ['/negozio/rest/all/V1', { subfolder: 'negozio' }, '/negozio/rest/V1/'],
    ['/negozio/checkout/cart/', { subfolder: 'negozio' }, '/negozio/rest/V1/'],
    ['', { rewriting: false }, '/index.php/rest/V1/'],
  ])('%j %o', async (typed, options, root) => {
    const server = await startServer({ https: true, ...options })
    const { origin } = new URL(server.url)
    const connection = await openShop({ url: `${origin}${typed}` }).resolve(never)
    expect(connection.facts.root).toBe(`${origin}${root}`)
    expect(connection.url).toBe(`${server.url}/`)
  })

  test('without its scheme: HTTPS, and HTTP on this computer', async () => {
    const secure = await startServer({ https: true })
    expect((await openShop({ url: secure.url.replace('https://', '') }).resolve(never)).url).toBe(
      `${secure.url}/`,
    )
    const plain = await startServer()
    expect((await openShop({ url: plain.url.replace('http://', '') }).resolve(never)).url).toBe(
      `${plain.url}/`,
    )
  })

  test('through redirects of the same site; the final address is kept', async () => {
    const server = await startServer({
      https: true,
      subfolder: 'negozio',
      redirect: (path) => (path.startsWith('/rest/') ? `/negozio${path}` : undefined),
    })
    const { origin } = new URL(server.url)
    expect((await openShop({ url: origin }).resolve(never)).url).toBe(`${server.url}/`)
  })

  test('not to another host, at first or later, and nothing secret goes there', async () => {
    const other = await startReplayServer(() => ({ body: '{}' }), { host: '127.0.0.2', certificate: 'good' })
    closeLater(other.close)
    let moved = false
    const server = await startServer({
      https: true,
      redirect: (path) => (moved ? `${other.url}${path}` : undefined),
    })
    const shop = openShop({ url: server.url })
    await shop.resolve(never)
    moved = true
    expect((await failureOf(shop.clock(never))).code).toBe('redirected-elsewhere')
    expect((await failureOf(shop.fetch(['1'], never))).code).toBe('redirected-elsewhere')
    expect((await failureOf(shop.resolve(never))).code).toBe('redirected-elsewhere')
    expect(other.requests).toHaveLength(0)
  })

  test.each(['negozio', 'anna@posta.example', 'ftp://shop.example'])('%s is none', async (url) => {
    expect((await failureOf(openShop({ url }).resolve(never))).code).toBe('address-invalid')
  })
})

describe('what is in the way is named', () => {
  const html = { 'Content-Type': 'text/html' }
  test.each<[string, { status: number; headers?: Record<string, string>; body: string }, string]>([
    ['a shop of another platform', { status: 404, headers: html, body: '<html>404' }, 'api-not-found'],
    [
      'a site without the API',
      { status: 200, headers: html, body: '<!doctype html><html>' },
      'api-not-found',
    ],
    ['maintenance', { status: 503, headers: html, body: '<html>503' }, 'maintenance'],
    ['a firewall', { status: 403, headers: html, body: '<html>Forbidden' }, 'blocked-by-security'],
    [
      'a password of the web server',
      { status: 401, headers: html, body: '<html>401' },
      'blocked-by-security',
    ],
    ['a gateway', { status: 401, body: '{"message":"No API key found"}' }, 'blocked-by-security'],
    ['a captcha', { status: 202, headers: html, body: '<html>sgcaptcha' }, 'captcha'],
    ['an error of the server', { status: 500, headers: html, body: '<html>500' }, 'server-error'],
  ])('%s', async (_, reply, code) => {
    const server = await startServer({ https: true, failures: () => reply })
    expect((await failureOf(openShop({ url: server.url }).resolve(never))).code).toBe(code)
  })
})

test('a site closed by a name and password is told, with what can be done about it', async () => {
  const headers = { 'WWW-Authenticate': 'Basic realm="Staging"', 'Content-Type': 'text/html' }
  const body = '<html><head><title>401 Authorization Required</title></head></html>'
  const server = await startServer({ orders: [order(1)], failures: () => ({ status: 401, headers, body }) })
  for (const credentials of [allKeys, tokenAlone]) {
    const shop = openShop({ url: server.url, credentials })
    expect(await failureOf(shop.resolve(never))).toMatchObject({ code: 'site-login-in-the-way' })
    const { steps } = await shop.check(never, () => undefined)
    expect(steps.find(({ outcome }) => outcome === 'failed')?.id).toBe('credentials')
  }
})
