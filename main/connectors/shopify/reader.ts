import type { Instant } from '../../words/order.ts'
import {
  type Amount,
  createReader as createSharedReader,
  type Fields,
  isAbout,
  isFields,
  parseAmount,
  type Reader as SharedReader,
  zero,
} from '../reader.ts'

export { type Fields, isAbout, isFields, zero }

/** Reads the fields of an order; stricter than the others', as GraphQL's types are kept. */
export interface Reader extends Omit<SharedReader, 'amount'> {
  /** Missing and null are `''`. */
  text(source: Fields, field: string, path: string): string
  /** The shop-currency amount of a `MoneyBag`; missing and null are the default, or unreadable without one. */
  money(source: Fields, field: string, path: string, orElse?: Amount): Amount
  /** A JSON number; missing and null are null. */
  number(source: Fields, field: string, path: string): Amount | null
  /** Missing and null are an empty one. */
  record(source: Fields, field: string, path: string): Fields
  /** A list, or the nodes of a connection. */
  list(source: Fields, field: string, path: string): readonly Fields[]
}

const none: Fields = {}

/** A reader for one order. */
export function createReader(): Reader {
  const { reasons, unreadable, instant } = createSharedReader(parseInstant)

  function text(source: Fields, field: string, path: string): string {
    const value = source[field]
    if (typeof value === 'string') return value
    if (value === undefined || value === null) return ''
    unreadable(path + field)
    return ''
  }

  function money(source: Fields, field: string, path: string, orElse?: Amount): Amount {
    const bag = source[field]
    if (bag === undefined || bag === null) {
      if (orElse !== undefined) return orElse
    } else if (isFields(bag) && isFields(bag.shopMoney) && typeof bag.shopMoney.amount === 'string') {
      const amount = parseAmount(bag.shopMoney.amount)
      if (amount !== null) return amount
    }
    unreadable(path + field)
    return zero
  }

  function number(source: Fields, field: string, path: string): Amount | null {
    const value = source[field]
    if (value === undefined || value === null) return null
    // The shortest text of a double is the one that Shopify printed.
    const amount = typeof value === 'number' ? parseAmount(String(value)) : null
    if (amount === null) unreadable(path + field)
    return amount
  }

  function record(source: Fields, field: string, path: string): Fields {
    const value = source[field]
    if (isFields(value)) return value
    if (value !== undefined && value !== null) unreadable(path + field)
    return none
  }

  function list(source: Fields, field: string, path: string): readonly Fields[] {
    const value = source[field]
    if (value === undefined || value === null) return []
    const rows: unknown = isFields(value) ? value.nodes : value
    if (!Array.isArray(rows)) {
      unreadable(path + field)
      return []
    }
    return rows.filter((row, index): row is Fields => {
      if (isFields(row)) return true
      unreadable(`${path}${field}[${index}]`)
      return false
    })
  }

  return { reasons, text, money, number, instant, record, list, unreadable }
}

/** A `DateTime` (`2026-11-03T08:52:45Z`, or with an offset); null when there is no such day, or no shops then. */
export function parseInstant(text: string): Instant | null {
  const parts = /^((199[5-9]|20\d\d)-\d\d-(\d\d))T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text)
  const time = parts === null ? Number.NaN : Date.parse(text)
  // Date makes 2 March of 30 February.
  if (Number.isNaN(time) || parts === null) return null
  const day = new Date(`${parts[1]}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(parts[3])
    ? null
    : new Date(time).toISOString()
}

/** The number at the end of a global identifier: `gid://shopify/Order/123` is `123`; null when it is none. */
export function numberOfGid(gid: unknown): string | null {
  return typeof gid === 'string'
    ? (/^gid:\/\/shopify\/\w+\/([1-9]\d{0,19})(\?|$)/.exec(gid)?.[1] ?? null)
    : null
}
