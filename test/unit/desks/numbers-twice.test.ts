import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numbersTwice, type OrderedNumber } from '../../../main/desks/numbers-twice.ts'

const given = (order: string, number: string, ...more: readonly string[]): OrderedNumber => ({
  of: order,
  keys: [number, ...more],
  number,
  order,
})

describe('R45, R48, R55: numbers of two archives', () => {
  test('are told where one was given to two orders', () => {
    expect(numbersTwice('easyfatt', [given('1042', '7')], [given('1050', '7')])).toEqual([
      { register: 'easyfatt', same: 'number', number: '7', here: '1042', there: '1050' },
    ])
  })

  test('are told where one order has two', () => {
    expect(numbersTwice('invoice', [given('1042', '7')], [given('1042', '8')])).toEqual([
      { register: 'invoice', same: 'order', order: '1042', here: '7', there: '8' },
    ])
  })

  test('are told where only the names of the files are the same', () => {
    const twice = numbersTwice('invoice', [given('1042', '7', 'W0001')], [given('1050', '8', 'W0001')])
    expect(twice).toMatchObject([{ same: 'number', here: '1042', there: '1050' }])
  })

  test('never where each order has one number and each number one order', () => {
    const anyNumbers = fc
      .uniqueArray(fc.integer({ min: 0, max: 50 }))
      .map((all) => all.map((one) => given(`#${one}`, String(one))))
    fc.assert(
      fc.property(anyNumbers, anyNumbers, (here, there) => {
        expect(numbersTwice('easyfatt', here, there)).toEqual([])
      }),
    )
  })

  test('always where one number moved to another order', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 2 })
    fc.assert(
      fc.property(numbers, fc.nat(), (all, which) => {
        const here = all.map((one) => given(`#${one}`, String(one)))
        const at = which % all.length
        const there = here.map((one, place) => (place === at ? { ...one, of: '#new', order: '#new' } : one))
        expect(numbersTwice('easyfatt', here, there)).toHaveLength(1)
      }),
    )
  })
})
