import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absolute, parseDecimal, unit } from '../../../../main/words/decimal.ts'
import { priceRow, writeRow } from '../../../../main/words/edit/price-row.ts'
import { anyOrder } from '../../../support/any-order.ts'

const net = { includesVat: false, digits: 2 }
const gross = { includesVat: true, digits: 2 }
const scaled = (text: string) => parseDecimal(text) ?? 0n

describe('R24 R27 the amounts of a row', () => {
  test('prices without VAT: VAT is put on top of the row', () => {
    const row = { quantity: '3', price: '9.99', discount: '1.50', vatRate: '22' }
    expect(priceRow(row, null, net)).toEqual({
      quantity: '3',
      unitPrice: '9.99',
      vatRate: '22',
      discount: '1.50',
      net: '28.47',
      tax: '6.26',
    })
  })

  test('prices with VAT: what the customer pays is the price times the quantity, to the cent', () => {
    const row = { quantity: '3', price: '9.99', discount: '0', vatRate: '22' }
    expect(priceRow(row, null, gross)).toMatchObject({ net: '24.57', tax: '5.40', unitPrice: '8.188525' })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.constantFrom('22', '10', '5', '4', '0'),
        (pieces, cents, vatRate) => {
          const price = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
          const { net: without, tax } = priceRow(
            { quantity: String(pieces), price, discount: '0', vatRate },
            null,
            gross,
          )
          expect(scaled(without) + scaled(tax)).toBe(BigInt(pieces * cents) * unit(2))
        },
      ),
    )
  })

  test('a row written for a person and read again comes to the same price', () => {
    fc.assert(
      fc.property(anyOrder, ({ lines }) => {
        for (const line of lines.filter(({ quantity }) => quantity !== '0')) {
          const again = priceRow(writeRow(line, gross), line, gross)
          const total = (of: { net: string; tax: string }) => scaled(of.net) + scaled(of.tax)
          // A price of six decimals, times 250 pieces, is off by less than a tenth of a cent.
          expect(absolute(total(again) - total(line))).toBeLessThanOrEqual(unit(2))
        }
      }),
    )
  })

  test('a rate that nobody says is the share of VAT that the row has had', () => {
    const before = {
      quantity: '1',
      unitPrice: '10.00',
      vatRate: null,
      discount: '0.00',
      net: '10.00',
      tax: '1.00',
    }
    const row = { quantity: '2', price: '10.00', discount: '0', vatRate: null }
    expect(priceRow(row, before, net)).toMatchObject({ net: '20.00', tax: '2.00', vatRate: null })
  })

  test('rounds to the places that the shop prints', () => {
    const row = { quantity: '1', price: '0.3333', discount: '0', vatRate: '22' }
    expect(priceRow(row, null, { includesVat: false, digits: 4 })).toMatchObject({
      net: '0.3333',
      tax: '0.0733',
    })
    expect(priceRow({ ...row, price: '333' }, null, { includesVat: false, digits: 0 })).toMatchObject({
      tax: '73.00',
    })
  })
})
