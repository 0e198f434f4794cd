import { formatDecimal, formatInstant } from '../../format.ts'
import type { SkipReasonTexts, WrongReasonTexts } from '../types.ts'
import { stateName } from './states.ts'

const mendOnSite =
  'Correct the order on the site: it will be tried again by the next download that meets it. Its data is kept.'

/** Fields as the platforms call them, and as people do. */
const orderFields: Readonly<Record<string, string>> = {
  total: 'total',
  grand_total: 'total',
  total_paid_tax_incl: 'total with VAT',
  total_paid_tax_excl: 'total without VAT',
  subtotal: 'sum of the items',
  total_products: 'sum of the items without VAT',
  total_products_wt: 'sum of the items with VAT',
  total_tax: 'VAT',
  tax_amount: 'VAT',
  shipping_total: 'shipping',
  currency: 'currency',
  order_currency_code: 'currency',
  status: 'state',
  current_state: 'state',
  displayFinancialStatus: 'state',
  number: 'number',
  date_created_gmt: 'date of creation',
  date_add: 'date of creation',
  created_at: 'date of creation',
  createdAt: 'date of creation',
  date_modified_gmt: 'date of change',
  date_upd: 'date of change',
  updated_at: 'date of change',
  updatedAt: 'date of change',
  quantity: 'quantity',
  product_quantity: 'quantity',
  qty_ordered: 'quantity',
  line_items: 'items',
  billing: 'billing',
  shipping: 'shipping',
}

/** By its path, for instance `line_items[0].quantity`; a field without a name keeps its own, for whoever runs the site. */
function orderField(path: string): string {
  const name = orderFields[path.slice(path.lastIndexOf('.') + 1)]
  const row = /\[(\d+)\]/.exec(path)?.[1]
  if (name === undefined) return path
  return row === undefined ? name : `${name}, row ${Number(row) + 1}`
}

/** How a shop fails over a single order, by the code of the failure. */
const failings: Readonly<Record<string, string>> = {
  'server-error': 'internal error of the site',
  timeout: 'no answer in time',
  'connection-lost': 'connection lost',
  'body-html': 'a web page instead of the data',
  'body-empty': 'empty answer',
  'body-truncated': 'answer cut off half-way',
  'body-not-json': 'unreadable answer',
  'body-shape': 'answer of an unexpected form',
}

export const skipReasons: SkipReasonTexts = {
  'already-downloaded': () => ({
    message: 'It had been downloaded already.',
    remedy: 'Nothing to do: the downloaded copy is never changed.',
  }),
  'state-not-wanted': ({ state }) => ({
    message: `Not completed: its state (“${stateName(state)}”) is not among those to download.`,
    remedy:
      'It will be downloaded by itself when its state changes. If you want this state too, add it in the shop’s settings.',
  }),
  'before-first-window': ({ placedAt, floor }) => ({
    message: `It was placed on ${formatInstant(placedAt, 'en')}, before the period of the first download (from ${formatInstant(floor, 'en')}).`,
    remedy:
      'Usually it is an old order, changed recently, that you have dealt with in another way: nothing to do.',
  }),
  'gone-from-shop': () => ({
    message: 'It was deleted from the site, or put in the bin, while the download was under way.',
    remedy: 'If it should be there, restore it on the site (from its bin, if it has one) and download again.',
  }),
  'ignored-by-operator': () => ({
    message: 'It was wrong, and you chose to ignore it.',
    remedy: 'If you want it, open the wrong orders, look among the ignored ones and press “Stop ignoring”.',
  }),
  'test-order': () => ({
    message: 'It is a test order: it was paid by a payment in test mode.',
    remedy: 'Nothing to do: it is not a real order.',
  }),
}

export const wrongReasons: WrongReasonTexts = {
  'unreadable-field': ({ field }) => ({
    message: `The field “${orderField(field)}” is missing or cannot be read.`,
    remedy: mendOnSite,
  }),
  'no-lines': () => ({ message: 'The order has no items.', remedy: mendOnSite }),
  'no-customer': () => ({
    message: 'There is no telling who the customer is: name, company and e-mail are missing.',
    remedy: mendOnSite,
  }),
  'unknown-currency': ({ currency }) => ({
    message: currency === '' ? 'The order has no currency.' : `The currency “${currency}” does not exist.`,
    remedy: mendOnSite,
  }),
  'impossible-date': ({ field, value }) => ({
    message: `The date “${value}” (field ${orderField(field)}) is not possible.`,
    remedy: mendOnSite,
  }),
  'totals-mismatch': ({ field, declared, computed }) => ({
    message: `The sums do not add up (${orderField(field)}): the shop declares ${formatDecimal(declared, 'en', 2)}, but its parts make ${formatDecimal(computed, 'en', 2)}.`,
    remedy: mendOnSite,
  }),
  'shop-cannot-deliver': ({ code }) => ({
    message: `The shop fails whenever it is asked for this order (${failings[code] ?? code}).`,
    remedy:
      'Open the order in the site’s own panel: if it does not open there either, tell whoever runs the site. It will be tried again by the next downloads.',
  }),
}
