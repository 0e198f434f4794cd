/** The report's lists of orders. Pure. */
import type { Texts } from '../../main/texts/shape.ts'
import type { AccountantReport, ListedOrder } from '../../main/words/accountant.ts'
import { countryName } from '../../main/words/country-name.ts'
import { formatDecimal, formatMoney } from '../../main/words/format.ts'
import { fieldLabel } from '../order/change-text.ts'
import { count, type ReportTable } from './report-table.ts'
import { dayText } from './report-words.ts'

/** Order, day, shop where there are several, customer; and what they come to. */
function orderColumns({ shops }: AccountantReport, texts: Texts) {
  const { columns } = texts.accountantPage
  const isMany = shops.length > 1
  return {
    columns: [
      { header: columns.number, firm: true },
      { header: columns.day, firm: true },
      ...(isMany ? [{ header: columns.shop }] : []),
      { header: columns.customer },
    ],
    amount: { header: columns.amount, end: true },
    cells: ({ number, day, shop, customer }: ListedOrder) => [
      number,
      dayText(day, texts),
      ...(isMany ? [shop] : []),
      customer,
    ],
    money: ({ amount, currency }: ListedOrder) => formatMoney(amount, currency, texts.language),
  }
}

export function invoices(report: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { columns } = words
  const order = orderColumns(report, texts)
  return {
    id: 'invoices',
    title: words.sections.invoices,
    hint: words.hints.invoices,
    columns: [
      ...order.columns,
      // What there is to do is in sight in a narrow window too.
      { header: columns.missing, warns: true },
      { header: columns.vatNumber, firm: true },
      { header: columns.fiscalCode, firm: true },
      { header: columns.recipient },
      order.amount,
    ],
    rows: report.invoices.map((row) => () => ({
      orderId: row.orderId,
      cells: [
        ...order.cells(row),
        row.isMade ? words.invoiceMade : row.problems.map((path) => fieldLabel(texts, path)).join(', '),
        row.vatNumber,
        row.fiscalCode,
        row.sdiCode || row.pec,
        order.money(row),
      ],
    })),
  }
}

export function warnings(report: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { columns } = words
  const order = orderColumns(report, texts)
  return {
    id: 'warnings',
    title: words.sections.warnings,
    hint: words.hints.warnings,
    columns: [
      ...order.columns,
      { header: columns.country },
      { header: columns.rate, end: true },
      { header: columns.problem },
      order.amount,
    ],
    rows: report.warnings.map((row) => () => ({
      orderId: row.orderId,
      cells: [
        ...order.cells(row),
        countryName(row.country, texts.language),
        `${formatDecimal(row.rate, texts.language)} %`,
        texts.accountantFiles.disagreements[row.problem],
        order.money(row),
      ],
    })),
  }
}

export function currencies(report: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { otherCurrencies, inOtherCurrencies } = report
  const order = orderColumns(report, texts)
  const between = order.columns.slice(1).map(() => '')
  return {
    id: 'currencies',
    title: words.sections.currencies,
    hint: words.hints.currencies,
    columns: [...order.columns, order.amount],
    rows: [
      ...otherCurrencies.map(({ currency, orders, amount }) => () => ({
        look: 'day' as const,
        cells: [
          words.orders(orders, count(orders, texts)),
          ...between,
          formatMoney(amount, currency, texts.language),
        ],
      })),
      ...inOtherCurrencies.map((row) => () => ({
        orderId: row.orderId,
        cells: [...order.cells(row), order.money(row)],
      })),
    ],
  }
}

export function undated(report: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const order = orderColumns(report, texts)
  return {
    id: 'undated',
    title: words.sections.undated,
    hint: words.hints.undated,
    columns: [...order.columns, order.amount],
    rows: report.undatedRefunds.map((row) => () => ({
      orderId: row.orderId,
      cells: [...order.cells(row), order.money(row)],
    })),
  }
}
