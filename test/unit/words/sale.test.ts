import { expect, test } from 'vitest'
import { clearFees, leftOver, paidInPart, soldTotal, unclearPart } from '../../../main/words/sale.ts'
import { orderOf } from '../../support/orders.ts'

test('R7 R38: what a card paid, a fee, and what is to be cleared up are told apart', () => {
  const { totals } = orderOf(1)
  const order = orderOf(1, {
    fees: [
      { kind: 'fee', name: 'Contrassegno', net: '5.00', tax: '1.10', vatRate: '22' },
      { kind: 'paid', name: 'Buono regalo', net: '-10.00', tax: '0.00', vatRate: null },
      { kind: 'unclear', name: '', net: '2.80', tax: '0.00', vatRate: null },
    ],
    totals: { ...totals, fees: '-2.20', total: '12.20', refunded: '2.00' },
  })
  expect([unclearPart(order), clearFees(order)]).toEqual(['2.80', '-5.00'])
  expect([paidInPart(order), soldTotal(order)]).toEqual([10_000_000_000n, 22_200_000_000n])
  expect(leftOver(order)).toBe('10.20')
  expect(unclearPart(orderOf(1))).toBe('0.00')
})
