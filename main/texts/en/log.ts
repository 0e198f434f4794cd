import { formatCount, formatInstant } from '../../words/format.ts'
import type { NoticeParams, Trigger } from '../../words/run.ts'
import type { Explanation, LogTexts } from '../types.ts'
import { shopWarnings } from './shop-warnings.ts'

const triggers: Readonly<Record<Trigger, string>> = {
  manual: 'by hand',
  auto: 'automatically',
  cli: 'from the command line',
}

const completeness =
  'To be safe run the completeness check over the period: it lists the orders that are missing and downloads them.'

const count = (value: number) => formatCount(value, 'en')

const bodyRecovered: Readonly<Record<NoticeParams['body-recovered']['what'], Explanation>> = {
  'php-notice': {
    message: 'The site wrote error notices (PHP) before the data; the data was whole and has been read.',
    remedy: 'Ask whoever runs the site not to show notices (PHP’s display_errors).',
  },
  'byte-order-mark': {
    message: 'The site wrote a stray character (BOM) before the data; the data was whole and has been read.',
    remedy:
      'Tell whoever runs the site: a file of a module, of a plugin or of the theme is saved with a BOM.',
  },
  'control-characters': {
    message:
      'The site wrote characters into the data that cannot be there (control characters); they were taken out and the rest was read.',
    remedy: 'The site writes texts that customers pasted wrongly: an update usually mends it.',
  },
}

export const log: LogTexts = {
  'run-started': ({ trigger, from, to }) => ({
    message: `Download started ${triggers[trigger] ?? trigger}${period(from, to)}.`,
    remedy: '',
  }),
  'chosen-run-started': ({ orders }) => ({
    message:
      orders === 1
        ? 'Download of one order chosen by hand started.'
        : `Download of ${count(orders)} orders chosen by hand started.`,
    remedy: '',
  }),
  'run-finished': (counters) => ({
    message: `Download succeeded: ${count(counters.total)} ${counters.total === 1 ? 'order' : 'orders'} read, ${count(counters.new)} new, ${count(counters.skipped)} skipped, ${count(counters.wrong)} wrong.`,
    remedy: '',
  }),
  'run-cancelled': () => ({
    message: 'Download cancelled.',
    remedy: 'The orders read so far are safe; the next download starts from the same point.',
  }),
  'run-interrupted': () => ({
    message: 'Download interrupted: the program or the computer closed while it was under way.',
    remedy: 'The orders read so far are safe; the next download starts from the same point.',
  }),
  'run-annulled': () => ({
    message: 'Operation annulled because the number of errors was exceeded',
    remedy: 'Mend the cause of the errors, then press Download Orders: the automatic sync starts again.',
  }),
  'run-failed': 'Download failed.',
  'order-skipped': 'Order skipped.',
  'order-wrong': 'Wrong order.',
  'order-changed-on-site': ({ modifiedAt }) => ({
    message: `The order, already downloaded, was changed on the site on ${formatInstant(modifiedAt, 'en')}.`,
    remedy:
      'The downloaded copy has not changed. If you need the change, open the order and press “Compare with the site”: you choose what to take.',
  }),
  'wrong-order-mended': () => ({
    message: 'The order, wrong before, is fine now and has been downloaded.',
    remedy: '',
  }),
  'wrong-order-accepted': () => ({
    message: 'The wrong order was taken as it is: it is in the archive, to be cleared up.',
    remedy: 'Check it. Until you edit it you can put it back among the wrong orders from its sheet.',
  }),
  'accepted-order-taken-back': () => ({
    message: 'The order, taken as it was, is among the wrong ones again.',
    remedy: '',
  }),
  'wrong-order-ignored': () => ({
    message: 'The wrong order is ignored from now on: the next downloads skip it.',
    remedy: 'To have it back: Wrong orders, Ignored, “Stop ignoring”.',
  }),
  'wrong-order-heeded': () => ({
    message: 'The wrong order is not ignored any more: it is tried again at the next download that meets it.',
    remedy: '',
  }),
  'easyfatt-pulled': ({ orders }) => ({
    message:
      orders === 1
        ? 'Easyfatt has taken 1 new order'
        : `Easyfatt has taken ${formatCount(orders, 'en')} new orders`,
    remedy: '',
  }),
  'after-download-written': ({ file, orders }) => ({
    message: orders === 1 ? `Wrote one order to ${file}.` : `Wrote ${count(orders)} orders to ${file}.`,
    remedy: '',
  }),
  'after-download-foreign': ({ orders }) => ({
    message:
      orders === 1
        ? 'One order was not written: it is not in euros, and Easyfatt knows only euros.'
        : `${count(orders)} orders were not written: they are not in euros, and Easyfatt knows only euros.`,
    remedy: 'If you need them, export them as CSV or Excel.',
  }),
  'after-download-failed': (folder) =>
    `After the download no file was written into the folder ${folder}: the orders stay new, and the next download tries again.`,
  'body-recovered': ({ what }) => bodyRecovered[what],
  'orders-limited': ({ days, from }) => ({
    message: `The period asked for begins earlier than the shop lets us look: orders placed before ${formatInstant(from, 'en')} (${days} days ago) do not show.`,
    remedy: 'If you need them, add the permission “read_all_orders” to the shop’s app and install it again.',
  }),
  'search-limited': ({ read }) => ({
    message: `The site finds that number somewhere in too many orders: it was looked for in the newest ${count(read)}.`,
    remedy:
      'If the order is older, download it from the completeness check, choosing the period it was placed in.',
  }),
  'refunds-not-read': ({ orders }) => ({
    message: `The site does not give the refunds of ${orders === 1 ? 'one order' : `${count(orders)} orders`} in full: their amounts remain, without date and lines.`,
    remedy: 'If it happens again, ask whoever runs the site to let refunds be read.',
  }),
  'api-version-changed': ({ asked, served }) => ({
    message: `The shop answers by version ${served} of its interface for programs instead of ${asked}. The orders have been read.`,
    remedy: 'Update Download Ordini soon: a future version may no longer read them.',
  }),
  'clock-healed': ({ from }) => ({
    message: `At an earlier download the shop’s clock was ahead: orders have been asked for again from ${formatInstant(from, 'en')}.`,
    remedy: completeness,
  }),
  'clocks-differ': ({ shopTime, computerTime, from }) => ({
    message: `The site’s clock (${formatInstant(shopTime, 'en')}) and that of this computer (${formatInstant(computerTime, 'en')}) tell different hours: to lose nothing the first download begins by the earlier one, from ${formatInstant(from, 'en')}, and may bring orders that are done already.`,
    remedy:
      'Set the clock of this computer right; if it is right, tell whoever runs the site. Old orders can be marked all at once as done and handed over.',
  }),
  'count-contradicts': ({ counted, listed }) => ({
    message: `The shop says it has ${count(counted)} orders in the period but has listed ${count(listed)}: some may be missing.`,
    remedy: completeness,
  }),
  'list-repeats': () => ({
    message:
      'While its list was read, the site gave a page again in place of another (perhaps a cache): some orders may be missing.',
    remedy: completeness,
  }),
  'list-unsure': () => ({
    message:
      'The shop answered with an empty list without saying how many orders it has, as it always does: perhaps something else answered (a cache, a firewall).',
    remedy: completeness,
  }),
  'list-cut': () => ({
    message:
      'The list of orders ended before the last order that the site has (perhaps a cache answered, or a firewall): some orders may be missing.',
    remedy: completeness,
  }),
  'list-lacks-known': ({ known, lacking }) => ({
    message: `The shop’s list lacks ${count(lacking)} of the period’s ${count(known)} orders downloaded before, which are still there: perhaps it lacks new ones too.`,
    remedy: completeness,
  }),
  'resource-broken': ({ resource }) => ({
    message: `The site fails whenever it is asked for “${resource}”: the orders of this download were read without it.`,
    remedy:
      'Tell whoever runs the site: usually it is a module. What orders lack without it is told by the guide to connecting the shop, at the permissions of the key.',
  }),
  'shop-warning': (warning) => shopWarnings[warning.kind](warning),
  'order-not-listed': ({ after }) => ({
    message: `The site fails when it lists the order that comes after no. ${after}, and which one that is cannot be told: it has not been downloaded.`,
    remedy: `Look for it in the site’s back office and have whoever runs the site check it. ${completeness}`,
  }),
}

function period(from: string | null, to: string | null): string {
  if (from === null) return ''
  const start = `, for orders from ${formatInstant(from, 'en')}`
  return to === null ? `${start} until now` : `${start} to ${formatInstant(to, 'en')}`
}

/** A code that this version does not know, met in an archive of another. */
export function unknownCode(code: string): string {
  return `A message of another version of the program (${code}).`
}
