import { type Column, type ColumnKind, column } from '../export/columns.ts'
import { tableCsv } from '../export/csv.ts'
import type { AddSheet } from '../export/workbook.ts'
import type { Texts } from '../texts/shape.ts'
import type { AccountantReport, ListedOrder, RegisterRow } from '../words/accountant.ts'
import { countryName } from '../words/country-name.ts'
import type { Payment } from './payments.ts'
import type { SummaryLine } from './summary.ts'

/** A table of the package: a sheet of its workbook, and a CSV file of its own. */
export interface Table {
  /** Its file's name, without ending; null: it is a sheet only. */
  readonly file: string | null
  readonly addTo: (add: AddSheet) => Promise<void>
  readonly csv: () => AsyncGenerator<Buffer>
}

type Rows<Row> = () => Iterable<Row> | AsyncIterable<Row>

/** Every table, the summary first. @param payments read anew by each that asks */
export function tablesOf(
  report: AccountantReport,
  summary: readonly SummaryLine[],
  payments: Rows<Payment>,
  texts: Texts,
): readonly Table[] {
  const { tables, columns: names, ...words } = texts.accountantFiles
  const country = (code: string) => countryName(code, texts.language)
  const table = <Row>(
    { sheet, file }: { readonly sheet: string; readonly file?: string },
    rows: Rows<Row>,
    columns: readonly Column<Row>[],
  ): Table => ({
    file: file ?? null,
    addTo: (add) => add(sheet, columns, each(rows()), (row) => [row]),
    csv: () => tableCsv(texts, columns, rows()),
  })
  const is =
    (kind: ColumnKind, width: number) =>
    <Row>(name: keyof typeof names, value: (row: Row) => string) =>
      column(names[name], kind, width, value)
  const [amount, day, count] = [is('amount', 13), is('day', 12), is('number', 9)]
  const text = is('text', 22)
  const category = text<Pick<RegisterRow, 'category'>>('category', (row) =>
    words.category(row.category, country),
  )
  const what = is('text', 12)<Pick<RegisterRow, 'isRefund'>>('what', ({ isRefund }) =>
    isRefund ? words.refunds : words.sales,
  )
  const invoice = is('text', 10)<Pick<RegisterRow, 'isInvoiced'>>('invoice', ({ isInvoiced }) =>
    isInvoiced ? words.yes : '',
  )
  const amounts = [
    amount<{ gross: string }>('gross', ({ gross }) => gross),
    amount<{ net: string }>('net', ({ net }) => net),
    amount<{ tax: string }>('tax', ({ tax }) => tax),
  ] as const
  const listed = [
    day<ListedOrder>('day', (row) => row.day),
    text<ListedOrder>('shop', ({ shop }) => shop),
    text<ListedOrder>('number', ({ number }) => number),
    text<ListedOrder>('customer', ({ customer }) => customer),
    amount<ListedOrder>('amount', (row) => row.amount),
  ] as const

  return [
    table(tables.summary, () => summary, [
      is('text', 100)('item', ({ item }) => item),
      count('count', (row) => (row.count === null ? '' : String(row.count))),
      amount('amount', (row) => row.amount ?? ''),
    ]),
    table(tables.register, () => registerRows(report), [
      day('day', (row) => row.day),
      is('text', 12)('what', ({ row }) =>
        row === null ? words.noSales : row.isRefund ? words.refunds : words.sales,
      ),
      is('text', 40)('category', ({ row }) => (row === null ? '' : words.category(row.category, country))),
      is('text', 10)('invoice', ({ row }) => (row?.isInvoiced ? words.yes : '')),
      amount('gross', ({ row }) => row?.gross ?? '0.00'),
      amount('net', ({ row }) => row?.net ?? '0.00'),
      amount('tax', ({ row }) => row?.tax ?? '0.00'),
    ]),
    table(tables.totals, () => report.totals, [what, category, invoice, ...amounts]),
    table(tables.oss, () => report.oss, [
      text('quarter', ({ quarter }) => words.quarterName(quarter)),
      text('country', (row) => country(row.country)),
      count('rate', ({ rate }) => rate ?? ''),
      text('correctionOf', ({ correctionOf }) =>
        correctionOf === null ? '' : words.quarterName(correctionOf),
      ),
      ...amounts,
    ]),
    table(tables.invoices, () => report.invoices, [
      is('text', 10)('made', ({ isMade }) => (isMade ? words.yes : '')),
      is('text', 36)('problems', ({ problems }) => problems.map(texts.fieldName).join(', ')),
      ...listed,
      text('fiscalCode', ({ fiscalCode }) => fiscalCode),
      text('vatNumber', ({ vatNumber }) => vatNumber),
      text('sdiCode', ({ sdiCode }) => sdiCode),
      text('pec', ({ pec }) => pec),
      text('country', (row) => country(row.country)),
    ]),
    table(tables.methods, () => report.payments, [
      text('method', ({ method }) => method || words.noMethod),
      count('orders', ({ orders }) => String(orders)),
      amount('paid', ({ paid }) => paid),
      amount('byCard', ({ byCard }) => byCard),
      amount('refunded', ({ refunded }) => refunded),
    ]),
    table(tables.payments, payments, [
      day('day', (row) => row.day),
      is('text', 12)('what', ({ isRefund }) => (isRefund ? words.refunds : words.sales)),
      text('shop', ({ shop }) => shop),
      text('number', ({ number }) => number),
      text('method', ({ method }) => method || words.noMethod),
      is('text', 30)('reference', ({ reference }) => reference),
      amount('paid', ({ paid }) => paid),
      amount('byCard', ({ byCard }) => byCard),
    ]),
    table(tables.warnings, () => report.warnings, [
      ...listed,
      text('country', (row) => country(row.country)),
      count('rate', ({ rate }) => rate),
      is('text', 60)('problem', ({ problem }) => words.disagreements[problem]),
    ]),
    table(tables.currencies, () => report.inOtherCurrencies, [
      ...listed,
      text('currency', ({ currency }) => currency),
    ]),
    table(tables.undated, () => report.undatedRefunds, listed),
  ]
}

interface DayRow {
  readonly day: string
  /** Null: a day without sales. */
  readonly row: RegisterRow | null
}

/** The register with a row for each day on which nothing was sold. */
function registerRows({ days, register }: AccountantReport): readonly DayRow[] {
  const byDay = Map.groupBy(register, ({ day }) => day)
  return days.flatMap(({ day }): readonly DayRow[] => {
    const rows = byDay.get(day) ?? []
    return rows.length === 0 ? [{ day, row: null }] : rows.map((row) => ({ day, row }))
  })
}

async function* each<Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* rows
}
