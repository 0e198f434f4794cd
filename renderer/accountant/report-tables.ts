/** The report as tables, cell by cell: the page and its paper draw the same. Pure. */
import type { Texts } from '../../main/texts/shape.ts'
import type { AccountantReport, Amounts, ListedOrder, RegisterDay } from '../../main/words/accountant.ts'
import { countryName } from '../../main/words/country-name.ts'
import { parseDecimal, toDecimal } from '../../main/words/decimal.ts'
import { formatCount, formatDecimal, formatMoney } from '../../main/words/format.ts'
import type { Decimal } from '../../main/words/order.ts'
import { fieldLabel } from '../order/change-text.ts'
import { categoryText, dayText } from './report-words.ts'

export type TableId = keyof Texts['accountantPage']['sections']

export interface TableColumn {
  readonly header: string
  /** A figure. */
  readonly end?: boolean
  /** What is not broken into lines: a number, a day. */
  readonly firm?: boolean
  /** What is to be mended. */
  readonly warns?: boolean
}

export interface TableRow {
  readonly cells: readonly string[]
  /** A day with what it came to; what belongs to it; the sum of all; a day without anything. */
  readonly look?: 'day' | 'part' | 'sum' | 'quiet'
  /** The order it is of. */
  readonly orderId?: number
  /** The orders behind it. */
  readonly orderIds?: readonly number[]
  /** They have a page of their own: *Ordini errati*. */
  readonly isWrong?: boolean
}

export interface ReportTable {
  readonly id: TableId
  readonly title: string
  readonly hint: string
  readonly columns: readonly TableColumn[]
  /** Each made when it is drawn: a year may have ten thousands of orders that ask for an invoice. */
  readonly rows: readonly (() => TableRow)[]
}

/** What there is something to say in, what matters most first. */
export function reportTables(report: AccountantReport, texts: Texts): ReportTable[] {
  const all = [
    totals(report, texts),
    register(report, texts),
    oss(report, texts),
    payments(report, texts),
    invoices(report, texts),
    warnings(report, texts),
    currencies(report, texts),
    undated(report, texts),
    counted(report, texts),
    leftOut(report, texts),
  ]
  return all.filter(({ rows }) => rows.length > 0)
}

const euro = (value: Decimal, texts: Texts) => formatDecimal(value, texts.language, 2)
const figures = ({ net, tax, gross }: Amounts, texts: Texts) =>
  [net, tax, gross].map((one) => euro(one, texts))
const count = (value: number, texts: Texts) => formatCount(value, texts.language)

function amountColumns({ accountantPage: { columns } }: Texts): readonly TableColumn[] {
  return [columns.net, columns.tax, columns.gross].map((header) => ({ header, end: true }))
}

/** What several rows come to. */
export function sumOf(rows: readonly Amounts[]): Amounts {
  const sum = (of: keyof Amounts) =>
    toDecimal(
      rows.reduce((all, row) => all + (parseDecimal(row[of]) ?? 0n), 0n),
      2,
    )
  return { gross: sum('gross'), net: sum('net'), tax: sum('tax') }
}

function totals({ totals: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  return {
    id: 'totals',
    title: words.sections.totals,
    hint: words.euro,
    columns: [{ header: words.columns.category }, ...amountColumns(texts)],
    rows:
      rows.length === 0
        ? []
        : [
            ...rows.map((row) => () => ({ cells: [categoryText(row, texts), ...figures(row, texts)] })),
            () => ({ look: 'sum' as const, cells: [words.total, ...figures(sumOf(rows), texts)] }),
          ],
  }
}

function register({ days, register: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const ofDay = Map.groupBy(rows, ({ day }) => day)
  return {
    id: 'register',
    title: words.sections.register,
    hint: words.euro,
    columns: [{ header: words.columns.day }, ...amountColumns(texts)],
    rows:
      rows.length === 0
        ? []
        : days.flatMap((day) => {
            const parts = ofDay.get(day.day) ?? []
            return [
              () => ({
                look: parts.length === 0 ? ('quiet' as const) : ('day' as const),
                cells: [dayLine(day, texts), ...figures(day, texts)],
              }),
              ...parts.map((part) => () => ({
                look: 'part' as const,
                cells: [categoryText(part, texts), ...figures(part, texts)],
              })),
            ]
          }),
  }
}

function dayLine({ day, orders, refunds }: RegisterDay, texts: Texts): string {
  const words = texts.accountantPage
  return [
    dayText(day, texts),
    orders === 0 ? words.noSales : words.orders(orders, count(orders, texts)),
    ...(refunds === 0 ? [] : [words.refunds(refunds, count(refunds, texts))]),
  ].join(', ')
}

function oss({ oss: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { columns, hints } = words
  const { quarterName } = texts.accountantFiles
  const corrects = rows.some(({ correctionOf }) => correctionOf !== null)
  return {
    id: 'oss',
    title: words.sections.oss,
    hint: `${hints.oss} ${words.euro}`,
    columns: [
      { header: columns.quarter },
      { header: columns.country },
      { header: columns.rate, end: true },
      ...amountColumns(texts),
      ...(corrects ? [{ header: columns.correction }] : []),
    ],
    rows: rows.map((row) => () => ({
      cells: [
        quarterName(row.quarter),
        countryName(row.country, texts.language),
        row.rate === null ? words.noRate : `${formatDecimal(row.rate, texts.language)} %`,
        ...figures(row, texts),
        ...(corrects ? [row.correctionOf === null ? '' : quarterName(row.correctionOf)] : []),
      ],
    })),
  }
}

function payments({ payments: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { columns, hints } = words
  const byCard = rows.some((row) => !isZero(row.byCard))
  return {
    id: 'payments',
    title: words.sections.payments,
    hint: `${hints.payments} ${words.euro}`,
    columns: [
      { header: columns.method },
      { header: columns.orders, end: true },
      { header: columns.paid, end: true },
      ...(byCard ? [{ header: columns.byCard, end: true }] : []),
      { header: columns.refunded, end: true },
    ],
    rows: rows.map((row) => () => ({
      cells: [
        row.method || texts.accountantFiles.noMethod,
        count(row.orders, texts),
        euro(row.paid, texts),
        ...(byCard ? [euro(row.byCard, texts)] : []),
        euro(row.refunded, texts),
      ],
    })),
  }
}

function isZero(value: Decimal): boolean {
  return parseDecimal(value) === 0n
}

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

function invoices(report: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  const { columns } = words
  const order = orderColumns(report, texts)
  return {
    id: 'invoices',
    title: words.sections.invoices,
    hint: words.hints.invoices,
    columns: [
      ...order.columns,
      { header: columns.vatNumber, firm: true },
      { header: columns.fiscalCode, firm: true },
      { header: columns.recipient },
      { header: columns.missing, warns: true },
      order.amount,
    ],
    rows: report.invoices.map((row) => () => ({
      orderId: row.orderId,
      cells: [
        ...order.cells(row),
        row.vatNumber,
        row.fiscalCode,
        row.sdiCode || row.pec,
        row.isMade ? words.invoiceMade : row.problems.map((path) => fieldLabel(texts, path)).join(', '),
        order.money(row),
      ],
    })),
  }
}

function warnings(report: AccountantReport, texts: Texts): ReportTable {
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

function currencies(report: AccountantReport, texts: Texts): ReportTable {
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

function undated(report: AccountantReport, texts: Texts): ReportTable {
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

function counted({ counted: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  return {
    id: 'counted',
    title: words.sections.counted,
    hint: words.euro,
    columns: countColumns(texts),
    rows: rows
      .filter(({ orders }) => orders > 0)
      .map(({ kind, orders, amount }) => () => ({
        cells: [texts.accountantFiles.summary.kind(kind), count(orders, texts), euro(amount, texts)],
      })),
  }
}

function leftOut({ leftOut: rows }: AccountantReport, texts: Texts): ReportTable {
  const words = texts.accountantPage
  return {
    id: 'leftOut',
    title: words.sections.leftOut,
    hint: `${words.hints.leftOut} ${words.euro}`,
    columns: countColumns(texts),
    rows: rows
      .filter(({ count: all }) => all > 0)
      .map(({ why, count: all, amount, orderIds }) => () => ({
        orderIds,
        isWrong: why === 'wrong',
        cells: [
          texts.accountantFiles.summary.why[why],
          count(all, texts),
          amount === null ? '' : euro(amount, texts),
        ],
      })),
  }
}

function countColumns({ accountantPage: { columns } }: Texts): readonly TableColumn[] {
  return [
    { header: columns.why },
    { header: columns.orders, end: true },
    { header: columns.amount, end: true },
  ]
}
