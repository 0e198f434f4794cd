import type { Texts } from '../../main/texts/shape.ts'
import { formatCount } from '../../main/words/format.ts'

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

export function count(value: number, texts: Texts): string {
  return formatCount(value, texts.language)
}
