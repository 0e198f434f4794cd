import { parseDecimal, type Scaled, toDecimal } from '../words/decimal.ts'
import type { Decimal, Instant, WrongReason } from '../words/order.ts'

/** Reads the fields of an order leniently, and notes by its path every field that cannot be read (R7). */
export interface Reader {
  readonly reasons: WrongReason[]
  /** What is not there is `''`; a number is taken as text. */
  text(source: Fields, field: string, path: string): string
  /** What is not there is the default; without one it is unreadable. */
  amount(source: Fields, field: string, path: string, orElse?: Decimal): Amount
  /** A date in the platform's form; what is not there is null. */
  instant(source: Fields, field: string, path: string): Instant | null
  record(source: Fields, field: string, path: string): Fields
  list(source: Fields, field: string, path: string): readonly Fields[]
  unreadable(field: string): void
}

export type Fields = Readonly<Record<string, unknown>>

/** A number as the shop wrote it and as we calculate with it. */
export interface Amount {
  readonly text: Decimal
  readonly value: Scaled
}

export const zero: Amount = { text: '0', value: 0n }
const none: Fields = {}
const noRows: readonly Fields[] = []

/** A reader for one order; `parseInstant` reads the platform's form of dates (null: there is no such moment). */
export function createReader(parseInstant: (text: string) => Instant | null): Reader {
  const reasons: WrongReason[] = []

  function unreadable(field: string): void {
    reasons.push({ code: 'unreadable-field', params: { field } })
  }

  function text(source: Fields, field: string, path: string): string {
    const value = source[field]
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    if (isNothing(value)) return ''
    unreadable(path + field)
    return ''
  }

  function amount(source: Fields, field: string, path: string, orElse?: Decimal): Amount {
    const value = source[field]
    if (typeof value === 'string' && value !== '') {
      const parsed = parseAmount(value)
      if (parsed !== null) return parsed
    } else if (typeof value === 'number' && Number.isFinite(value)) {
      const scaled = parseDecimal(plainNumber(value))
      if (scaled !== null) return { text: toDecimal(scaled), value: scaled }
    } else if (orElse !== undefined && isNothing(value)) {
      return orElse === '0' ? zero : (parseAmount(orElse) ?? zero)
    }
    unreadable(path + field)
    return zero
  }

  function instant(source: Fields, field: string, path: string): Instant | null {
    const value = source[field]
    if (isNothing(value)) return null
    if (typeof value !== 'string') {
      unreadable(path + field)
      return null
    }
    const read = parseInstant(value)
    if (read === null)
      reasons.push({ code: 'impossible-date', params: { field: path + field, value: value.slice(0, 40) } })
    return read
  }

  function record(source: Fields, field: string, path: string): Fields {
    const value = source[field]
    if (isFields(value)) return value
    if (isNothing(value)) return none
    unreadable(path + field)
    return none
  }

  function list(source: Fields, field: string, path: string): readonly Fields[] {
    const value = source[field]
    if (isNothing(value)) return noRows
    // PHP prints a list that lost a row as a map with numbers for names.
    const rows = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : null
    if (rows === null) {
      unreadable(path + field)
      return noRows
    }
    let whole = true
    for (let i = 0; i < rows.length; i += 1) {
      if (isFields(rows[i])) continue
      whole = false
      unreadable(`${path}${field}[${i}]`)
    }
    return whole ? rows : rows.filter(isFields)
  }

  return { reasons, text, amount, instant, record, list, unreadable }
}

/** Whether a reason is about that field. */
export function isAbout(field: string): (reason: WrongReason) => boolean {
  return (reason) => 'field' in reason.params && reason.params.field === field
}

/**
 * PHP prints an empty map as `[]`, what turns XML into JSON an empty text as `{}`, and many plugins `false` or an empty
 * text for whatever is not there.
 */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** It is an object, not a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A decimal number as it was written; null when it is none. */
export function parseAmount(text: string): Amount | null {
  // No order is worth 10^30 of anything; and reading millions of digits would take minutes.
  const trimmed = text.length > 60 ? '' : text.trim()
  const value = parseDecimal(trimmed)
  if (value === null) return null
  return { text: isPlain(trimmed) ? trimmed : toDecimal(value), value }
}

/** Of what is a number: no `+`, no `.5`, no `5.`. */
function isPlain(number: string): boolean {
  const first = number.startsWith('-') ? 1 : 0
  return isDigit(number.charCodeAt(first)) && isDigit(number.charCodeAt(number.length - 1))
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** A JSON number without exponent. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(9) : text
}

/**
 * A UTC date without its zone: `2026-11-03` and `08:52:45` with a `T` or a blank between them. Null when there is no
 * such day or when it is outside the years in which web shops exist.
 */
export function parseUtcInstant(text: string): Instant | null {
  if (!/^(199[5-9]|20\d\d)-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text)) return null
  // Not by way of Date: every order has four of these, and it would take a quarter of the whole mapping's time.
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  const leap = month === 2 && Number(text.slice(0, 4)) % 4 === 0
  const days = (daysOfMonths[month] ?? 0) + (leap ? 1 : 0)
  return day >= 1 && day <= days ? `${text.slice(0, 10)}T${text.slice(11, 19)}.000Z` : null
}

/** By month, from 1; between 1995 and 2099 every fourth year is a leap year. */
const daysOfMonths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
