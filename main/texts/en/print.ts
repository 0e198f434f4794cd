import type { print as itPrint } from '../it/print.ts'

/** Paper and PDF (R28). */
export const print: typeof itPrint = {
  button: 'Print',
  printer: { list: 'List', picking: 'Picking list', orders: 'Orders, one a page' },
  pdf: { list: 'List as PDF', picking: 'Picking list as PDF', orders: 'Orders as PDF, one a page' },
  order: { printer: 'Print', pdf: 'Save as PDF' },
  saved: 'PDF saved',
  printed: 'Sent to the printer',
  already: (_, written) => `${written} printed before`,
  dialog: {
    title: 'Save as PDF',
    orderFile: (number) => `order-${number}`,
    files: { list: 'order-list', picking: 'picking-list', orders: 'orders' },
  },
  page: {
    titles: { list: 'List of orders', picking: 'Picking list', orders: 'Orders' },
    printed: (when) => `printed ${when}`,
    articles: (count, written) => (count === 1 ? '1 article' : `${written} articles`),
    pieces: (pieces, written) => (pieces === '1' ? '1 piece' : `${written} pieces`),
    taken: 'Taken',
    quantity: 'Qty',
    sku: 'SKU',
    article: 'Article',
    wantedBy: 'Orders',
    notes: 'Notes',
  },
}
