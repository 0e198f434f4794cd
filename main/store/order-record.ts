import { contentChecks, type FoundCheck } from '../words/checks.ts'
import { parseDecimal } from '../words/decimal.ts'
import type { Accepted, Order } from '../words/order.ts'
import { rowFields } from '../words/order-view.ts'
import { type Standing, standingOf } from '../words/standing.ts'

/** An order on its way to the archive, as the document kept of it: one text crosses between threads faster than objects. */
export interface OrderRecord {
  readonly shopOrderId: string
  readonly number: string
  readonly modifiedAt: string
  readonly document: string
  /** Which element of the page's raw data it is. */
  readonly rawIndex: number
  /** Of a wrong order that is taken as it is (R38), what is kept of that; null of any other. */
  readonly accepted: Accepted | null
  /** Of Magento, the state that the shop's own status belongs to. */
  readonly stateGroup: string | null
}

/** What the archive has of an order beside its document: columns for lists and search. */
export interface OrderColumns {
  /** The values of {@link recordColumns}. */
  readonly values: readonly (string | number)[]
  readonly searchText: string
  /** What our work with it begins by (R40). */
  readonly standing: Standing
  /** What is to be looked at by what it holds (R42). */
  readonly checks: readonly FoundCheck[]
}

/** An order that the archive is about to store. */
export type NewOrder = OrderRecord & OrderColumns

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

/** @param rawIndex which element of the page's raw data the order is */
export function toOrderRecord(
  order: Order,
  rawIndex: number,
  { accepted = null, stateGroup = null }: { accepted?: Accepted | null; stateGroup?: string | null } = {},
): OrderRecord {
  const { shopOrderId, number, modifiedAt } = order
  return { shopOrderId, number, modifiedAt, document: JSON.stringify(order), rawIndex, accepted, stateGroup }
}

/**
 * What a record comes to in the archive: read from its document there, so that the thread that downloads does not wait for it.
 * @param order what the document says; left out: it is read
 */
export function toNewOrder(record: OrderRecord, order = JSON.parse(record.document) as Order): NewOrder {
  return { ...record, ...columnsOf(order, record.stateGroup) }
}

/** Flattens an order. @throws Error where its total is no amount */
export function columnsOf(order: Order, stateGroup: string | null = null): OrderColumns {
  const values: (string | number)[] = readers.map((read) => read(order))
  values.push(toTenThousandths(order.totals.total), order.stateId, order.paidAt ?? '')
  return {
    values,
    searchText: searchTextOf(order),
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
export function searchTextOf(order: Order): string {
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
