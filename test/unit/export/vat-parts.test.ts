import { expect, it } from 'vitest'
import { lineRows } from '../../../main/export/line-rows.ts'
import { vatParts } from '../../../main/export/vat-parts.ts'
import { toDecimal } from '../../../main/words/decimal.ts'
import type { Order } from '../../../main/words/order.ts'
import { exportedOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

it('a reduction that is shared out between the rates of an order is not taken for one of another rate', () => {
  const line = (net: string, tax: string, vatRate: string) => ({
    ...(orderOf(1).lines[0] as Order['lines'][number]),
    net,
    tax,
    vatRate,
  })
  const order = orderOf(1, {
    lines: [line('10.00', '1.00', '10'), line('50.00', '2.00', '4')],
    // 0.77 of it at 10 %, 3.87 at 4 %: nearly 5 % of the whole.
    fees: [{ kind: 'discount', name: 'Sconto', net: '-4.64', tax: '-0.23', vatRate: null }],
    taxes: ['10', '4'].map((rate) => ({ name: `IVA ${rate}%`, rate, amount: '0.00' })),
  })
  const row = lineRows(exportedOf(order)).find(({ type }) => type === 'discount')
  const parts = row === undefined ? [] : vatParts(row, order)
  expect(parts.map(({ rate, net, tax }) => [rate, net, tax].map((value) => toDecimal(value)))).toEqual([
    ['10', '-0.77', '-0.08'],
    ['4', '-3.87', '-0.15'],
  ])
})
