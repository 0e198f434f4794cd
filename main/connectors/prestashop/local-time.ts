import { failure } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'
import { parseUtcInstant } from '../reader.ts'

/**
 * The shop's own time. PrestaShop writes every date in it without an offset (`2026-10-25 02:30:00`, NOTES), so that
 * one hour of October comes twice and one of March not at all.
 */
export interface LocalTime {
  /** The instant of a date; null when there is no such date, or none at all (`0000-00-00 00:00:00`). */
  toInstant(local: string, now: number): Instant | null
  /** The earliest local time that any instant from here on has. */
  earliestFrom(instant: number): string
  /** The latest local time that any instant up to here had. */
  latestUntil(instant: number): string
}

const minute = 60_000
/** Every zone changes its offset at a quarter of an hour of UTC. */
const quarter = 15 * minute
/** No clock was ever put back by more, in the years in which web shops exist. */
const mostPutBack = 3 * 60 * minute
const day = 24 * 60 * minute

/** @throws RangeError when there is no such zone */
export function createLocalTime(timeZone: string): LocalTime {
  // Swedish writes dates as PrestaShop does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const offsets = new Map<number, number>()
  /** By day, counted from 1970: the offset where none changes near it, else null. */
  const steady = new Map<number, number | null>()

  function offsetAt(instant: number): number {
    const start = Math.floor(instant / quarter) * quarter
    const known = offsets.get(start)
    if (known !== undefined) return known
    const offset = Date.parse(`${format.format(start).replace(' ', 'T')}Z`) - start
    offsets.set(start, offset)
    return offset
  }

  /** No zone changes its offset twice within three days; asking for each date by itself would take formatting's time. */
  function steadyOffset(wall: number): number | null {
    const today = Math.floor(wall / day)
    const known = steady.get(today)
    if (known !== undefined) return known
    const offset = offsetAt((today - 1) * day)
    const found = offset === offsetAt((today + 2) * day) ? offset : null
    steady.set(today, found)
    return found
  }

  function toLocal(instant: number): string {
    const shifted = Math.floor((instant + offsetAt(instant)) / 1000) * 1000
    return new Date(shifted).toISOString().slice(0, 19).replace('T', ' ')
  }

  return {
    toInstant(local, now) {
      const wall = wallClock(local)
      if (wall === null) return null
      const offset = steadyOffset(wall)
      if (offset !== null) return new Date(wall - offset).toISOString()
      const before = wall - offsetAt(wall - day)
      const after = wall - offsetAt(wall + day)
      if (before === after) return new Date(before).toISOString()
      const real = [before, after].filter((instant) => instant + offsetAt(instant) === wall)
      // An hour that was skipped: a clock that was not yet put forward.
      if (real.length === 0) return new Date(before).toISOString()
      // The second of two equal hours, unless it is still to come: an order seems too young rather than too old.
      const past = real.filter((instant) => instant <= now)
      return new Date(Math.max(...(past.length > 0 ? past : real.slice(0, 1)))).toISOString()
    },
    earliestFrom(instant) {
      let earliest = toLocal(instant)
      const first = Math.ceil(instant / quarter) * quarter
      for (let at = first; at <= instant + mostPutBack; at += quarter) {
        const local = toLocal(at)
        if (local < earliest) earliest = local
      }
      return earliest
    },
    latestUntil(instant) {
      let latest = toLocal(instant)
      const last = Math.floor(instant / quarter) * quarter
      for (let at = last; at >= instant - mostPutBack; at -= quarter) {
        const local = toLocal(at - 1000)
        if (local > latest) latest = local
      }
      return latest
    },
  }
}

/**
 * The local time of a named zone.
 * @throws Failure `time-zone-unknown` without a name, or with one that is none: dates without a zone would be guesses
 */
export function localTimeOf(timeZone: string, host: string): LocalTime {
  if (timeZone === '') throw failure('time-zone-unknown', { host })
  try {
    return createLocalTime(timeZone)
  } catch (error) {
    // Intl tells an unknown zone by throwing.
    throw failure('time-zone-unknown', { host }, error)
  }
}

/** Whether a date says that there is none. */
export function isNoDate(local: string): boolean {
  return local === '' || local.startsWith('0000-00-00')
}

/** A date as if it were UTC, in milliseconds; null when there is no such day or web shops did not exist then. */
function wallClock(local: string): number | null {
  const instant = local[10] === ' ' ? parseUtcInstant(local) : null
  return instant === null ? null : Date.parse(instant)
}
