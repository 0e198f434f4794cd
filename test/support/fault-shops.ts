import type { Connector, ConnectorTarget, Platform } from '../../main/connectors/connector.ts'
import { magento } from '../../main/connectors/magento/index.ts'
import { prestashop } from '../../main/connectors/prestashop/index.ts'
import { createConnector } from '../../main/connectors/shopify/connector.ts'
import { shopify } from '../../main/connectors/shopify/index.ts'
import { woocommerce } from '../../main/connectors/woocommerce/index.ts'
import { gmtText, localText } from '../../main/demo-shop/woo-api/shop-time.ts'
import type { PlatformId } from '../../main/words/shop.ts'
import * as magentoShop from '../magento-server/index.ts'
import * as prestaShop from '../prestashop-server/index.ts'
import * as shopifyShop from '../shopify-server/index.ts'
import type { FailureHook } from '../woo-server/failures.ts'
import * as wooShop from '../woo-server/index.ts'
import { manualClock } from './manual-clock.ts'

/** An order to put into a test shop; the platform's server fills in the rest. */
export interface Placed {
  readonly id: number
  /** Milliseconds; both its creation and its last modification. */
  readonly at: number
  readonly kind: 'good' | 'wrong' | 'unwanted'
}

export interface FaultShop {
  readonly platform: Platform
  /** Where the shop's own server listens. */
  readonly url: string
  readonly credentials: Readonly<Record<string, string>>
  add(orders: readonly Placed[]): void
  setFailure(hook: FailureHook | undefined): void
  open(target: ConnectorTarget): Connector
  close(): Promise<void>
}

export interface FaultShopOptions {
  readonly now: () => Date
  /** The address in front of it (a proxy's), if there is one. */
  readonly origin?: string
}

/** A platform's test server with the orders that a test wants. */
export async function startFaultShop(id: PlatformId, options: FaultShopOptions): Promise<FaultShop> {
  switch (id) {
    case 'woocommerce':
      return startWoo(options)
    case 'prestashop':
      return startPresta(options)
    case 'shopify':
      return startShopify(options)
    case 'magento':
      return startMagento(options)
  }
}

/** Cached: reading the recordings takes a while. */
let wooModels: ReturnType<typeof wooShop.manyOrders> | undefined

async function startWoo({ now, origin }: FaultShopOptions): Promise<FaultShop> {
  const server = await wooShop.startWooServer({
    now,
    https: true,
    gzip: false,
    ...(origin === undefined ? {} : { origin }),
  })
  wooModels ??= wooShop.manyOrders(40)
  const models = wooModels
  const { consumerKey, consumerSecret } = wooShop.testKey
  return {
    platform: woocommerce,
    url: server.url,
    credentials: { consumerKey, consumerSecret },
    add: (orders) => {
      for (const { id, at, kind } of orders) {
        const [local, gmt] = [localText(at, 'Europe/Rome'), gmtText(at)]
        server.addOrder({
          ...models[id % models.length],
          id,
          number: String(id),
          date_created: local,
          date_created_gmt: gmt,
          date_modified: local,
          date_modified_gmt: gmt,
          ...(kind === 'wrong' ? { total: '99999.99' } : {}),
          ...(kind === 'unwanted' ? { status: 'pending' } : {}),
        })
      }
    },
    setFailure: server.setFailure,
    open: woocommerce.open,
    close: server.close,
  }
}

async function startPresta({ now }: FaultShopOptions): Promise<FaultShop> {
  const server = await prestaShop.startPrestaServer({ now })
  return {
    platform: prestashop,
    url: server.url,
    credentials: { key: prestaShop.testKey },
    add: (orders) => {
      for (const { id, at, kind } of orders) {
        const local = localText(at, 'Europe/Rome').replace('T', ' ')
        const [bundle] = prestaModels(id, local)
        if (!bundle) continue
        server.addOrder({
          ...bundle,
          order: {
            ...bundle.order,
            ...(kind === 'wrong' ? { total_paid_tax_incl: '99999.99' } : {}),
            ...(kind === 'unwanted' ? { current_state: '6' } : {}),
          },
        })
      }
    },
    setFailure: server.setFailure,
    open: prestashop.open,
    close: server.close,
  }
}

let recordedModels: readonly prestaShop.Bundle[] | undefined

/** Cached: reading the recordings takes a second. */
function prestaModels(id: number, local: string): prestaShop.Bundle[] {
  recordedModels ??= prestaShop.manyOrders(7, () => ({ date_add: '', date_upd: '' }))
  const model = recordedModels[id % recordedModels.length]
  return model === undefined ? [] : [prestaShop.cloneBundle(model, id, { date_add: local, date_upd: local })]
}

async function startShopify({ now }: FaultShopOptions): Promise<FaultShop> {
  const server = await shopifyShop.startShopifyServer({ now })
  // No waiting for Shopify's cost limit.
  const clock = manualClock()
  return {
    platform: shopify,
    url: server.url,
    credentials: { accessToken: shopifyShop.testToken },
    add: (orders) => {
      for (const { id, at, kind } of orders) {
        const createdAt = `${new Date(at).toISOString().slice(0, 19)}Z`
        const fields = {
          ...(kind === 'wrong' ? { lineItems: [] } : {}),
          ...(kind === 'unwanted' ? { displayFinancialStatus: 'VOIDED' } : {}),
        }
        server.addOrder(shopifyShop.makeOrder({ id, createdAt, updatedAt: createdAt, fields }))
      }
    },
    setFailure: server.setFailure,
    open: (target) => createConnector(target, clock),
    close: server.close,
  }
}

async function startMagento({ now }: FaultShopOptions): Promise<FaultShop> {
  const server = await magentoShop.startMagentoServer({ now, bearer: true })
  return {
    platform: magento,
    url: server.url,
    credentials: { accessToken: magentoShop.testIntegration.accessToken },
    add: (orders) => {
      for (const { id, at, kind } of orders) {
        const utc = magentoShop.utcText(new Date(at).toISOString())
        server.addOrder(
          magentoShop.order(id, {
            created_at: utc,
            updated_at: utc,
            ...(kind === 'wrong' ? { grand_total: 99999 } : {}),
            ...(kind === 'unwanted' ? { state: 'canceled', status: 'canceled' } : {}),
          }),
        )
      }
    },
    setFailure: server.setFailure,
    open: magento.open,
    close: server.close,
  }
}
