import type { Order } from '../order.ts'
import { scalarPaths } from './fields.ts'

/**
 * The fields that reading an order's kept data again may fill or correct (R15): texts about the customer, where it goes and
 * how it was paid for. Never amounts, rows, states, dates, numbers or identifiers.
 */
export const rereadPaths: readonly string[] = scalarPaths.filter((path) =>
  /^(customer|fiscal|billing|shipping)\.(?!id$)|^(paymentMethod|shippingMethod|trackingNumber|note|shopNote)$/.test(
    path,
  ),
)

const places = rereadPaths.map((path) => ({ path, names: path.split('.') }))

/** A field of an order that takes another value. */
export interface RereadChange {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** What differs between two readings of one order, of {@link rereadPaths}, in the order in which people read it. */
export function readingChanges(before: Order, after: Order): readonly RereadChange[] {
  const changes: RereadChange[] = []
  for (const { path, names } of places) {
    const values = { path, before: textOf(before, names), after: textOf(after, names) }
    if (values.before !== values.after) changes.push(values)
  }
  return changes
}

function textOf(order: Order, names: readonly string[]): string {
  let value: unknown = order
  for (const name of names) value = (value as Readonly<Record<string, unknown>>)[name]
  // Archives of before a field was there.
  return typeof value === 'string' ? value : ''
}
