import { expect, test } from 'vitest'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { extended, mapped } from './mapped-order.ts'

/** Of three things at 5.00 one was invoiced and shipped; *Cancel* took the other two. */
const partly: JsonObject = {
  items: [
    item(1),
    item(2, { qty_ordered: 3, price: 5, row_total: 15, tax_amount: 3.3, qty_invoiced: 1, qty_canceled: 2 }),
  ],
  subtotal: 35,
  tax_amount: 8.8,
  grand_total: 48.8,
  total_canceled: 12.2,
  subtotal_canceled: 10,
  tax_canceled: 2.2,
  shipping_canceled: 0,
  total_invoiced: 36.6,
  total_paid: 36.6,
  extension_attributes: extended({ applied_taxes: [{ title: 'IVA 22%', percent: 22, amount: 8.8 }] }),
}

test('R23: what was cancelled of an order is not to be shipped, and not in its total', () => {
  const { lines, removedLines, taxes, totals } = mapped(order(1, partly))
  expect(lines.map(({ sku, quantity, net, tax }) => [sku, quantity, net, tax])).toEqual([
    ['SKU-1', '2', '20.00', '4.40'],
    ['SKU-2', '1', '5.00', '1.10'],
  ])
  expect(removedLines.map(({ sku, quantity, net, tax }) => [sku, quantity, net, tax])).toEqual([
    ['SKU-2', '2', '10.00', '2.20'],
  ])
  expect(taxes).toEqual([{ name: 'IVA 22%', rate: '22', amount: '6.60' }])
  expect(totals).toMatchObject({ lines: '25.00', shipping: '5.00', tax: '6.60', total: '36.60' })
})

test('R23: a variation follows its product, and a card that paid stays', () => {
  const product = {
    product_type: 'configurable',
    qty_ordered: 1,
    row_total: 10,
    tax_amount: 2.2,
    qty_canceled: 1,
  }
  const nothing = { row_total: 0, tax_amount: 0, price: 0, qty_ordered: 1 }
  const json = order(1, {
    items: [item(1), item(2, product), item(3, { ...nothing, parent_item_id: 2, name: 'Maglia-M' })],
    subtotal: 30,
    tax_amount: 7.7,
    grand_total: 32.7,
    total_canceled: 12.2,
    subtotal_canceled: 10,
    tax_canceled: 2.2,
    total_invoiced: 20.5,
    extension_attributes: extended({ gift_cards_amount: 10 }),
  })
  const { lines, removedLines, fees, totals } = mapped(json)
  expect([lines, removedLines].map((rows) => rows.map(({ sku }) => sku))).toEqual([['SKU-1'], ['SKU-2']])
  expect(removedLines[0]?.options).toEqual([{ name: 'SKU-3', value: 'Maglia-M' }])
  expect(fees).toMatchObject([{ kind: 'paid', net: '-10.00' }])
  expect(totals).toMatchObject({ lines: '20.00', total: '20.50' })
})

test('R23: the parts of a bundle are cancelled one by one', () => {
  const bundle = { product_type: 'bundle', sku: 'CESTO', qty_ordered: 2, row_total: 30, tax_percent: null }
  const part = (id: number, quantity: number, row_total: number, qty_canceled: number) =>
    item(id, {
      parent_item_id: 1,
      qty_ordered: quantity,
      row_total,
      tax_amount: row_total * 0.22,
      qty_canceled,
    })
  const json = order(1, {
    items: [item(1, { ...bundle, tax_amount: 6.6, qty_canceled: 1 }), part(2, 4, 20, 2), part(3, 2, 10, 2)],
    subtotal: 30,
    tax_amount: 7.7,
    grand_total: 42.7,
    total_canceled: 24.4,
    subtotal_canceled: 20,
    tax_canceled: 4.4,
    total_invoiced: 18.3,
  })
  const { lines, removedLines, totals } = mapped(json)
  const told = (rows: typeof lines) => rows.map(({ sku, quantity, net }) => [sku, quantity, net])
  expect(told(lines)).toEqual([['SKU-2', '2', '10.00']])
  expect(told(removedLines)).toEqual([
    ['SKU-2', '2', '10.00'],
    ['SKU-3', '2', '10.00'],
  ])
  expect(totals.total).toBe('18.30')
})

test.each<[string, JsonObject]>([
  ['an order of which nothing was cancelled', { ...partly, total_canceled: 0 }],
  ['one that was cancelled as a whole', { ...partly, total_invoiced: null }],
  ['one whose cancelled sums do not add up', { ...partly, total_invoiced: 40 }],
])('R23: %s is as it was ordered', (_, changes) => {
  const { lines, removedLines, totals } = mapped(order(1, changes))
  expect([lines.map(({ quantity }) => quantity), removedLines, totals.total]).toEqual([
    ['2', '3'],
    [],
    '48.80',
  ])
})
