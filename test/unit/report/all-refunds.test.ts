import { expect, it } from 'vitest'
import { allRefunds } from '../../../main/report/refund-parts.ts'
import type { Refund } from '../../../main/words/order.ts'
import { orderOf } from '../../support/orders.ts'

const line = { kind: 'goods', sku: '', name: '', quantity: '1', net: '1', tax: '0', vatRate: '0' } as const
const refundOf = (id: string, changes: Partial<Refund> = {}): Refund => ({
  id,
  at: '2026-11-20T10:00:00.000Z',
  reason: '',
  amount: '1.00',
  lines: [],
  ...changes,
})
const all = (own: readonly Refund[], beside: readonly Refund[]) =>
  allRefunds(orderOf(1, { refunds: own }), beside)

it('R47 R49 what stands in the order, completed by what is kept beside it, and what came later', () => {
  const [changed, bare] = [refundOf('1', { amount: '9.00', lines: [line] }), refundOf('2', { at: null })]
  const beside = [refundOf('1', { at: null }), refundOf('2', { lines: [line] }), refundOf('3')]
  expect(all([changed, bare], beside)).toEqual([changed, refundOf('2', { lines: [line] }), refundOf('3')])
})

it('R47 no refund counts twice: once singly, once in a sum', () => {
  const sum = refundOf('', { at: null })
  expect(all([], [sum])).toEqual([sum])
  expect(all([sum], [sum])).toEqual([sum])
  expect(all([refundOf('1')], [sum])).toEqual([refundOf('1')])
})
