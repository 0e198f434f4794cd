import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absolute, divide, multiply, parseDecimal, toDecimal, unit } from '../../../main/words/decimal.ts'

/** Amounts with up to 6 decimal places, as shops send them. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => new Big(digits.toString()).div(new Big(10).pow(places)).toFixed(places))

const parsed = (text: string) => parseDecimal(text) ?? expect.fail(`${text} is no number`)

describe('R24: exact decimals', () => {
  test('come out as they went in', () => {
    fc.assert(
      fc.property(amount, (text) => {
        expect(new Big(toDecimal(parsed(text))).eq(text)).toBe(true)
      }),
    )
  })

  test('add, multiply and divide as big.js does', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(new Big(toDecimal(parsed(a) + parsed(b))).eq(new Big(a).plus(b))).toBe(true)
        expect(new Big(toDecimal(multiply(parsed(a), parsed('0.22')))).eq(new Big(a).times('0.22'))).toBe(
          true,
        )
        const quotient = divide(parsed(a), parsed(b), 6)
        if (new Big(b).eq(0)) expect(quotient).toBeNull()
        else {
          const difference = new Big(toDecimal(quotient ?? 0n)).minus(new Big(a).div(b)).abs()
          expect(difference.lte('0.000000501')).toBe(true)
        }
      }),
    )
  })

  test.each([
    ['12.30', 2, '12.30'],
    ['12.3', 2, '12.30'],
    ['12.345', 2, '12.345'],
    ['-0.005', 2, '-0.005'],
    ['100', 0, '100'],
    ['.5', 0, '0.5'],
    ['+7.', 2, '7.00'],
    ['0.0000000005', 0, '0.000000001'],
    ['-0.0000000004', 0, '0'],
    ['-0.00', 2, '0.00'],
    ['-7.05', 0, '-7.05'],
    // About the most that is reckoned as a float.
    ['9007199.254740991', 0, '9007199.254740991'],
    ['9007199.254740992', 2, '9007199.254740992'],
    ['-9007199.254741', 0, '-9007199.254741'],
    ['-9007199.25474', 6, '-9007199.254740'],
    ['0.1234567891', 0, '0.123456789'],
  ])('%s with %d places is %s', (text, places, expected) => {
    expect(toDecimal(parsed(text), places)).toBe(expected)
  })

  test.each(['', ' ', '-', '.', '1,50', '1e3', '0x10', 'NaN', '1.2.3', '١'])('%j is no number', (text) => {
    expect(parseDecimal(text)).toBeNull()
  })

  test('have a unit and a size', () => {
    expect(toDecimal(unit(2))).toBe('0.01')
    expect(toDecimal(unit(0))).toBe('1')
    expect(absolute(-5n)).toBe(5n)
  })
})
