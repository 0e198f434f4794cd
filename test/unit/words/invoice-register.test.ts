import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  beforeFirst,
  dayInItaly,
  invoiceFileName,
  nextProgressive,
  numberingOf,
  numberingSchema,
  numberText,
} from '../../../main/words/invoice-register.ts'

const plain = numberingSchema.parse({})
const ofSeries = (prefix: string, suffix: string) =>
  numberingSchema.safeParse({ invoices: { prefix, suffix } }).success

it('R48 numbers have 20 characters at most, a digit in them, and nothing that could be read as part of the number', () => {
  for (const [prefix, suffix] of [
    ['', ''],
    ['W-', ''],
    ['2026/', '/W'],
    ['', ' bis'],
  ] as const)
    expect(ofSeries(prefix, suffix)).toBe(true)
  for (const [prefix, suffix] of [
    ['1', ''],
    ['', '2026'],
    ['è', ''],
    ['ABCDEFG', ''],
    ['', '/ABCDEF'],
  ] as const)
    expect(ofSeries(prefix, suffix)).toBe(false)
  const longest = { prefix: 'ABCDE/', suffix: '/ABCDE', firstNumber: 1, firstYear: 0 }
  expect(numberText(longest, 9_999_999).length).toBeLessThanOrEqual(20)
})

it('R48 credit notes have a series of their own only where it can be told apart', () => {
  const own = numberingSchema.parse({ credits: { suffix: '/NC' } })
  expect(numberText(numberingOf(own, 'credits'), 3)).toBe('3/NC')
  expect(numberText(numberingOf(plain, 'credits'), 3)).toBe('3')
  expect(numberText(numberingOf(plain, 'demo'), 3)).toBe('PROVA-3')
  expect(numberingSchema.safeParse({ credits: {} }).success).toBe(false)
})

it('R48 the first number counts in its year only', () => {
  const { invoices } = numberingSchema.parse({ invoices: { firstNumber: 38, firstYear: 2026 } })
  expect([2025, 2026, 2027].map((year) => beforeFirst(invoices, year))).toEqual([0, 37, 0])
})

it('R48 counters in the names of files go up, in the order of their texts, and end', () => {
  expect(['00009', '0000Z', 'W0001', 'WZZZZ'].map(nextProgressive)).toEqual([
    '0000A',
    '00010',
    'W0002',
    'X0000',
  ])
  expect(nextProgressive('ZZZZZ')).toBeNull()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36 ** 5 - 2 }), (value) => {
      const one = value.toString(36).toUpperCase().padStart(5, '0')
      const next = nextProgressive(one) ?? ''
      expect(next).toMatch(/^[A-Z0-9]{5}$/)
      expect(next > one).toBe(true)
    }),
  )
  expect(invoiceFileName('01234567897', 'W0001')).toBe('IT01234567897_W0001.xml')
})

it('R48 an invoice is dated by the day in Italy, wherever the computer is', () => {
  expect(dayInItaly(new Date('2026-12-31T22:59:00.000Z'))).toBe('2026-12-31')
  expect(dayInItaly(new Date('2026-12-31T23:00:00.000Z'))).toBe('2027-01-01')
  expect(dayInItaly(new Date('2026-06-30T22:30:00.000Z'))).toBe('2026-07-01')
})
