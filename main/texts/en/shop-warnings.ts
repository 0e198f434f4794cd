import { formatCount } from '../../words/format.ts'
import type { ShopWarningTexts } from '../types.ts'
import { stateName } from './states.ts'

/** What the downloads of a shop leave out, or may double. */
export const shopWarnings: ShopWarningTexts = {
  'state-not-wanted': ({ name, count }) => ({
    message: `${count === 1 ? '1 order was not downloaded' : `${formatCount(count ?? 0, 'en')} orders were not downloaded`}, being in the state “${stateName(name)}”.`,
    remedy: 'If you need them, add the state in the settings of the shop.',
  }),
  'state-unknown': ({ name }) => ({
    message: `The shop has no state “${stateName(name)}”, which is chosen for download.`,
    remedy: 'In the settings of the shop remove it, or choose the one that has taken its place.',
  }),
  'shop-not-downloaded': ({ name }) => ({
    message: `The key also opens the shop “${name}”, which is not downloaded.`,
    remedy: 'If you need it, add it in the settings.',
  }),
  'orders-replaced': ({ name, count }) => ({
    message: `${count === 1 ? 'An order downloaded before has' : `${formatCount(count ?? 0, 'en')} orders downloaded before have`} a date on the site later than the download (for instance no. ${name}): after the site was put back to a copy they may be other orders under the same identifier, which are not downloaded.`,
    remedy:
      'Open that order and press “Compare with the site”. If it is another one there, add the shop a second time under another name, with a first download from the day on which it was put back, then remove this one: its orders stay.',
  }),
  'same-address': ({ name }) => ({
    message: `The shop “${name}” has this address, too: its orders would be there twice.`,
    remedy: 'If it is the same shop, remove one of the two.',
  }),
}
