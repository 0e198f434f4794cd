import { expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/shopify/map-order.ts'
import type { Order } from '../../../../main/words/order.ts'
import { caseFile } from '../../../support/case-file.ts'

function read(name: string): Order {
  const result = mapOrder(caseFile('shopify', name).fed, {})
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result))
}

test('what an edit took out, and was given back, is not to be shipped; all three amounts stay', () => {
  const { lines, removedLines, totals, refunds } = read('edited-and-refunded')
  expect(lines).toMatchObject([{ quantity: '1', net: '31.47', tax: '6.93', discount: '7.87' }])
  expect(removedLines).toMatchObject([{ quantity: '1', net: '31.48', tax: '6.92', sku: 'S1' }])
  expect(totals).toMatchObject({ lines: '62.95', tax: '13.85', total: '76.80', refunded: '38.40' })
  expect(refunds).toMatchObject([{ id: '5', amount: '38.40' }])
})

test('an edit of an order that is not paid yet leaves the current total', () => {
  const { lines, removedLines, totals } = read('edited-not-refunded')
  expect(lines).toMatchObject([{ quantity: '1', unitPrice: '39.34', discount: '7.87', net: '31.47' }])
  expect(removedLines).toMatchObject([{ quantity: '1' }])
  expect(totals).toMatchObject({ lines: '31.47', total: '38.40', refunded: '0.00' })
})

test('shipping that an edit took out is in the order no more', () => {
  const { shippingLines, removedLines, totals } = read('shipping-removed-by-edit')
  expect(shippingLines).toEqual([])
  expect(removedLines).toMatchObject([{ name: 'Spedizione', net: '5.00', tax: '1.10' }])
  expect(totals).toMatchObject({ shipping: '0.00', tax: '4.40', total: '24.40' })
})

test('R25: a fiscal code typed into the company is known by its check character', () => {
  expect(read('fiscal-in-company-field').fiscal).toMatchObject({
    fiscalCode: 'RSSMRA80A01H501U',
    vatNumber: '',
  })
})

test('R25: fiscal fields in the order’s attributes, in many spellings', () => {
  const { fiscal } = read('fiscal-in-note-attributes')
  expect(Object.values(fiscal).every((value) => value !== '')).toBe(true)
})

test('a gift card sold has no VAT', () => {
  expect(read('gift-card-sold')).toMatchObject({
    lines: [{ net: '50.00', tax: '0.00', vatRate: null }, { tax: '2.20' }],
    totals: { total: '62.20' },
  })
})

test('R7: a sale at the till need not name a customer', () => {
  expect(read('pos-no-customer')).toMatchObject({ till: true, customer: { name: '', email: '' } })
})
