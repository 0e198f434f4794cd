import { afterEach, expect, test } from 'vitest'
import { type JsonObject, manyOrders, startWooServer, type WooServer } from '../../woo-server/index.ts'
import { never, openShop } from './open-shop.ts'

let server: WooServer
afterEach(() => server.close())

async function open(orders: readonly JsonObject[]) {
  server = await startWooServer({ orders })
  return openShop({ url: server.url, settings: { allowHttp: true } })
}

/** Orders that the shop's own search finds by their customers' telephone. */
function withTelephone(count: number, phone: string): JsonObject[] {
  return manyOrders(count, { firstId: 10_000 }).map((order, place) => ({
    ...order,
    number: `IT-${place + 1}`,
    billing: { ...order.billing, phone },
  }))
}

test('R17: with a plugin for sequential numbers an order is found by its number, and so is the one it is the identifier of', async () => {
  const [first, second, third] = manyOrders(3, { firstId: 1500 })
  const shop = await open([
    { ...first, number: 'IT-2026/15' },
    { ...second, number: '7' },
    { ...third, number: '1501' },
  ])
  const found = async (typed: string) =>
    (await shop.find(typed, never)).rows.map(({ shopOrderId, number }) => `${shopOrderId}=${number}`)
  expect(await found('it-2026/15')).toEqual(['1500=IT-2026/15'])
  expect(await found('7')).toEqual(['1501=7'])
  expect(await found('1501')).toEqual(['1501=7', '1502=1501'])
})

test('R17: an order is found behind hundreds of others in which the shop’s search finds its number', async () => {
  const [first, ...others] = withTelephone(350, '0543 7')
  const shop = await open([{ ...first, number: '7' }, ...others])
  const { rows, notices } = await shop.find('7', never)
  expect(rows).toMatchObject([{ shopOrderId: '10000', number: '7' }])
  expect(notices).toEqual([])
  // The probe, the identifier, and four pages of hits.
  expect(server.requests.filter(({ query }) => query.has('search'))).toHaveLength(4)
})

test('R17: a number is searched for in the newest orders, and that is said where there are more', async () => {
  const [first, ...others] = withTelephone(2001, '0543 7')
  const shop = await open([{ ...first, number: '7' }, ...others])
  const { rows, notices } = await shop.find('7', never)
  expect(rows).toEqual([])
  expect(notices).toEqual([{ code: 'search-limited', params: { read: 2000 } }])
})

test('R17: a number that is the identifier too is not searched for further', async () => {
  const shop = await open(
    withTelephone(350, '0543 10300').map((order) => ({ ...order, number: String(order.id) })),
  )
  expect((await shop.find('10300', never)).rows).toMatchObject([{ shopOrderId: '10300' }])
  expect(server.requests.filter(({ query }) => query.has('search'))).toHaveLength(1)
})
