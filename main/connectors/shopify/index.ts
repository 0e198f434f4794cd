import { siteOf } from '../address.ts'
import type { Platform } from '../connector.ts'
import { guarded } from '../guarded-mapping.ts'
import { placeOf } from './address.ts'
import { createConnector } from './connector.ts'
import { mapOrder } from './map-order.ts'
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
  siteCredentials: [],
  defaultStates,
  usualUnwanted: ['pending', 'authorized', 'partially_paid', 'refunded', 'voided', 'expired', 'cancelled'],
  checkAddress(url, settings) {
    placeOf(url, settings.allowHttp)
  },
  siteOf: siteOfShop,
  placeOf: siteOfShop,
  orderPage: ({ url }, id) => new URL(`/admin/orders/${encodeURIComponent(id)}`, url).href,
  open: (target) => createConnector(target),
  mapKept: (raw, { settings }) => guarded(() => mapOrder(raw, settings.fiscalFields)),
}

function siteOfShop(url: string): string {
  const place = placeOf(url, true)
  return siteOf(place.kind === 'shop' ? new URL(place.origin) : place.url)
}
