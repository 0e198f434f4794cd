import { formatDecimal, formatInstant } from '../../words/format.ts'
import { plainTable } from '../../words/lookup-table.ts'
import { fieldInWords } from '../field-path.ts'
import type { SkippedGroupTexts, SkipReasonTexts, WrongReasonTexts } from '../types.ts'
import { fieldWords } from './fields.ts'
import { stateName } from './states.ts'

const mendOnSite =
  'Correct the order on the site: it will be tried again by the next download that meets it. Its data is kept.'

const orderField = (path: string) => fieldInWords(path, fieldWords)

/** How a shop fails over a single order, by the code of the failure. */
const failings = plainTable({
  'server-error': 'internal error of the site',
  timeout: 'no answer in time',
  'connection-lost': 'connection lost',
  'body-html': 'a web page instead of the data',
  'body-empty': 'empty answer',
  'body-truncated': 'answer cut off half-way',
  'body-not-json': 'unreadable answer',
  'body-shape': 'answer of an unexpected form',
  maintenance: 'service unavailable, error 503',
  'blocked-by-security': 'refusal, perhaps of a firewall or security plugin',
  'credentials-rejected': 'refusal of the key, which serves for the other orders',
  'permission-missing': 'refusal for want of permission, which the key has for the other orders',
  'api-not-found': 'page not found, error 404',
  'http-status': 'refusal of the request',
})

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

export const skippedGroups: SkippedGroupTexts = {
  'already-downloaded': (_, written) => `${written} already downloaded`,
  'state-not-wanted': (_, written, state) => `${written} “${state}”`,
  'before-first-window': (_, written) => `${written} from before the first download`,
  'gone-from-shop': (_, written) => `${written} deleted on the site`,
  'test-order': (count, written) => (count === 1 ? '1 test order' : `${written} test orders`),
  'ignored-by-operator': (_, written) => `${written} ignored by you`,
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
      'It will be tried again by the next downloads. If it stays wrong, open the order in the site’s own panel and, whether it opens or not, tell whoever runs the site, with the reason in brackets.',
  }),
  'not-understood': ({ detail }) => ({
    message: `The program cannot read it, by a fault of its own (${detail}).`,
    remedy:
      'Make a support bundle (Utilities > Help) and send it to whoever supports you: the data of the order is kept, and with the mended version press "Try again".',
  }),
}
