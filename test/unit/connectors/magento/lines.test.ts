import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/magento/map-order.ts'
import type { Order } from '../../../../main/words/order.ts'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'

function linesOf(items: readonly JsonObject[], totals: JsonObject): Order['lines'] {
  const result = mapOrder(order(1, { items, ...totals }), {})
  if (!('order' in result)) throw new Error(JSON.stringify(result.wrong))
  return result.order.lines
}

const usual = { subtotal: 20, tax_amount: 5.5, grand_total: 30.5 }
const nothing = {
  price: 0,
  price_incl_tax: 0,
  original_price: 0,
  row_total: 0,
  tax_amount: 0,
  tax_percent: 0,
}

describe('R24: a configurable product counts once', () => {
  const parent = item(1, { product_type: 'configurable', sku: 'MAGLIA-M-BLU', name: 'Maglia' })
  const child = (changes: JsonObject) =>
    item(2, { sku: 'MAGLIA-M-BLU', name: 'Maglia-M-Blu', parent_item_id: 1, parent_item: parent, ...changes })

  test.each<[string, JsonObject]>([
    ['with its price on the product alone', child(nothing)],
    ['with its price repeated on the variation', child({})],
    ['with nothing but the object to tell the parent', child({ ...nothing, parent_item_id: undefined })],
  ])('%s', (_, variation) => {
    expect(linesOf([parent, variation], usual)).toMatchObject([
      {
        sku: 'MAGLIA-M-BLU',
        name: 'Maglia',
        productId: '501',
        variationId: '502',
        options: [{ name: 'MAGLIA-M-BLU', value: 'Maglia-M-Blu' }],
        net: '20.00',
        tax: '4.40',
        vatRate: '22',
      },
    ])
  })
})

describe('R24: a bundle counts once', () => {
  const bundle = (changes: JsonObject) =>
    item(1, { product_type: 'bundle', sku: 'CESTO', name: 'Cesto', qty_ordered: 1, ...changes })
  const part = (id: number, changes: JsonObject) =>
    item(id, { parent_item_id: 1, sku: `PARTE-${id}`, name: `Parte ${id}`, ...changes })

  test('with a price of its own: the bundle, and what is in it', () => {
    const lines = linesOf(
      [bundle({}), part(2, { ...nothing, qty_ordered: 2 }), part(3, { ...nothing, qty_ordered: 1 })],
      usual,
    )
    expect(lines).toMatchObject([
      {
        sku: 'CESTO',
        net: '20.00',
        tax: '4.40',
        vatRate: '22',
        options: [
          { name: 'PARTE-2', value: '2 × Parte 2' },
          { name: 'PARTE-3', value: '1 × Parte 3' },
        ],
      },
    ])
  })

  test('with the price of its parts: the parts, each with its rate', () => {
    const lines = linesOf(
      [
        bundle({ row_total: 20, tax_amount: 2.8, tax_percent: null }),
        part(2, { qty_ordered: 1, row_total: 10, tax_amount: 1, tax_percent: 10 }),
        part(3, { qty_ordered: 1, row_total: 10, tax_amount: 1.8, tax_percent: 18 }),
      ],
      { subtotal: 20, tax_amount: 3.9, grand_total: 28.9 },
    )
    expect(lines.map(({ sku, net, tax, vatRate, options }) => [sku, net, tax, vatRate, options])).toEqual([
      ['PARTE-2', '10.00', '1.00', '10', [{ name: 'CESTO', value: 'Cesto' }]],
      ['PARTE-3', '10.00', '1.80', '18', [{ name: 'CESTO', value: 'Cesto' }]],
    ])
  })

  test('with the price of its parts, and nothing on the bundle', () => {
    const lines = linesOf([bundle(nothing), part(2, {})], usual)
    expect(lines.map(({ sku, net }) => [sku, net])).toEqual([['PARTE-2', '20.00']])
  })

  test('whose parts show prices but not the VAT: the bundle', () => {
    const lines = linesOf([bundle({}), part(2, { tax_amount: 0, tax_percent: 0 })], usual)
    expect(lines).toMatchObject([{ sku: 'CESTO', net: '20.00', tax: '4.40' }])
  })
})

test('parts whose bundle is missing stand for themselves', () => {
  expect(linesOf([item(2, { parent_item_id: 99 })], usual)).toMatchObject([{ sku: 'SKU-2', net: '20.00' }])
})

test('what a customer wrote is kept, what he chose from a list has no words', () => {
  const options = [
    { option_id: '11', option_value: '42' },
    { option_id: '12', option_value: 'Per Anna' },
  ]
  const [line] = linesOf(
    [item(1, { product_option: { extension_attributes: { custom_options: options } } })],
    usual,
  )
  expect(line?.options).toEqual([{ name: '1', value: 'Per Anna' }])
})

test('a file is told by its name, and a gift card by whom it is for', () => {
  const file_info = { name: 'foto.jpg', type: 'image/jpeg' }
  const custom_options = [{ option_id: '1', option_value: 'file', extension_attributes: { file_info } }]
  const giftcard_item_option = {
    giftcard_amount: 'custom',
    giftcard_recipient_name: 'Bruno',
    giftcard_recipient_email: 'bruno@posta.example',
    giftcard_sender_name: 'Anna',
    giftcard_message: 'Tanti auguri',
  }
  const extension_attributes = { custom_options, giftcard_item_option }
  const [line] = linesOf([item(1, { product_option: { extension_attributes } })], usual)
  expect(line?.options.map(({ value }) => value)).toEqual([
    'foto.jpg',
    'Bruno',
    'bruno@posta.example',
    'Anna',
    'Tanti auguri',
  ])
})

test('what was written for a bundle stands with its parts', () => {
  const product_option = {
    extension_attributes: { custom_options: [{ option_id: '1', option_value: 'Per Anna' }] },
  }
  const bundle = item(1, { ...nothing, product_type: 'bundle', sku: 'CESTO', name: 'Cesto', product_option })
  expect(linesOf([bundle, item(2, { parent_item_id: 1 })], usual)).toMatchObject([
    { sku: 'SKU-2', options: [{ name: 'CESTO', value: 'Cesto' }, { value: 'Per Anna' }] },
  ])
})

test('R24: a rate that was reckoned from rounded amounts is the one that it was', () => {
  const rateOf = (tax_percent: number) => linesOf([item(1, { tax_percent })], usual)[0]?.vatRate
  expect([21.9987, 22.0034, 8.875, 5.5].map(rateOf)).toEqual(['22', '22', '8.875', '5.5'])
})

test('R24: a discount with a minus is one', () => {
  const totals = { subtotal: 20, discount_amount: -2, tax_amount: 5.06, grand_total: 28.06 }
  const lines = linesOf([item(1, { discount_amount: -2, tax_amount: 3.96 })], totals)
  expect(lines).toMatchObject([{ discount: '2.00', net: '18.00' }])
})

test('a rate of 0 is one where there is no VAT, and none where there is', () => {
  const free = { tax_percent: 0, tax_amount: 0 }
  const totals = { subtotal: 20, tax_amount: 1.1, grand_total: 26.1 }
  expect(linesOf([item(1, free)], totals)[0]?.vatRate).toBe('0')
  expect(linesOf([item(1, { tax_percent: 0 })], usual)[0]?.vatRate).toBeNull()
  expect(linesOf([item(1, { tax_percent: null })], usual)[0]?.vatRate).toBeNull()
  // A module took the VAT off and left the rate.
  expect(linesOf([item(1, { tax_amount: 0 })], totals)[0]?.vatRate).toBeNull()
})
