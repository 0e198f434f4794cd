import { mostFailures } from '../../words/run.ts'
import type { native as italian } from '../it/native.ts'
import { exportOrders } from './export.ts'

/** Menus, tray, dialogs, notifications and the command line: everything main itself shows. */
export const native: typeof italian = {
  program: 'Download Ordini',
  demoShop: 'Demonstration shop',
  menu: {
    orders: 'Orders',
    download: 'Download from eCommerce',
    search: 'Order search',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullScreen: 'Full screen',
    utilities: 'Utilities',
    log: 'Log',
    wrong: 'Wrong orders',
    missing: 'Why is it missing?',
    completeness: 'Check completeness',
    easyfatt: 'Easyfatt',
    reread: 'Read downloaded orders again',
    accountant: 'Accountant',
    shops: 'Shops',
    backups: 'Backups',
    preferences: 'Preferences',
    help: 'Help',
    firstPeriod: 'Custom first download',
    manual: 'Manual (in Italian)',
    updates: 'Check for updates',
    shortcuts: 'Keyboard shortcuts',
    support: 'Support bundle',
    about: 'About Download Ordini',
    window: 'Window',
    minimize: 'Minimise',
    close: 'Close',
    quit: 'Quit',
    hide: 'Hide Download Ordini',
    hideOthers: 'Hide others',
    services: 'Services',
  },
  tray: {
    work: {
      todo: (count) => `To do: ${count}`,
      unseen: (count) => `Not seen yet: ${count}`,
      check: (count) => `To check: ${count}`,
    },
    fine: 'fine',
    stale: 'not up to date',
    syncing: 'downloading',
    failing: (failures) => `failing (${failures} of ${mostFailures})`,
    failed: 'last download failed',
    suspended: 'sync suspended',
    off: 'automatic sync off',
    paused: (until) => `paused until ${until}`,
    last: (when) => `last ${when}`,
    cancelled: 'last download cancelled',
    interrupted: 'last download interrupted',
    never: 'never downloaded',
    next: (when) => `next ${when}`,
    noShops: 'No shop connected',
    download: 'Download Ordini',
    search: 'Order search',
    open: 'Open',
    pause: 'Pause for an hour',
    resume: 'Go on now',
    quit: 'Quit',
  },
  notifications: {
    firstFailure: (shop) => `${shop}: sync failed`,
    suspended: (shop) => `${shop}: sync suspended`,
    suspendedBody: (cause) =>
      `${mostFailures} attempts failed in a row. ${cause} Mend it, then press Download Ordini.`,
    recovered: (shop) => `${shop}: fine again`,
    recoveredBody: (orders) => (orders === 1 ? '1 new order.' : `${orders} new orders.`),
    newOrders: (shop, orders) => (orders === 1 ? `${shop}: 1 new order` : `${shop}: ${orders} new orders`),
    newOrdersBody: 'Click to see them.',
    cancelled: (shop, number) => `${shop}: order ${number} cancelled or refunded`,
    cancelledMany: (shop, orders) => `${shop}: ${orders} orders cancelled or refunded`,
    cancelledBody: 'It happened on the site, after the download. Click to check.',
    written: (shop, orders) =>
      orders === 1 ? `${shop}: 1 order written` : `${shop}: ${orders} orders written`,
    inTray: 'Download Ordini stays active',
    inTrayBody:
      'Syncing goes on; the program is in the notification area. Where there is none, start it again: its window comes back. To close it: Quit.',
  },
  exportLog: { title: 'Export the log', fileName: 'download-ordini-log', csv: 'Table (CSV)' },
  exportOrders,
  support: {
    title: 'Save the support bundle',
    fileName: 'support-download-ordini',
    zip: 'ZIP archive',
    made: 'The support bundle is ready.',
    detail: (file: string) =>
      `${file}\n\nIt holds versions, preferences, what became of the downloads and of the check of the archive. It holds no customers, addresses, order numbers, names of shops or access keys.`,
    failed: 'The support bundle failed.',
    show: 'Open folder',
    close: 'Close',
  },
  crashed: {
    page: 'This window has had an error',
    pageText:
      'Orders already saved are safe, and downloads under way go on. The error is written in the file program.log, which the support bundle holds.',
    title: 'Download Ordini is stuck',
    body: 'The window got stuck several times. Close the program and open it again: the orders already saved are safe. If it happens again, send support the file program.log in the folder of the program.',
  },
  orderMenu: {
    open: 'Open',
    log: 'What the log says',
    mark: { todo: 'To do', waiting: 'Waiting', done: 'Done' },
    tags: 'Tags…',
    sameCustomer: 'All orders of this customer',
    copy: (count) => (count === 1 ? 'Copy the row' : 'Copy the rows'),
    export: (count) => (count === 1 ? 'Export the order' : 'Export the orders chosen'),
    selectAll: 'Choose all',
  },
  migrating: {
    message: 'Bringing the archive of orders up to date…',
    detail:
      'A new version of the program rearranges it, once only: with hundreds of thousands of orders that takes some minutes. It makes a copy first. It opens by itself as soon as it is done; if it is interrupted, it begins again at the next start.',
    button: 'All right',
  },
  startFailed: 'Download Ordini cannot start',
  cli: {
    usage: `Usage: npm start -- [OPTIONS]   (without options the window opens)

  --download [--shop NAME]... [--after] [--json]
                                         download the new orders, as the button does; with --after then write the
                                         files chosen in After the download, in the shops' settings
  --check [--shop NAME]... [--json]      test the connection
                                         both also tell what is left out (with --json: "warnings")
  --add-shop FILE                        add or update a shop from a JSON file (- for standard input)
  --list-shops [--json]                  list the shops; with --json also which desk downloads from each
  --remove-shop NAME                     remove a shop (its orders stay; the made-up ones of the
                                         demonstration shop are deleted)
  --export FILE [--shop NAME] [--from DATE] [--to DATE] [--state STATE] [--text QUERY] [--work WORK]
                                         [--new-only] [--with-cancelled]
                                         write orders as CSV, XLSX or Easyfatt-XML, by the file's ending;
                                         with --new-only those not exported in that format yet, or changed since;
                                         cancelled, failed and refunded ones are left out, and that is said: with
                                         --with-cancelled they are not
  --mark WORK [--until DATE] [--json]    mark orders, chosen as for --export: todo, waiting (with --until: until
                                         that day) or done
  --accept-wrong [--shop NAME]... [--order NUMBER]... [--json]
                                         takes orders as they are that are wrong only by their amounts or customer
  --reread NAME [--yes] [--json]         tells what reading downloaded orders again would change; with --yes it does
  --report MONTH FILE.zip [--shop NAME]...
                                         the accountant's package of a month (2026-11): takings by day and rate, OSS,
                                         EU threshold, invoices asked for, payments; without the PDF, which it says
  --join FILE [--json]                   joins this desk to those that share an archive, from a JSON file (- for
                                         standard input) with host, password, desk, and where needed port, database,
                                         user, certificate; says first what is brought together, and stops where the
                                         two do not agree
  --leave [--json]                       leaves the shared desks: from then on this one works alone
  --profile FOLDER                       where archive, settings and log are
  --demo                                 start and use the demonstration shop
  --help                                 this help

Exit code: 0 when all went well, 1 when a shop failed, 2 when the call or the configuration is wrong,
130 or 143 when it was interrupted (Ctrl+C, SIGTERM).`,
    noDisplay:
      'Windows need a display (DISPLAY or WAYLAND_DISPLAY). Without one there are the commands: --help lists them.',
    profileFileUnreadable: (file, code) =>
      `The file ${file} cannot be read (${code}): it may belong to another user. Correct its permissions, or choose another folder with --profile.`,
    profileUnusable: (folder, code) =>
      `The profile folder ${folder} cannot be used (${code}). Choose another with --profile, or correct its permissions.`,
    unknownOption: (option) => `Unknown option: ${option}. --help lists the options.`,
    missingValue: (option) => `${option} lacks its value. --help lists the options.`,
    strayArgument: (argument) => `Unexpected argument: ${argument}. --help lists the options.`,
    oneCommand: (options) => `These options do not go together: ${options}. Use one at a time.`,
    needsCommand: (option) => `${option} makes sense only with a command. --help lists the options.`,
    added: (name) => `Shop added: ${name}`,
    updated: (name) => `Shop updated: ${name}`,
    removed: (name) => `Shop removed: ${name}. Its orders stay in the archive.`,
    removedDemo: (name) => `Shop removed: ${name}. Its made-up orders were deleted.`,
    accepted: (accepted, wrong) => `taken as they are: ${accepted}, still wrong: ${wrong}`,
    marked: {
      todo: (count, told) => (count === 1 ? 'One order marked as to do.' : `${told} orders marked as to do.`),
      waiting: (count, told) => (count === 1 ? 'One order put on hold.' : `${told} orders put on hold.`),
      done: (count, told) => (count === 1 ? 'One order marked as done.' : `${told} orders marked as done.`),
    },
    outputUnwritable: (code) => `What the command says cannot be written (${code}): is the disk full?`,
    noSuchState: (state, there) =>
      `Warning: no order has the state ${state}.${there === '' ? '' : ` There are: ${there}.`}`,
    after: (shop, orders, told, file) =>
      orders === 1 ? `${shop}: 1 order written to ${file}` : `${shop}: ${told} orders written to ${file}`,
    afterFailed: (folder) => `after the download no file was written into the folder ${folder}.`,
    rereadWithYes: 'With --yes it reads them again.',
    noneAccepted: 'No wrong order can be taken as it is.',
    notAcceptable: (number) => `Order ${number} is none of the wrong ones that can be taken as they are.`,
    noShops: 'No shop configured.',
    counters: (c) => `total ${c.total}, new ${c.new}, skipped ${c.skipped}, wrong ${c.wrong}`,
    connecting: 'connecting',
    outcomes: {
      running: 'running',
      success: 'success',
      failed: 'failed',
      cancelled: 'cancelled',
      interrupted: 'interrupted',
      annulled: 'annulled',
    },
    checkOutcomes: { ok: 'fine', warning: 'mind', failed: 'failed', 'not-tried': 'not tried' },
    fingerprint: (fingerprint) => `Fingerprint (SHA-256) of the certificate shown: ${fingerprint}`,
    plainCredentials:
      'Mind: this system has no safe store for credentials; they are in a file that only this user can read.',
  },
}
