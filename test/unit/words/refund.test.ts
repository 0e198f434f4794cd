import { describe, expect, it } from 'vitest'
import type { Refund } from '../../../main/words/order.ts'
import { type KeptRefund, knownRefunds } from '../../../main/words/refund.ts'

const refundOf = (id: string, changes: Partial<KeptRefund> = {}): Refund => ({
  id,
  at: null,
  reason: '',
  amount: '5.00',
  lines: [],
  ...changes,
})
const at = '2026-11-21T09:00:00.000Z'
const line = { kind: 'goods', sku: '', name: '', quantity: '1', net: '5', tax: '0', vatRate: null } as const

describe('R49 what is known of an order’s refunds', () => {
  it('are those in it, as changed by hand, with what was asked for since, and those that came later', () => {
    const refunds = [refundOf('1', { amount: '4.00' }), refundOf('2', { at })]
    const beside = [refundOf('1', { at, lines: [line] }), refundOf('2', { at: '2026-01-01' }), refundOf('3')]
    expect(knownRefunds({ refunds }, beside)).toEqual({
      own: [refundOf('1', { amount: '4.00', at, lines: [line] }), refundOf('2', { at })],
      later: [refundOf('3')],
    })
  })

  it('are told singly where the order has their sum; one written by hand stays', () => {
    const refunds = [refundOf('', { amount: '10.00' }), refundOf('', { reason: 'a mano' })]
    const parts = [refundOf('1', { ofSum: true, at }), refundOf('2', { ofSum: true, at })]
    expect(knownRefunds({ refunds }, [...parts, refundOf('3')])).toEqual({
      own: [...parts, refundOf('', { reason: 'a mano' })],
      later: [refundOf('3')],
    })
  })
})
