import { describe, expect, test } from 'vitest'
import type { Connector, ConnectorTarget } from '../../main/connectors/connector.ts'
import { always, closeAfterEach, failureOf, listed, never, open, readNothing, start } from './opened.ts'
import {
  quickHttp,
  type ShopUnderTest,
  type StartOptions,
  someOrders,
  type Trouble,
  targetOf,
} from './shop-under-test.ts'

/** R22: what goes wrong is told apart, tried again where that helps, and can be cancelled. */
export function describeFailures(shop: ShopUnderTest): void {
  closeAfterEach()
  const one = [shop.shopOrderId(1000)]
  const calls: readonly (readonly [
    string,
    (connector: Connector, signal?: AbortSignal) => Promise<unknown>,
  ])[] = [
    ['clock', (connector, signal = never) => connector.clock(signal)],
    ['list', (connector, signal = never) => listAll(connector, signal)],
    ['fetch', (connector, signal = never) => connector.fetch(one, signal)],
  ]

  /** A shop whose states' names are known, so that the case's own request is the first. */
  async function openRead(options: StartOptions, changes: Partial<ConnectorTarget> = {}) {
    const opened = await open(shop, options, changes)
    await readNothing(opened.connector)
    return opened
  }

  describe.each(calls)('R22: %s', (_, call) => {
    test.each<[string, Trouble, RegExp]>([
      ['a refused key (401)', 'unauthorized', /^credentials-rejected$/],
      ['a missing permission (403)', 'forbidden', /^permissions?-missing$/],
      ['an API that is not there (404)', 'not-found', /^(api-not-found|api-disabled)$/],
      ['too many requests (429)', { rateLimitedSeconds: 0 }, /^rate-limited$/],
      ['an error of the shop (500)', 'server-error', /^server-error$/],
      ['a shop that is away (503)', 'unavailable', /^maintenance$/],
      ['a body that is no JSON', 'malformed', /^body-not-json$/],
      ['a web page', 'html-page', /^body-html$/],
      ['nothing at all', 'empty-body', /^body-empty$/],
      ['half an answer', 'truncated', /^(connection-lost|body-truncated)$/],
    ])('names %s', async (_name, trouble, code) => {
      const { connector, server } = await openRead({ orders: someOrders(2) })
      server.setTrouble(() => trouble)
      expect((await failureOf(call(connector))).code).toMatch(code)
    })

    test('does not ask again where the key is wrong or may not read orders', async () => {
      for (const trouble of ['unauthorized', 'forbidden'] as const) {
        const { connector, server } = await openRead({ orders: someOrders(2) })
        const before = server.requests()
        server.setTrouble(() => trouble)
        await failureOf(call(connector))
        // Two: requests that go side by side.
        expect(server.requests() - before).toBeLessThanOrEqual(2)
      }
    })

    test.each<[string, Trouble]>([
      ['errors of the shop', 'server-error'],
      ['a shop that is away', 'unavailable'],
      ['half answers', 'truncated'],
    ])('gets over %s that pass, and tells of each repetition', async (_name, trouble) => {
      const { connector, server, retries } = await openRead({ orders: someOrders(2) })
      server.setTrouble((n) => (n <= 1 ? trouble : undefined))
      await call(connector)
      expect(retries.length).toBeGreaterThanOrEqual(1)
    })

    test('waits as long as the shop asks for', async () => {
      const { connector, server, retries } = await openRead({ orders: someOrders(2) })
      server.setTrouble((n) => (n === 1 ? { rateLimitedSeconds: 7 } : undefined))
      await call(connector)
      expect(retries.map((retry) => retry.code)).toEqual(['rate-limited'])
      expect(retries[0]?.waitSeconds).toBeGreaterThanOrEqual(7)
    })

    test('does not wait for what would take too long, and says how long', async () => {
      const { connector, server } = await openRead({ orders: someOrders(2) })
      server.setTrouble(() => ({ rateLimitedSeconds: 3600 }))
      expect(await failureOf(call(connector))).toMatchObject({
        code: 'rate-limited',
        params: { retryAfterSeconds: 3600 },
      })
    })

    test('ends a request without an answer', async () => {
      const http = quickHttp({ timeoutSeconds: 0.3 })
      const { connector, server } = await openRead({ orders: someOrders(2) }, { http })
      server.setTrouble(() => 'stall')
      expect((await failureOf(call(connector))).code).toBe('timeout')
    })

    test('can be cancelled while the shop is silent', async () => {
      const { connector, server } = await openRead({ orders: someOrders(2) })
      server.setTrouble(() => 'stall')
      const stop = new AbortController()
      const before = server.requests()
      const pending = failureOf(call(connector, stop.signal))
      await server.arrived(before + 1)
      stop.abort()
      expect((await pending).code).toBe('cancelled')
    })

    test('makes no request once it is cancelled', async () => {
      const { connector, server } = await openRead({ orders: someOrders(2) })
      const before = server.requests()
      expect((await failureOf(call(connector, AbortSignal.abort()))).code).toBe('cancelled')
      expect(server.requests()).toBe(before)
    })
  })

  test('a failure between two pages is the listing’s failure', async () => {
    const { connector, server } = await openRead({ orders: someOrders(shop.pageSize + 50) })
    server.setTrouble((n) => (n >= 2 ? 'malformed' : undefined))
    expect((await failureOf(listed(connector, always))).code).toBe('body-not-json')
  })

  test('the way is found at the first request when nobody asked before, and is told', async () => {
    const server = await start(shop, { orders: someOrders(2) })
    const connector = shop.platform.open(targetOf(server))
    expect((await connector.fetch(one, never)).orders).toHaveLength(1)
    const connection = await connector.resolve(never)
    expect(URL.canParse(connection.url)).toBe(true)
    // R32: nothing secret is remembered with the shop.
    for (const secret of Object.values(server.address.credentials)) {
      expect(JSON.stringify(connection)).not.toContain(secret)
    }
  })

  test('the clock is the shop’s, not the computer’s (R12)', async () => {
    const now = new Date(Date.now() - 5 * 60_000)
    const { connector } = await open(shop, { orders: someOrders(1), now: () => now })
    expect(Math.abs((await connector.clock(never)).getTime() - now.getTime())).toBeLessThan(2000)
  })
}

async function listAll(connector: Connector, signal: AbortSignal): Promise<number> {
  let rows = 0
  for await (const page of connector.list(always, signal)) rows += page.rows.length
  return rows
}
