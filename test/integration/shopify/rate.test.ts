import { afterEach, describe, expect, test } from 'vitest'
import { manyOrders, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { collect, failureOf, never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

afterEach(closeAll)
const always = { from: '2026-10-01T00:00:00.000Z', to: null }
/** As a shop of the cheapest plan had it for years. */
const small = { maximum: 1000, restoreRate: 50 }
const throttled = (requestedQueryCost: number, currentlyAvailable: number) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 1000, currentlyAvailable, restoreRate: 50 },
      },
    },
  }),
})

describe.skipIf(!schemaThere)(`Shopify's rate${skipNote}`, () => {
  test('is kept to by a long download: nothing is refused, and no time is given away', async () => {
    const orders = manyOrders(3000)
    const { server, connector, clock, retries } = await open({ orders, bucket: small })
    const pages = await collect(connector.list(always, never))
    expect(pages.flatMap((page) => page.rows)).toHaveLength(3000)
    expect(server.refusals.throttled).toBe(0)
    expect(retries).toEqual([])
    // 12 pages of some 253 points, the last four fifths of them waited for.
    const waited = clock.pauses.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeGreaterThan(30_000)
    expect(waited).toBeLessThan(50_000)
  })

  test('loses nothing of several fetches side by side', async () => {
    const orders = manyOrders(60)
    const { server, connector } = await open({ orders, bucket: small })
    await connector.clock(never)
    const ids = orders.map((order) => order.legacyResourceId)
    const answers = await Promise.all(
      [0, 15, 30, 45].map((start) => connector.fetch(ids.slice(start, start + 15), never)),
    )
    expect(answers.flatMap((answer) => answer.orders)).toHaveLength(60)
    expect(new Set(answers.flatMap((answer) => answer.orders.map((order) => order.shopOrderId))).size).toBe(
      60,
    )
    expect(server.refusals.tooDear).toBeLessThanOrEqual(4)
  })

  test('THROTTLED is waited for exactly, told as pressure, and asked again', async () => {
    const { server, connector, clock, retries } = await open({ orders: manyOrders(1) })
    await connector.resolve(never)
    const before = server.requests.length
    server.setFailure((_, n) => (n === before + 1 ? throttled(202, 118) : undefined))
    await connector.clock(never)
    expect(clock.pauses).toEqual([1680])
    expect(retries).toEqual([{ code: 'rate-limited', status: null, attempt: 1, most: 20, waitSeconds: 1.68 }])
  })

  test('THROTTLED without end is a failure in the end', async () => {
    const { server, connector, clock } = await open({ orders: manyOrders(1) })
    await connector.resolve(never)
    server.setFailure(() => throttled(202, 118))
    expect((await failureOf(connector.clock(never))).code).toBe('rate-limited')
    expect(clock.pauses.length).toBeGreaterThan(10)
  })

  test('a wait for THROTTLED can be cancelled', async () => {
    const stop = new AbortController()
    const { server, connector } = await open({ orders: manyOrders(1) })
    await connector.resolve(never)
    server.setFailure(() => {
      stop.abort()
      return throttled(1000, 0)
    })
    expect((await failureOf(connector.clock(stop.signal))).code).toBe('cancelled')
  })

  test('an internal error without data is asked again, then is the shop’s', async () => {
    const { server, connector, clock, retries } = await open({ orders: manyOrders(1) })
    await connector.resolve(never)
    const body = JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })
    server.setFailure(() => ({ status: 200, headers: { 'Content-Type': 'application/json' }, body }))
    expect(await failureOf(connector.clock(never))).toMatchObject({ code: 'server-error' })
    expect(clock.pauses).toEqual([1000, 2000, 4000, 8000])
    expect(retries.map((retry) => retry.code)).toEqual(Array(4).fill('server-error'))
  })
})
