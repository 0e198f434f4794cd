import type { Texts } from '../shape.ts'

const orders = (count: number, written: string) => (count === 1 ? 'one order' : `${written} orders`)

/** Utilities → Read downloaded orders again. */
export const reread: Texts['reread'] = {
  title: 'Read downloaded orders again',
  intro:
    'What the shop sent is kept beside each order. Reading it again with today’s program and settings fills or corrects the fields that nobody has touched: fiscal data, customer, addresses, notes, payment and shipping. Amounts, rows, state and dates do not change, and the shop is asked for nothing.',
  afterMapping: (shop) =>
    `The new fiscal fields of ${shop} hold for the next orders. A preview shows whether those already downloaded gain by them too.`,
  shop: 'Shop',
  look: 'Preview',
  lookAgain: 'Preview again',
  working: {
    preview: 'Making the preview…',
    start: 'Reading again…',
    undo: 'Undoing…',
  },
  progress: (done, expected) => `${done} of ${expected} orders`,
  progressLabel: 'Progress',
  stop: 'Stop',
  nothing: (count, written) =>
    count === 1
      ? 'Nothing to change: the order reads today as it is in the archive.'
      : `Nothing to change: the ${written} orders read today as they are in the archive.`,
  noOrders: 'There are no orders to read again yet.',
  would: (count, written, all) =>
    count === 1 ? `One order of ${all} would change.` : `${written} orders of ${all} would change.`,
  did: (count, written) =>
    count === 0
      ? 'No order has changed.'
      : count === 1
        ? 'One order has changed.'
        : `${written} orders have changed.`,
  didHint: 'The history of each order has it as “Read again”.',
  table: {
    caption: 'Fields that change',
    field: 'Field',
    filled: 'Filled',
    corrected: 'Corrected',
    example: 'For example, in order',
  },
  /** Of those that change: a choice, off (R41). */
  wentOut: (count: number, written: string) =>
    count === 1
      ? 'Mark the one already exported or printed as to be done again, too'
      : `Mark the ${written} already exported or printed as to be done again, too`,
  wentOutHint: 'Otherwise they stay passed on: what went out still has the data of before.',
  wentOutAlready: (count: number, written: string) =>
    count === 1
      ? 'One of these has been exported or printed.'
      : `${written} of these have been exported or printed.`,
  untouchable: (count, written) =>
    count === 1
      ? 'One value that differs stays as it is: the field was touched by hand, or taken from the site.'
      : `${written} values that differ stay as they are: the fields were touched by hand, or taken from the site.`,
  unread: (count, written, reason) =>
    `${count === 1 ? 'One order cannot be read again' : `${written} orders cannot be read again`}: ${
      {
        'no-data': 'the shop’s data are not there, or are damaged.',
        unreadable: 'by today’s rules the shop’s data do not make an order.',
        'no-time-zone':
          'the shop’s time zone is not known. Press “Check connection” in its settings, then try again.',
      }[reason]
    }`,
  start: (count, written) => `Read ${orders(count, written)} again`,
  failed: 'It did not work',
  stopped: 'Stopped. What was done stays: you can go on, or undo it.',
  past: 'Rereadings done',
  pastOf: (when, shop, count, written) => `${when} · ${shop} · ${orders(count, written)}`,
  unfinished: 'Stopped halfway: the next one goes on with it.',
  undoing: 'Undone halfway: press again to finish.',
  undo: 'Undo the rereading',
  undoOf: (when) => `Undo the rereading of ${when}`,
  undone: (count, written) => `The rereading was undone in ${orders(count, written)}.`,
  kept: (count, written) =>
    count === 1
      ? 'One field that was changed since has stayed as it is.'
      : `${written} fields that were changed since have stayed as they are.`,
}
