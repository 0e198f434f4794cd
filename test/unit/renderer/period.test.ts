import { describe, expect, it } from 'vitest'
import { localText } from '../../../main/words/local-time.ts'
import { checkPeriod, fromLocal, parseTyped, presetStart } from '../../../renderer/parts/period.ts'

describe('a typed moment', () => {
  it.each([
    ['1/11/2026', '2026-11-01 00:00:00'],
    ['01/11/2026 08:30', '2026-11-01 08:30:00'],
    ['1.11.26 8:05', '2026-11-01 08:05:00'],
    [' 29-02-2028 ', '2028-02-29 00:00:00'],
  ])('%s is read', (typed, local) => {
    expect(parseTyped(typed)).toBe(local)
  })

  it.each(['', 'ieri', '31/02/2026', '1/13/2026', '1/11/2026 25:00', '1/11/2026 10:75', '2026'])(
    '“%s” is no date',
    (typed) => {
      expect(parseTyped(typed)).toBeNull()
    },
  )

  it('goes to an instant and back', () => {
    const local = '2026-11-01 08:30:00'
    expect(localText(new Date(fromLocal(local) ?? ''))).toBe(local)
    expect(fromLocal('x')).toBeNull()
  })
})

describe('a first period (R10)', () => {
  const now = new Date('2026-11-23T10:00:00.000Z')
  const [early, late, future] = [
    '2026-11-01T00:00:00.000Z',
    '2026-11-05T00:00:00.000Z',
    '2027-01-01T00:00:00.000Z',
  ]

  it('needs a beginning, and an end after it that is not in the future', () => {
    expect(checkPeriod(null, null, now)).toEqual({ from: 'required' })
    expect(checkPeriod(early, null, now)).toEqual({})
    expect(checkPeriod(early, late, now)).toEqual({})
    expect(checkPeriod(late, early, now)).toEqual({ to: 'order' })
    expect(checkPeriod(early, future, now)).toEqual({ to: 'future' })
    expect(checkPeriod(future, null, now)).toEqual({ from: 'future' })
  })

  it('has presets that begin with a day', () => {
    // Seven days and thirty, today included, as a search and a check of completeness have them.
    expect(localText(new Date(presetStart('week', now)))).toMatch(/^2026-11-1[67] 00:00:00$/)
    expect(localText(new Date(presetStart('year', now)))).toBe('2026-01-01 00:00:00')
    expect(presetStart('day', now)).toBe('2026-11-22T10:00:00.000Z')
  })
})
