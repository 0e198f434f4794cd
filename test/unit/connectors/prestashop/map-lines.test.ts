import { expect, test } from 'vitest'
import { mappedPresta } from '../../../support/presta-order.ts'

test.each([
  ['KWD', '3', '1', ['3.333', '3.333'], '9.999'],
  ['KWD', '3', '2', ['3.3334', '3.3334'], '10.00'],
  ['CZK', '0', '1', ['100.40', '100.40'], '300.00'],
  ['CZK', '0', '2', ['100.40', '100.40'], '301.00'],
  ['CZK', '0', '3', ['100.40', '100.40'], '301.20'],
])(
  'R24: a row without its total costs what its price makes, rounded as %s is (%s decimals, round_type %s)',
  (iso, precision, roundType, [net, gross], total) => {
    const row = { id: 1, product_name: 'Vaso', product_quantity: '3' }
    const rows = [{ ...row, unit_price_tax_excl: net, unit_price_tax_incl: gross }]
    const order = mappedPresta({
      lines: [],
      products: [Number(total), Number(total)],
      order: { round_type: roundType, associations: { order_rows: rows } },
      rest: { currency: { id: 1, iso_code: iso, precision } },
    })
    expect(order.lines).toMatchObject([{ quantity: '3', net: total, tax: '0.00' }])
  },
)
