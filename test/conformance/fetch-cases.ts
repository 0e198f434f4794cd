import { describe, expect, test } from 'vitest'
import type { SlimRow } from '../../main/connectors/connector.ts'
import { closeAfterEach, never, open } from './opened.ts'
import { type ShopUnderTest, someOrders } from './shop-under-test.ts'

/** The second pass: full orders by id. */
export function describeFetch(shop: ShopUnderTest): void {
  closeAfterEach()

  describe('the second pass', () => {
    test('gives the orders asked for, readable, with the shop’s own data of each', async () => {
      const orders = someOrders(5)
      const { connector } = await open(shop, { orders })
      const ids = orders.map((order) => shop.shopOrderId(order.id))
      const answer = await connector.fetch(ids, never)
      expect(answer.orders.map((order) => order.shopOrderId).sort()).toEqual(ids)
      const raw: unknown = JSON.parse(Buffer.from(answer.raw).toString('utf8'))
      if (!Array.isArray(raw)) throw new Error('raw is no list')
      expect(new Set(answer.orders.map((order) => order.rawIndex)).size).toBe(ids.length)
      for (const { shopOrderId, rawIndex, result, number } of answer.orders) {
        expect(JSON.stringify(raw[rawIndex])).toContain(shopOrderId)
        expect(number).not.toBe('')
        const order = orders.find(({ id }) => shop.shopOrderId(id) === shopOrderId)
        expect(result).toMatchObject({
          order: { shopOrderId, number, placedAt: order?.created, modifiedAt: order?.modified },
        })
      }
    })

    test('takes as many at once as the connector says', async () => {
      const { connector } = await open(shop, { orders: someOrders(200) })
      const ids = someOrders(200)
        .slice(0, connector.maxBatch)
        .map((order) => shop.shopOrderId(order.id))
      const { orders } = await connector.fetch(ids, never)
      expect(orders.map((order) => order.shopOrderId).sort()).toEqual(ids)
    })

    test('leaves out what the shop does not have, and what cannot be an order', async () => {
      const { connector, server } = await open(shop, { orders: someOrders(3) })
      server.removeOrder(1001)
      const ids = [1001, 1002, 999_999].map(shop.shopOrderId)
      const { orders } = await connector.fetch([...ids, 'abc'], never)
      expect(orders.map((order) => order.shopOrderId)).toEqual([shop.shopOrderId(1002)])
    })

    test('asks for nothing when there is nothing to ask for', async () => {
      const { connector, server } = await open(shop, { orders: someOrders(3) })
      const before = server.requests()
      expect((await connector.fetch([], never)).orders).toEqual([])
      expect(server.requests()).toBe(before)
    })

    test('R31: knows an order that is gone from one that an answer lacks', async () => {
      const { connector, server } = await open(shop, { orders: someOrders(3) })
      server.removeOrder(1001)
      expect(await connector.isGone(shop.shopOrderId(1000), never)).toBe(false)
      expect(await connector.isGone(shop.shopOrderId(1001), never)).toBe(true)
      expect(await connector.isGone('abc', never)).toBe(true)
    })

    test.each(['malformed', 'html-page', 'server-error', 'empty-body'] as const)(
      'R31: does not take an answer that is none (%s) for a deleted order',
      async (trouble) => {
        const { connector, server } = await open(shop, { orders: someOrders(1) })
        await connector.clock(never)
        server.setTrouble(() => trouble)
        const gone = connector.isGone(shop.shopOrderId(1000), never).catch(() => false)
        expect(await gone).toBe(false)
      },
    )

    test('gives an order that is asked for twice once', async () => {
      const { connector } = await open(shop, { orders: someOrders(2) })
      const id = shop.shopOrderId(1001)
      expect((await connector.fetch([id, id], never)).orders).toHaveLength(1)
    })

    test('tells the same state as the first pass', async () => {
      const orders = someOrders(2).map((order, place) => ({
        ...order,
        state: place === 0 ? ('wanted' as const) : ('unwanted' as const),
      }))
      const { connector } = await open(shop, { orders })
      const states = new Map<string, readonly (string | null | undefined)[]>()
      for await (const page of connector.list({ from: '2026-01-01T00:00:00.000Z', to: null }, never)) {
        for (const row of page.rows) states.set(row.shopOrderId, stateOf(row))
      }
      const { orders: fetched } = await connector.fetch([...states.keys()], never)
      for (const { shopOrderId, result } of fetched) {
        expect(stateOf('order' in result ? result.order : result)).toEqual(states.get(shopOrderId))
      }
    })
  })

  describe('the states', () => {
    test('exist on the shop under the identifiers that its orders carry', async () => {
      const { connector } = await open(shop, { orders: someOrders(1) })
      const known = (await connector.states(never)).map((state) => state.id)
      const { orders } = await connector.fetch([shop.shopOrderId(1000)], never)
      expect(
        orders
          .map(({ result }) => ('order' in result ? result.order.stateId : ''))
          .every((id) => known.includes(id)),
      ).toBe(true)
    })

    test('downloaded by default take the wanted and leave the others', async () => {
      const orders = someOrders(2).map((order, place) => ({
        ...order,
        state: place === 0 ? ('wanted' as const) : ('unwanted' as const),
      }))
      const { connector } = await open(shop, { orders })
      const wanted = (await connector.wantedStates?.(null, never))?.states ?? shop.platform.defaultStates
      const { orders: fetched } = await connector.fetch(
        orders.map(({ id }) => shop.shopOrderId(id)),
        never,
      )
      const taken = fetched.map(({ shopOrderId, result }) => {
        const [, id] = stateOf('order' in result ? result.order : result)
        return [shopOrderId, wanted.includes(id ?? '')]
      })
      expect(Object.fromEntries(taken)).toEqual({
        [shop.shopOrderId(1000)]: true,
        [shop.shopOrderId(1001)]: false,
      })
    })
  })
}

/** A state's name and identifier. */
function stateOf({ state, stateId = state }: Pick<SlimRow, 'state' | 'stateId'>) {
  return [state, stateId]
}
