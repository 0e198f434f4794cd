import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../main/connectors/magento/map-order.ts'
import {
  declaredNames,
  declaredParameters,
  description,
  differences,
} from '../../magento-server/description.ts'
import { item, type JsonObject, manyOrders, order } from '../../magento-server/index.ts'
import { ask } from '../../woo-server/ask.ts'
import { closeAfterEach, collect, never, openShop, startServer, tokenAlone } from './open-shop.ts'

closeAfterEach()

const orders = 'sales-data-order-search-result-interface'
const headers = { authorization: `Bearer ${tokenAlone.accessToken}` }

/** Orders of every kind that the tests use. */
const kinds: readonly JsonObject[] = [
  order(1),
  order(2, {
    items: [item(1, { product_type: 'bundle' }), item(2, { parent_item_id: 1, parent_item: item(1) })],
    coupon_code: 'X',
    total_refunded: 1.5,
  }),
]

describe.skipIf(description === null)(
  `the test server speaks as Adobe describes 2.4.8${description === null ? ' (skipped: no ../shared/schemas here)' : ''}`,
  () => {
    test('in what it answers', async () => {
      const server = await startServer({ bearer: true, orders: kinds })
      const answered = await ask(`${server.url}/rest/V1/orders?searchCriteria[pageSize]=10`, { headers })
      expect(answered.status).toBe(200)
      expect(differences(answered.json(), orders)).toEqual([])
    })

    test('in how it refuses', async () => {
      const server = await startServer({})
      for (const path of [
        '/rest/V1/orders',
        '/rest/V1/nothing',
        '/rest/V1/orders?searchCriteria[pageSize]=x',
      ]) {
        const answered = await ask(server.url + path, { headers: { authorization: 'OAuth oauth_nonce="1"' } })
        const { parameters: _, ...body } = answered.json() as JsonObject
        expect(differences(body, 'error-response')).toEqual([])
      }
    })

    test('and the check of that sees what is wrong', () => {
      const wrong = { ...order(1), nome: 'x', grand_total: '30.50', customer_email: undefined }
      expect(differences({ items: [wrong], search_criteria: {}, total_count: 1.5 }, orders)).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/nome is not declared$/),
          expect.stringMatching(/grand_total: "30.50" is no number$/),
          expect.stringMatching(/total_count: 1.5 is no integer$/),
        ]),
      )
    })
  },
)

describe.skipIf(description === null)('the connector asks and reads what the API has', () => {
  test('parameters', async () => {
    const server = await startServer({ orders: kinds })
    const shop = openShop({ url: server.url })
    await collect(shop.list({ from: '2026-01-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }, never))
    await shop.fetch(['1', '2'], never)
    await shop.states(never)
    const declared = declaredParameters()
    for (const { query } of server.requests) {
      for (const name of query.keys()) {
        // `fields` goes with every request and is described apart.
        if (name !== 'fields') expect(declared).toContain(name.replace(/\[\d+\]/g, '[0]'))
      }
    }
  })

  test('fields of orders, rows, addresses and payments', () => {
    const read = new Map<string, Set<string>>()
    const watched = (json: unknown, definition: string) =>
      new Proxy(json as object, {
        get(target, name) {
          const names = read.get(definition) ?? new Set<string>()
          if (typeof name === 'string') names.add(name)
          read.set(definition, names)
          return Reflect.get(target, name)
        },
      })
    const json = order(1)
    mapOrder(
      watched(
        {
          ...json,
          items: (json.items as JsonObject[]).map((row) => watched(row, 'sales-data-order-item-interface')),
          billing_address: watched(json.billing_address, 'sales-data-order-address-interface'),
          payment: watched(json.payment, 'sales-data-order-payment-interface'),
          extension_attributes: watched(json.extension_attributes, 'sales-data-order-extension-interface'),
        },
        'sales-data-order-interface',
      ),
      {},
    )
    for (const [definition, names] of read) {
      // Modules put `custom_attributes` there; the description has none.
      names.delete('custom_attributes')
      const declared = declaredNames(definition)
      expect([definition, [...names].filter((name) => !declared.has(name))]).toEqual([definition, []])
    }
    expect(read.size).toBe(5)
  })
})

describe('the test server behaves as Magento is known to', () => {
  test('a page past the end is the last one again (magento/magento2#26986)', async () => {
    const server = await startServer({ bearer: true, orders: manyOrders(5) })
    const page = async (number: number) => {
      const query = `searchCriteria[pageSize]=2&searchCriteria[currentPage]=${number}&fields=items[entity_id],total_count`
      return (
        await ask(`${server.url}/rest/V1/orders?${query}&searchCriteria[sortOrders][0][direction]=ASC`, {
          headers,
        })
      ).json()
    }
    expect(await page(3)).toEqual({ items: [{ entity_id: 1004 }], total_count: 5 })
    expect(await page(9)).toEqual(await page(3))
  })

  test('no orders are a list, or null where their fields were filtered', async () => {
    const server = await startServer({ bearer: true })
    const get = async (query: string) =>
      (await ask(`${server.url}/rest/V1/orders?${query}`, { headers })).json()
    expect(await get('fields=items')).toEqual({ items: [] })
    expect(await get('fields=items[entity_id],total_count')).toEqual({ items: null, total_count: 0 })
  })

  test('a stranger, a wrong token and a token that is not taken alone are told the same', async () => {
    const open = await startServer({ bearer: true })
    const closed = await startServer()
    const answers = await Promise.all([
      ask(`${open.url}/rest/V1/orders`),
      ask(`${open.url}/rest/V1/orders`, { headers: { authorization: 'Bearer x' } }),
      ask(`${closed.url}/rest/V1/orders`, { headers }),
    ])
    for (const answered of answers) {
      expect(answered.status).toBe(401)
      expect(answered.json()).toEqual({
        message: "The consumer isn't authorized to access %resources.",
        parameters: { resources: 'Magento_Sales::actions_view' },
      })
    }
  })

  test('one order that cannot be loaded fails its page, even when its fields are left out', async () => {
    const server = await startServer({
      bearer: true,
      orders: manyOrders(3),
      broken: new Map([[1001, 'php-error']]),
    })
    const get = (query: string) => ask(`${server.url}/rest/V1/orders?${query}`, { headers })
    expect((await get('fields=total_count')).status).toBe(500)
    expect((await get('searchCriteria[pageSize]=1&fields=total_count')).status).toBe(200)
  })
})
