import { siteOf } from '../address.ts'
import type { Platform } from '../connector.ts'
import { placeOf } from './address.ts'
import { createConnector } from './connector.ts'
import { defaultStates } from './states.ts'

/** Shopify, by its Admin GraphQL API. */
export const shopify: Platform = {
  id: 'shopify',
  credentials: [
    // Apps of the Dev Dashboard: the only ones that can be created since January 2026.
    [
      { name: 'clientId', secret: false },
      { name: 'clientSecret', secret: true },
    ],
    // Custom apps created in a shop's own administration before.
    [{ name: 'accessToken', secret: true }],
  ],
  defaultStates,
  checkAddress(url, settings) {
    placeOf(url, settings.allowHttp)
  },
  siteOf(url) {
    const place = placeOf(url, true)
    return siteOf(place.kind === 'shop' ? new URL(place.origin) : place.url)
  },
  orderPage: ({ url }, id) => new URL(`/admin/orders/${encodeURIComponent(id)}`, url).href,
  open: (target) => createConnector(target),
}
