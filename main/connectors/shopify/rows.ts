import type { Scaled } from '../../words/decimal.ts'
import { currencyDigits } from '../currency.ts'
import { allowance, piecesOf } from '../reconcile.ts'
import type { Sums } from './check-order.ts'
import { mapExtras } from './extras.ts'
import { mapCharges, mapLines, newTally, type PriceRules } from './map-lines.ts'
import { type Fields, isFields, type Reader } from './reader.ts'

export interface Declared {
  readonly total: Scaled
  /** Null where the shop does not say. */
  readonly tax: Scaled | null
}

/** What an order declares in one pair of its fields; the VAT may be missing. */
export function declaredOf(reader: Reader, json: Fields, total: string, tax: string): Declared {
  const missing = json[tax] === undefined || json[tax] === null
  return {
    total: reader.money(json, total, '').value,
    tax: missing ? null : reader.money(json, tax, '').value,
  }
}

/** The rows of an order in one reading, with what they add up to. */
export function readRows(reader: Reader, json: Fields, take: PriceRules['take'], declared: Declared) {
  const rows = reader.list(json, 'lineItems', '')
  const digits = currencyDigits(reader.text(json, 'currencyCode', '')) ?? 2
  const tally = newTally({ taxesIncluded: json.taxesIncluded === true, take, digits })
  const lines = mapLines(reader, rows, tally)
  const linesNet = tally.net
  const shippingLines = mapCharges(reader, json, 'shippingLines', tally)
  const shippingNet = tally.net - linesNet
  const fees = mapCharges(reader, json, 'additionalFees', tally)
  const allowed = allowance({
    digits,
    rows: tally.rows,
    pieces: piecesOf(lines),
    total: declared.total,
  })
  const declaredTax = declared.tax ?? tally.tax
  const missing = { total: declared.total - tally.net - tally.tax, tax: declaredTax - tally.tax }
  const extras = mapExtras(reader, json, missing, allowed)
  const sums: Sums = {
    declaredTotal: declared.total,
    total: tally.net + tally.tax + extras.net + extras.tax,
    declaredTax,
    tax: tally.tax + extras.tax,
    allowed,
  }
  const feesNet = tally.net - linesNet - shippingNet + extras.net
  return {
    tally,
    lines,
    linesNet,
    shippingLines,
    shippingNet,
    fees: [...fees, ...extras.charges],
    feesNet,
    sums,
  }
}

export type Rows = ReturnType<typeof readRows>

/** The raw lines, without what is none. */
export function rowsOf({ lineItems }: Fields): readonly Fields[] {
  const rows: unknown = isFields(lineItems) ? lineItems.nodes : lineItems
  return Array.isArray(rows) ? rows.filter(isFields) : []
}
