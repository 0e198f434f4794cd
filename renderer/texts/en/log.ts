import type { Trigger } from '../../../main/run.ts'
import { formatCount, formatInstant } from '../../format.ts'
import type { LogTexts } from '../types.ts'

const triggers: Readonly<Record<Trigger, string>> = {
  manual: 'by hand',
  auto: 'automatically',
  cli: 'from the command line',
}

const count = (value: number) => formatCount(value, 'en')

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
    message: `Download succeeded: ${count(counters.total)} orders read, ${count(counters.new)} new, ${count(counters.skipped)} skipped, ${count(counters.wrong)} wrong.`,
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
    remedy: 'The downloaded copy has not changed: if you need the change, make it there by hand.',
  }),
  'wrong-order-mended': () => ({
    message: 'The order, wrong before, is fine now and has been downloaded.',
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
  'body-recovered': ({ what }) => ({
    message:
      what === 'php-notice'
        ? 'The site wrote error notices (PHP) before the data; the data was whole and has been read.'
        : 'The site wrote a stray character (BOM) before the data; the data was whole and has been read.',
    remedy:
      what === 'php-notice'
        ? 'Ask whoever runs the site not to show notices (PHP’s display_errors).'
        : 'Tell whoever runs the site: a file of a module, of a plugin or of the theme is saved with a BOM.',
  }),
  'orders-limited': ({ days, from }) => ({
    message: `The period asked for begins earlier than the shop lets us look: orders placed before ${formatInstant(from, 'en')} (${days} days ago) do not show.`,
    remedy: 'If you need them, add the permission “read_all_orders” to the shop’s app and install it again.',
  }),
  'search-limited': ({ read }) => ({
    message: `The site finds that number somewhere in too many orders: it was looked for in the newest ${count(read)}.`,
    remedy:
      'If the order is older, download it from the completeness check, choosing the period it was placed in.',
  }),
  'api-version-changed': ({ asked, served }) => ({
    message: `The shop answers by version ${served} of its interface for programs instead of ${asked}. The orders have been read.`,
    remedy: 'Update Download Ordini soon: a future version may no longer read them.',
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
