/** The report as tables, cell by cell: the page and its paper draw the same. Pure. */
import type { Texts } from '../../main/texts/shape.ts'
import type { AccountantReport, Amounts, RegisterDay } from '../../main/words/accountant.ts'
import { countryName } from '../../main/words/country-name.ts'
import { parseDecimal, scaled, toDecimal } from '../../main/words/decimal.ts'
import { formatDecimal } from '../../main/words/format.ts'
import type { Decimal } from '../../main/words/order.ts'
import { currencies, invoices, undated, warnings } from './report-orders.ts'
import { count, type ReportTable, type TableColumn } from './report-table.ts'
import { categoryText, dayText } from './report-words.ts'

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

function amountColumns({ accountantPage: { columns } }: Texts): readonly TableColumn[] {
  return [columns.net, columns.tax, columns.gross].map((header) => ({ header, end: true }))
}

/** What several rows come to. */
export function sumOf(rows: readonly Amounts[]): Amounts {
  const sum = (of: keyof Amounts) =>
    toDecimal(
      rows.reduce((all, row) => all + scaled(row[of]), 0n),
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
