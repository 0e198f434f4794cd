import type { Texts } from '../shape.ts'

export const refunds: Texts['refunds'] = {
  title: 'Refunds to register',
  kind: 'Which refunds',
  states: {
    open: (written) => `To register (${written})`,
    undated: (written) => `Without date (${written})`,
    registered: 'Registered',
  },
  shop: 'Shop',
  from: 'From day',
  to: 'To day',
  table: 'Refunds',
  choose: (order) => `Choose the refund of order ${order}`,
  chooseAll: 'Choose all',
  chooseNone: 'Choose none',
  chosen: (count, written) => (count === 0 ? 'None chosen' : `${written} chosen`),
  columns: {
    at: 'Refunded on',
    order: 'Order',
    customer: 'Customer',
    amount: 'Amount',
    parts: 'VAT rates',
    handed: 'Order passed on',
    registration: 'Registered as',
  },
  rate: (rate) => `${rate}%`,
  unknownRate: 'rate unknown',
  shared: 'shared out',
  sharedHint: 'The refund’s lines do not come to its amount: the rest is shared out by the order’s rates',
  neverOut: 'no',
  noDate: 'no date',
  registrations: {
    easyfatt: (number) => `Easyfatt ${number}`,
    td04: (number) => `Electronic credit note ${number}`,
    hand: () => 'By hand',
  },
  registered: (how, when) => `${how}, ${when}`,
  /** In an order, after its amount and date. */
  registeredAs: (how) => `registered: ${how}`,
  mark: 'Mark as registered',
  marked: (count, written) =>
    count === 1 ? 'The refund counts as registered' : `${written} refunds count as registered`,
  file: 'Credit notes for Easyfatt…',
  dialog: { title: 'Credit notes for Easyfatt', fileName: 'credit-notes' },
  written: (count, written) => (count === 1 ? '1 credit note written' : `${written} credit notes written`),
  noneWritten: 'Nothing was written',
  leftOut: {
    undated: (count, written) => (count === 1 ? '1 without a date' : `${written} without a date`),
    currency: (count, written) => (count === 1 ? '1 in another currency' : `${written} in another currency`),
    vat: (count, written) =>
      count === 1
        ? '1 without a VAT code in Easyfatt’s tables'
        : `${written} without a VAT code in Easyfatt’s tables`,
    registered: (count, written) => (count === 1 ? '1 registered already' : `${written} registered already`),
  },
  notWritten: (counts) => `Still to register: ${counts}.`,
  takeBack: 'Take back',
  takenBack: (count, written) =>
    count === 1 ? 'The refund is to be registered again' : `${written} refunds are to be registered again`,
  notTakenBack: 'An electronic credit note is taken back under Utilities, Electronic invoices',
  unknown: (since, until) =>
    `The archive is an earlier copy: what was registered between ${since} and ${until} is not known. Look into the accounting program, and mark by hand what is there already.`,
  none: {
    open: 'No refund to register',
    undated: 'No refund without a date',
    registered: 'No refund registered',
  },
  dates: {
    title: 'Dates to ask for',
    intro:
      'Of these refunds the archive has no date: it was not kept when they were downloaded, or the shop did not tell it. The shop can tell it now; only dates and lines are added, nothing else changes.',
    ask: 'Ask the shop for the dates',
    asking: (shop) => `Asking ${shop}…`,
    orders: (done, expected) => `${done} of ${expected} orders`,
    progress: 'Dates asked for',
    found: (count, written) =>
      count === 0 ? 'no date found' : count === 1 ? '1 date found' : `${written} dates found`,
    left: (count, written) =>
      count === 1
        ? 'Of 1 refund the shop does not tell it: see that the key may read refunds, or mark it by hand.'
        : `Of ${written} refunds the shop does not tell it: see that the key may read refunds, or mark them by hand.`,
    noShop: 'No shop to ask: those of these refunds have been removed. Mark them by hand.',
  },
  easyfatt: {
    rest: (order) => `Rimborso dell’ordine ${order}`,
    about: (order, day, amount) => `Rimborso di ${amount} sull’ordine ${order} del ${day}`,
  },
}
