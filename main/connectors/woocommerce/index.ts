import { type Platform, siteCredentials } from '../connector.ts'
import { guarded } from '../guarded-mapping.ts'
import { nearestPlace, siteOfTyped } from '../typed-address.ts'
import { candidates } from './address.ts'
import { createConnector } from './connector.ts'
import { mapOrder } from './map-order.ts'
import { defaultStates } from './states.ts'

/** WooCommerce, by its REST API `wc/v3`. */
export const woocommerce: Platform = {
  id: 'woocommerce',
  credentials: [
    [
      { name: 'consumerKey', secret: false },
      { name: 'consumerSecret', secret: true },
    ],
  ],
  siteCredentials,
  defaultStates,
  usualUnwanted: [
    'pending',
    'on-hold',
    'cancelled',
    'refunded',
    'failed',
    'checkout-draft',
    'auto-draft',
    'trash',
  ],
  checkAddress(url, settings) {
    candidates(url, settings.allowHttp)
  },
  siteOf: siteOfTyped,
  placeOf: (url) => nearestPlace(candidates(url, true)),
  /** Where orders are no posts any more, WooCommerce itself leads on from here to their own page. */
  orderPage: ({ url }, id) =>
    `${url.replace(/\/+$/, '')}/wp-admin/post.php?post=${encodeURIComponent(id)}&action=edit`,
  open: createConnector,
  mapKept: (raw, { settings }) => guarded(() => mapOrder(raw, settings.fiscalFields)),
}
