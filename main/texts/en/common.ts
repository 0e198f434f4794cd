import { formatDay, formatTime } from '../../words/format.ts'
import type { common as itCommon } from '../it/common.ts'

/** Words that several screens share. */
export const common: typeof itCommon = {
  appName: 'Download Ordini',
  save: 'Save',
  /** What was just done. */
  undo: 'Undo',
  cancel: 'Cancel',
  /** Of a table that is long: how many of its rows are shown, and the button for more. */
  rowsShown: (shown, all) => `Lines shown: ${shown} of ${all}.`,
  moreRows: (count) => `Show ${count} more`,
  close: 'Close',
  remove: 'Remove',
  edit: 'Edit',
  loading: 'Loading…',
  retry: 'Try again',
  opening: {
    title: 'Opening the orders archive…',
    text: 'It takes longer than usual: the disk is busy.',
  },
  restart: 'Restart the program',
  all: 'All',
  none: 'None',
  demo: 'Demonstration',
  whatToDo: 'What to do',
  somethingFailed: 'Failed',
  /** Of a file just written. */
  openFile: 'Open',
  showInFolder: 'Show in folder',
  notOpened: 'The file did not open',
  notOpenedHint: 'Perhaps this computer has no program for files of this kind.',
  copied: 'Copied',
  copyNamed: (name) => `Copy: ${name}`,
  allShops: 'All shops',
  noShop: 'A shop is needed first',
  navigation: 'Sections of the program',
  sections: {
    download: 'Download',
    log: 'Log',
    search: 'Search',
    settings: 'Settings',
  },
  searchOpensWindow: 'Order search (opens its own window)',
  platforms: {
    woocommerce: 'WooCommerce',
    prestashop: 'PrestaShop',
    shopify: 'Shopify',
    magento: 'Magento',
  },
  counters: { total: 'Total', new: 'New', skipped: 'Skipped', wrong: 'Wrong' },
  outcomes: {
    running: 'Under way',
    success: 'Succeeded',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted',
    annulled: 'Annulled',
  },
  triggers: { manual: 'By hand', auto: 'Automatic', cli: 'From terminal' },
  levels: { info: 'Information', warning: 'Warning', error: 'Error' },
  moment(instant, now) {
    const day = formatDay(instant, 'en')
    const time = formatTime(instant, 'en')
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
    if (day === formatDay(now.toISOString(), 'en')) return `today at ${time}`
    if (day === formatDay(yesterday.toISOString(), 'en')) return `yesterday at ${time}`
    return `on ${day} at ${time}`
  },
  span(from, to, now) {
    const day = formatDay(from, 'en')
    const times = `from ${formatTime(from, 'en')} to ${formatTime(to, 'en')}`
    if (day !== formatDay(to, 'en')) {
      return `from ${day} ${formatTime(from, 'en')} to ${formatDay(to, 'en')} ${formatTime(to, 'en')}`
    }
    return day === formatDay(now.toISOString(), 'en') ? times : `on ${day} ${times}`
  },
  age(hours) {
    if (hours >= 48) return `${Math.floor(hours / 24)} days`
    return hours === 1 ? 'an hour' : `${hours} hours`
  },
  manual: 'Manual of Download Ordini (in Italian)',
  manualPages: 'Pages of the manual',
  keyNames: { enter: 'Enter', shift: 'Shift' },
  shortcuts: {
    all: 'Choose all rows of the list',
    copy: 'Copy the rows chosen',
    mark: 'Mark the orders chosen: to do, waiting, done',
    tags: 'Tags of the orders chosen',
    undo: 'Undo the last mark, or the last change',
    column: 'On a heading: makes the column narrower, wider',
    menu: 'Menu of the chosen row in the search',
    save: 'Save the changes to an order',
    saveAndNext: 'Save, and change the next order',
    copyAddress: 'Copy the shipping address of the open order',
    list: 'Show this list',
    manual: 'Open the manual',
    title: 'Keyboard shortcuts',
    download: 'Download the orders of all shops',
    search: 'Search the orders',
    log: 'Show the log',
    missing: 'Why is an order missing?',
    settings: 'Settings',
    close: 'Close the panel or dialog',
    move: 'Move along the rows of a table',
    open: 'Open the chosen row',
  },
  /** The buttons of a calendar. */
  calendar: {
    clear: 'Remove the date',
    nextMonth: 'Next month',
    previousMonth: 'Previous month',
    nextYear: 'Next year',
    previousYear: 'Previous year',
    nextDecade: 'Next decade',
    previousDecade: 'Previous decade',
  },
}
