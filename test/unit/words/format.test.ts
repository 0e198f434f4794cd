import { describe, expect, it } from 'vitest'
import {
  formatCount,
  formatCountdown,
  formatDecimal,
  formatDuration,
  formatInstant,
  formatInstantExact,
  formatMoney,
  formatRelative,
  formatTime,
  formatTimeOrDay,
} from '../../../main/words/format.ts'

/** Intl separates with no-break spaces. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  it.each([
    ['1234.5', '1.234,50 €'],
    ['0', '0,00 €'],
    ['-15.00', '-15,00 €'],
    ['0.1', '0,10 €'],
    ['1000', '1.000,00 €'],
    ['12.295082', '12,295082 €'],
  ])('writes %s euro as %s', (value, written) => {
    expect(plain(formatMoney(value, 'EUR', 'it'))).toBe(written)
  })

  it('keeps digits that a float would lose (R24)', () => {
    expect(plain(formatMoney('90071992547409930.01', 'EUR', 'it'))).toBe('90.071.992.547.409.930,01 €')
    expect(plain(formatMoney('0.30000000000000004', 'EUR', 'it'))).toBe('0,30000000000000004 €')
  })

  it('rounds only where the column says how many digits it has room for', () => {
    expect(plain(formatMoney('12.295082', 'EUR', 'it', 4))).toBe('12,2951 €')
    expect(plain(formatMoney('12.3', 'EUR', 'it', 4))).toBe('12,30 €')
  })

  it('writes other currencies and the English way', () => {
    expect(plain(formatMoney('1234', 'JPY', 'it'))).toBe('1.234 JPY')
    expect(formatMoney('1234.5', 'EUR', 'en')).toBe('€1,234.50')
  })

  it('does not fail on a currency or a number that is none', () => {
    expect(formatMoney('12.5', '', 'it')).toBe('12,50')
    expect(formatMoney('12.5', 'EURO', 'it')).toBe('12,50 EURO')
    expect(formatMoney('abc', 'EUR', 'it')).toBe('abc')
  })
})

describe('figures', () => {
  it('have their separators', () => {
    expect(formatCount(1284, 'it')).toBe('1.284')
    expect(formatCount(88213, 'en')).toBe('88,213')
    expect(formatDecimal('22.00', 'it')).toBe('22')
    expect(formatDecimal('2.5', 'it')).toBe('2,5')
  })
})

describe('times', () => {
  const at = '2026-11-23T09:32:05.000Z'

  it('are local', () => {
    expect(formatInstant(at, 'it', 'Europe/Rome')).toBe('23/11/2026 10:32')
    expect(formatInstantExact(at, 'it', 'Europe/Rome')).toBe('23/11/2026 10:32:05')
    expect(formatInstant(at, 'en', 'Europe/Rome')).toBe('23/11/2026 10:32')
    expect(formatTime('2026-07-01T22:05:00.000Z', 'it', 'Europe/Rome')).toBe('00:05')
  })

  it('come back as they are when they are none', () => {
    expect(formatInstant('ieri', 'it')).toBe('ieri')
  })

  it('have their day only when it is not today', () => {
    const now = new Date(2026, 10, 23, 13, 4)
    expect(formatTimeOrDay(new Date(2026, 10, 23, 10, 32).toISOString(), now, 'it')).toBe('10:32')
    expect(formatTimeOrDay(new Date(2026, 10, 20, 18, 30).toISOString(), now, 'it')).toBe('20/11 18:30')
  })

  it('are told relative to now', () => {
    const now = new Date('2026-11-23T10:00:00.000Z')
    expect(formatRelative('2026-11-23T09:59:30.000Z', now, 'it')).toBe('ora')
    expect(formatRelative('2026-11-23T09:58:00.000Z', now, 'it')).toBe('2 minuti fa')
    // As the warning beside it says: whole days that have passed.
    expect(formatRelative('2026-11-21T13:00:00.000Z', now, 'it')).toBe('45 ore fa')
    expect(formatRelative('2026-11-20T16:00:00.000Z', now, 'it')).toBe('2 giorni fa')
    expect(formatRelative('2026-11-23T07:00:00.000Z', now, 'en')).toBe('3 hours ago')
  })

  it.each([
    [12, '12 s'],
    [65, '1 min 05 s'],
    [7380, '2 h 03 min'],
  ])('%i seconds take %s', (seconds, written) => {
    const from = new Date(at)
    expect(formatDuration(at, new Date(from.getTime() + seconds * 1000).toISOString())).toBe(written)
  })
})

describe('a countdown', () => {
  it.each([
    [754_000, '12:34'],
    [753_001, '12:34'],
    [9_000, '00:09'],
    [3_600_000, '1:00:00'],
    [-5, '00:00'],
  ])('of %i ms is %s', (ms, written) => {
    expect(formatCountdown(ms)).toBe(written)
  })
})
