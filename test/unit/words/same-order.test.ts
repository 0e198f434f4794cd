import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSameOrder } from '../../../main/words/same-order.ts'

const order = { number: '1042', placedAt: '2026-05-03T09:12:44.000Z' }

describe('R55: one identifier in two archives', () => {
  test('means one order where number and moment are the same', () => {
    expect(isSameOrder(order, { ...order })).toBe(true)
    expect(isSameOrder(order, { ...order, number: '1043' })).toBe(false)
    expect(isSameOrder(order, { ...order, placedAt: '2026-05-03T09:12:45.000Z' })).toBe(false)
  })

  test('whatever time zone either was told', () => {
    fc.assert(
      fc.property(fc.integer({ min: -56, max: 56 }), (quarters) => {
        const placedAt = new Date(Date.parse(order.placedAt) + quarters * 900_000).toISOString()
        expect(isSameOrder(order, { ...order, placedAt })).toBe(true)
      }),
    )
  })

  test('means two on other days, even at the same time, and where a date is none', () => {
    expect(isSameOrder(order, { ...order, placedAt: '2026-05-05T09:12:44.000Z' })).toBe(false)
    expect(isSameOrder(order, { ...order, placedAt: '' })).toBe(false)
  })
})
