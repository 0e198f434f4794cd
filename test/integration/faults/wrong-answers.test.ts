import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { createConnector as createPresta } from '../../../main/connectors/prestashop/connector.ts'
import { Failure } from '../../../main/words/failure.ts'
import { elementText } from '../../../main/words/json-text.ts'
import { type PlatformId, platformIds, shopSettingsSchema } from '../../../main/words/shop.ts'
import { quickHttp } from '../../conformance/shop-under-test.ts'
import {
  type Bundle,
  manyOrders,
  testKey as prestaKey,
  startPrestaServer,
} from '../../prestashop-server/index.ts'
import { schemaThere } from '../../shopify-server/index.ts'
import { type FaultShop, startFaultShop } from '../../support/fault-shops.ts'
import { testTls } from '../../woo-server/index.ts'

const at = Date.UTC(2026, 10, 20, 9)
const now = () => new Date('2026-11-20T12:00:00.000Z')
const never = new AbortController().signal
let shop: FaultShop | undefined
afterEach(() => shop?.close())

async function opened(id: PlatformId) {
  shop = await startFaultShop(id, { now })
  shop.add([1001, 1002, 1003, 1004].map((order) => ({ id: order, at, kind: 'good' })))
  const http = quickHttp()
  const { url, credentials, open } = shop
  // WooCommerce's test shop has a certificate that nobody vouches for.
  const certificateFingerprint = new X509Certificate(testTls.cert).fingerprint256.replaceAll(':', '')
  const settings = { ...shopSettingsSchema.parse({}), certificateFingerprint }
  return { shop, connector: open({ url, credentials, settings, connection: null, http, now }) }
}

describe('answers to another question', () => {
  it.each(platformIds.filter((id) => id !== 'shopify' || schemaThere))(
    'R31: %s, the orders of another request do not make those asked for count as gone',
    async (id) => {
      const { shop: site, connector } = await opened(id)
      await connector.fetch(['1001'], never)
      let other: { readonly status: number; readonly body: unknown } | null = null
      site.setFailure((request) => (answer) => {
        const isOrders = /orders|graphql/.test(request.path)
        if (!isOrders) return answer
        other ??= answer
        return { ...answer, body: other.body as typeof answer.body }
      })
      await connector.fetch(['1001', '1002'], never)
      await expect(connector.fetch(['1003', '1004'], never)).rejects.toSatisfy(isShape)
    },
  )

  it.each(platformIds.filter((id) => id !== 'shopify' || schemaThere))(
    'R17: %s, an order is not unknown to the shop because the answer is about another one',
    async (id) => {
      const { shop: site, connector } = await opened(id)
      const { rows } = await connector.find('1001', never)
      expect(rows).toHaveLength(1)
      let other: unknown = null
      site.setFailure((request) => (answer) => {
        if (!/orders$|graphql/.test(request.path)) return answer
        if (String(answer.body).includes('1001')) other ??= answer.body
        return { ...answer, body: (other ?? answer.body) as typeof answer.body }
      })
      await connector.find('1001', never)
      await expect(connector.find('1002', never)).rejects.toSatisfy(isShape)
    },
  )

  it('R39: woocommerce, a list that a plugin took a row out of, which PHP prints as a map, is read', async () => {
    const { shop: site, connector } = await opened('woocommerce')
    site.setFailure((request) => (answer) => {
      if (!request.path.endsWith('/orders')) return answer
      const rows = JSON.parse(String(answer.body)) as unknown[]
      const map = rows.length < 2 ? rows : Object.fromEntries(Object.entries(rows).slice(1))
      return { ...answer, body: JSON.stringify(map) as typeof answer.body }
    })
    const window = { from: new Date(at - 1).toISOString(), to: null }
    const listed: string[] = []
    for await (const { rows } of connector.list(window, never))
      listed.push(...rows.map(({ shopOrderId }) => shopOrderId))
    expect(listed).toEqual(expect.arrayContaining(['1002', '1003', '1004']))
    const { orders, raw } = await connector.fetch(['1001', '1002', '1003'], never)
    expect(orders.map(({ shopOrderId }) => shopOrderId)).toEqual(['1002', '1003'])
    const kept = orders.map(
      ({ rawIndex }) => JSON.parse(elementText(raw, rawIndex)) as { readonly id: number },
    )
    expect(kept.map(({ id }) => id)).toEqual([1002, 1003])
  })

  it('R14: woocommerce, an order in full does not end the list, which has had it already', async () => {
    const { shop: site, connector } = await opened('woocommerce')
    site.add(Array.from({ length: 150 }, (_, n) => ({ id: 1005 + n, at, kind: 'good' })))
    let full: object | null = null
    site.setFailure((request) => (answer) => {
      if (request.query.has('include')) full ??= answer
      return full !== null && Number(request.query.get('offset')) > 0 ? { ...answer, ...full } : answer
    })
    await connector.fetch(['1001'], never)
    const reading = async () => {
      for await (const { rows } of connector.list({ from: new Date(at - 1).toISOString(), to: null }, never))
        expect(rows).toHaveLength(100)
    }
    await expect(reading()).rejects.toSatisfy(isShape)
  })

  it.each(platformIds.filter((id) => id !== 'shopify' || schemaThere))(
    'R31: %s, rows of the list are not taken for orders in full',
    async (id) => {
      const { shop: site, connector } = await opened(id)
      let list: unknown = null
      site.setFailure((request) => (answer) => {
        if (/orders|graphql/.test(request.path) && list === null && String(answer.body).includes('1001'))
          list = answer.body
        return answer
      })
      const from = new Date(at - 3_600_000).toISOString()
      for await (const page of connector.list({ from, to: null }, never))
        expect(page.rows.length).toBeLessThan(5)
      site.setFailure((request) => (answer) => {
        return /orders|graphql/.test(request.path) ? { ...answer, body: list as typeof answer.body } : answer
      })
      await expect(connector.fetch(['1001', '1002', '1003', '1004'], never)).rejects.toSatisfy(isShape)
    },
  )
})

describe('an empty answer, which does not say what it is of', () => {
  const [model] = manyOrders(1, () => ({ date_add: '2026-11-20 10:00:00', date_upd: '2026-11-20 10:00:00' }))
  if (!model) throw new Error('no order')
  const id_order = String(model.order.id)
  const order_reference = String(model.order.reference)
  const { total_paid_real: amount, total_discounts: value } = model.order
  const whole: Bundle = {
    ...model,
    details: model.details.map((row) => ({ ...row, product_quantity_refunded: '1' })),
    payments: [{ id: 7, order_reference, amount, transaction_id: 'T7', date_add: '2026-11-20 10:05:00' }],
    cartRules: [{ id: 8, id_order, name: 'BENVENUTO5', value, value_tax_excl: value, deleted: '0' }],
    slips: [{ id: 9, id_order, amount: '10.00', shipping_cost_amount: '0.00' }],
  }
  const presta = async (bundle: Bundle) => {
    const server = await startPrestaServer({ orders: [bundle], now })
    onTestFinished(server.close)
    const settings = shopSettingsSchema.parse({})
    const credentials = { key: prestaKey }
    const target = { url: server.url, credentials, settings, connection: null, http: quickHttp(), now }
    const connector = createPresta(target)
    const fetch = async () => (await connector.fetch([id_order], never)).orders[0]?.result
    return { server, fetch }
  }

  it.each(['order_details', 'addresses', 'customers', 'order_slip', 'order_cart_rules', 'order_payments'])(
    'R23: PrestaShop, one in place of %s does not leave an order without them',
    async (resource) => {
      const { server, fetch } = await presta(whole)
      const before = await fetch()
      expect(before).toMatchObject({
        order: {
          transactionId: 'T7',
          discounts: [{ code: 'BENVENUTO5' }],
          refunds: [{ amount: '10.00' }],
          lines: expect.arrayContaining([expect.anything()]),
        },
      })
      let emptied = 0
      server.setFailure((request) => (answer) => {
        if (emptied > 0 || !request.path.endsWith(`/${resource}`)) return answer
        emptied += 1
        return { ...answer, body: '[]' }
      })
      expect(await fetch()).toEqual(before)
      expect(emptied).toBe(1)
    },
  )

  it('R23: PrestaShop, refunds, vouchers and payments that are empty twice are believed', async () => {
    const { server, fetch } = await presta({ ...whole, payments: [], cartRules: [], slips: [] })
    expect(await fetch()).toMatchObject({ order: { paidAt: null, refunds: [], discounts: [{}] } })
    const asked = server.requests.map(({ path }) => path.replace('/api/', ''))
    const times = (resource: string) => asked.filter((path) => path === resource).length
    expect(['order_slip', 'order_cart_rules', 'order_payments'].map(times)).toEqual([2, 2, 2])
  })
})

function isShape(error: unknown): boolean {
  return error instanceof Failure && error.value.code === 'body-shape'
}
