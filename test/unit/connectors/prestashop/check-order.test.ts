import { describe, expect, test } from 'vitest'
import { mapPresta, mappedPresta, type PrestaPlan } from '../../../support/presta-order.ts'

describe('R7: a fee that a module wrote among the goods, which only the total counts', () => {
  // 4webs' PayPal with fee: an `order_detail` of a product that there is not, `total_paid_*` raised, `total_products` not.
  const fee = { product_id: '999999999', product_name: 'PayPal Fee', product_reference: 'PPWF' }
  const plan = {
    lines: [{ of: [100, 122] }, { of: [4, 4.88], row: fee }],
    products: [100, 122],
    paid: [104, 126.88],
  } as const satisfies PrestaPlan

  test('is a fee, not goods', () => {
    const order = mappedPresta(plan)
    expect(order.lines.map(({ name }) => name)).toEqual(['Vaso 1'])
    expect(order.fees).toEqual([{ name: 'PayPal Fee', kind: 'fee', net: '4.00', tax: '0.88', vatRate: '22' }])
    expect(order.totals).toMatchObject({ lines: '100.00', fees: '4.00', tax: '22.88', total: '126.88' })
    expect(order.taxes).toEqual([{ name: '', rate: '22', amount: '22.88' }])
  })

  test('also beside goods of the same price, a voucher and shipping', () => {
    const order = mappedPresta({
      ...plan,
      lines: [plan.lines[1], { of: [100, 122] }, { of: [4, 4.88], row: { product_id: '7' } }],
      products: [104, 126.88],
      shipping: [5, 6.1],
      discount: [10, 12.2],
      paid: [103, 125.66],
    })
    expect(order.lines.map(({ name }) => name)).toEqual(['Vaso 2', 'Vaso 3'])
    expect(order.fees.map(({ name }) => name)).toEqual(['PayPal Fee', 'Sconto'])
  })

  test.each<[string, PrestaPlan]>([
    ['the total does not count it', { ...plan, paid: [100, 122] }],
    ['the total counts something else', { ...plan, paid: [110, 134.2] }],
    ['no row is what the products lack', { ...plan, products: [98, 119.56] }],
  ])('not where %s: then the order contradicts itself', (_, other) => {
    expect(mapPresta(other)).toHaveProperty('wrong')
  })
})

test.each<[string, PrestaPlan]>([
  // A marketplace's module divides by the rate in hundredths, and forgets to add 1.
  ['total_shipping_tax_excl', { shipping: [25, 5] }],
  ['total_wrapping_tax_excl', { wrapping: [5, 4] }],
  ['total_shipping_tax_excl', { shipping: [0, 6.1] }],
  ['total_wrapping_tax_excl', { wrapping: [-2, 2.44] }],
  ['total_discounts_tax_excl', { discount: [6, 12.2] }],
  ['total_products', { lines: [{ of: [100, 90] }] }],
])('R7: an order whose %s is no net amount of that with VAT contradicts itself', (field, plan) => {
  expect(mapPresta(plan)).toMatchObject({ wrong: [{ code: 'totals-mismatch', params: { field } }] })
})

test('R7: a part of a cart that was left without a carrier has its shipping in its total alone', () => {
  // PrestaShop/PrestaShop#15918
  const plan: PrestaPlan = { paid: [120.49, 147], order: { id_carrier: '0' } }
  const part = mappedPresta({ ...plan, rest: { split: true, carrier: null } })
  expect(part).toMatchObject({ shippingLines: [{ net: '20.49', tax: '4.51', vatRate: '22' }], fees: [] })
  expect(mappedPresta({ ...plan, rest: { carrier: null } })).toMatchObject({
    shippingLines: [],
    fees: [{ kind: 'fee' }],
  })
})

test('R7: before 1.7.6 a currency has two decimals at most, whatever it has elsewhere', () => {
  const plan: PrestaPlan = {
    lines: [{ of: [9.999, 9.999], row: { associations: {} } }],
    products: [10.01, 10.01],
    paid: [10.01, 10.01],
  }
  const inCurrency = (currency: object) =>
    mapPresta({ ...plan, rest: { currency: { id: 1, iso_code: 'KWD', ...currency } } })
  expect(inCurrency({ decimals: '1' })).toHaveProperty('order')
  expect(inCurrency({ precision: '3' })).toHaveProperty('wrong')
})

test('R7: what a voucher that was taken away leaves of its rounding contradicts nothing', () => {
  // PrestaShop/PrestaShop#11059
  expect(mappedPresta({ lines: [{ of: [4754.1, 5800] }], discount: [0.35, 0] }).totals.total).toBe('5800.00')
})

describe('R7: a discount that says more than the total took off', () => {
  const goods: PrestaPlan = { lines: [{ of: [100, 122] }, { of: [32.79, 40] }] }

  test('counts shipping once that two vouchers make free', () => {
    // PrestaShop/PrestaShop#12024
    const order = mappedPresta({ shipping: [5, 6.1], discount: [10, 12.2], paid: [100, 122] })
    expect(order.fees).toMatchObject([{ kind: 'discount', net: '-5.00', tax: '-1.10', vatRate: '22' }])
    expect(order.totals).toMatchObject({ discount: '5.00', total: '122.00' })
  })

  test('has the net amount that the cheapest product had', () => {
    // PrestaShop/PrestaShop#13689: 40.00 as net amount, too, of which the total takes off 32.79.
    const order = mappedPresta({ ...goods, discount: [40, 40], paid: [100, 122] })
    expect(order.fees).toMatchObject([{ kind: 'discount', net: '-32.79', tax: '-7.21', vatRate: '22' }])
    expect(order.totals).toMatchObject({ discount: '32.79', tax: '22.00', total: '122.00' })
  })

  test('or less: a gift’s voucher that is not in it', () => {
    // PrestaShop/PrestaShop#15160
    const cartRules = [
      { id: 1, name: 'Omaggio', value: '40.00', value_tax_excl: '32.79' },
      { id: 2, name: 'Saldi', value: '12.20', value_tax_excl: '10.00' },
    ]
    const order = mappedPresta({ ...goods, discount: [10, 12.2], paid: [90, 109.8], rest: { cartRules } })
    expect(order.fees).toMatchObject([
      { name: 'Omaggio', kind: 'discount', net: '-32.79', tax: '-7.21' },
      { name: 'Saldi', kind: 'discount', net: '-10.00', tax: '-2.20' },
    ])
    expect(order.totals).toMatchObject({ discount: '42.79', total: '109.80' })
    for (const paid of [
      [90, 104],
      [80, 109.8],
      [60, 73.2],
    ] as const)
      expect(mapPresta({ ...goods, discount: [10, 12.2], paid, rest: { cartRules } })).toHaveProperty('wrong')
    expect(mapPresta({ ...goods, discount: [10, 12.2], paid: [90, 109.8] })).toHaveProperty('wrong')
  })

  test('but not any: a payment’s fee stays one, and a contradiction is refused', () => {
    expect(mappedPresta({ shipping: [5, 6.1], discount: [10, 12.2], paid: [99, 120.78] }).fees).toMatchObject(
      [
        { kind: 'discount', net: '-10.00' },
        { kind: 'fee', net: '4.00' },
      ],
    )
    expect(mapPresta({ ...goods, discount: [40, 40], paid: [96, 122] })).toHaveProperty('wrong')
  })
})
