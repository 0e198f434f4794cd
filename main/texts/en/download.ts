import { mostFailures } from '../../words/run.ts'
import type { download as itDownload } from '../it/download.ts'

/** The main window: Orders → Download from eCommerce, and the first start. */
export const download: typeof itDownload = {
  menuPath: 'Orders',
  title: 'Download from eCommerce',
  button: 'Download Orders',
  buttonFor: (shop) => `Download Orders of ${shop}`,
  running: 'Downloading…',
  /** Links to what the operator has to see to (R40). */
  work: {
    label: 'Work',
    todo: (count, written) => (count === 1 ? '1 order to do' : `${written} orders to do`),
    unseen: (count, written) => (count === 1 ? '1 order not seen yet' : `${written} orders not seen yet`),
    check: (count, written) => (count === 1 ? '1 order to check' : `${written} orders to check`),
  },
  sales: {
    title: "Today's sales",
    until: (time) => `Each day until ${time}`,
    none: 'No orders today, yesterday and a week ago',
    currency: 'Currency',
    today: 'Today',
    yesterday: 'Yesterday',
    lastWeek: 'A week ago',
    noOrders: 'no orders',
    orders: (count, written) => (count === 1 ? '1 order' : `${written} orders`),
    chart: (currency) => `Takings hour by hour, in ${currency}: the values are in the table beside it`,
  },
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  connecting: 'Connecting to the shop…',
  retry: {
    answered: (status) => `The site answered ${status}`,
    why: {
      'rate-limited': 'The site asks to slow down',
      maintenance: 'The site is under maintenance',
      'server-error': 'The site had an internal error',
      timeout: 'The site did not answer in time',
      'connection-lost': 'The connection with the site failed',
    },
    again: (why, seconds, attempt, of) => `${why}: trying again in ${seconds} s (${attempt} of ${of})`,
  },
  progress: (read, expected) =>
    expected === null
      ? `${read} ${read === '1' ? 'order' : 'orders'} read`
      : `${read} of ${expected} orders read`,
  progressLabel: 'Progress of the download',
  shops: 'Shops',
  addShop: 'Add shop',
  shopSettings: (shop) => `Settings of ${shop}`,
  ordersStored: (count, written) =>
    count === 1 ? '1 order in the archive' : `${written} orders in the archive`,
  health: {
    never: 'Never downloaded',
    ok: 'Fine',
    running: 'Under way',
    failed: 'Last download failed',
    cancelled: 'Last download cancelled',
    interrupted: 'Last download interrupted',
    stale: 'Not up to date',
    suspended: 'Sync suspended',
    incomplete: 'To be set up',
  },
  leftOut: {
    titleOf: (name: string) => `What is left out: ${name}`,
    settings: 'Open the settings',
    accept: 'That is fine',
    others: (count: number) =>
      count === 1
        ? 'Something is left out of another shop, too: choose it in the list.'
        : `Something is left out of ${count} other shops, too: choose them in the list.`,
  },
  failures: (count) => `${count} of ${mostFailures}`,
  countersOf: (name) => `Counters of ${name}`,
  openNew: 'Show the new orders',
  openSkipped: 'Show in the log why they were skipped',
  openWrong: 'Show in the log why they are wrong',
  openWrongList: (count) =>
    count === 1 ? 'Wrong orders: 1 to resolve' : `Wrong orders: ${count} to resolve`,
  last: {
    none: 'No download so far.',
    success: (when, fresh, written) =>
      fresh === 0
        ? `Last download succeeded ${when}: no new orders.`
        : `Last download succeeded ${when}: ${fresh === 1 ? '1 new order' : `${written} new orders`}.`,
    failed: (when) => `Last download failed, ${when}.`,
    cancelled: (when) => `Last download cancelled ${when}.`,
    interrupted: (when) => `Last download interrupted ${when}.`,
    annulled: (when) => `Last sync annulled ${when}.`,
    stay: (fresh, written) =>
      fresh === 1 ? 'The order that had come stays.' : `The ${written} orders that had come stay.`,
    several: (fine, of) =>
      fine === 0
        ? `None of the ${of} shops is fine.`
        : `${fine} of ${of} shops ${fine === 1 ? 'is' : 'are'} fine.`,
  },
  next: {
    first: 'The first download will read the orders of the last 24 hours.',
    firstFrom: (from) => `The first download will read the orders from ${from}.`,
    firstPeriod: (from, to) => `The first download will read the orders from ${from} to ${to}.`,
    from: (instant) => `The next one will read the orders modified since ${instant}.`,
    configure: 'The settings have to be completed before downloading.',
  },
  finished: (fresh, skipped, wrong) => `Download finished: ${fresh} new, ${skipped} skipped, ${wrong} wrong.`,
  failureOf: (shop) => `The download of ${shop} failed`,
  failureTitle: 'The download failed',
  mend: {
    check: 'Check the connection',
    settings: 'Open the settings',
    addShop: 'Connect a shop',
    proxy: 'Give the proxy name and password',
    retry: 'Download again',
    log: 'Show in the log',
  },
  runs: {
    title: 'Last downloads',
    empty: 'Downloads will appear here with their counters.',
    when: 'When',
    shop: 'Shop',
    outcome: 'Outcome',
    trigger: 'Started',
    duration: 'Duration',
    actions: 'New orders',
    nothingNew: (count, span) => `${count} syncs without new or wrong orders ${span}`,
    more: 'Show earlier ones',
    openLog: 'Show in the log',
    openLogOf: (when) => `Show the download ${when} in the log`,
    openNewOf: (when) => `Show the new orders of the download ${when}`,
    annulled: (count, span) => `${count} syncs annulled ${span}`,
  },
  sync: {
    title: 'Automatic sync',
    titleOf: (shop) => `Automatic sync of ${shop}`,
    column: 'Automatic',
    every: (minutes) => (minutes % 60 === 0 ? everyHours(minutes / 60) : `every ${minutes} minutes`),
    off: 'Off',
    offHint: 'Orders are downloaded only with the button.',
    nextIn: 'Next in',
    nextAt: (time) => `at ${time}`,
    soon: 'About to start',
    working: 'Under way',
    suspended: 'Suspended',
    pausedUntil: (time) => `Paused until ${time}`,
    resume: 'Go on now',
    failuresInARow: 'Failures in a row',
    suspendedOf: (shop) => `${shop}: automatic sync suspended`,
    suspendedTitle: 'Automatic sync suspended',
    suspendedWhy: `After ${mostFailures} failures in a row the attempts are annulled.`,
    thenPress: 'Mend it, then press Download Orders: the sync goes on by itself.',
  },
  healthView: {
    title: 'Health',
    titleAll: 'Health of the shops',
    lastGood: (age) => `Last downloaded ${age}`,
    lastGoodShort: 'Last good',
    never: 'No good download so far',
    neverShort: 'never',
    stale: (age) => `No good download for ${age}`,
    why: {
      off: 'Automatic sync is off: switch it on, or press Download Orders.',
      suspended: 'Automatic sync is suspended after too many failures.',
      failing: 'The last attempts failed.',
      paused: (time) => `Automatic sync is paused until ${time}.`,
      closed: 'Meanwhile the computer was off or the program closed: the sync goes on now.',
    },
    days: (days) => `Last ${days} days`,
    daysOf: (shop, days) => `Last ${days} days of ${shop}`,
    day: 'Day',
    succeeded: 'Succeeded',
    failed: 'Failed',
    fresh: 'New orders',
    none: 'no download',
    counts: (succeeded, failed, fresh) =>
      `${succeeded} succeeded, ${failed} failed, ${fresh === '1' ? '1 new order' : `${fresh} new orders`}`,
  },
  dock: {
    title: 'Log',
    hide: 'Fold the log away',
    show: 'Show the log',
    expand: 'Open the log at full height',
  },
  welcome: {
    title: 'Welcome to Download Ordini',
    lead: "Your online shop's orders, on your computer, at the press of one button.",
    explain: 'A shop is needed to begin: until it is connected there is nothing to download.',
    connect: 'Connect your shop',
    connectText: "You need the site's address and an access key. We guide you step by step.",
    demo: 'Try the Demonstration shop',
    demoText:
      'A make-believe shop on this computer, with plausible Italian orders. Remove it whenever you like.',
    demoStarting: 'Preparing the shop…',
    promise: 'Orders and key stay on this computer.',
  },
}

function everyHours(hours: number): string {
  return hours === 1 ? 'every hour' : `every ${hours} hours`
}
