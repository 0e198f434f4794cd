import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDecimal, scaled, toDecimal } from '../../../main/words/decimal.ts'
import { cents, netOf, shareByRates, shareOut, taxOf } from '../../../main/words/vat-amounts.ts'

const euro = (text: string) => parseDecimal(text) ?? expect.fail(text)
const amount = fc
  .bigInt({ min: -1_000_000_000n, max: 1_000_000_000n })
  .map((hundredths) => hundredths * euro('0.01'))

it('R24 what is shared out adds up, to the cent, whatever the weights', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 6 }), (whole, weights) => {
      const shares = shareOut(whole, weights)
      expect(shares.length).toBe(weights.length)
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(whole)
      expect(shares.every((share) => cents(share) === share)).toBe(true)
    }),
  )
})

it('R24 halves of a cent are rounded away from zero', () => {
  expect(toDecimal(taxOf(euro('0.25'), euro('22')))).toBe('0.06')
  expect(toDecimal(taxOf(euro('-0.25'), euro('22')))).toBe('-0.06')
  expect(toDecimal(taxOf(euro('0.125'), euro('4')))).toBe('0.01')
  expect(toDecimal(netOf(euro('-12.20'), euro('22')))).toBe('-10')
})

it('a reduction is of several rates only where its tax says so', () => {
  const goods = [
    { rate: euro('22'), net: euro('60') },
    { rate: euro('4'), net: euro('40') },
    { rate: null, net: euro('500') },
  ]
  const shares = shareByRates({ net: euro('-10'), tax: euro('-1.48') }, goods)
  expect(shares?.map(({ rate, net, tax }) => [rate, net, tax].map((value) => toDecimal(value)))).toEqual([
    ['22', '-6', '-1.32'],
    ['4', '-4', '-0.16'],
  ])
  expect(shareByRates({ net: euro('-10'), tax: euro('-2.20') }, goods)).toBeNull()
  expect(shareByRates({ net: euro('-10'), tax: euro('-2.20') }, goods.slice(0, 1))).toBeNull()
  expect(scaled('')).toBe(0n)
})
