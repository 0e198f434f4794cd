import { afterEach, describe, expect, test } from 'vitest'
import { manyOrders, schemaThere, skipNote, testClient, testToken } from '../../shopify-server/index.ts'
import { collect, failureOf, never } from '../woocommerce/open-shop.ts'
import { closeAll, type Opened, open } from './open-shop.ts'

afterEach(closeAll)
const hourMs = 3_600_000
const byClient = { credentials: testClient }

describe.skipIf(!schemaThere)(`access to a Shopify shop${skipNote}`, () => {
  test('by the token of an older app', async () => {
    const { server, connector } = await open({}, { credentials: { accessToken: ` ${testToken}\n` } })
    await connector.clock(never)
    expect(server.grants()).toBe(0)
  })

  test('by a token granted to ID and secret, once for several requests and runs', async () => {
    const { server, connector, again, clock } = await open({}, byClient)
    await Promise.all([connector.clock(never), connector.fetch(['1'], never), connector.clock(never)])
    clock.pass(12 * hourMs)
    await again().clock(never)
    expect(server.grants()).toBe(1)
  })

  test('renewed before it ends: no request meets the end', async () => {
    const { server, connector, again, clock } = await open({}, byClient)
    await connector.clock(never)
    clock.pass(23.9 * hourMs)
    await again().clock(never)
    expect(server.grants()).toBe(2)
    expect(server.requests.map((request) => request.status)).not.toContain(401)
  })

  test('renewed when the shop refuses it', async () => {
    const { server, connector } = await open({}, byClient)
    await connector.clock(never)
    server.revoke()
    await connector.clock(never)
    expect(server.grants()).toBe(2)
  })

  test.each<[string, (opened: Opened) => void]>([
    ['ends', ({ clock }) => clock.pass(24 * hourMs)],
    ['is revoked', ({ server }) => server.revoke()],
  ])(
    'renewed in the middle of a run when it %s: nothing is lost, and one token does for all',
    async (_, end) => {
      const orders = manyOrders(620)
      const opened = await open({ orders }, byClient)
      const { server, connector } = opened
      await connector.clock(never)
      const before = server.requests.length
      server.setFailure((_request, n) => {
        // While the second page is under way, and again while several batches are.
        if (n === before + 2 || n === before + 6) end(opened)
        return undefined
      })
      const pages = await collect(connector.list({ from: '2026-10-01T00:00:00.000Z', to: null }, never))
      const ids = pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))
      expect(new Set(ids).size).toBe(620)
      const batches = [0, 30, 60, 90].map((start) => connector.fetch(ids.slice(start, start + 30), never))
      const fetched = (await Promise.all(batches)).flatMap((answer) => answer.orders)
      expect(new Set(fetched.map((order) => order.shopOrderId))).toEqual(new Set(ids.slice(0, 120)))
      expect(server.grants()).toBe(3)
    },
  )

  test('not renewed for ever', async () => {
    const { server, connector } = await open({}, byClient)
    await connector.clock(never)
    const before = server.requests.length
    server.setFailure(({ path }) =>
      path.endsWith('graphql.json') ? { status: 401, body: '{"errors":"[API] Invalid"}' } : undefined,
    )
    expect((await failureOf(connector.clock(never))).code).toBe('credentials-rejected')
    // Refused, renewed, refused.
    expect(server.requests.length - before).toBe(3)
  })

  test.each([
    ['a wrong token', { accessToken: 'shpat_0' }, {}, 'credentials-rejected'],
    ['a wrong secret', { ...testClient, clientSecret: 'shpss_0' }, {}, 'credentials-rejected'],
    ['an app that is not installed', testClient, { notInstalled: true }, 'app-not-installed'],
  ])('%s is named', async (_, credentials, options, code) => {
    const { connector } = await open(options, { credentials })
    expect((await failureOf(connector.clock(never))).code).toBe(code)
  })

  test('secrets stay out of what is remembered, and out of addresses', async () => {
    const { server, connector } = await open({}, byClient)
    const connection = JSON.stringify(await connector.resolve(never))
    expect(connection).not.toContain(testClient.clientId)
    expect(connection).not.toContain('shpat_')
    for (const request of server.requests) expect([...request.query.keys()]).toEqual([])
  })
})
