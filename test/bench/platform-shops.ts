/** The platforms' test shops with many orders, for {@link file://./replay-server.ts}. */
import type { PlatformId } from '../../main/words/shop.ts'
import * as magento from '../magento-server/index.ts'
import * as prestashop from '../prestashop-server/index.ts'
import * as shopify from '../shopify-server/index.ts'
import type { BenchShop } from './ours.ts'

export interface PlatformShop {
  readonly url: string
  readonly shop: BenchShop
  /** What to authorize with behind the replay server, where the client's own is only good in front of it. */
  readonly authorization: string | null
}

/** A custom period: the first download then asks for the same in each round. */
const settings = { firstDownloadFrom: '2026-01-01T00:00:00Z' }

export async function startShop(platform: PlatformId, orders: number): Promise<PlatformShop> {
  switch (platform) {
    case 'prestashop': {
      const at = (place: number) => new Date(Date.UTC(2026, 1, 1) + place * 60_000).toISOString()
      const times = (place: number) => {
        const local = at(place).slice(0, 19).replace('T', ' ')
        return { date_add: local, date_upd: local }
      }
      const { url, tables, addOrder } = await prestashop.startPrestaServer()
      for (const bundle of prestashop.manyOrders(orders, times)) addOrder(ofOwnCustomer(tables, bundle))
      return {
        url,
        shop: { platform, credentials: { key: prestashop.testKey }, settings },
        authorization: null,
      }
    }
    case 'shopify': {
      const bucket = { maximum: 100_000_000, restoreRate: 1_000_000 }
      const { url } = await shopify.startShopifyServer({ orders: shopify.manyOrders(orders), bucket })
      const credentials = { accessToken: shopify.testToken }
      return { url, shop: { platform, credentials, settings }, authorization: null }
    }
    case 'magento': {
      const until = '2026-11-23T09:00:00Z'
      const { url } = await magento.startMagentoServer({
        orders: magento.manyOrders(orders, { until }),
        bearer: true,
      })
      const { resources: _, ...credentials } = magento.testIntegration
      // A signature holds the address that was asked.
      const authorization = `Bearer ${credentials.accessToken}`
      return { url, shop: { platform, credentials, settings }, authorization }
    }
    default:
      throw new Error(`no test shop of ${platform} here`)
  }
}

/** The recorded orders share a few customers: here each one has its own, with its addresses. */
function ofOwnCustomer(tables: prestashop.Tables, { order, ...rest }: prestashop.Bundle): prestashop.Bundle {
  const own = (resource: string, field: string, place: number) => {
    const id = Number(order.id) * 10 + place
    tables.put(resource, String(id), { ...tables.get(resource, String(order[field])), id })
    return { [field]: String(id) }
  }
  return {
    ...rest,
    order: {
      ...order,
      ...own('customers', 'id_customer', 0),
      ...own('addresses', 'id_address_invoice', 1),
      ...own('addresses', 'id_address_delivery', 2),
    },
  }
}
