import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refundParts, refundRows } from '../../../main/export/refund-parts.ts'
import type { Order, Refund, RefundLine } from '../../../main/words/order.ts'
import { anyOrder } from '../../support/any-order.ts'
import { exportedOf } from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const refundOf = (amount: string, lines: readonly RefundLine[] = []): Refund => ({
  id: '7',
  at: '2026-11-22T09:00:00.000Z',
  reason: '',
  amount,
  lines,
})
const lineOf = (net: string, tax: string, vatRate: string | null): RefundLine => ({
  kind: 'goods',
  sku: 'X',
  name: 'Articolo',
  quantity: '1',
  net,
  tax,
  vatRate,
})
const partsOf = (refund: Refund, changes: Partial<Order> = {}) => {
  const rows = refundRows(refund, exportedOf(orderOf(1, changes)))
  return { parts: refundParts(rows), shared: rows.shared }
}
const [caffe] = orderOf(1).lines
if (caffe === undefined) throw new Error('an order without lines')
/** Of 100.00 with VAT at 22 % and 50.00 at 10 %. */
const mixed = {
  lines: [
    { ...caffe, net: '81.97', tax: '18.03', vatRate: '22' },
    { ...caffe, net: '45.45', tax: '4.55', vatRate: '10' },
  ],
}

describe('R49 what a refund gives back under each VAT rate', () => {
  it('is what its lines say where they come to its amount', () => {
    const refund = refundOf('22.40', [lineOf('10.00', '2.20', '22'), lineOf('9.27', '0.93', '10')])
    expect(partsOf(refund, mixed)).toEqual({
      parts: [
        { rate: '22', net: '10.00', tax: '2.20', gross: '12.20' },
        { rate: '10', net: '9.27', tax: '0.93', gross: '10.20' },
      ],
      shared: false,
    })
  })

  it('is shared out by the order’s rates where there are none, and said to be', () => {
    expect(partsOf(refundOf('30.00'), mixed)).toEqual({
      parts: [
        { rate: '22', net: '16.39', tax: '3.61', gross: '20.00' },
        { rate: '10', net: '9.09', tax: '0.91', gross: '10.00' },
      ],
      shared: true,
    })
  })

  it('has what its lines lack shared out, and what they have too much taken off them', () => {
    const lines = [lineOf('9.09', '0.91', '10')]
    expect(partsOf(refundOf('40.00', lines), mixed)).toMatchObject({
      parts: [
        { rate: '22', gross: '20.00' },
        { rate: '10', gross: '20.00' },
      ],
      shared: true,
    })
    expect(partsOf(refundOf('8.00', lines), mixed)).toMatchObject({
      parts: [{ rate: '10', gross: '8.00', net: '7.27', tax: '0.73' }],
      shared: true,
    })
  })

  it('takes a cent of rounding with the lines, without a word', () => {
    const lines = [lineOf('8.196721', '1.803279', '22')]
    expect(partsOf(refundOf('10.01', lines), mixed)).toMatchObject({
      parts: [{ rate: '22', gross: '10.01' }],
      shared: false,
    })
  })

  it('leaves out of the order what a card paid, and what is to be cleared up', () => {
    const fees = [
      { name: 'Buono', kind: 'paid', net: '-50.00', tax: '0.00', vatRate: null },
      { name: '', kind: 'unclear', net: '3.00', tax: '0.00', vatRate: null },
    ] as const
    expect(partsOf(refundOf('30.00'), { ...mixed, fees }).parts.map(({ rate }) => rate)).toEqual(['22', '10'])
  })

  it('has no rate where nothing tells one', () => {
    expect(partsOf(refundOf('5.00'), { lines: [] })).toEqual({
      parts: [{ rate: null, net: '5.00', tax: '0.00', gross: '5.00' }],
      shared: true,
    })
  })

  it('always comes to its amount, to the last decimal', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => new Big(cents).div(100).toFixed(2))
    fc.assert(
      fc.property(anyOrder, fc.option(amount), fc.boolean(), (order, changed, withLines) => {
        const [known] = order.refunds
        const refund = { ...(known ?? refundOf('12.34')), ...(changed === null ? {} : { amount: changed }) }
        const asked = withLines ? refund : { ...refund, lines: [] }
        const parts = refundParts(refundRows(asked, exportedOf(order)))
        const sum = parts.reduce((all, { gross }) => all.plus(gross), new Big(0))
        expect(sum.toFixed()).toBe(new Big(asked.amount).toFixed())
        for (const { net, tax, gross } of parts)
          expect(new Big(net).plus(tax).toFixed()).toBe(new Big(gross).toFixed())
        expect(new Set(parts.map(({ rate }) => rate)).size).toBe(parts.length)
      }),
    )
  })
})
