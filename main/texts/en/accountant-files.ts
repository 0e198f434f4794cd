import type { Category, OrderKind } from '../../words/accountant.ts'
import type { accountantFiles as italian } from '../it/accountant-files.ts'

const kinds = {
  paid: 'Paid',
  shipped: 'Shipped or completed',
  other: 'In another state',
  unpaid: 'Not paid',
  refunded: 'Wholly refunded',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const

/** The accountant's package (R47): names of files, sheets and columns, and what its summary says. */
export const accountantFiles: typeof italian = {
  readme: 'README.txt',
  base: (span) => `accountant-${span}`,
  tables: {
    summary: { sheet: 'Summary' },
    register: { sheet: 'Takings', file: 'takings' },
    totals: { sheet: 'Totals', file: 'totals-by-rate' },
    oss: { sheet: 'OSS', file: 'oss' },
    invoices: { sheet: 'Invoices asked for', file: 'invoices-asked-for' },
    methods: { sheet: 'Payment methods', file: 'payment-methods' },
    payments: { sheet: 'Payments', file: 'payments' },
    warnings: { sheet: 'Country and rate', file: 'country-and-rate' },
    currencies: { sheet: 'Other currencies', file: 'other-currencies' },
    undated: { sheet: 'Undated refunds', file: 'undated-refunds' },
  },
  columns: {
    item: 'Item',
    count: 'Number',
    amount: 'Amount',
    day: 'Day',
    what: 'Sales or refunds',
    category: 'Rate or reason',
    invoice: 'With invoice',
    made: 'Invoice made',
    gross: 'Total',
    net: 'Taxable',
    tax: 'VAT',
    quarter: 'Quarter',
    correctionOf: 'Corrects quarter',
    country: 'Country',
    rate: 'Rate %',
    shop: 'Shop',
    number: 'Order',
    customer: 'Customer',
    currency: 'Currency',
    fiscalCode: 'Fiscal code',
    vatNumber: 'VAT number',
    sdiCode: 'SDI code',
    pec: 'PEC',
    problems: 'Missing or wrong data',
    method: 'Payment method',
    orders: 'Orders',
    paid: 'Paid',
    byCard: 'Paid by card or credit',
    refunded: 'Refunded',
    reference: 'Payment reference',
    problem: 'What does not agree',
  },
  sales: 'Sales',
  refunds: 'Refunds',
  quarterName: (quarter) => `${quarter.slice(0, 4)}, Q${quarter.slice(-1)}`,
  noSales: 'No sales',
  yes: 'yes',
  noMethod: 'Method not given',
  category: (category, country) => {
    switch (category.kind) {
      case 'rate':
        return `VAT ${category.rate}%`
      case 'eu':
        return `EU consumers, ${country(category.country)}, ${category.rate}%`
      case 'zero':
        return zeroReasons[category.reason]
      default:
        return others[category.kind]
    }
  },
  disagreements: {
    'not-italian': 'Delivered in Italy at a rate that Italy does not have',
    'not-of-country': 'Consumer in another EU country at a rate that the country does not have',
    'eu-without-vat': 'Consumer in another EU country without VAT',
    'vat-outside-eu': 'VAT on goods that leave the EU',
  },
  summary: {
    title: 'Takings for the accountant',
    demo: 'Demonstration shop: invented orders.',
    period: (from, to) => `Period: from ${from} to ${to}`,
    shops: (names) => `Shops: ${names}`,
    made: (when) => `Made on ${when} from the orders that were in the archive`,
    counting: 'HOW IT COUNTS',
    dateBy: {
      paid: 'Each order counts on the day it was paid; without a date of payment, on the day it was placed',
      placed: 'Each order counts on the day it was placed',
    },
    noShippingDate:
      'Shops do not tell when an order was shipped: counting by the date of shipping is not possible',
    sold: 'What was sold counts: the total plus what cards or credit paid',
    kinds: (names) => `States counted: ${names}`,
    invoiced: {
      in: 'Orders that ask for an invoice, or have one, are included',
      apart: 'Orders that ask for an invoice, or have one, stand in rows of their own',
    },
    asks: {
      usual: 'Who gave a VAT number, an SDI code or a PEC asks for an invoice',
      fiscalCode: 'Who gave a VAT number, an SDI code, a PEC or a fiscal code asks for an invoice',
    },
    oss: {
      unsaid:
        'Whether OSS is used is not said: sales to consumers in other EU countries stand in rows of their own, by country',
      yes: 'With OSS: sales to consumers in other EU countries stand in rows of their own, by country',
      no: 'Without OSS: sales to consumers in other EU countries are among the others',
    },
    cards: (words) => `Gift cards sold are outside VAT until they are used; known by SKU or name: ${words}`,
    noCards: 'No product is said to be a gift card',
    counted: 'ORDERS COUNTED',
    kind: (kind: OrderKind) => kinds[kind],
    withoutPayment: 'Of these, without a date of payment: counted on the day of the order',
    sharedRefunds: 'Refunds whose rows do not come to the amount: shared out by the rates of the order',
    leftOut: 'LEFT OUT',
    nothingLeftOut: 'Nothing',
    why: {
      ...kinds,
      'other-currency': 'In other currencies, not converted: they have a list of their own',
      'refund-of-left-out': 'Refunds of orders that are left out',
      wrong: 'Wrong orders, never stored (of any date)',
    },
    undated: 'Refunds without a date, of orders of the period: in no sum, listed apart',
    otherCurrency: (currency) => `Other currencies: ${currency} (amount in that currency)`,
    reconciliation: 'RECONCILIATION',
    ordersTotal: 'Sum of the orders counted',
    refundsTotal: 'Sum of the refunds of the period',
    registerTotal: 'Sum of the register',
    difference: 'Difference',
    meter: 'EU THRESHOLD: SALES TO CONSUMERS IN OTHER EU COUNTRIES, WITHOUT VAT, LESS REFUNDS',
    meterUntil: (year, threshold) => `${year}, until the end of the period (threshold ${threshold})`,
    meterKnown: (year) => `${year}, all that the archive knows`,
    meterState: {
      below: 'Below the threshold',
      near: 'ATTENTION: the threshold is near',
      reached: 'ATTENTION: threshold passed, VAT is that of the country of delivery',
    },
    notes: 'TO KNOW',
    noLaw:
      'These lists come from the orders downloaded and are no fiscal documents: the accountant checks them before using them',
    noPdf: 'This package was made from the command line: there is no PDF',
    rates:
      'Warnings about country and rate are hints: islands and territories with rules of their own are not told apart',
    till: 'Orders made at the till are included like the others',
  },
  command: {
    notAMonth: (text) => `--report takes a month like 2026-11, not ${text}.`,
    needsFile: '--report lacks the file: --report 2026-11 FILE.zip',
    needsZip: (file) => `The package is a ZIP file: ${file} does not end in .zip.`,
    progress: (read, total) => `${read}/${total} orders`,
    written: (orders, total, refunds, file) =>
      `Orders ${orders}, refunds ${refunds}, total ${total}: package written to ${file}`,
    noPdf: 'Without the PDF: that is made in the window, Utilities → Accountant.',
    leftOut: (list) => `Left out: ${list}.`,
    meter: (state, year, amount, threshold) => `${state}: ${year}, ${amount} of ${threshold}.`,
    cancelled: 'Interrupted: no file was written.',
  },
}

const zeroReasons = {
  italy: 'Without VAT in Italy (exempt, not taxable or out of scope)',
  'eu-business': 'Without VAT, businesses in other EU countries',
  'eu-consumer': 'Without VAT, consumers in other EU countries',
  'outside-eu': 'Without VAT, outside the EU',
  'unknown-country': 'Without VAT, country not given',
} as const

const others = {
  card: 'Gift cards sold',
  'no-rate': 'Rate not given',
  unclear: 'To be cleared up',
  rounding: 'Rounding',
} as const satisfies Readonly<Partial<Record<Category['kind'], string>>>
