import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { CheckReport, CheckStep } from '../../../main/words/check.ts'
import { startReplayServer } from '../../replay-server/index.ts'
import type { WooServerOptions } from '../../woo-server/index.ts'
import { recordedAnswer, recordedOrders, startWooServer, testKey, testTls } from '../../woo-server/index.ts'
import { never, type OpenShop, openShop } from './open-shop.ts'

const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function check(server: WooServerOptions, shop: Partial<OpenShop> = {}): Promise<CheckReport> {
  const { url, close } = await startWooServer({ orders: recordedOrders(), https: true, ...server })
  closing.push(close)
  return run({ url, ...shop, settings: { certificateFingerprint, ...shop.settings } })
}

async function run(shop: OpenShop): Promise<CheckReport> {
  const told: CheckStep[] = []
  const report = await openShop(shop).check(never, (step) => told.push(step))
  expect(told).toEqual(report.steps)
  return report
}

function summary(report: CheckReport): Record<string, string> {
  return Object.fromEntries(
    report.steps.map(({ id, outcome, failure }) => [
      id,
      failure === null ? outcome : `${outcome}: ${failure.code}`,
    ]),
  )
}

const fine = {
  address: 'ok',
  tls: 'ok',
  api: 'ok',
  credentials: 'ok',
  permission: 'ok',
  order: 'ok',
  clock: 'ok',
  states: 'ok',
}

describe('R2: Prova connessione', () => {
  test('finds a shop in order, and says what it found', async () => {
    const report = await check({})
    expect(summary(report)).toEqual(fine)
    expect(report.ok).toBe(true)
    expect(report.states.map((state) => state.id)).toContain('spedito')
    expect(report.connection?.facts.authentication).toBe('basic')
    const facts = Object.assign({}, ...report.steps.map((step) => step.facts)) as Record<string, string>
    expect(facts).toMatchObject({
      url: report.connection?.url,
      name: 'Bottega di Prova',
      protection: 'fingerprint',
      authentication: 'basic',
      timeZone: 'Europe/Rome',
    })
    expect(Number(facts.orders)).toBeGreaterThan(30)
    expect(Math.abs(Number(facts.differenceSeconds))).toBeLessThan(5)
  })

  test('R39: states chosen by name are known by it', async () => {
    // The last one as the database has it.
    const states = ['In lavorazione', 'SPEDITO', 'wc-in-attesa']
    const statuses = [
      { slug: 'processing', name: 'In lavorazione' },
      { slug: 'spedito-1', name: 'Spedito' },
      { slug: 'in-attesa', name: 'Da ritirare' },
    ]
    expect(summary(await check({ statuses }, { settings: { states } }))).toEqual(fine)
    const wrong = await check({ statuses }, { settings: { states: [...states, 'Boh'] } })
    expect(summary(wrong)).toEqual({ ...fine, states: 'warning: states-unknown' })
  })

  test.each([500, 503, 403])(
    'R7: does not stumble over the newest order, for which it is answered %i',
    async (status) => {
      const newest = Math.max(...recordedOrders().map(({ id }) => Number(id)))
      const report = await check({
        failures:
          ({ path }) =>
          (answer) =>
            path.endsWith('/orders') && new RegExp(`"id":${newest}[,}]`).test(String(answer.body))
              ? { status, headers: {}, body: '<html></html>' }
              : answer,
      })
      expect(summary(report)).toEqual(fine)
    },
  )

  test.each<[string, WooServerOptions, Record<string, string>]>([
    ['plain permalinks', { permalinks: 'plain' }, { api: 'warning: plain-permalinks' }],
    [
      'a stripped Authorization header',
      { authorization: 'stripped' },
      { credentials: 'warning: authorization-stripped' },
    ],
    [
      'a clock that is wrong by an hour',
      { now: () => new Date(Date.now() + 3_600_000) },
      { clock: 'warning: clock-wrong' },
    ],
  ])('works in spite of %s, and says so', async (_, options, differences) => {
    const report = await check(options)
    expect(summary(report)).toEqual({ ...fine, ...differences })
    expect(report.ok).toBe(true)
  })

  const wrongKey = { consumerKey: 'ck_0', consumerSecret: testKey.consumerSecret }
  const wrongSecret = { consumerKey: testKey.consumerKey, consumerSecret: 'cs_0' }
  test.each<[string, WooServerOptions, Partial<OpenShop>, CheckStep['id'], string]>([
    ['a wrong key', {}, { credentials: wrongKey }, 'credentials', 'credentials-rejected'],
    ['a wrong secret', {}, { credentials: wrongSecret }, 'credentials', 'credentials-secret-wrong'],
    [
      'a key without permission',
      { keys: [{ ...testKey, permissions: 'write' }] },
      {},
      'permission',
      'permission-missing',
    ],
    ['an unknown certificate', {}, { settings: { certificateFingerprint: null } }, 'tls', 'tls-self-signed'],
    ['plain permalinks over HTTP', { https: false, permalinks: 'plain' }, {}, 'api', 'plain-permalinks'],
    [
      'maintenance',
      { failures: () => recordedAnswer('maintenance_503_accept_json') },
      {},
      'api',
      'maintenance',
    ],
    ['a captcha', { failures: () => ({ status: 202, body: '<html>sgcaptcha' }) }, {}, 'api', 'captcha'],
    [
      'a firewall',
      { failures: () => ({ status: 403, body: '<html>Forbidden' }) },
      {},
      'api',
      'blocked-by-security',
    ],
    ['a lost connection', { failures: () => 'reset' as const }, {}, 'address', 'connection-lost'],
    ['states unknown to the shop', {}, { settings: { states: ['spedita'] } }, 'states', 'states-unknown'],
  ])('stops at %s', async (_, server, shop, failed, code) => {
    const report = await check(server, shop)
    const expected: Record<string, string> = {}
    let outcome = 'ok'
    for (const id of Object.keys(fine)) {
      expected[id] = id === failed ? `failed: ${code}` : outcome
      if (id === failed) outcome = 'not-tried'
    }
    expect(summary(report)).toEqual(expected)
    expect(report.ok).toBe(false)
  })

  test('warns of one state that does not exist, and names those that do', async () => {
    const report = await check({}, { settings: { states: ['processing', 'spedita'] } })
    expect(report.steps.at(-1)).toMatchObject({
      outcome: 'warning',
      failure: {
        code: 'states-unknown',
        params: { states: 'spedita', known: expect.stringContaining('spedito') },
      },
    })
  })

  test('fails at the step where the shop stops to answer', async () => {
    const report = await check({
      failures: ({ path, query }) =>
        path.endsWith('/orders') && !query.has('_fields') ? { status: 500, body: '' } : undefined,
    })
    expect(summary(report)).toEqual({
      ...fine,
      order: 'failed: server-error',
      clock: 'not-tried',
      states: 'not-tried',
    })
    expect(report.connection).not.toBeNull()
  })

  test('tells an address that is none, and one where nobody listens', async () => {
    expect(summary(await run({ url: 'negozio' }))).toMatchObject({
      address: 'failed: address-invalid',
      tls: 'not-tried',
    })
    const insecure = await run({ url: 'http://shop.example' })
    expect(summary(insecure)).toMatchObject({ address: 'ok', tls: 'failed: insecure-http' })
    const server = await startReplayServer(() => 'reset')
    await server.close()
    expect(summary(await run({ url: server.url }))).toMatchObject({ address: 'failed: connection-refused' })
  })
})

describe('the states of a shop', () => {
  test.each([
    ['does not refuse the impossible one', { body: '[]' }],
    [
      'refuses it without naming others',
      {
        status: 400,
        body: JSON.stringify({
          code: 'rest_invalid_param',
          message: 'Parametri non validi: status',
          data: { status: 400, params: { status: 'Parametro non valido.' } },
        }),
      },
    ],
  ])('R39: of a shop that %s are not told, and its orders come', async (_, refusal) => {
    const server = await startReplayServer(
      ({ path, query }) => {
        if (path === '/wp-json/') return { body: JSON.stringify({ namespaces: ['wc/v3'] }) }
        if (path.endsWith('/totals')) return { status: 403, body: '' }
        return query.has('status') ? refusal : { headers: { 'X-WP-Total': '-3' }, body: '[]' }
      },
      { certificate: 'good' },
    )
    closing.push(server.close)
    const report = await run({ url: server.url })
    expect(summary(report)).toEqual({ ...fine, states: 'warning: states-not-told' })
    // What stands where a count should is no count.
    expect(report.steps.find(({ id }) => id === 'order')?.facts).toEqual({ orders: '0' })
    expect(report.ok).toBe(true)
  })

  test('are named by the refusal of an impossible one where reports are forbidden', async () => {
    const forbidden = JSON.stringify({
      code: 'woocommerce_rest_cannot_view',
      message: '',
      data: { status: 403 },
    })
    const report = await check({
      failures: ({ path }) => (path.includes('/reports/') ? { status: 403, body: forbidden } : undefined),
    })
    expect(report.states.map((state) => state.id)).toEqual([
      'pending',
      'processing',
      'on-hold',
      'completed',
      'cancelled',
      'refunded',
      'failed',
      'spedito',
      'checkout-draft',
    ])
  })

  test('are read in an Italian refusal too', async () => {
    const message = 'status[0] non è uno tra any, trash, auto-draft, pending, in-laboratorio e spedito.'
    const refusal = {
      code: 'rest_invalid_param',
      message: '',
      data: { status: 400, params: { status: message } },
    }
    const server = await startReplayServer(({ path }) =>
      path.includes('/reports/') ? { status: 404 } : { status: 400, body: JSON.stringify(refusal) },
    )
    closing.push(server.close)
    const facts = { root: `${server.url}/wp-json/`, permalinks: 'pretty', authentication: 'oauth' }
    const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
    expect((await shop.states(never)).map((state) => state.id)).toEqual([
      'pending',
      'in-laboratorio',
      'spedito',
    ])
  })
})
