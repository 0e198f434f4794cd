import { expect, test } from 'vitest'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { mapped } from './mapped-order.ts'

/** Shipping at 5.00 with 1.00 off. */
const discounted: JsonObject = {
  shipping_discount_amount: 1,
  shipping_tax_amount: 0.88,
  discount_amount: -1,
  tax_amount: 5.28,
  grand_total: 29.28,
  total_refunded: 29.28,
}
const row = { order_item_id: 10, sku: 'SKU-10', name: 'Prodotto 10', qty: 2, row_total: 20, tax_amount: 4.4 }
const memo: JsonObject = {
  entity_id: 7,
  state: 2,
  created_at: '2026-11-21 10:00:00',
  grand_total: 29.28,
  discount_amount: -1,
  discount_tax_compensation_amount: 0,
  shipping_amount: 5,
  shipping_tax_amount: 0.88,
  adjustment: 0,
  items: [row],
}
const read = (memos: readonly JsonObject[]) =>
  mapped(order(1, { ...discounted, credit_memos: memos })).refunds

test('R7: what was off the shipping is off its refund, too', () => {
  const [refund] = read([memo])
  expect(refund?.lines.map(({ kind, net, tax }) => [kind, net, tax])).toEqual([
    ['goods', '20.00', '4.40'],
    ['shipping', '4.00', '0.88'],
  ])
})

test('R24: a refund has the rate of its row, as a text too', () => {
  const items = [item(10, { tax_percent: '22.0000' })]
  const { refunds } = mapped(order(1, { ...discounted, items, credit_memos: [memo] }))
  expect(refunds[0]?.lines[0]?.vatRate).toBe('22')
})

test('R7: a credit memo that was cancelled gave nothing back', () => {
  expect(read([memo, { ...memo, entity_id: 8, state: 3 }]).map(({ id }) => id)).toEqual(['7'])
})
