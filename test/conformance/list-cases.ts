import { describe, expect, test } from 'vitest'
import { always, closeAfterEach, listed, listedIds, open, readNothing } from './opened.ts'
import { type NeutralOrder, type ShopUnderTest, someOrders } from './shop-under-test.ts'

/** R13, R14: the first pass. */
export function describeList(shop: ShopUnderTest): void {
  closeAfterEach()
  const idsOf = (orders: readonly NeutralOrder[]) => orders.map((order) => shop.shopOrderId(order.id))

  describe('R13: the window', () => {
    const at = (time: string) => `2026-11-20T${time}.000Z`
    const order = (id: number, modified: string): NeutralOrder => ({
      id,
      state: 'wanted',
      created: '2026-11-01T08:00:00.000Z',
      modified: at(modified),
    })
    const orders = [
      order(1001, '10:00:00'),
      order(1002, '10:00:01'),
      order(1003, '11:00:00'),
      order(1004, '11:00:01'),
    ]

    test('holds what was modified inside and at both ends, and nothing outside', async () => {
      const { connector } = await open(shop, { orders })
      const ids = await listedIds(connector, { from: at('10:00:01'), to: at('11:00:00') })
      expect(ids).toEqual(idsOf(orders.slice(1, 3)))
    })

    test('that begins or ends within a second takes that second in: shops keep whole ones', async () => {
      const { connector } = await open(shop, { orders })
      const within = (time: string) => at(time).replace('.000', '.700')
      const ids = await listedIds(connector, { from: within('10:00:01'), to: within('10:59:59') })
      expect(ids).toContain(shop.shopOrderId(1002))
      expect(ids).not.toContain(shop.shopOrderId(1001))
      expect(await listedIds(connector, { from: always.from, to: within('11:00:00') })).toContain(
        shop.shopOrderId(1003),
      )
    })

    test('without an end reaches until now', async () => {
      const { connector } = await open(shop, { orders })
      expect(await listedIds(connector, { from: at('11:00:00'), to: null })).toEqual(idsOf(orders.slice(2)))
    })

    test('with nothing in it is empty', async () => {
      const { connector } = await open(shop, { orders })
      expect(await listedIds(connector, { from: at('11:00:02'), to: null })).toEqual([])
    })

    test('of a shop without orders is empty', async () => {
      const { connector } = await open(shop, { orders: [] })
      expect(await listedIds(connector, always)).toEqual([])
    })

    test('with a single order gives its number, state and times', async () => {
      const { connector } = await open(shop, { orders: orders.slice(0, 1) })
      const rows = await listed(connector, always)
      expect(rows).toMatchObject([
        {
          shopOrderId: shop.shopOrderId(1001),
          placedAt: '2026-11-01T08:00:00.000Z',
          modifiedAt: at('10:00:00'),
        },
      ])
      expect(rows[0]?.number).not.toBe('')
      expect(rows[0]?.state).toBeTruthy()
    })

    test('takes an order by its modification, however long ago it was placed', async () => {
      const { connector } = await open(shop, { orders: [order(1001, '10:00:00')] })
      expect(await listedIds(connector, { from: at('09:00:00'), to: null })).toEqual([shop.shopOrderId(1001)])
    })
  })

  describe('R14: pages', () => {
    const many = someOrders(shop.pageSize * 2 + 20)

    test('give every order, in ascending id, and end', async () => {
      const { connector } = await open(shop, { orders: many })
      expect(await listedIds(connector, always)).toEqual(idsOf(many))
    })

    test.each([shop.pageSize, shop.pageSize + 1])('give every one of %d orders', async (count) => {
      const orders = someOrders(count)
      const { connector } = await open(shop, { orders })
      expect(await listedIds(connector, always)).toEqual(idsOf(orders))
    })

    test('lose no order modified in the same second as all others', async () => {
      const same = someOrders(shop.pageSize + 20).map((order) => ({
        ...order,
        modified: '2026-11-20T10:00:00.000Z',
      }))
      const { connector } = await open(shop, { orders: same })
      expect(await listedIds(connector, { from: '2026-11-20T10:00:00.000Z', to: null })).toEqual(idsOf(same))
    })

    test('lose none when orders vanish between two of them', async () => {
      const { connector, server } = await open(shop, { orders: many })
      await readNothing(connector)
      server.setTrouble((n) => {
        if (n === 2) for (const { id } of many.slice(0, shop.pageSize - 10)) server.removeOrder(id)
        return undefined
      })
      const ids = new Set(await listedIds(connector, always))
      for (const id of idsOf(many.slice(shop.pageSize - 10))) expect(ids).toContain(id)
    })

    test('end where a page would lie past the end: all behind the first one vanished meanwhile', async () => {
      const { connector, server } = await open(shop, { orders: many })
      await readNothing(connector)
      server.setTrouble((n) => {
        if (n === 2) for (const { id } of many.slice(shop.pageSize)) server.removeOrder(id)
        return undefined
      })
      expect(await listedIds(connector, always)).toEqual(idsOf(many.slice(0, shop.pageSize)))
    })

    test('lose none when orders arrive between two of them', async () => {
      const { connector, server } = await open(shop, { orders: many })
      await readNothing(connector)
      const early = someOrders(30, { firstId: 500 })
      const late = someOrders(30, { firstId: 90_000 })
      server.setTrouble((n) => {
        if (n === 2) for (const order of [...early, ...late]) server.addOrder(order)
        return undefined
      })
      const ids = new Set(await listedIds(connector, always))
      for (const id of idsOf(many)) expect(ids).toContain(id)
    })

    test('lose none when orders change their state and modification between two of them', async () => {
      const { connector, server } = await open(shop, { orders: many })
      await readNothing(connector)
      server.setTrouble((n) => {
        if (n !== 2) return undefined
        for (const { id } of many.filter((_, place) => place % 3 === 0)) {
          server.updateOrder(id, { state: 'unwanted', modified: '2026-11-20T12:00:00.000Z' })
        }
        return undefined
      })
      const ids = new Set(await listedIds(connector, always))
      for (const id of idsOf(many)) expect(ids).toContain(id)
    })

    test('lose none of those that stay when others leave the window', async () => {
      const { connector, server } = await open(shop, { orders: many })
      await readNothing(connector)
      const leaving = many.slice(0, shop.pageSize - 5)
      server.setTrouble((n) => {
        if (n === 2)
          for (const { id } of leaving) server.updateOrder(id, { modified: '2026-11-22T12:00:00.000Z' })
        return undefined
      })
      const ids = new Set(await listedIds(connector, { ...always, to: '2026-11-21T00:00:00.000Z' }))
      for (const id of idsOf(many.slice(leaving.length))) expect(ids).toContain(id)
    })

    test('of an order that shows up again carry the same identifier', async () => {
      const { connector } = await open(shop, { orders: many })
      const rows = await listed(connector, always)
      expect(new Set(rows.map((row) => row.shopOrderId)).size).toBe(many.length)
    })
  })

  describe('R12: the shop’s time zone', () => {
    test.each([
      ['Europe/Rome', '2026-10-24T22:00:00.000Z'],
      ['Europe/Rome', '2026-03-28T22:00:00.000Z'],
      ['America/New_York', '2026-11-01T03:00:00.000Z'],
      ['America/New_York', '2026-03-08T04:00:00.000Z'],
      ['Asia/Kolkata', '2026-10-24T22:00:00.000Z'],
    ])('%s, from %s: no order of the change of daylight saving is lost', async (timeZone, night) => {
      const start = Date.parse(night)
      const orders = Array.from({ length: 32 }, (_, place): NeutralOrder => {
        const modified = new Date(start + place * 15 * 60_000).toISOString()
        return { id: 1000 + place, state: 'wanted', created: modified, modified }
      })
      const { connector } = await open(shop, { orders, timeZone })
      for (const [place, { modified }] of orders.entries()) {
        if (place % 3 !== 0) continue
        const ids = await listedIds(connector, { from: modified, to: null })
        expect(ids).toEqual(expect.arrayContaining(idsOf(orders.slice(place))))
        // Only an hour that comes twice may bring too much.
        expect(ids.length).toBeLessThanOrEqual(32 - place + (shop.localTimes ? 4 : 0))
        const until = await listedIds(connector, { from: always.from, to: modified })
        expect(until).toEqual(expect.arrayContaining(idsOf(orders.slice(0, place + 1))))
      }
    })

    test('times are told in UTC', async () => {
      const modified = '2026-07-01T10:00:00.000Z'
      const orders = [{ id: 1001, state: 'wanted', created: '2026-01-15T10:00:00.000Z', modified } as const]
      const { connector } = await open(shop, { orders, timeZone: 'America/New_York' })
      const [row] = await listed(connector, always)
      expect(row).toMatchObject({ placedAt: '2026-01-15T10:00:00.000Z', modifiedAt: modified })
    })
  })
}
