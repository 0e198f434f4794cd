import type { Readable } from 'node:stream'
import type { Texts } from '../texts/shape.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { aboutColumns, type Column, keyColumns, lineColumns, ownColumns, totalColumns } from './columns.ts'
import { type LineRow, lineRows } from './line-rows.ts'
import { workbookStream, type XlsxOptions } from './workbook.ts'

/** A workbook of two sheets, the orders and their lines: the orders are read once for each. */
export function xlsxStream(
  texts: Texts,
  orders: () => AsyncIterable<ExportedOrder>,
  options: XlsxOptions = {},
): Readable {
  const { sheets } = texts.native.exportOrders
  const keys = keyColumns(texts)
  const keysOfLine = keys.map(
    (column): Column<LineRow> => ({ ...column, value: ({ source }) => column.value(source) }),
  )
  return workbookStream(async (add) => {
    const columns = [...keys, ...aboutColumns(texts), ...totalColumns(texts), ...ownColumns(texts)]
    await add(sheets.orders, columns, orders(), (source) => [source])
    await add(sheets.lines, [...keysOfLine, ...lineColumns(texts)], orders(), lineRows)
  }, options)
}
