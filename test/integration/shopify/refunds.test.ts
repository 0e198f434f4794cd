import { afterEach, describe, expect, test } from 'vitest'
import { makeOrder, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { moneyBag } from '../../shopify-server/orders.ts'
import { never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

afterEach(closeAll)

const cents = (value: number) => moneyBag(BigInt(value) * 10_000_000n)
const line = (place: number) => ({ id: `gid://shopify/LineItem/${9000 + place}` })

function refunded(id: number, amount = 1220) {
  const refund = {
    id: `gid://shopify/Refund/${id}`,
    note: null,
    createdAt: '2026-11-25T09:00:00Z',
    totalRefundedSet: cents(amount),
    refundLineItems: [
      {
        quantity: 1,
        restockType: 'RETURN',
        lineItem: line(0),
        subtotalSet: cents(1220),
        totalTaxSet: cents(220),
      },
    ],
    refundShippingLines: [],
    return: { exchangeLineItems: [{ lineItems: [line(1)] }] },
  }
  const lines = [{ price: '12.20', quantity: 2 }, { price: '12.20' }]
  return makeOrder({ id, lines, fields: { totalRefundedSet: cents(amount), refunds: [refund] } })
}

const namesOf = (asked: readonly { query: string }[]) =>
  asked.map(({ query }) => /^query (\w+)/.exec(query)?.[1])

describe.skipIf(!schemaThere)(`refunds${skipNote}`, () => {
  test('are asked for with their lines, for the orders that have any, all at once', async () => {
    const orders = [makeOrder({ id: 1 }), refunded(2), refunded(3)]
    const { connector, server } = await open({ orders })
    await connector.clock(never)
    const before = server.asked.length
    const { orders: fetched, raw } = await connector.fetch(['1', '2', '3'], never)
    expect(namesOf(server.asked.slice(before))).toEqual(['DownloadOrdiniOrders', 'DownloadOrdiniRefunds'])
    const refunds = fetched.map(({ result }) => ('order' in result ? result.order.refunds : null))
    expect(refunds).toMatchObject([
      [],
      [{ id: '2', at: '2026-11-25T09:00:00.000Z', lines: [{ quantity: '1', net: '10.00', tax: '2.20' }] }],
      [{ id: '3' }],
    ])
    const nodes = JSON.parse(Buffer.from(raw).toString('utf8')) as { refunds: readonly object[] }[]
    expect(nodes[1]?.refunds[0]).toHaveProperty('refundLineItems')
  })

  test('cost orders without any nothing', async () => {
    const { connector, server } = await open({ orders: [makeOrder({ id: 1 })] })
    await connector.clock(never)
    const before = server.asked.length
    await connector.fetch(['1'], never)
    expect(namesOf(server.asked.slice(before))).toEqual(['DownloadOrdiniOrders'])
  })

  test('that are too dear for one query are asked for in several', async () => {
    const ids = [1, 2, 3, 4, 5]
    const { connector, server } = await open({ orders: ids.map((id) => refunded(id)) })
    const { orders } = await connector.fetch(ids.map(String), never)
    const found = orders.map(({ result }) => ('order' in result ? result.order.refunds[0]?.id : null))
    expect(found).toEqual(ids.map(String))
    expect(server.refusals.tooDear).toBeLessThanOrEqual(2)
  })

  test('R49: of an order with more than come with it all are read, with their lines', async () => {
    const many = (id: number, count: number) => {
      const refunds = Array.from({ length: count }, (_, place) => {
        const [refund] = refunded(100 * id + place, 100).refunds as object[]
        return { ...refund, createdAt: `2026-11-25T09:${String(place).padStart(2, '0')}:00Z` }
      })
      const lines = [{ price: '12.20', quantity: 2 }, { price: '12.20' }]
      return makeOrder({ id, lines, fields: { totalRefundedSet: cents(100 * count), refunds } })
    }
    const { connector, server } = await open({ orders: [many(1, 5), many(2, 23), many(3, 4)] })
    await connector.clock(never)
    const { orders, raw } = await connector.fetch(['1', '2', '3'], never)
    const all = orders.map(({ result }) => ('order' in result ? result.order.refunds : []))
    expect(all.map((refunds) => refunds.length)).toEqual([5, 23, 4])
    expect(all[1]?.map(({ id }) => id)).toEqual(Array.from({ length: 23 }, (_, place) => String(200 + place)))
    for (const { lines, amount } of all.flat())
      expect([lines[0]?.name, amount]).toEqual(['Articolo 1', '1.00'])
    // What is kept is what was read: a later reading of it has them, too.
    expect((JSON.parse(Buffer.from(raw).toString('utf8')) as { refunds: [] }[])[1]?.refunds).toHaveLength(23)
    const names = namesOf(server.asked)
    // Only those that may have more are asked which.
    expect(names.filter((name) => name === 'DownloadOrdiniRefundIds')).toHaveLength(2)
  })

  test('R49: of a refund with more lines than come with it all are read', async () => {
    const returned = Array.from({ length: 63 }, (_, place) => ({
      quantity: 1,
      restockType: 'RETURN',
      lineItem: line(place),
      subtotalSet: cents(122),
      totalTaxSet: cents(22),
    }))
    const big = (id: number) => {
      const [refund] = refunded(id, 122 * 63).refunds as object[]
      const lines = Array.from({ length: 63 }, () => ({ price: '1.22' }))
      const refunds = [{ ...refund, refundLineItems: returned, return: null }]
      return makeOrder({ id, lines, fields: { totalRefundedSet: cents(122 * 63), refunds } })
    }
    const { connector, server } = await open({ orders: [big(1), refunded(2)] })
    await connector.clock(never)
    const { orders } = await connector.fetch(['1', '2'], never)
    const [first, second] = orders.map(({ result }) => ('order' in result ? result.order.refunds : []))
    expect(first?.[0]?.lines).toHaveLength(63)
    expect(new Set(first?.[0]?.lines.map(({ name }) => name)).size).toBe(63)
    expect(second?.[0]?.lines).toHaveLength(1)
    // Ten come along, fifty at a time are asked for.
    const names = namesOf(server.asked)
    expect(names.filter((name) => name === 'DownloadOrdiniRefundLines')).toHaveLength(2)
  })

  test.each([
    [true, ['1', '-1']],
    [false, ['1']],
  ])('exchanges: read_returns %s', async (granted, quantities) => {
    const scopes = ['read_orders', 'read_all_orders', ...(granted ? ['read_returns'] : [])]
    const { connector } = await open({ orders: [refunded(1)], scopes })
    await connector.clock(never)
    const [first] = (await connector.fetch(['1'], never)).orders
    const refunds = first !== undefined && 'order' in first.result ? first.result.order.refunds : []
    expect(refunds[0]?.lines.map(({ quantity }) => quantity)).toEqual(quantities)
  })

  test('a company is known by its location where the app may read customers', async () => {
    const purchasingEntity = {
      company: { name: 'Ditta Srl' },
      location: { taxSettings: { taxRegistrationId: 'IT01234567897' } },
    }
    const { connector } = await open({ orders: [makeOrder({ id: 1, fields: { purchasingEntity } })] })
    await connector.clock(never)
    const [first] = (await connector.fetch(['1'], never)).orders
    expect(first?.result).toMatchObject({
      order: { customer: { company: 'Ditta Srl' }, fiscal: { vatNumber: '01234567897' } },
    })
  })
})
