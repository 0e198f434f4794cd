import type { Platform } from '../connector.ts'
import { guarded } from '../guarded-mapping.ts'
import { nearestPlace, siteOfTyped } from '../typed-address.ts'
import { candidates } from './address.ts'
import { createConnector } from './connector.ts'
import { mapOrder } from './map-order.ts'
import { defaultStates } from './states.ts'

/** Magento 2 (Magento Open Source, Adobe Commerce), by its REST API `V1`. */
export const magento: Platform = {
  id: 'magento',
  credentials: [
    // Works on every version: first, because since 2.4.4 the token alone does not unless the shop allows it.
    [
      { name: 'consumerKey', secret: false },
      { name: 'consumerSecret', secret: true },
      { name: 'accessToken', secret: true },
      { name: 'accessTokenSecret', secret: true },
    ],
    [{ name: 'accessToken', secret: true }],
  ],
  siteCredentials: [],
  defaultStates,
  usualUnwanted: ['pending', 'pending_payment', 'payment_review', 'fraud', 'holded', 'closed', 'canceled'],
  checkAddress(url, settings) {
    candidates(url, settings.allowHttp)
  },
  siteOf: siteOfTyped,
  placeOf: (url) => nearestPlace(candidates(url, true)),
  /** Its address holds a name that each shop chooses, and a secret that each session does. */
  orderPage: () => null,
  open: createConnector,
  mapKept: (raw, { settings }) => guarded(() => mapOrder(raw, settings.fiscalFields)),
}
