/** Days and times as this computer's calendar and clock have them (R12). Pure. */
import type { Instant } from './order.ts'

export const hourMs = 60 * 60 * 1000
/** A day as a length of time; one of the calendar may have 23 or 25 hours. */
export const dayMs = 24 * hourMs

/** `YYYY-MM-DD`. */
export type Day = string
/** `YYYY-MM-DD HH:mm:ss`: what the date fields speak. */
export type LocalText = string

/** Null for a text that is no instant. */
export function dateOf(instant: string): Date | null {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? null : date
}

/** With two digits: `7` is `07`. */
export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** The day of the calendar. */
export function dayOf(date: Date): Day {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Day and time. */
export function localText(date: Date): LocalText {
  return `${dayOf(date)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** The beginning of a day, or of one some days later: days of 23 and 25 hours included. */
export function startOf(day: Day, plusDays = 0): Instant {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + plusDays).toISOString()
}
