import { parseDecimal, type Scaled, toDecimal } from '../../words/decimal.ts'
import type { Decimal, Instant } from '../../words/order.ts'
import { createReader as createSharedReader, type Fields, parseUtcInstant, type Reader } from '../reader.ts'

/** A reader for one order. */
export function createReader(): Reader {
  return createSharedReader(parseInstant)
}

/** A date of Magento's REST API: `2026-11-03 08:52:45`, UTC without saying so; null when it is none. */
export function parseInstant(text: string): Instant | null {
  return parseUtcInstant(text)
}

/** An amount that Magento leaves out where it is nothing. */
export function amountOf(reader: Reader, source: Fields, field: string, path: string): Scaled {
  return reader.amount(source, field, path, '0').value
}

/** Magento prints amounts as JSON numbers of up to four places: `12.3` is shown as `12.30`. */
export function money(value: Scaled): Decimal {
  return toDecimal(value, 2)
}

/** An amount in a field that nobody promised; nothing when it is none. */
export function scaledOf(value: unknown): Scaled {
  if (typeof value === 'number') return parseDecimal(value.toFixed(6)) ?? 0n
  return typeof value === 'string' && value.length < 40 ? (parseDecimal(value.trim()) ?? 0n) : 0n
}
