import { failure } from '../../words/failure.ts'
import type { SlimRow } from '../connector.ts'
import type { Answer } from '../http-answer.ts'
import type { JsonBody } from '../json-body.ts'
import { readableRows } from '../listed-wrong.ts'
import type { OffsetPage } from '../overlapping-pages.ts'
import { isFields } from '../reader.ts'
import type { Limits, Query } from '../send.ts'
import { readAnswer } from './answer.ts'
import { orderId, parseInstant } from './reader.ts'

export type AskOrders = (query: Query, signal: AbortSignal, limits?: Limits) => Promise<Answer>

/** The most that WooCommerce gives. */
export const perPage = 100
/** All that is asked of an order in the first pass. */
export const slimFields: ReadonlySet<string> = new Set([
  'id',
  'number',
  'status',
  'date_created_gmt',
  'date_modified_gmt',
])
export const fieldList = [...slimFields].join(',')

/** A page of slim rows. @throws Failure `body-shape` for the answer to another question */
export function slimPage(answer: Answer): OffsetPage<SlimRow> {
  const body = readAnswer(answer)
  const { json } = body
  const { host } = answer.url
  const page = pageOf(body, answer)
  // The answer to another question (see `right-answer.ts`), orders in full or their ids alone: what belongs here would be
  // passed over, and the list might end with it.
  if (
    Array.isArray(json) &&
    json.some((row) => isFields(row) && ('line_items' in row || Object.keys(row).length === 1))
  ) {
    throw failure('body-shape', { host, expected: '_fields' })
  }
  return page
}

/** A page's rows, whatever else they hold. @throws Failure `body-shape` */
export function pageOf({ json, notices }: JsonBody, { url: { host }, headers }: Answer): OffsetPage<SlimRow> {
  if (!Array.isArray(json)) throw failure('body-shape', { host, expected: 'list' })
  return {
    ...readableRows(json, slimRow, 'id', 'number', host),
    total: count(headers['x-wp-total']),
    pages: count(headers['x-wp-totalpages']),
    notices,
  }
}

/** What a header counts; null where it does not. */
export function count(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : null
}

/** Null when it does not say which order it is. */
function slimRow(row: unknown): SlimRow | null {
  const fields = isFields(row) ? row : {}
  const id = orderId(fields.id)
  if (id === null) return null
  const { number, status } = fields
  return {
    shopOrderId: id,
    number: typeof number === 'number' || (typeof number === 'string' && number !== '') ? String(number) : id,
    state: typeof status === 'string' && status !== '' ? status : null,
    placedAt: typeof fields.date_created_gmt === 'string' ? parseInstant(fields.date_created_gmt) : null,
    modifiedAt: typeof fields.date_modified_gmt === 'string' ? parseInstant(fields.date_modified_gmt) : null,
  }
}
