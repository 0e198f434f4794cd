import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  divide,
  euros,
  netCents,
  priceLines,
  sixDecimals,
  taxCents,
} from '../../../main/demo-shop/amounts.ts'
import { coupons } from '../../../main/demo-shop/catalogue.ts'
import { ratesFor } from '../../../main/demo-shop/tax-rates.ts'
import { recordedOrders } from '../../woo-server/index.ts'

const taxClass = fc.constantFrom('' as const, 'aliquota-10' as const, 'aliquota-4' as const)
const line = fc.record({
  cents: fc.integer({ min: 0, max: 99_999 }),
  quantity: fc.integer({ min: 1, max: 20 }),
  taxClass,
})
const coupon = fc.option(fc.constantFrom(...coupons), { nil: undefined })

describe('R24 amounts are whole numbers', () => {
  it('rounding is half away from zero, and for taxes half towards it', () => {
    expect([divide(5, 10), divide(-5, 10), divide(4, 10), divide(15, 10)]).toEqual([1, -1, 0, 2])
    expect([netCents(45_000), taxCents(45_000), taxCents(45_001), taxCents(-45_000)]).toEqual([5, 4, 5, -4])
  })

  it('cents and millionths are written as WooCommerce writes them', () => {
    expect([euros(0), euros(7), euros(-60), euros(123_456)]).toEqual(['0.00', '0.07', '-0.60', '1234.56'])
    expect([0, 4_400_000, 12_980_000, 271_154, -119_636].map(sixDecimals)).toEqual([
      '0',
      '4.4',
      '12.98',
      '0.271154',
      '-0.119636',
    ])
  })

  it('net and tax of an Italian line are together its price less its discount, to the cent', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), coupon, (lines, voucher) => {
        const amounts = priceLines(lines, voucher, ratesFor('IT'))
        const gross = lines.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0)
        const before = amounts.map(({ before }) => netCents(before.net) + taxCents(before.tax))
        expect(before).toEqual(lines.map(({ cents, quantity }) => cents * quantity))
        const after = amounts.reduce((sum, { after }) => sum + netCents(after.net) + taxCents(after.tax), 0)
        if (!voucher) expect(after).toBe(gross)
        if (voucher?.type === 'fixed_cart') expect(after).toBe(Math.max(0, gross - voucher.amount * 100))
        for (const { after } of amounts) expect(after.net).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('abroad the net price stays and the tax is the other country’s', () => {
    const [german] = priceLines([{ cents: 12_200, quantity: 1, taxClass: '' }], undefined, ratesFor('DE'))
    expect(german?.after).toMatchObject({ net: 100_000_000, tax: 19_000_000 })
    const [swiss] = priceLines([{ cents: 12_200, quantity: 1, taxClass: '' }], undefined, ratesFor('CH'))
    expect(swiss?.after).toEqual({ net: 100_000_000, tax: 0, rate: undefined })
  })
})

describe('the arithmetic is that of the recorded shop', () => {
  const unitPrices: Readonly<Record<string, number>> = {
    'CAF-1KG': 2490,
    'OLIO-075': 1350,
    'PST-500': 235,
    'TAZ-6': 3999,
    'MOKA-3': 2900,
    'LIB-001': 1800,
    'GRE-BLU': 2145,
    'MAG-M': 1990,
  }
  const undiscounted = recordedOrders()
    .filter(({ coupon_lines, currency }) => coupon_lines.length === 0 && currency === 'EUR')
    .flatMap(({ line_items }) => line_items)
    .filter(({ sku, taxes }) => sku !== null && sku in unitPrices && taxes.length > 0)

  it('every recorded line without a coupon comes out with its recorded amounts', () => {
    expect(undiscounted.length).toBeGreaterThan(40)
    for (const recorded of undiscounted) {
      const cart = {
        cents: unitPrices[recorded.sku ?? ''] ?? 0,
        quantity: recorded.quantity,
        taxClass: recorded.tax_class as '',
      }
      const [priced] = priceLines([cart], undefined, ratesFor('IT'))
      if (!priced) throw new Error('One line in, one line out')
      expect(euros(netCents(priced.after.net))).toBe(recorded.total)
      expect(euros(taxCents(priced.after.tax))).toBe(recorded.total_tax)
      // The sixth decimal depends on whether PHP went by the unit or by the line.
      expect(priced.after.tax / 1e6).toBeCloseTo(Number(recorded.taxes[0]?.total), 5)
      expect(priced.after.net / 1e6 / recorded.quantity).toBeCloseTo(recorded.price, 5)
    }
  })
})
