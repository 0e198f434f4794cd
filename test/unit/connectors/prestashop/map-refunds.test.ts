import { expect, test } from 'vitest'
import type { Fields } from '../../../../main/connectors/reader.ts'
import { mappedPresta } from '../../../support/presta-order.ts'

/** A slip for the only row, 19.12 and 22.94 with VAT, of an order with a voucher of 10.00 and shipping of 8.40. */
function refundOf(slip: Fields) {
  const { refunds, totals } = mappedPresta({
    lines: [{ of: [19.12, 22.94] }],
    shipping: [7, 8.4],
    discount: [8.33, 10],
    rest: {
      slips: [
        {
          id: 10,
          date_add: '2026-11-21 10:00:00',
          order_slip_type: '2',
          total_products_tax_excl: '19.12',
          total_products_tax_incl: '22.94',
          total_shipping_tax_excl: '7.00',
          total_shipping_tax_incl: '8.40',
          shipping_cost_amount: '8.40',
          amount: '22.94',
          associations: {
            order_slip_details: [
              {
                id_order_detail: '10',
                product_quantity: '1',
                amount_tax_excl: '19.12',
                amount_tax_incl: '22.94',
              },
            ],
          },
          ...slip,
        },
      ],
    },
  })
  expect(totals.refunded).toBe(refunds[0]?.amount)
  return { amount: refunds[0]?.amount, goods: refunds[0]?.lines[0] }
}

test.each([
  ['prices with VAT: taken off the net total (9.1.3)', { total_products_tax_excl: '9.12' }],
  ['prices without VAT: taken off the gross total', { total_products_tax_incl: '12.94', amount: '19.12' }],
  [
    'taken off both (9.2)',
    { total_products_tax_excl: '10.79', total_products_tax_incl: '12.94', amount: '12.94' },
  ],
])('R49: what a voucher paid is not given back, with shipping neither; %s', (_, slip) => {
  // PrestaShop/PrestaShop#18319: a slip with shipping no longer says that it is one without the voucher.
  expect(refundOf(slip)).toMatchObject({ amount: '21.34', goods: { net: '10.79', tax: '2.15' } })
})

test('R49: with what the voucher paid, and shipping', () => {
  expect(refundOf({})).toMatchObject({ amount: '31.34', goods: { net: '19.12' } })
})

test('R49: shipping that stands in the old field alone', () => {
  const none = { total_shipping_tax_excl: '0.00', total_shipping_tax_incl: '0.00' }
  expect(refundOf(none)).toMatchObject({ amount: '31.34' })
  const amountAlone = { ...none, total_products_tax_excl: '0', total_products_tax_incl: '0', amount: '12.94' }
  expect(refundOf(amountAlone)).toMatchObject({ amount: '21.34' })
})
