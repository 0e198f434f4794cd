import { describe, expect, test } from 'vitest'
import { always, closeAfterEach, failureOf, listed, listedIds, never, open } from './opened.ts'
import { type NeutralOrder, type ShopUnderTest, someOrders } from './shop-under-test.ts'

/** R17: one order by its number, and orders by when they were placed. */
export function describeFind(shop: ShopUnderTest): void {
  closeAfterEach()
  const idsOf = (orders: readonly NeutralOrder[]) => orders.map((order) => shop.shopOrderId(order.id))

  describe('R17: an order asked for by its number', () => {
    test('is found by the number that the list shows, with # and in capitals, and by its identifier', async () => {
      const { connector } = await open(shop, { orders: someOrders(30) })
      const row = (await listed(connector, always)).at(17)
      if (!row) throw new Error('no row')
      for (const typed of [row.number, `  #${row.number.replace(/^#/, '')} `, row.shopOrderId]) {
        expect((await connector.find(typed, never)).rows, typed).toEqual([row])
      }
      const capitals = await connector.find(row.number.toUpperCase(), never)
      expect(capitals.rows.map(({ shopOrderId }) => shopOrderId)).toEqual([row.shopOrderId])
    })

    test('is found whatever its state and however old', async () => {
      const old: NeutralOrder = {
        id: 1001,
        state: 'unwanted',
        created: '2020-02-29T10:00:00.000Z',
        modified: '2020-03-01T10:00:00.000Z',
      }
      const { connector } = await open(shop, { orders: [old, ...someOrders(3, { firstId: 2000 })] })
      expect((await connector.find('1001', never)).rows).toMatchObject([
        { shopOrderId: shop.shopOrderId(1001), placedAt: old.created, modifiedAt: old.modified },
      ])
    })

    test.each([
      '999999',
      '',
      '   ',
      '#',
      '0',
      '-1',
      '1001|1002',
      '1001,1002',
      '[1001]',
      "1001' OR id:1002",
      'name:*',
      '%',
      '🙂',
      'x\ny',
      '9'.repeat(10_000),
    ])('finds nothing for %j, and asks for nothing dangerous', async (typed) => {
      const { connector } = await open(shop, { orders: someOrders(5) })
      expect((await connector.find(typed, never)).rows).toEqual([])
    })

    test('finds no order that only resembles the number', async () => {
      const { connector } = await open(shop, { orders: someOrders(30) })
      const [row] = await listed(connector, always)
      if (!row) throw new Error('no row')
      expect((await connector.find(row.number.slice(0, -1), never)).rows).toEqual([])
      expect((await connector.find(`${row.number}0`, never)).rows).toEqual([])
    })

    test('of a shop that cannot be asked is a failure, not an order that does not exist', async () => {
      const { connector, server } = await open(shop, { orders: someOrders(3) })
      server.setTrouble(() => 'unavailable')
      expect((await failureOf(connector.find('1001', never))).code).toMatch(/maintenance|server-error/)
    })

    test('can be cancelled', async () => {
      const { connector, server } = await open(shop, { orders: someOrders(3) })
      server.setTrouble(() => 'stall')
      const stop = new AbortController()
      const before = server.requests()
      const asking = failureOf(connector.find('1001', stop.signal))
      await server.arrived(before + 1)
      stop.abort()
      expect(await asking).toMatchObject({ code: 'cancelled' })
    })
  })

  describe('R17: the window by creation', () => {
    const at = (time: string) => `2026-11-20T${time}.000Z`
    const order = (id: number, created: string): NeutralOrder => ({
      id,
      state: 'wanted',
      created: at(created),
      modified: '2026-11-22T08:00:00.000Z',
    })

    test('holds what was placed inside and at both ends, whenever it was modified', async () => {
      const times = ['10:00:00', '10:00:01', '11:00:00', '11:00:01']
      const orders = times.map((time, place) => order(1001 + place, time))
      const { connector } = await open(shop, { orders })
      const by = 'created'
      const ids = await listedIds(connector, { from: at('10:00:01'), to: at('11:00:00'), by })
      expect(ids).toEqual(idsOf(orders.slice(1, 3)))
      expect(await listedIds(connector, { from: at('11:00:00'), to: null, by })).toEqual(
        idsOf(orders.slice(2)),
      )
      const modified = { from: at('00:00:00'), to: at('23:00:00') }
      expect(await listedIds(connector, modified)).toEqual([])
    })
  })
}
