import fc from 'fast-check'
import { expect, it } from 'vitest'
import { millisecondsOf } from '../../../main/store/search-table.ts'

it('R26 instants in memory are what they say, whatever the year', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(millisecondsOf(date.toISOString())).toBe(date.getTime())
    }),
  )
  expect(millisecondsOf('2026-11-20T12:00:00Z')).toBe(Date.UTC(2026, 10, 20, 12))
  expect(millisecondsOf('0099-01-01T00:00:00.000Z')).toBe(Date.parse('0099-01-01T00:00:00.000Z'))
})
