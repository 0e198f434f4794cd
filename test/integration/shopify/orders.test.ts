import { afterEach, describe, expect, test } from 'vitest'
import type { FetchedOrder } from '../../../main/connectors/connector.ts'
import { makeOrder, manyOrders, schemaThere, skipNote } from '../../shopify-server/index.ts'
import { collect, failureOf, never } from '../woocommerce/open-shop.ts'
import { closeAll, open } from './open-shop.ts'

afterEach(closeAll)
const always = { from: '2026-10-01T00:00:00.000Z', to: null }
const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } })
const orderOf = (fetched: FetchedOrder | undefined) =>
  fetched && 'order' in fetched.result ? fetched.result.order : null

describe.skipIf(!schemaThere)(`a Shopify shop's orders${skipNote}`, () => {
  test('are listed page by page, with how many there are', async () => {
    const orders = manyOrders(620)
    const { server, connector } = await open({ orders })
    const pages = await collect(connector.list(always, never))
    expect(pages.map((page) => page.rows.length)).toEqual([250, 250, 120])
    expect(pages.map((page) => page.total)).toEqual([620, 620, 620])
    expect(pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))).toEqual(
      orders.map((order) => order.legacyResourceId),
    )
    expect(pages[0]?.rows[0]).toEqual({
      shopOrderId: '5000000000001',
      number: '#5000000000001',
      state: 'paid',
      placedAt: '2026-11-01T08:00:00.000Z',
      modifiedAt: '2026-11-01T08:00:00.000Z',
      fulfilment: 'unfulfilled',
    })
    // The probe, and three pages: the count comes with the first of them; and a look at what is behind the last.
    expect(server.asked.map(({ variables }) => variables.count)).toEqual([
      undefined,
      true,
      false,
      false,
      false,
    ])
    expect(server.asked.at(-1)?.variables).toMatchObject({ first: 10, after: null })
  })

  test('beyond what Shopify pages through are listed all the same', async () => {
    const orders = manyOrders(21_000)
    const { server, connector } = await open({ orders })
    const pages = await collect(connector.list(always, never))
    expect(new Set(pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))).size).toBe(21_000)
    expect(pages[0]?.total).toBeNull()
    const begun = server.asked.filter(({ variables }) => variables.after === null)
    expect(begun.map(({ variables }) => variables.query)).toEqual([
      "updated_at:>='2026-10-01T00:00:00Z'",
      "updated_at:>='2026-10-01T00:00:00Z' id:>5000000020000",
      "updated_at:>='2026-10-01T00:00:00Z' id:>5000000021000",
    ])
  })

  test('with more lines than come with them are whole', async () => {
    const lines = Array.from({ length: 130 }, (_, index) => ({ price: `${index + 1}.00` }))
    const { server, connector } = await open({ orders: [makeOrder({ id: 1 }), makeOrder({ id: 2, lines })] })
    const { orders, raw } = await connector.fetch(['1', '2'], never)
    expect(orders.map((order) => orderOf(order)?.lines.length)).toEqual([1, 130])
    expect(
      orderOf(orders[1])
        ?.lines.map((line) => line.sku)
        .at(-1),
    ).toBe('SKU-130')
    const data = JSON.parse(Buffer.from(raw).toString()) as { lineItems: { nodes: unknown[] } }[]
    expect(data[1]?.lineItems.nodes).toHaveLength(130)
    // The probe, the orders, and 120 lines by fifties.
    expect(server.asked).toHaveLength(1 + 1 + 3)
  })

  test('with more shipping lines than come with them add up', async () => {
    const order = makeOrder({ id: 1, lines: [{ price: '12.20' }], shipping: '1.22' })
    const [line] = order.shippingLines as object[]
    const shippingLines = Array.from({ length: 8 }, (_, place) => ({ ...line, title: `Collo ${place + 1}` }))
    const totals = { totalPriceSet: money('21.96'), totalTaxSet: money('3.96') }
    const { connector } = await open({ orders: [{ ...order, ...totals, shippingLines }] })
    const { orders, raw } = await connector.fetch(['1'], never)
    expect(orderOf(orders[0])?.shippingLines.map(({ name }) => name)).toEqual(
      shippingLines.map(({ title }) => title),
    )
    expect(orderOf(orders[0])?.totals).toMatchObject({ shipping: '8.00', total: '21.96' })
    expect(Buffer.from(raw).toString()).toContain('Collo 8')
  })

  test('are fetched as few at a time as Shopify finds cheap enough', async () => {
    const orders = manyOrders(50)
    const { server, connector } = await open({ orders })
    const answer = await connector.fetch(
      orders.map((order) => order.legacyResourceId),
      never,
    )
    expect(answer.orders.every((order) => orderOf(order) !== null)).toBe(true)
    expect(answer.orders.map((order) => order.rawIndex)).toEqual(orders.map((_, index) => index))
    // One refusal teaches the price; nothing is refused after it.
    expect(server.refusals.tooDear).toBe(1)
    const sizes = server.asked.slice(2).map(({ variables }) => (variables.ids as string[]).length)
    expect(sizes.slice(0, -1).every((size) => size >= 3)).toBe(true)
  })

  test('made to try the shop are skipped with that reason', async () => {
    const { connector } = await open({ orders: [makeOrder({ id: 7, fields: { test: true } })] })
    const { orders } = await connector.fetch(['7'], never)
    expect(orders[0]?.result).toEqual({ skip: { code: 'test-order', params: {} }, state: 'paid' })
  })

  test('one that Shopify stumbles over fails its batch, so that it can be found alone', async () => {
    const orders = [makeOrder({ id: 1 }), makeOrder({ id: 2 })]
    const { connector } = await open({ orders, broken: ['2'] })
    expect((await failureOf(connector.fetch(['1', '2'], never))).code).toBe('server-error')
    expect((await failureOf(connector.fetch(['2'], never))).code).toBe('server-error')
    expect(orderOf((await connector.fetch(['1'], never)).orders[0])?.number).toBe('#1')
  })

  test('without the permission for customers and products come with what their addresses say', async () => {
    const { connector } = await open({ orders: [makeOrder({ id: 1 })], scopes: ['read_orders'] })
    const order = orderOf((await connector.fetch(['1'], never)).orders[0])
    expect(order?.customer).toMatchObject({ id: '', name: 'Anna Rossi', email: 'anna@example.it' })
    expect(order?.lines[0]).toMatchObject({ sku: 'SKU-1', productId: '' })
  })

  test('are not taken when that permission went since: the rest is', async () => {
    const { connector, again } = await open({ orders: [makeOrder({ id: 1 })], scopes: ['read_orders'] })
    const { url, facts } = await connector.resolve(never)
    const scopes = 'read_orders,read_customers,read_products'
    const other = again({ connection: { url, facts: { ...facts, scopes } } })
    expect(orderOf((await other.fetch(['1'], never)).orders[0])?.customer.name).toBe('Anna Rossi')
  })

  test('find their fiscal data in metafields by the shop’s mapping', async () => {
    const metafields = [{ namespace: 'fatture', key: 'cf', value: 'RSSNNA80A41D704X' }]
    const { server, connector } = await open(
      { orders: [makeOrder({ id: 1, fields: { metafields } })] },
      { settings: { fiscalFields: { fiscalCode: 'fatture.cf' } } },
    )
    const { orders } = await connector.fetch(['1'], never)
    expect(orderOf(orders[0])?.fiscal.fiscalCode).toBe('RSSNNA80A41D704X')
    expect(server.asked.at(-1)?.variables.metafields).toContain('fatture.cf')
  })
})

describe.skipIf(!schemaThere)(`the 60 days without read_all_orders${skipNote}`, () => {
  const old = makeOrder({ id: 1, createdAt: '2026-06-01T09:00:00Z', updatedAt: '2026-11-20T09:00:00Z' })
  const limited = ['read_orders', 'read_customers']

  test.each([
    ['reaches past them', '2026-06-01T00:00:00.000Z', ['orders-limited']],
    ['lies within them', '2026-11-19T00:00:00.000Z', []],
  ])('a window that %s says %s', async (_, from, codes) => {
    const { connector } = await open({ orders: [old, makeOrder({ id: 2 })], scopes: limited })
    const pages = await collect(connector.list({ from, to: null }, never))
    expect(pages.flatMap((page) => page.notices.map((notice) => notice.code))).toEqual(codes)
    expect(pages.flatMap((page) => page.rows.map((row) => row.shopOrderId))).toEqual(['2'])
  })

  test('with it nothing is said, and nothing missing', async () => {
    const { connector } = await open({ orders: [old] })
    const pages = await collect(connector.list({ from: '2026-06-01T00:00:00.000Z', to: null }, never))
    expect(pages.flatMap((page) => page.notices)).toEqual([])
    expect(pages[0]?.rows).toHaveLength(1)
  })

  test('a permission given since is known from the next run on', async () => {
    const { connector, again } = await open({ orders: [old] })
    const { url, facts } = await connector.resolve(never)
    const other = again({ connection: { url, facts: { ...facts, scopes: 'read_orders' } } })
    await other.clock(never)
    const pages = await collect(other.list({ from: '2026-06-01T00:00:00.000Z', to: null }, never))
    expect(pages.flatMap((page) => page.notices)).toEqual([])
  })
})
