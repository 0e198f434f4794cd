import { describe, expect, test } from 'vitest'
import {
  type Integration,
  item,
  type JsonObject,
  manyOrders,
  order,
  testIntegration,
} from '../../magento-server/index.ts'
import { closeAfterEach, collect, failureOf, never, openShop, startServer } from './open-shop.ts'

closeAfterEach()

const orders: readonly JsonObject[] = [
  order(1, { total_refunded: 9.2 }),
  order(2),
  order(3, { total_refunded: 5 }),
]
/** One piece of the row, the shipping, and 3.00 kept. */
const memo: JsonObject = {
  entity_id: 71,
  order_id: 1,
  created_at: '2026-11-22 10:00:00',
  grand_total: 9.2,
  shipping_amount: 0,
  shipping_tax_amount: 0,
  adjustment: -3,
  comments: [{ comment: 'Reso &amp; rimborso' }],
  items: [
    { order_item_id: 10, sku: 'SKU-10', name: 'Prodotto 10', qty: 1, row_total: 10, tax_amount: 2.2 },
    { order_item_id: 11, sku: 'SKU-10', name: 'Prodotto 10', qty: 1, row_total: null, tax_amount: null },
  ],
}
const mayRead = [testIntegration]
const resources = ['Magento_Sales::sales', 'Magento_Sales::actions_view']
const ordersOnly = [{ ...testIntegration, resources }]

async function fetched(integrations: readonly Integration[]) {
  const server = await startServer({ orders, creditMemos: [memo], integrations })
  const facts = { root: `${server.url}/rest/V1/`, authentication: 'oauth' }
  const shop = openShop({ url: server.url, connection: { url: server.url, facts } })
  const answer = await shop.fetch(['1', '2', '3'], never)
  const refunds = answer.orders.map(({ result }) => ('order' in result ? result.order.refunds : null))
  return { server, shop, answer, refunds }
}

const sumOf = (amount: string) => [{ id: '', at: null, reason: '', amount, lines: [] }]

describe('refunds', () => {
  test('are the credit memos, with their date and lines, by one request a batch', async () => {
    const { server, answer, refunds } = await fetched(mayRead)
    expect(refunds).toEqual([
      [
        {
          id: '71',
          at: '2026-11-22T10:00:00.000Z',
          reason: 'Reso & rimborso',
          amount: '9.20',
          lines: [
            {
              kind: 'goods',
              sku: 'SKU-10',
              name: 'Prodotto 10',
              quantity: '1',
              net: '10.00',
              tax: '2.20',
              vatRate: '22',
            },
            {
              kind: 'fee',
              sku: '',
              name: 'Rettifica',
              quantity: '1',
              net: '-3.00',
              tax: '0.00',
              vatRate: null,
            },
          ],
        },
      ],
      [],
      sumOf('5.00'),
    ])
    expect(server.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['orders', 'creditmemos'])
    const raw = JSON.parse(Buffer.from(answer.raw).toString('utf8')) as JsonObject[]
    expect(raw.map(({ credit_memos: memos }) => memos)).toMatchObject([
      [{ entity_id: 71 }],
      undefined,
      undefined,
    ])
  })

  test('are their sum where the key may not read credit memos, which is asked once', async () => {
    const { server, shop, refunds } = await fetched(ordersOnly)
    expect(refunds).toEqual([sumOf('9.20'), [], sumOf('5.00')])
    const before = server.requests.length
    await shop.fetch(['1'], never)
    expect(server.requests.length - before).toBe(1)
  })

  test('that cannot be read are told by the check, which is passed', async () => {
    const server = await startServer({ orders, integrations: ordersOnly })
    const { ok, steps } = await openShop({ url: server.url }).check(never, () => undefined)
    expect(ok).toBe(true)
    expect(steps.find(({ id }) => id === 'permission')).toMatchObject({
      outcome: 'warning',
      failure: { code: 'scopes-missing' },
    })
  })

  test('cost orders without any nothing', async () => {
    const server = await startServer({ orders: manyOrders(3), integrations: mayRead })
    const facts = { root: `${server.url}/rest/V1/`, authentication: 'oauth' }
    await openShop({ url: server.url, connection: { url: server.url, facts } }).fetch(['1000', '1001'], never)
    expect(server.requests).toHaveLength(1)
  })
})

describe('R39: store views', () => {
  const two = [order(1, { store_id: 1 }), order(2, { store_id: 2, store_name: 'Sito\nOutlet\nInglese' })]
  const stores = ['it', 'en']
  const manager = [
    { ...testIntegration, resources: [...testIntegration.resources, 'Magento_Backend::store'] },
  ]

  async function open(integrations: readonly Integration[], shops: string[] | null = null) {
    const server = await startServer({ orders: two, stores, integrations })
    const facts = { root: `${server.url}/rest/V1/`, authentication: 'oauth' }
    const connection = { url: server.url, facts }
    return openShop({ url: server.url, connection, settings: { shops } })
  }

  const always = { from: '2026-01-01T00:00:00.000Z', to: null }
  async function listed(shops: string[] | null, integrations: readonly Integration[] = manager) {
    const pages = await collect((await open(integrations, shops)).list(always, never))
    return pages.flatMap(({ rows }) => rows.map(({ shopOrderId }) => shopOrderId))
  }

  test('are those of the shop’s list, without the back office', async () => {
    expect(await (await open(manager)).shops?.(never)).toEqual([
      { id: '1', code: 'it', name: 'Vista it', group: 'Negozio', usual: true },
      { id: '2', code: 'en', name: 'Vista en', group: 'Negozio', usual: true },
    ])
  })

  test('are those that orders name where the key may not read the list', async () => {
    expect(await (await open([testIntegration])).shops?.(never)).toEqual([
      { id: '1', code: '', name: 'Italiano', group: 'Negozio', usual: true },
      { id: '2', code: '', name: 'Inglese', group: 'Outlet', usual: true },
    ])
  })

  test('chosen by number or code, are the only ones whose orders are listed', async () => {
    expect(await listed(null)).toEqual(['1', '2'])
    expect(await listed(['2'], [testIntegration])).toEqual(['2'])
    expect(await listed(['it'])).toEqual(['1'])
    expect(await listed(['all'], [testIntegration])).toEqual(['1', '2'])
  })

  test('one that the shop does not have, or whose code the key cannot look up, is told', async () => {
    expect(await failureOf(listed(['fr']))).toMatchObject({ code: 'input-invalid' })
    expect(await failureOf(listed(['it'], [testIntegration]))).toMatchObject({
      code: 'store-views-unreadable',
    })
  })
})

test('a row of which nothing came back is no line of its refund', async () => {
  const items = [{ order_item_id: 10, sku: 'A', name: 'A', qty: 0, row_total: 0, tax_amount: 0 }]
  const server = await startServer({
    orders: [order(1, { total_refunded: 2, items: [item(10)] })],
    creditMemos: [{ ...memo, grand_total: 2, adjustment: 2, items }],
    integrations: mayRead,
  })
  const [first] = (await openShop({ url: server.url }).fetch(['1'], never)).orders
  expect(first?.result).toMatchObject({
    order: { refunds: [{ amount: '2.00', lines: [{ kind: 'fee', net: '2.00' }] }] },
  })
})
