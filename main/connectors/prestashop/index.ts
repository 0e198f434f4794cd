import { type Platform, siteCredentials } from '../connector.ts'
import { nearestPlace, siteOfTyped } from '../typed-address.ts'
import { candidates } from './address.ts'
import { createConnector } from './connector.ts'
import { readKept } from './kept.ts'
import { shopsOfTyped } from './multishop.ts'

/** PrestaShop 1.6 to 9, by its webservice. */
export const prestashop: Platform = {
  id: 'prestashop',
  credentials: [[{ name: 'key', secret: true }]],
  /** Each shop has its own states, and marks those of a valid order itself (see {@link createConnector}). */
  siteCredentials,
  defaultStates: [],
  // By their numbers, which each installation gives them: cheque, cancelled, refunded, payment error, bank transfer, backorder
  // not paid. Not 13, cash on delivery: such orders are to be shipped, and older installations have a state of their own there.
  usualUnwanted: ['1', '6', '7', '8', '10', '12'],
  checkAddress(url, settings) {
    candidates(url, settings.allowHttp)
  },
  siteOf: siteOfTyped,
  placeOf: (url) => nearestPlace(candidates(url, true)),
  shopsOfTyped,
  /** Its folder has a name that nobody is told. */
  orderPage: () => null,
  open: createConnector,
  mapKept: readKept,
}
