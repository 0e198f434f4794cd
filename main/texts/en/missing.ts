import { formatInstant } from '../../words/format.ts'
import type { Texts } from '../shape.ts'
import type { WhyMissingTexts } from '../types.ts'

const whyMissing: WhyMissingTexts = {
  downloaded: ({ at }) => ({
    message: `It is in the archive: downloaded on ${formatInstant(at, 'en')}.`,
    remedy: '',
  }),
  wrong: () => ({ message: 'A download met it, but it is wrong:', remedy: '' }),
  ignored: ({ at }) => ({
    message: `It is wrong, and since ${formatInstant(at, 'en')} you ignore it. It was wrong because:`,
    remedy: 'As long as it is ignored, downloads skip it.',
  }),
  skipped: () => ({ message: 'Downloads skip it.', remedy: '' }),
  'too-early': ({ lastAt }) => ({
    message: `It was placed or changed after the last download (${formatInstant(lastAt, 'en')}): no download could read it yet.`,
    remedy: 'It comes with the next download; if you do not want to wait, download it now.',
  }),
  failing: ({ lastAt }) => ({
    message: `It was placed or changed after the last download that succeeded (${formatInstant(lastAt, 'en')}); those tried since have failed.`,
    remedy: 'See in the log why they fail and mend it: then it comes by itself.',
  }),
  'no-download': () => ({
    message: 'No download from this shop has succeeded yet.',
    remedy: 'Press Download orders; or download just this order.',
  }),
  'outside-windows': ({ at, next }) => ({
    message: `No download read the time of its last change (${formatInstant(at, 'en')}).`,
    remedy: next
      ? 'The next download will read that time. If you do not want to wait, download it now.'
      : 'The next ones will not read that time either: download it now.',
  }),
  unexplained: () => ({
    message: 'A download should have met it, but the log has no trace of it.',
    remedy: 'Download it now. If others of the same time are missing, check completeness.',
  }),
}

export const missing: Texts['missing'] = {
  title: 'Why is it missing?',
  intro: 'Type the number of an order: the program says what it knows of it and asks the shop.',
  number: 'Order number',
  placeholder: 'For instance 1001',
  shop: 'Shop',
  ask: 'Search',
  asking: (shop) => `Asking ${shop}…`,
  stop: 'Stop',
  checked: 'Checked on the site just now',
  orderOf: (number, shop) => `Order ${number} · ${shop}`,
  state: 'State on the site',
  placed: 'Placed on',
  identifier: 'Identifier on the site',
  gone: 'It is not on the site any more: it was deleted or put in the bin.',
  unknown: (number, shop) => `${shop} has no order ${number}`,
  unknownText:
    'It is not in the archive or in the log either. Check the number (as the back office of the site shows it) and the shop; if it is in the bin of the site, restore it.',
  unreachable: (shop) => `${shop} cannot be asked just now`,
  unreachableText: 'What follows is what the program knows; the shop may have changed something.',
  nothingHere: 'Archive and log have no trace of it.',
  askAgain: 'Ask again',
  open: 'Open the order',
  openRun: 'Show the download in the log',
  fetch: 'Download anyway',
  fetchNow: 'Download now',
  retry: 'Try again',
  heed: 'Stop ignoring',
  changeStates: 'Change the states to download',
  openWrong: 'Wrong orders',
  why: whyMissing,
}

export const chosen: Texts['chosen'] = {
  show: 'Show',
  title: (fresh) =>
    fresh === 0 ? 'No order downloaded' : fresh === 1 ? '1 order downloaded' : `${fresh} orders downloaded`,
  wrong: (count) => (count === 1 ? '1 is wrong' : `${count} are wrong`),
  skipped: (count) =>
    count === 1 ? '1 skipped (the log tells why)' : `${count} skipped (the log tells why)`,
  cancelled: 'Stopped: what had been downloaded is safe.',
}

export const wrongOrders: Texts['wrongOrders'] = {
  title: 'Wrong orders',
  table: 'Wrong orders',
  back: 'Back to the download',
  open: (written) => `To resolve (${written})`,
  ignored: (written) => `Ignored (${written})`,
  kind: 'Which orders to show',
  columns: {
    number: 'Order',
    shop: 'Shop',
    customer: 'Customer',
    placedAt: 'Date',
    total: 'Total',
    last: 'Last met',
    why: 'Why it is wrong',
  },
  choose: (number) => `Choose order ${number}`,
  chosen: (count) => (count === 1 ? '1 chosen' : `${count} chosen`),
  chooseNone: 'Choose none',
  retry: 'Try again',
  retryAll: 'Try all again',
  accept: 'Take it as it is',
  acceptMany: (count) => `Take them as they are (${count})`,
  acceptHint:
    "Puts it into the archive with the shop's total; the difference becomes a row “To be cleared up”",
  acceptRemedy:
    'Or “Take it as it is”: it comes into the archive with the shop’s total, and the difference becomes a row “To be cleared up”. It can be put back among the wrong ones.',
  ignore: 'Ignore',
  heed: 'Stop ignoring',
  ignoredToast: (count) => (count === 1 ? '1 order ignored' : `${count} orders ignored`),
  ignoredToastText: 'The next downloads skip it. You find it among the ignored ones.',
  heededToast: (count) =>
    count === 1 ? '1 order is not ignored any more' : `${count} orders are not ignored any more`,
  more: (count) => (count === 1 ? '(and one more reason)' : `(and ${count} more reasons)`),
  detail: 'Details of the wrong order',
  why: 'Why it is wrong',
  met: 'Met',
  first: (when) => `The first time ${when}`,
  last: (when) => `The last time ${when}`,
  log: 'Show in the log',
  known: 'What can be read of it',
  noPage: 'The address of the order in the shop’s back office is not known.',
  noRaw: 'The shop could not deliver its data.',
  empty: 'No wrong orders',
  emptyText: 'All orders that downloads met could be read.',
  emptyIgnored: 'No ignored orders',
  emptyIgnoredText: 'Wrong orders that you choose to ignore come here: downloads skip them.',
}

export const completeness: Texts['completeness'] = {
  title: 'Check completeness',
  intro:
    'Compares the orders placed on the site in a period with those in the archive. It changes nothing until you download what is missing.',
  shop: 'Shop',
  from: 'Orders placed from',
  to: 'To (included)',
  presets: { week: 'Last 7 days', month: 'Last 30 days', year: 'This year' },
  start: 'Check',
  again: 'Check again',
  running: 'Comparing…',
  read: (read, expected) =>
    expected === null
      ? `${read} orders read from the site`
      : `${read} of ${expected} orders read from the site`,
  progress: 'Progress of the check',
  errors: {
    required: 'Choose a date.',
    order: 'The end comes before the start.',
    future: 'It is in the future.',
  },
  failed: 'The check failed',
  figures: 'Result of the check',
  onSite: 'On the site',
  inArchive: 'In the archive',
  missing: 'To download',
  excluded: 'Left out by rules',
  gone: 'Gone from the site',
  result: (from, to, when) => `Orders placed from ${from} to ${to}, checked ${when}.`,
  shortened: (from) => `The shop does not show orders placed before ${from}: the comparison begins there.`,
  unsure:
    'The site’s list may not have been whole: an order could be missing and not be shown here. Check again later.',
  complete: 'Nothing is missing',
  completeText: 'Every order of the period that is on the site is in the archive too.',
  expectedText: 'All that is to be downloaded is there: what is missing is left out for a reason.',
  why: {
    'not-downloaded': 'Not downloaded',
    state: 'State not to download',
    'too-old': 'Before the first download',
    wrong: 'Wrong',
    ignored: 'Ignored',
    gone: 'Gone from the site',
  },
  hints: {
    'not-downloaded': 'They were not downloaded, and no rule leaves them out.',
    state: 'Their state is not among those to download: they are not paid, for instance.',
    'too-old': 'They were placed before the period of the first download.',
    wrong: 'Downloads met them, but they are wrong.',
    ignored: 'They are wrong, and you chose to ignore them.',
    gone: 'They are in the archive, but on the site they were deleted or put in the bin.',
  },
  kinds: 'Which differences to show',
  table: 'Differences between site and archive',
  columns: {
    number: 'Order',
    placed: 'Placed on',
    state: 'State on the site',
    archivedState: 'State in the archive',
  },
  choose: (number) => `Choose order ${number}`,
  fetchAll: (count, written) => (count === 1 ? 'Download the missing order' : `Download all ${written}`),
  fetchChosen: (count) => (count === 1 ? 'Download the one chosen' : `Download the ${count} chosen`),
  retryAll: (count, written) => (count === 1 ? 'Try again' : `Try all ${written} again`),
  retryChosen: (count) => (count === 1 ? 'Try the one chosen again' : `Try the ${count} chosen again`),
  chooseNone: 'Choose none',
  openOrder: 'Open the order',
  nothing: 'None of these',
  ready: 'Choose the period and press Check',
  readyText: 'Only the list of the orders is read: even 100,000 take a few minutes.',
}
