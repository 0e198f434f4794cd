import { afterEach, describe, expect, test } from 'vitest'
import type { CheckReport } from '../../../main/words/check.ts'
import { makeOrder, type ShopifyServerOptions, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { collect, failureOf, never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

afterEach(closeAll)

async function check(options: ShopifyServerOptions, settings = {}): Promise<CheckReport> {
  const { connector } = await open({ orders: [makeOrder({ id: 1001 })], ...options }, { settings })
  return connector.check(never, () => undefined)
}

function outcomes(report: CheckReport): readonly string[] {
  return report.steps
    .filter((step) => step.outcome !== 'ok')
    .map(({ id, outcome, failure }) => `${id}: ${outcome}${failure === null ? '' : ` ${failure.code}`}`)
}

const graphError = (extensions: object) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ data: null, errors: [{ message: 'x', extensions }] }),
})

describe.skipIf(!schemaThere)(`R2: Prova connessione of a Shopify shop${skipNote}`, () => {
  test('tells what it found', async () => {
    const report = await check({})
    expect(outcomes(report)).toEqual([])
    const facts = Object.assign({}, ...report.steps.map((step) => step.facts)) as Record<string, string>
    expect(facts).toMatchObject({
      name: 'Bottega di Prova',
      apiVersion: '2026-01',
      scopes: 'read_orders, read_all_orders, read_customers, read_products',
      orders: '1',
      number: '#1001',
      timeZone: 'Europe/Rome',
    })
    expect(report.states.map((state) => state.id)).toContain('authorized')
  })

  test.each<[string, ShopifyServerOptions, readonly string[]]>([
    [
      'the 60 days without read_all_orders',
      { scopes: ['read_orders', 'read_customers'] },
      ['permission: warning orders-limited'],
    ],
    [
      'a missing permission for customers',
      { scopes: ['read_orders', 'read_all_orders'] },
      ['permission: warning scopes-missing'],
    ],
    [
      'a version of the API that Shopify no longer has',
      { versions: { oldest: '2026-04', latest: '2027-01' } },
      ['api: warning api-version-unsupported'],
    ],
  ])('minds %s', async (_, options, expected) => {
    const report = await check(options)
    expect(outcomes(report)).toEqual(expected)
    expect(report.ok).toBe(true)
  })

  test.each<[string, ShopifyServerOptions, string]>([
    ['no permission to read orders', { scopes: ['read_products'] }, 'permission: failed permission-missing'],
    [
      'no approval for customers’ data',
      {
        failures: () =>
          graphError({
            code: 'ACCESS_DENIED',
            documentation: 'https://shopify.dev/docs/apps/launch/protected-customer-data',
          }),
      },
      'permission: failed customer-data-denied',
    ],
    [
      'a version of the API that Shopify does not have yet',
      { versions: { oldest: '2025-01', latest: '2025-10' } },
      'api: failed api-version-unsupported',
    ],
    [
      'a shop that is not there',
      { failures: () => ({ status: 404, body: '' }) },
      'api: failed api-not-found',
    ],
    [
      'a frozen shop',
      { failures: () => ({ status: 402, body: '{"errors":"Unavailable Shop"}' }) },
      'api: failed shop-unavailable',
    ],
    [
      'a locked shop',
      { failures: () => ({ status: 423, body: '{"errors":"This store is unavailable"}' }) },
      'api: failed shop-unavailable',
    ],
    [
      'an inactive shop',
      { failures: () => graphError({ code: 'SHOP_INACTIVE' }) },
      'api: failed shop-unavailable',
    ],
    [
      'a firewall',
      { failures: () => ({ status: 403, body: '<html>Forbidden</html>' }) },
      'api: failed blocked-by-security',
    ],
  ])('stops at %s', async (_, options, expected) => {
    expect(outcomes(await check(options))[0]).toBe(expected)
  })

  test('one wrong order says nothing against the connection', async () => {
    const wrong = makeOrder({ id: 1001, fields: { lineItems: [] } })
    expect(outcomes(await check({ orders: [wrong] }))).toEqual([])
  })

  test('minds an order without a word of its customer: Shopify may be withholding it', async () => {
    const hidden = { email: null, billingAddress: null, shippingAddress: null }
    const customer = { id: 'gid://shopify/Customer/77', displayName: '' }
    const report = await check({ orders: [makeOrder({ id: 1001, fields: { ...hidden, customer } })] })
    expect(outcomes(report)).toEqual(['order: warning customer-data-denied'])
  })
})

describe.skipIf(!schemaThere)(`a version of the API that is out of date${skipNote}`, () => {
  const later = { versions: { oldest: '2026-04', latest: '2027-01' } }
  const window = { from: '2026-11-19T00:00:00.000Z', to: null }

  test('is said in the log while it still works', async () => {
    const { connector } = await open({ orders: [makeOrder({ id: 1 })], ...later })
    const [page] = await collect(connector.list(window, never))
    expect(page?.notices).toEqual([
      { code: 'api-version-changed', params: { asked: '2026-01', served: '2026-04' } },
    ])
  })

  test('is the failure when our queries are no longer understood', async () => {
    const { server, connector } = await open(later)
    await connector.resolve(never)
    server.setFailure(() => {
      const answer = graphError({ code: 'undefinedField' })
      return { ...answer, headers: { ...answer.headers, 'X-Shopify-API-Version': '2026-04' } }
    })
    expect(await failureOf(connector.clock(never))).toMatchObject({
      code: 'api-version-unsupported',
      params: { asked: '2026-01', served: '2026-04' },
    })
  })
})

describe.skipIf(!schemaThere)(`answers of the wrong shape${skipNote}`, () => {
  test.each([
    ['a list', '[]'],
    ['a word', '"ciao"'],
    ['neither data nor errors', '{}'],
    ['data of another kind', '{"data":{"nodes":7,"orders":7}}'],
    ['orders without identifiers', '{"data":{"nodes":[{"name":"x"}],"orders":{"nodes":[{}],"pageInfo":{}}}}'],
    ['errors of another kind', '{"errors":"ciao"}'],
    [
      'a page that never ends',
      '{"data":{"orders":{"nodes":[],"pageInfo":{"hasNextPage":true,"endCursor":"x"}},"nodes":7}}',
    ],
  ])('%s: body-shape', async (_, body) => {
    const { server, connector } = await open()
    await connector.resolve(never)
    server.setFailure(() => ({ status: 200, headers: { 'Content-Type': 'application/json' }, body }))
    const window = { from: '2026-11-19T00:00:00.000Z', to: null }
    expect((await failureOf(collect(connector.list(window, never)))).code).toBe('body-shape')
    expect((await failureOf(connector.fetch(['1'], never))).code).toBe('body-shape')
  })
})
