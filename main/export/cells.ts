import { formatDecimal, parseDecimal } from '../decimal.ts'
import type { Decimal } from '../order.ts'

/** A decimal as files hold it (`-12.30`); null for a text that is no number. */
export function plainDecimal(text: string): Decimal | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  const value = parseDecimal(text)
  return value === null ? null : formatDecimal(value)
}

/** An instant's parts on this computer's clock (R12). */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

/** Null for a text that is no instant. */
export function localTime(instant: string): LocalTime | null {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return null
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hours: date.getHours(),
    minutes: date.getMinutes(),
    seconds: date.getSeconds(),
  }
}

/** `2026-11-23`, local; `''` for a text that is no instant. */
export function localDay(instant: string): string {
  const time = localTime(instant)
  return time === null ? '' : `${time.year}-${two(time.month)}-${two(time.day)}`
}

/** With two digits: `7` is `07`. */
export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
