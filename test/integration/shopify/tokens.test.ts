import { afterEach, describe, expect, test } from 'vitest'
import { schemaThere, skipNote, testClient, testToken } from '../../shopify-server/index.ts'
import { failureOf, never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

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
