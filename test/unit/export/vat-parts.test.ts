import { expect, it } from 'vitest'
import { lineRows } from '../../../main/export/line-rows.ts'
import { vatParts } from '../../../main/export/vat-parts.ts'
import { toDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'
import { exportedOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const line = (net: string, tax: string, vatRate: string) => ({
  ...(orderOf(1).lines[0] as Order['lines'][number]),
  net,
  tax,
  vatRate,
})
/** Of the one reduction of an order: rate, net and tax. */
function partsOf(order: Order) {
  const row = lineRows(exportedOf(order)).find(({ type }) => type === 'discount')
  const parts = row === undefined ? [] : vatParts(row, order)
  return parts.map(({ rate, net, tax }) => [rate, net, tax].map((value) => toDecimal(value)))
}

it('a reduction that is shared out between the rates of an order is not taken for one of another rate', () => {
  const order = orderOf(1, {
    lines: [line('10.00', '1.00', '10'), line('50.00', '2.00', '4')],
    // 0.77 of it at 10 %, 3.87 at 4 %: nearly 5 % of the whole.
    fees: [{ kind: 'discount', name: 'Sconto', net: '-4.64', tax: '-0.23', vatRate: null }],
    taxes: ['10', '4'].map((rate) => ({ name: `IVA ${rate}%`, rate, amount: '0.00' })),
  })
  expect(partsOf(order)).toEqual([
    ['10', '-0.77', '-0.08'],
    ['4', '-3.87', '-0.15'],
  ])
})

it('R46 R47 the cents that sharing out leaves go with what bears VAT, and none with what bears none', () => {
  const order = orderOf(1, {
    lines: [line('79.94', '17.59', '22'), line('31.00', '0.00', '0')],
    // 10.16 of it at 22 %: 2.2352, which the shop has rounded up.
    fees: [{ kind: 'discount', name: 'Sconto', net: '-14.10', tax: '-2.25', vatRate: null }],
  })
  expect(partsOf(order)).toEqual([
    ['0', '-3.94', '0'],
    ['22', '-10.16', '-2.25'],
  ])
})
