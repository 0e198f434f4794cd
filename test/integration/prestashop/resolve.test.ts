import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { prestashop } from '../../../main/connectors/prestashop/index.ts'
import { findWay } from '../../../main/connectors/way.ts'
import type { CheckReport } from '../../../main/words/check.ts'
import { type Connection, shopSettingsSchema } from '../../../main/words/shop.ts'
import {
  manyOrders,
  type PrestaServerOptions,
  startPrestaServer,
  testKey,
} from '../../prestashop-server/index.ts'
import { readRecording, replay } from '../../prestashop-server/recordings.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import { testTls } from '../../woo-server/index.ts'
import { failureOf, never, openShop, quickHttp } from './open-shop.ts'

const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function shopServer(options: PrestaServerOptions = {}) {
  const times = () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 11:00:00' })
  const server = await startPrestaServer({ orders: manyOrders(2, times), ...options })
  closing.push(server.close)
  return server
}

function shopAt(url: string, settings: Parameters<typeof openShop>[0]['settings'] = {}, key = testKey) {
  return openShop({ url, key, settings: { certificateFingerprint, ...settings } })
}

test('a known shop whose front office breaks is found anew, past it', async () => {
  const server = await shopServer()
  const known = await shopAt(server.url).resolve(never)
  expect(known.facts.routing).toBe('path')
  server.setFailure(({ path }) => (path.startsWith('/api/') ? { status: 500, body: '' } : undefined))
  const shop = openShop({ url: server.url, settings: { certificateFingerprint }, connection: known })
  let found: Connection = known
  const remember = async (news: Connection) => {
    found = news
  }
  const way = await findWay(shop, known, remember, never)
  await way.clock(never)
  expect(found.facts.routing).toBe('dispatcher')
  // Where the shop is away as a whole, that is said.
  server.setFailure(() => ({ status: 500, body: '' }))
  expect((await failureOf(way.clock(never))).code).toBe('server-error')
})

describe('how the key travels is found out once', () => {
  test.each<[string, PrestaServerOptions, Record<string, string>]>([
    ['as Basic user', { https: true }, { authentication: 'basic', routing: 'path' }],
    [
      'in the query where the header is stripped',
      { https: true, authorization: 'stripped' },
      { authentication: 'query' },
    ],
    ['over HTTP on this computer', {}, { authentication: 'basic' }],
    [
      'past a server that rewrites nothing',
      { rewriting: false },
      { authentication: 'basic', routing: 'dispatcher' },
    ],
    [
      'past a front office that is broken',
      { failures: ({ path }) => (path.startsWith('/api/') ? { status: 500, body: '' } : undefined) },
      { authentication: 'basic', routing: 'dispatcher' },
    ],
    [
      'past a server that rewrites and passes nothing',
      { rewriting: false, authorization: 'stripped' },
      { authentication: 'query', routing: 'dispatcher' },
    ],
  ])('%s', async (_, options, facts) => {
    const server = await shopServer(options)
    const connection = await shopAt(server.url).resolve(never)
    expect(connection).toMatchObject({
      url: `${server.url}/`,
      facts: {
        ...facts,
        timeZone: 'Europe/Rome',
        language: '1',
        name: 'Bottega Perù & Figli',
        version: '8.2.6',
      },
    })
    expect(JSON.stringify(connection)).not.toContain(testKey)
    const before = server.requests.length
    const shop = openShop({ url: server.url, settings: { certificateFingerprint }, connection })
    await shop.clock(never)
    expect(server.requests).toHaveLength(before + 1)
    expect((await shop.fetch(['1000', '1001'], never)).orders).toHaveLength(2)
  })

  test('the key is not shown to whoever has not asked for one', async () => {
    const server = await shopServer()
    await shopAt(server.url).resolve(never)
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
    expect(server.requests.every(({ query }) => !query.has('ws_key'))).toBe(true)
  })

  test('a header that is stripped from today on is found out anew', async () => {
    const server = await shopServer({ authorization: 'stripped' })
    const facts = {
      root: `${server.url}/`,
      routing: 'path',
      authentication: 'basic',
      timeZone: 'Europe/Rome',
    }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    // `credentials-rejected` is what makes the program find the way again.
    expect((await failureOf(shop.clock(never))).code).toBe('credentials-rejected')
    await shop.resolve(never)
    await shop.clock(never)
  })

  test('a key that arrives in no way is told from a wrong one', async () => {
    const answer = replay(readRecording('error_401_no_key'), '')
    const server = await startReplayServer(() => answer)
    closing.push(server.close)
    expect((await failureOf(shopAt(server.url).resolve(never))).code).toBe('authorization-stripped')
  })
})

describe('a site closed by a name and password', () => {
  const challenge = { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="Staging"' }, body: '' }
  const siteLogin = `Basic ${Buffer.from('prova:segreta').toString('base64')}`
  const open = (url: string) =>
    prestashop.open({
      url,
      credentials: { key: testKey, siteUser: 'prova', sitePassword: 'segreta' },
      settings: shopSettingsSchema.parse({ certificateFingerprint }),
      connection: null,
      http: quickHttp(),
      now: () => new Date(),
    })

  test('R2: asks for them', async () => {
    const server = await shopServer({ failures: () => challenge })
    expect((await failureOf(shopAt(server.url).resolve(never))).code).toBe('site-login-needed')
  })

  test('R39: that keeps them from the shop lets the key pass in the query', async () => {
    const server = await shopServer({
      authorization: 'stripped',
      failures: ({ headers }) => (headers.authorization === siteLogin ? undefined : challenge),
    })
    expect((await open(server.url).resolve(never)).facts.authentication).toBe('query')
  })

  test('R2: that hands them on to the shop, which takes them for its key, is told from a wrong key', async () => {
    const server = await shopServer({
      failures: ({ headers }) => (headers.authorization === siteLogin ? undefined : challenge),
    })
    expect((await failureOf(open(server.url).resolve(never))).code).toBe('site-login-in-the-way')
    const wrongKey = await shopServer({ authorization: 'stripped', keys: [{ key: 'X'.repeat(32) }] })
    expect((await failureOf(open(wrongKey.url).resolve(never))).code).toBe('credentials-rejected')
  })
})

describe('keys that are refused are told apart', () => {
  const other = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  test.each<[string, PrestaServerOptions, string, string]>([
    ['unknown', {}, other, 'credentials-rejected'],
    ['too short', {}, 'abc', 'credentials-rejected'],
    ['switched off', { keys: [{ key: testKey, active: false }] }, testKey, 'credentials-rejected'],
    ['without any permission', { keys: [{ key: testKey, resources: [] }] }, testKey, 'permission-missing'],
    ['without orders', { keys: [{ key: testKey, resources: ['products'] }] }, testKey, 'permission-missing'],
    ['of another shop', { keys: [{ key: testKey, ofOtherShop: true }] }, testKey, 'key-of-other-shop'],
    ['right, the webservice switched off', { enabled: false }, testKey, 'webservice-disabled'],
  ])('%s', async (_, options, key, code) => {
    const server = await shopServer(options)
    expect((await failureOf(shopAt(server.url, {}, key).resolve(never))).code).toBe(code)
  })

  test('blanks around the key do no harm', async () => {
    const server = await shopServer()
    await shopAt(server.url, {}, ` ${testKey}\n`).resolve(never)
  })
})

describe('the address as typed or pasted leads to the shop', () => {
  test.each([
    ['', ''],
    ['/', ''],
    ['/api/', ''],
    ['/admin123xyz/index.php?controller=AdminWebservice', ''],
    ['/it/caffe/12-arabica.html', ''],
    ['/negozio', '/negozio'],
    ['/negozio/admin/', '/negozio'],
  ])('%j', async (typed, folder) => {
    const server = await shopServer({ folder })
    const origin = server.url.slice(0, server.url.length - folder.length)
    expect((await shopAt(`${origin}${typed}`).resolve(never)).url).toBe(`${server.url}/`)
  })

  test('not to another host, and nothing secret goes there', async () => {
    const server = await shopServer({ domain: 'altro.example' })
    expect(await failureOf(shopAt(server.url).resolve(never))).toMatchObject({
      code: 'redirected-elsewhere',
      params: { to: 'http://altro.example/index.php' },
    })
  })

  test('by the folder that the shop’s own redirect names', async () => {
    const server = await shopServer({ folder: '/negozio' })
    const origin = server.url.slice(0, -'/negozio'.length)
    server.setFailure(({ path }) =>
      path === '/api/orders'
        ? { status: 302, headers: { Location: `${origin}/negozio/index.php?url=orders` }, body: '' }
        : undefined,
    )
    expect((await shopAt(origin).resolve(never)).url).toBe(`${server.url}/`)
  })

  test('and says where no PrestaShop is', async () => {
    const html = { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><html></html>' }
    const server = await startReplayServer(() => html)
    closing.push(server.close)
    expect((await failureOf(shopAt(server.url).resolve(never))).code).toBe('api-not-found')
  })
})

describe('R2: the check', () => {
  function summary(report: CheckReport): Record<string, string> {
    return Object.fromEntries(
      report.steps
        .filter(({ outcome }) => outcome !== 'ok')
        .map(({ id, outcome, failure }) => [id, failure === null ? outcome : `${outcome}: ${failure.code}`]),
    )
  }
  const needed =
    'orders,order_details,order_states,order_slip,customers,addresses,countries,currencies,taxes'.split(',')
  const wished =
    'carriers,configurations,customizations,messages,order_cart_rules,order_payments,product_customization_fields,states'.split(
      ',',
    )
  const keyFor = (...resources: string[]) => [{ key: testKey, resources }]

  test.each<[string, PrestaServerOptions, Record<string, string>]>([
    ['a shop in order', {}, {}],
    ['a stripped header', { authorization: 'stripped' }, { credentials: 'warning: authorization-stripped' }],
    [
      'a key that may read all but carriers',
      { keys: keyFor(...needed, ...wished.slice(1)) },
      { permission: 'warning: permissions-missing' },
    ],
    [
      'a key that may not read taxes',
      { keys: keyFor(...needed.slice(0, -1), ...wished) },
      {
        permission: 'failed: permissions-missing',
        order: 'not-tried',
        clock: 'not-tried',
        states: 'not-tried',
      },
    ],
    [
      'a shop that does not tell its time zone',
      { timeZone: null },
      { clock: 'failed: time-zone-unknown', states: 'not-tried' },
    ],
    [
      'a webservice that is switched off',
      { enabled: false },
      {
        api: 'failed: webservice-disabled',
        credentials: 'not-tried',
        permission: 'not-tried',
        order: 'not-tried',
        clock: 'not-tried',
        states: 'not-tried',
      },
    ],
  ])('of %s', async (_, options, expected) => {
    const server = await shopServer(options)
    const report = await shopAt(server.url).check(never, () => undefined)
    expect(summary(report)).toEqual(expected)
  })

  test.each<[string, PrestaServerOptions, string[], string]>([
    ['8.2', {}, ['order_cart_rules', 'messages'], 'order_cart_rules, messages'],
    [
      '1.6',
      { version: '1.6' },
      ['order_discounts', 'customer_threads'],
      'order_discounts, customer_threads, customer_messages',
    ],
    ['1.7', {}, ['order_cart_rules', 'messages', 'states'], 'states'],
  ])('names what is worth giving in PrestaShop %s', async (version, options, without, named) => {
    const readable = [...needed, ...wished].filter((resource) => !without.includes(resource))
    const server = await shopServer({ ...options, keys: keyFor(...readable) })
    const [row] = [...server.tables.all('configurations')].filter(({ name }) => name === 'PS_VERSION_DB')
    server.tables.put('configurations', 'PS_VERSION_DB', { ...row, value: `${version}.1.4` })
    const { steps } = await shopAt(server.url).check(never, () => undefined)
    expect(steps.find(({ id }) => id === 'permission')).toMatchObject({
      outcome: 'warning',
      failure: { code: 'permissions-missing', params: { resources: named } },
    })
  })

  test('is content with a time zone that the operator set, and uses it', async () => {
    const server = await shopServer({ timeZone: null })
    const shop = shopAt(server.url, { timeZone: 'America/New_York' })
    expect((await shop.check(never, () => undefined)).ok).toBe(true)
    const { orders } = await shop.fetch(['1000'], never)
    expect(orders[0]?.result).toMatchObject({ order: { placedAt: '2026-11-20T15:00:00.000Z' } })
  })

  test('without a time zone nothing is downloaded, and why is said', async () => {
    const server = await shopServer({ timeZone: null })
    const window = { from: '2026-01-01T00:00:00.000Z', to: null }
    const pages = shopAt(server.url).list(window, never)
    expect((await failureOf(pages[Symbol.asyncIterator]().next())).code).toBe('time-zone-unknown')
  })

  test('a run that meets a missing permission names it', async () => {
    const server = await shopServer({ keys: keyFor(...needed.slice(0, -1), ...wished) })
    expect(await failureOf(shopAt(server.url).fetch(['1000'], never))).toMatchObject({
      code: 'permissions-missing',
      params: { resources: 'taxes' },
    })
  })

  test('a time zone that the key may read from today on is found', async () => {
    const server = await shopServer()
    const facts = { root: `${server.url}/`, routing: 'path', authentication: 'basic', timeZone: '' }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    expect((await shop.fetch(['1000'], never)).orders).toHaveLength(1)
  })

  test('R39 states chosen by number or by name are the same, and what is none is told', async () => {
    const shop = shopAt((await shopServer()).url)
    const chosen = await shop.wantedStates?.(['2', 'spedito', 'Boh', 'Pagamento accettato'], never)
    expect(chosen).toMatchObject({ states: ['2', '4'], unknown: ['Boh'] })
  })

  test('R39 a state chosen by its number is still chosen after a renaming on the shop', async () => {
    const server = await shopServer()
    server.updateOrder(1000, { current_state: '2' })
    const state = server.tables.get('order_states', '2')
    server.tables.put('order_states', '2', { ...state, name: [{ id: '1', value: 'Pagato' }] })
    const shop = shopAt(server.url)
    expect(await shop.wantedStates?.(['2', 'Pagamento accettato'], never)).toMatchObject({
      states: ['2'],
      unknown: ['Pagamento accettato'],
    })
    const { orders } = await shop.fetch(['1000'], never)
    expect(orders[0]?.result).toMatchObject({ order: { state: 'Pagato', stateId: '2' } })
  })

  test('a state without a name in the shop’s language has that of another', async () => {
    const server = await shopServer()
    const state = server.tables.get('order_states', '4')
    const name = [
      { id: '1', value: '' },
      { id: '2', value: 'Shipped' },
    ]
    server.tables.put('order_states', '4', { ...state, name })
    expect(await shopAt(server.url).states(never)).toContainEqual({ id: '4', name: 'Shipped', usual: true })
  })
})
