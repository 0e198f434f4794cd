import { parseDecimal } from '../decimal.ts'
import type { Order } from '../order.ts'

/** An order as the archive stores it: columns for lists and search, the rest as one document. */
export interface OrderRecord {
  readonly shopOrderId: string
  readonly number: string
  readonly placedAt: string
  readonly modifiedAt: string
  readonly state: string
  readonly customer: string
  readonly email: string
  readonly city: string
  readonly currency: string
  readonly total: string
  readonly totalE4: number
  readonly document: string
  readonly searchText: string
  /** Which element of the page's raw data it is. */
  readonly rawIndex: number
}

/** Flattens an order. Done before the record crosses to the store's thread: texts cross faster than objects. */
export function toOrderRecord(order: Order, rawIndex: number): OrderRecord {
  const { customer, billing } = order
  return {
    shopOrderId: order.shopOrderId,
    number: order.number,
    placedAt: order.placedAt,
    modifiedAt: order.modifiedAt,
    state: order.state,
    customer: customer.company || customer.name,
    email: customer.email,
    city: billing.city,
    currency: order.currency,
    total: order.totals.total,
    totalE4: toTenThousandths(order.totals.total),
    document: JSON.stringify(order),
    searchText: searchTextOf(order),
    rawIndex,
  }
}

/** `"12.3"` -> 123000, exact for every amount of at most four decimals below nine hundred thousand million. */
export function toTenThousandths(amount: string): number {
  const billionths = parseDecimal(amount)
  if (billionths === null) throw new Error('not an amount')
  return Number(billionths / 100_000n)
}

/** What the free-text search looks through (R26). */
export function searchTextOf(order: Order): string {
  const { customer, fiscal, billing, shipping } = order
  // A list: so few are looked through faster than a set is made of them.
  const parts: string[] = []
  const add = (part: string) => {
    if (part !== '' && !parts.includes(part)) parts.push(part)
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
