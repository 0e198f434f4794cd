import { X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../main/failure.ts'
import { type PlatformId, platformIds, shopSettingsSchema } from '../../../main/shop.ts'
import { quickHttp } from '../../conformance/shop-under-test.ts'
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
  it.each(['order_details', 'addresses', 'customers'])(
    'R23: PrestaShop, one in place of %s does not leave an order without them',
    async (resource) => {
      const { shop: site, connector } = await opened('prestashop')
      const [before] = (await connector.fetch(['1001'], never)).orders
      let emptied = 0
      site.setFailure((request) => (answer) => {
        if (emptied > 0 || !request.path.endsWith(`/${resource}`)) return answer
        emptied += 1
        return { ...answer, body: '[]' }
      })
      const [after] = (await connector.fetch(['1001'], never)).orders
      expect(emptied).toBe(1)
      expect(after?.result).toEqual(before?.result)
    },
  )
})

function isShape(error: unknown): boolean {
  return error instanceof Failure && error.value.code === 'body-shape'
}
