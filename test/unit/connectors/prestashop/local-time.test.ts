import { describe, expect, test } from 'vitest'
import { isNoDate, localTimeOf } from '../../../../main/connectors/prestashop/local-time.ts'
import { Failure } from '../../../../main/words/failure.ts'

const rome = localTimeOf('Europe/Rome', 'shop.example')
const later = Date.parse('2030-01-01T00:00:00Z')

describe('R12: dates without an offset become instants', () => {
  test.each([
    ['2026-01-15 10:00:00', '2026-01-15T09:00:00.000Z'],
    ['2026-07-15 10:00:00', '2026-07-15T08:00:00.000Z'],
    ['2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    // An hour that was skipped: by a clock that was not put forward.
    ['2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
    ['2024-02-29 12:00:00', '2024-02-29T11:00:00.000Z'],
  ])('%s is %s', (local, instant) => {
    expect(rome.toInstant(local, later)).toBe(instant)
  })

  test('of October’s two equal hours the second, unless it is still to come', () => {
    const local = '2026-10-25 02:30:00'
    expect(rome.toInstant(local, later)).toBe('2026-10-25T01:30:00.000Z')
    expect(rome.toInstant(local, Date.parse('2026-10-25T00:45:00Z'))).toBe('2026-10-25T00:30:00.000Z')
    expect(rome.toInstant(local, Date.parse('2026-10-25T01:30:00Z'))).toBe('2026-10-25T01:30:00.000Z')
  })

  test.each([
    '',
    '0000-00-00 00:00:00',
    '2026-02-30 10:00:00',
    '2026-13-01 10:00:00',
    '1970-01-01 00:00:00',
    'ieri',
  ])('%j is no date', (local) => {
    expect(rome.toInstant(local, later)).toBeNull()
  })

  test('the empty date is told from a wrong one', () => {
    expect([isNoDate(''), isNoDate('0000-00-00 00:00:00'), isNoDate('2026-02-30 10:00:00')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe.each([
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kolkata',
  'UTC',
])('R12: a window in the time of %s', (zone) => {
  const time = localTimeOf(zone, 'shop.example')
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  /** The hours around every change of 2026, minute by minute. */
  const changes = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1) + hour * 3_600_000)
    .filter((at) => format.format(at).slice(-5) !== format.format(at + 3_600_000).slice(-5) || hourSkips(at))
    .slice(0, 4)

  function hourSkips(at: number): boolean {
    const hours = (instant: number) => Number(format.format(instant).slice(11, 13))
    return (hours(at + 3_600_000) - hours(at) + 24) % 24 !== 1
  }

  test('leaves out no instant that belongs to it', () => {
    for (const change of changes) {
      for (let minute = -180; minute < 180; minute += 7) {
        const from = change + minute * 60_000
        const earliest = time.earliestFrom(from)
        const latest = time.latestUntil(from)
        for (let step = 0; step < 240; step += 1) {
          expect(format.format(from + step * 60_000) >= earliest).toBe(true)
          expect(format.format(from - step * 60_000) <= latest).toBe(true)
        }
      }
    }
  })

  test('is no wider than it must be where no hour comes twice', () => {
    const from = Date.UTC(2026, 5, 10, 12, 34, 56)
    expect(time.earliestFrom(from)).toBe(format.format(from))
    expect(time.latestUntil(from)).toBe(format.format(from))
  })
})

test('a zone that does not exist is a failure that says so', () => {
  for (const zone of ['', 'Roma']) {
    expect(() => localTimeOf(zone, 'shop.example')).toThrow(Failure)
    expect(() => localTimeOf(zone, 'shop.example')).toThrow('time-zone-unknown')
  }
})
