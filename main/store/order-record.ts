import { contentChecks, type FoundCheck } from '../words/checks.ts'
import { parseDecimal } from '../words/decimal.ts'
import type { Accepted, Order } from '../words/order.ts'
import { rowFields } from '../words/order-view.ts'
import { type Standing, standingOf } from '../words/standing.ts'

/** An order as the archive stores it: columns for lists and search, the rest as one document. */
export interface OrderRecord {
  readonly shopOrderId: string
  readonly number: string
  readonly modifiedAt: string
  /** The values of {@link recordColumns}. */
  readonly values: readonly (string | number)[]
  readonly document: string
  readonly searchText: string
  /** Which element of the page's raw data it is. */
  readonly rawIndex: number
  /** Of a wrong order that is taken as it is (R38), what is kept of that; null of any other. */
  readonly accepted: Accepted | null
  /** What our work with it begins by (R40). */
  readonly standing: Standing
  /** What is to be looked at by what it holds (R42). */
  readonly checks: readonly FoundCheck[]
}

/** The fields of a row with the columns of `orders` that have them. */
export const fieldColumns = Object.keys(rowFields).map((field) => ({ field, column: columnOf(field) }))

/** The columns of `orders` that say what the order does: all that a change of it by hand changes. */
export const recordColumns: readonly string[] = [
  ...fieldColumns.map(({ column }) => column),
  'total_e4',
  'state_id',
  'paid_at',
]

/** `placedAt` -> `placed_at` */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const readers = Object.values(rowFields)

/** Flattens an order. Done before the record crosses to the store's thread: texts cross faster than objects. */
export function toOrderRecord(
  order: Order,
  rawIndex: number,
  { accepted = null, stateGroup = null }: { accepted?: Accepted | null; stateGroup?: string | null } = {},
): OrderRecord {
  const values: (string | number)[] = readers.map((read) => read(order))
  values.push(toTenThousandths(order.totals.total), order.stateId, order.paidAt ?? '')
  return {
    shopOrderId: order.shopOrderId,
    number: order.number,
    modifiedAt: order.modifiedAt,
    values,
    document: JSON.stringify(order),
    searchText: searchTextOf(order),
    rawIndex,
    accepted,
    standing: standingOf(order, stateGroup),
    checks: contentChecks(order),
  }
}

/** `"12.3"` -> 123000, exact for every amount of at most four decimals below nine hundred thousand million. */
function toTenThousandths(amount: string): number {
  const billionths = parseDecimal(amount)
  if (billionths === null) throw new Error('not an amount')
  return Number(billionths / 100_000n)
}

/** What the free-text search looks through (R26). */
function searchTextOf(order: Order): string {
  const { customer, fiscal, billing, shipping } = order
  // A list: so few are looked through faster than a set is made of them. Of thousands of lines a set is.
  const parts: string[] = []
  const known = order.lines.length > 100 ? new Set<string>() : null
  const add = (part: string) => {
    if (part === '' || (known === null ? parts.includes(part) : known.has(part))) return
    known?.add(part)
    parts.push(part)
  }
  for (const part of [
    order.number,
    ...digitsOf(order.number),
    customer.name,
    customer.company,
    customer.email,
    customer.phone,
    billing.name,
    billing.company,
    billing.city,
    shipping.name,
    shipping.company,
    shipping.city,
    fiscal.fiscalCode,
    fiscal.vatNumber,
    fiscal.pec,
    fiscal.sdiCode,
  ]) {
    add(part)
  }
  for (const line of order.lines) {
    add(line.sku)
    add(line.name)
  }
  return parts.join('\n')
}

/** `WC-001234` is also found by `1234`. */
function digitsOf(number: string): string[] {
  return (number.match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+(?=\d)/, ''))
}
