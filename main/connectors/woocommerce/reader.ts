import type { Instant } from '../../order.ts'
import { createReader as createSharedReader, parseUtcInstant, type Reader } from '../reader.ts'

export { type Amount, type Fields, isFields, type Reader, zero } from '../reader.ts'

export function createReader(): Reader {
  return createSharedReader(parseInstant)
}

/** A date of WooCommerce's `*_gmt` fields: `2026-11-03T08:52:45`, UTC without saying so; null when it is none. */
export function parseInstant(text: string): Instant | null {
  return text[10] === 'T' ? parseUtcInstant(text.endsWith('Z') ? text.slice(0, -1) : text) : null
}
