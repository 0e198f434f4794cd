import { describe, expect, test } from 'vitest'
import { mappedPresta, type PrestaPlan } from '../../../support/presta-order.ts'

const rate = (id: number) => ({ associations: { taxes: [{ id: String(id) }] } })

describe('R23: no rate is said that the amounts contradict', () => {
  test.each<[string, PrestaPlan, object]>([
    ['wrapping has the goods’', { wrapping: [2, 2.44] }, { fees: [{ vatRate: '22' }] }],
    [
      'shipping that is an average of rates has none',
      { shipping: [10, 11.6] },
      { shippingLines: [{ vatRate: null }] },
    ],
    [
      'shipping has the goods’ where the carrier’s is another',
      { shipping: [5, 6.1], order: { carrier_tax_rate: '10' } },
      { shippingLines: [{ vatRate: '22' }] },
    ],
    [
      'shipping without VAT that says a rate has none',
      { shipping: [5, 5] },
      { shippingLines: [{ vatRate: null }] },
    ],
    [
      'it is 0 where the carrier says none',
      { shipping: [5, 5], order: { carrier_tax_rate: '0.000' } },
      { shippingLines: [{ vatRate: '0' }] },
    ],
    [
      'or where the order has no VAT at all',
      { lines: [{ of: [100, 100], row: { associations: {} } }], shipping: [5, 5] },
      { lines: [{ vatRate: '0' }], shippingLines: [{ vatRate: '0' }] },
    ],
    [
      'nor have goods where it is their tax that was left',
      { lines: [{ of: [100, 100] }] },
      { lines: [{ vatRate: '0' }], taxes: [] },
    ],
    [
      'but not beside goods with VAT',
      { lines: [{ of: [100, 100] }, { of: [100, 122] }] },
      { lines: [{ vatRate: null }, { vatRate: '22' }] },
    ],
    [
      'goods with a tax that is not theirs have none',
      { lines: [{ of: [100, 110] }] },
      { lines: [{ vatRate: null }] },
    ],
    [
      'goods keep it beside an ecotax of another rate',
      { lines: [{ of: [174, 211.18], row: { ecotax: '5.000000' } }] },
      { lines: [{ vatRate: '22' }] },
    ],
    [
      'free shipping by voucher has the carrier’s',
      { lines: [{ of: [100, 110], row: rate(10) }], shipping: [5, 6.1], discount: [5, 6.1] },
      { fees: [{ kind: 'discount', vatRate: '22' }], taxes: [{ rate: '10', amount: '10.00' }] },
    ],
    [
      'a voucher over goods of several rates has none, though one be near',
      { lines: [{ of: [1000, 1220] }, { of: [10, 11], row: rate(10) }], discount: [101, 123.1] },
      { fees: [{ vatRate: null }] },
    ],
    ['a voucher without VAT has 0', { discount: [20, 20] }, { fees: [{ vatRate: '0' }] }],
    [
      'a voucher over goods with VAT and without has none',
      { lines: [{ of: [100, 122] }, { of: [100, 100], row: { associations: {} } }], discount: [20, 22.2] },
      { fees: [{ vatRate: null }] },
    ],
    [
      'a payment’s fee is in the VAT by rate',
      { paid: [104, 126.88] },
      { fees: [{ kind: 'fee', vatRate: '22' }], taxes: [{ rate: '22', amount: '22.88' }] },
    ],
  ])('%s', (_, plan, right) => {
    const order = mappedPresta(plan)
    expect(order).toMatchObject(right)
    expect(order.taxes.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(
      Number(order.totals.tax),
      6,
    )
  })
})
