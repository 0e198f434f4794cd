import type { Platform } from '../connector.ts'
import { siteOfTyped } from '../typed-address.ts'
import { candidates } from './address.ts'
import { createConnector } from './connector.ts'
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
  defaultStates,
  checkAddress(url, settings) {
    candidates(url, settings.allowHttp)
  },
  siteOf: siteOfTyped,
  /** Where orders are no posts any more, WooCommerce itself leads on from here to their own page. */
  orderPage: ({ url }, id) =>
    `${url.replace(/\/+$/, '')}/wp-admin/post.php?post=${encodeURIComponent(id)}&action=edit`,
  open: createConnector,
}
