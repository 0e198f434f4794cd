import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dateOf, dayOf, localText, startOf } from '../../../main/words/local-time.ts'

const anyMoment = fc.date({ min: new Date(1995, 0, 1), max: new Date(2099, 11, 31), noInvalidDate: true })

it('R12: a moment lies in its day of this computer, also where that has 23 or 25 hours', () => {
  fc.assert(
    fc.property(anyMoment, (moment) => {
      const day = dayOf(moment)
      expect(startOf(day) <= moment.toISOString()).toBe(true)
      expect(moment.toISOString() < startOf(day, 1)).toBe(true)
      expect(dayOf(new Date(startOf(day)))).toBe(day)
    }),
  )
})

it('R12: a moment is written as this computer shows it, to the second', () => {
  fc.assert(
    fc.property(anyMoment, (moment) => {
      expect(localText(moment)).toBe(moment.toLocaleString('sv-SE'))
    }),
  )
})

it('what is no moment is none', () => {
  for (const text of ['', 'ieri', '2026-13-01T00:00:00Z']) expect(dateOf(text)).toBeNull()
})
