/** How figures, money and times are written. Pure: main's notifications and command line use it too. */
import { two } from './local-time.ts'
import type { Decimal, Instant } from './order.ts'

export const languages = ['it', 'en'] as const
export type Language = (typeof languages)[number]

const locales: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' }

// Making an Intl formatter costs far more than using it, and a list draws hundreds of cells.
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()
const ageFormats = new Map<string, Intl.RelativeTimeFormat>()

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let format = dateFormats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locales[language], options)
    dateFormats.set(key, format)
  }
  return format
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  let format = numberFormats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locales[language], options)
    numberFormats.set(key, format)
  }
  return format
}

function ageFormat(language: Language, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  const key = language + JSON.stringify(options)
  let format = ageFormats.get(key)
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locales[language], options)
    ageFormats.set(key, format)
  }
  return format
}

const decimal = /^-?\d+(\.\d+)?$/
const currencyCode = /^[A-Za-z]{3}$/

function fractionDigits(value: Decimal): number {
  const point = value.indexOf('.')
  if (point < 0) return 0
  return value.slice(point + 1).replace(/0+$/, '').length
}

/**
 * An amount with its currency, exact: the digits never pass through a float (R24), and more digits than the
 * currency usually has are shown, not rounded (but for a column that says how many it has room for: `mostDigits`).
 * A text that is no number comes back as it is.
 */
export function formatMoney(value: Decimal, currency: string, language: Language, mostDigits = 20): string {
  if (!decimal.test(value)) return value
  if (!currencyCode.test(currency)) return `${formatDecimal(value, language, 2)} ${currency}`.trim()
  const style = { style: 'currency', currency: currency.toUpperCase(), useGrouping: 'always' } as const
  const usual = numberFormat(language, style).resolvedOptions().maximumFractionDigits ?? 2
  const digits = Math.min(Math.max(usual, fractionDigits(value)), Math.max(usual, mostDigits))
  const format = numberFormat(language, { ...style, maximumFractionDigits: digits })
  return format.format(value as Intl.StringNumericLiteral)
}

/** An exact decimal without currency: a quantity, a percentage. */
export function formatDecimal(value: Decimal, language: Language, leastDigits = 0): string {
  if (!decimal.test(value)) return value
  const digits = Math.min(Math.max(leastDigits, fractionDigits(value)), 20)
  const format = numberFormat(language, {
    useGrouping: 'always',
    minimumFractionDigits: leastDigits,
    maximumFractionDigits: digits,
  })
  return format.format(value as Intl.StringNumericLiteral)
}

/** A count with its thousands separators. */
export function formatCount(value: number, language: Language): string {
  return numberFormat(language, { useGrouping: 'always' }).format(value)
}

/** A size on the disk: `3,4 MB`, `1,2 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['kB', 'MB', 'GB', 'TB'] as const
  let value = Math.max(bytes, 0) / 1000
  let place = 0
  while (value >= 999.5 && place < units.length - 1) {
    value /= 1000
    place += 1
  }
  const digits = place > 0 && value < 99.95 ? 1 : 0
  const format = numberFormat(language, { useGrouping: 'always', maximumFractionDigits: digits })
  return `${format.format(value)} ${units[place]}`
}

function write(instant: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : dateFormat(language, options).format(date)
}

const dayParts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
const timeParts = { hour: '2-digit', minute: '2-digit' } as const

/** Day and time, local (R12): `23/11/2026 10:32`. `timeZone` is for tests. */
export function formatInstant(instant: Instant, language: Language, timeZone?: string): string {
  return write(instant, language, { ...dayParts, ...timeParts, ...zone(timeZone) }).replace(', ', ' ')
}

/** With the seconds, as logs want it. */
export function formatInstantExact(instant: Instant, language: Language, timeZone?: string): string {
  const options = { ...dayParts, ...timeParts, second: '2-digit', ...zone(timeZone) } as const
  return write(instant, language, options).replace(', ', ' ')
}

/** Without the year, where there is little room: `23/11 10:32:05`. */
export function formatInstantShort(instant: Instant, language: Language, timeZone?: string): string {
  const options = {
    day: '2-digit',
    month: '2-digit',
    ...timeParts,
    second: '2-digit',
    ...zone(timeZone),
  } as const
  return write(instant, language, options).replace(', ', ' ')
}

/** The time of the day only: `10:32`. */
export function formatTime(instant: Instant, language: Language, timeZone?: string): string {
  return write(instant, language, { ...timeParts, ...zone(timeZone) })
}

/** The day only: `23/11/2026`. */
export function formatDay(instant: Instant, language: Language, timeZone?: string): string {
  return write(instant, language, { ...dayParts, ...zone(timeZone) })
}

function zone(timeZone: string | undefined): Intl.DateTimeFormatOptions {
  return timeZone === undefined ? {} : { timeZone }
}

/** The time of the day, with the day when it is not today: `10:32`, `20/11 18:30`. */
export function formatTimeOrDay(instant: Instant, now: Date, language: Language): string {
  if (formatDay(instant, language) === formatDay(now.toISOString(), language))
    return formatTime(instant, language)
  return write(instant, language, { day: '2-digit', month: '2-digit', ...timeParts }).replace(', ', ' ')
}

/** How long ago, in whole units that have passed: `2 minuti fa`, `30 ore fa`, `2 giorni fa`. Under a minute it says now. */
export function formatRelative(instant: Instant, now: Date, language: Language): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000)
  if (Number.isNaN(seconds)) return instant
  const size = Math.abs(seconds)
  if (size < 60) return ageFormat(language, { numeric: 'auto' }).format(0, 'second')
  // Not `ieri`: that is a day of the calendar, and 30 hours ago may be the day before it.
  const format = ageFormat(language, {})
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute')
  if (size < 2 * 86_400) return format.format(Math.trunc(seconds / 3600), 'hour')
  return format.format(Math.trunc(seconds / 86_400), 'day')
}

/** A time that runs down: `04:09`, `1:04:09` from an hour on. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`
}

/** How long something took: `12 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatDuration(from: Instant, to: Instant): string {
  const seconds = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`
}

/** A name within a sentence begins small, unless it is an acronym: `CAP`. */
export function lowerFirst(name: string): string {
  return name.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase())
}
