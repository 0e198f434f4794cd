import type { Platform } from '../connector.ts'
import { siteOfTyped } from '../typed-address.ts'
import { candidates } from './address.ts'
import { createConnector } from './connector.ts'

/** PrestaShop 1.6 to 9, by its webservice. */
export const prestashop: Platform = {
  id: 'prestashop',
  credentials: [[{ name: 'key', secret: true }]],
  /** Each shop has its own states, and marks those of a valid order itself (see {@link createConnector}). */
  defaultStates: [],
  checkAddress(url, settings) {
    candidates(url, settings.allowHttp)
  },
  siteOf: siteOfTyped,
  /** Its folder has a name that nobody is told. */
  orderPage: () => null,
  open: createConnector,
}
