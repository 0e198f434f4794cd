import { formatCount, formatDay, formatTime } from '../../words/format.ts'
import type { desks as itDesks } from '../it/desks.ts'

const count = (value: number, one: string, many: string) =>
  value === 1 ? `1 ${one}` : `${formatCount(value, 'en')} ${many}`

/** *Utilità → Più postazioni* (R55). */
export const desks: typeof itDesks = {
  title: 'Several desks',
  intro: [
    'Several computers of one office can work on the same orders: what one desk downloads, edits or marks as done the others see.',
    'Each desk keeps its own archive and searches as fast as now; a PostgreSQL server hands the news from one to the other.',
    'Who works with one computer does not need it.',
  ],
  setUp: {
    title: 'The server',
    hint: 'Whoever looks after the computers sets it up once: a PC that stays on, a NAS or a service on the network. From them you get address, user, password and certificate.',
    script: 'Save the script for the server',
    scriptSaved: 'Script saved',
    scriptKind: 'SQL script',
    guide: 'How the server is set up',
  },
  form: {
    title: 'Connect this desk',
    hint: 'The password stays on this computer, protected by the system.',
    hintNotEncrypted:
      'The password stays on this computer, in a file that only your user can read: this system has no protected place for it.',
    host: 'Server address',
    hostHint: 'A name or a number, for example 192.168.1.20',
    port: 'Port',
    database: 'Database',
    user: 'User',
    password: 'Password',
    desk: 'Name of this desk',
    deskHint: 'The others see it by this name',
    certificate: 'Certificate of the server',
    certificateHint:
      'Paste the text that begins with -----BEGIN CERTIFICATE-----, or choose the file. It stays empty where the system knows the certificate already.',
    certificateFile: 'Choose the file…',
    certificateTooLong: 'This file is too big to be a certificate.',
    required: 'Has to be filled in',
    try: 'Try',
    trying: 'Trying the connection…',
    works: 'It works: the server answers, and this desk may come in.',
    triedBad: 'The trial failed',
    join: 'Join…',
  },
  preview: {
    title: 'What is brought together',
    reading: 'Reading the shared archive and comparing it with this one',
    table: {
      shop: 'Shop',
      here: 'Here',
      there: 'In the shared archive',
      common: 'In common',
      different: 'Different',
    },
    summary: (here, there, common) => `${here} here, ${there} there, ${common} in common`,
    nothing: 'There is no order yet, neither here nor in the shared archive.',
    good: 'The orders in common are the same: they can be brought together.',
    stopped: 'They cannot be brought together like this',
    different: (orders, shop) =>
      orders === 1
        ? `${shop}: one order has the same identifier and is not the same`
        : `${shop}: ${formatCount(orders, 'en')} orders have the same identifier and are not the same`,
    differentOrder: ({ shopOrderId, here, there }) =>
      `${shopOrderId}: here it is number ${here.number} of ${formatDay(here.placedAt, 'en')}, there ${there.number} of ${formatDay(there.placedAt, 'en')}`,
    more: (orders) => `and ${formatCount(orders, 'en')} more`,
    differentRemedy:
      'Usually one of the two archives is of a test copy of the site, or from before the shop was made anew. Removing the shop is not enough, since its orders stay: this desk can join by beginning with an empty archive. Ask whoever looks after the computers, or support.',
    numbers: 'The same number was given twice, here and there',
    numberTwice(twice) {
      const what = twice.register === 'easyfatt' ? 'Number of Easyfatt' : 'Invoice'
      return twice.same === 'number'
        ? `${what} ${twice.number}: here of order ${twice.here}, there of order ${twice.there}`
        : `${what} of order ${twice.order}: here ${twice.here}, there ${twice.there}`
    },
    numbersRemedy:
      'Numbers of Easyfatt and of invoices do not change by themselves: look which documents really exist and ask support.',
    copyFirst:
      'Before that the program makes a copy of the archive: you find it among the backups. Then these orders, the work done and the notes belong to all desks; the shops’ keys do not.',
    confirm: 'Bring together now',
    back: 'Back',
  },
  progress: {
    label: 'Progress',
    reading: 'Reading the shared archive',
    copying: 'Making a copy of the archive',
    applying: 'Taking the orders of the other desks',
    sending: 'Sending what is only here',
    figures: (done, total) => `${done} of ${total}`,
    meanwhile: 'Meanwhile you can search, read and print orders as always.',
    doNotWait: 'Do not wait',
    failed: 'It failed',
    done: 'This desk is connected',
  },
  state: {
    title: 'This desk',
    online: 'Online',
    connecting: 'Connecting to the server…',
    offline(since, now) {
      const [day, time] = [formatDay(since, 'en'), formatTime(since, 'en')]
      const isToday = day === formatDay(now.toISOString(), 'en')
      return isToday ? `Without the server since ${time}` : `Without the server since ${day} ${time}`
    },
    stopped: 'Stopped',
    as: (desk, server) => `${desk}, at ${server}`,
    upToDate: 'It has all news of the other desks',
    behind: (facts) => `Behind by ${count(facts, 'change', 'changes')} of the other desks`,
    noneWaiting: 'Nothing waits to be sent',
    waiting: (facts) =>
      facts === 1
        ? '1 change made here waits to be sent'
        : `${formatCount(facts, 'en')} changes made here wait to be sent`,
    past: (orders) =>
      orders === 0
        ? 'Sending the last of the orders that were here'
        : `Still to be sent: ${count(orders, 'order that was', 'orders that were')} here`,
    pastText:
      'This desk is still joining the others. Meanwhile you can work as always: only handing over as “only the new ones”, and numbers of invoices or of Easyfatt, wait until it is done.',
    offlineTitle: 'This desk is not connected to the server',
    offlineText:
      'What you do here waits, and goes out as soon as the connection is back. Meanwhile nothing can be downloaded from here, handed over as “only the new ones”, or given a number of an invoice or of Easyfatt.',
    stoppedTitle: 'This desk exchanges no news with the others any more',
    stoppedText:
      'You can go on searching, editing, printing and marking orders. Until it is connected again nothing can be downloaded from here, handed over as “only the new ones”, or given a number of an invoice or of Easyfatt.',
    outdatedText:
      'You can go on searching, editing, printing and marking orders. Until the program is updated nothing can be downloaded from here, handed over as “only the new ones”, or given a number of an invoice or of Easyfatt; after that it connects by itself.',
    retry: 'Try again',
    rejoin: 'Reconnect…',
    leave: 'Leave the shared desks…',
  },
  reach: {
    open: 'Change the access…',
    title: 'Access to the server',
    hint: 'Where the server has another address, password or certificate. The password has to be typed again.',
  },
  rename: {
    open: 'Change the name…',
    title: 'Change the name',
    hint: 'The others see it by this name, in what it has already done too.',
  },
  others: {
    title: 'Who is here',
    desk: 'Desk',
    isThis: 'this one',
    seen: 'Seen',
    now: 'now',
    behind: 'Behind by',
    downloading: 'Downloads from',
    unknown: 'As long as this desk is not connected nobody knows who else is here.',
  },
  shops: {
    title: 'Who downloads from the shops',
    hint: 'One desk at a time downloads from a shop, and only if it has the keys. Keys never go from one desk to another.',
    shop: 'Shop',
    here: 'From here',
    may: 'May download',
    mayNot: 'The keys are missing',
    noOthers: 'No other',
    enter: 'Enter the keys',
    enterOf: (shop) => `Enter the keys of ${shop}`,
    others: 'Other desks',
    downloader: 'Downloading now',
    nobody: 'None',
    none: 'There is no shop yet.',
  },
  leave: {
    title: 'Leave the shared desks?',
    stays:
      'Everything stays here: the orders, edits, states and notes of now, and the shops’ keys. From then on this desk works alone, and the others do not see what it does.',
    sent: 'Everything that you have done here has reached the others.',
    unsent: (facts) =>
      facts === 1
        ? 'One change made here has not been sent: the other desks will not see it.'
        : `${formatCount(facts, 'en')} changes made here have not been sent: the other desks will not see them.`,
    twice:
      'Mind: two desks that are not connected any more download and hand over the same orders each by itself.',
    confirm: 'Leave',
    alone: 'This desk is not connected to others.',
    left: 'This desk works alone',
  },
  rejoin: {
    title: 'Reconnect this desk?',
    text: 'The program makes a copy of the archive, compares it with the shared one and brings them together again. Where an order is not the same it stops, and changes nothing.',
    confirm: 'Reconnect',
  },
  away: {
    title: 'The server cannot be reached now',
    text: 'Another desk may hand the same orders over without knowing. If it does, both find them among those to be checked.',
    goOn: 'Hand over all the same',
  },
  status: {
    name: (state) => `Desks: ${state}`,
    online: 'Online',
    connecting: 'Connecting…',
    offline: 'No server',
    stopped: 'Stopped',
    behind: (facts) => `Behind by ${formatCount(facts, 'en')}`,
  },
  keys: {
    message: (shops) => `This desk cannot download from ${shops}: the keys are missing.`,
    remedy: (others) =>
      others === ''
        ? 'No desk has them: enter them here, or on the one that is to download.'
        : `New orders come when ${others} downloads them. To download from here too, enter the keys.`,
  },
  tray: {
    offline: 'Desks: without the server',
    stopped: 'Desks: stopped',
  },
  open: 'Open Several desks',
}
