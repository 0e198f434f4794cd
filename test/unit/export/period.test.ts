import { describe, expect, it } from 'vitest'
import { readPeriod } from '../../../main/export/period.ts'

const names = { from: '--from', to: '--to' }
const local = (...parts: [number, number, number, number?, number?, number?]) =>
  new Date(...parts).toISOString()

describe('R36 the period of an export', () => {
  it.each(['2026-11-23', '23/11/2026', ' 2026-11-23 '])(
    'takes %j for the whole day, by the local clock',
    (day) => {
      expect(readPeriod(day, day, names)).toEqual({ from: local(2026, 10, 23), before: local(2026, 10, 24) })
    },
  )

  it.each([
    ['2026-11-23T10:30', local(2026, 10, 23, 10, 30), local(2026, 10, 23, 10, 31)],
    ['23/11/2026 10:30:05', local(2026, 10, 23, 10, 30, 5), local(2026, 10, 23, 10, 30, 6)],
    ['2026-11-23T10:30:05Z', '2026-11-23T10:30:05.000Z', '2026-11-23T10:30:06.000Z'],
    ['2026-11-23T10:30:05.250+01:00', '2026-11-23T09:30:05.000Z', '2026-11-23T09:30:06.000Z'],
    ['2026-11-23T10:30-0530', '2026-11-23T16:00:00.000Z', '2026-11-23T16:01:00.000Z'],
  ])('takes %j to the minute or second, the end included', (text, from, before) => {
    expect(readPeriod(text, null, names)).toEqual({ from, before: null })
    expect(readPeriod(null, text, names)).toEqual({ from: null, before })
  })

  it('is open at an end that is not given', () => {
    expect(readPeriod(null, null, names)).toEqual({ from: null, before: null })
  })

  it.each([
    '',
    'ieri',
    '2026-02-31',
    '31/02/2026',
    '2026-13-01',
    '2026-11-23T25:00',
    '2026-11-23x',
    '20261123',
  ])('refuses %j, naming the option', (text) => {
    expect(() => readPeriod(text, null, names)).toThrowError(
      expect.objectContaining({
        value: { code: 'input-invalid', params: { field: '--from', problem: 'not-a-date' } },
      }),
    )
    expect(() => readPeriod(null, text, names)).toThrowError(
      expect.objectContaining({
        value: { code: 'input-invalid', params: { field: '--to', problem: 'not-a-date' } },
      }),
    )
  })

  it('refuses an end before the beginning', () => {
    expect(() => readPeriod('2026-11-24', '2026-11-23', names)).toThrowError(
      expect.objectContaining({
        value: { code: 'input-invalid', params: { field: '--to', problem: 'before-start' } },
      }),
    )
  })
})
