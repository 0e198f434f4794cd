import type { Instant } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import {
  createReader as createSharedReader,
  type Fields,
  isFields,
  parseUtcInstant,
  type Reader,
} from '../reader.ts'

/** WordPress keeps texts as HTML: {@link Reader.text} gives them as people read them, in one line. */
export function createReader(): Reader {
  const reader = createSharedReader(parseInstant)
  return { ...reader, text: (source, field, path) => plainLine(reader.text(source, field, path)) }
}

/** A date of WooCommerce's `*_gmt` fields: `2026-11-03T08:52:45`, UTC without saying so; null when it is none. */
export function parseInstant(text: string): Instant | null {
  return text[10] === 'T' ? parseUtcInstant(text.endsWith('Z') ? text.slice(0, -1) : text) : null
}

/** An order's identifier: a positive whole number, as text; null when there is none. */
export function orderId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  return typeof value === 'string' && /^[1-9]\d{0,19}$/.test(value) ? value : null
}

/**
 * The rows of what tells no amounts: metadata, and which rates apply. It may be a list or a map with numbers for names;
 * what has another form is none (woocommerce/woocommerce#17003).
 */
export function rowsOf(list: unknown): readonly Fields[] {
  if (Array.isArray(list)) return list.filter(isFields)
  return isFields(list) ? Object.values(list).filter(isFields) : []
}

/** An object or a list that a plugin keeps as text; null for any other value. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 5000 || !/^\s*[[{]/.test(value)) return null
  try {
    return JSON.parse(value)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
