import { expect, test } from 'vitest'
import { caseFile } from '../../../support/case-file.ts'
import { mapped } from './mapped-order.ts'

const read = (name: string) => mapped(caseFile('magento', name).fed)

test('R7: a gift card of Adobe Commerce pays a part', () => {
  const { fees, totals } = read('adobe-gift-card')
  expect(fees).toEqual([
    { kind: 'paid', name: 'Buono regalo GC1', net: '-10.00', tax: '0.00', vatRate: null },
  ])
  expect(totals).toMatchObject({ lines: '20.00', tax: '5.50', total: '20.50' })
})

test('R7: store credit of Amasty pays a part', () => {
  const { fees, totals } = read('amasty-store-credit')
  expect(fees).toEqual([
    { kind: 'paid', name: 'Credito del cliente', net: '-10.00', tax: '0.00', vatRate: null },
  ])
  expect(totals).toMatchObject({ lines: '20.00', tax: '5.50', total: '20.50' })
})

test('an order of another program, without a billing address, has the customer’s own name', () => {
  expect(read('billing-null')).toMatchObject({
    customer: { name: 'Nicolò Bertè' },
    totals: { total: '30.50' },
  })
})

test('R25: the fiscal fields of Hevelop’s module', () => {
  expect(read('fiscal-hevelop-invoice-request').fiscal).toMatchObject({
    vatNumber: '01234567897',
    fiscalCode: 'RSSMRA80A01H501U',
    pec: 'ditta@pec.example',
  })
})

test('R7: a payment fee that a field names is a fee', () => {
  const { fees, totals } = read('mollie-fee')
  expect(fees).toEqual([{ kind: 'fee', name: 'mollie_payment_fee', net: '2.00', tax: '0.44', vatRate: null }])
  expect(totals).toMatchObject({ fees: '2.00', total: '32.94' })
})

test('R7: a row total that forgot its quantity is reckoned by the price of one', () => {
  const { lines, totals } = read('row-total-without-quantity')
  expect(lines).toMatchObject([{ quantity: '2', unitPrice: '10.00', net: '20.00', tax: '4.40' }])
  expect(totals).toMatchObject({ lines: '20.00', total: '30.50' })
})

test('virtual goods are not shipped', () => {
  expect(read('virtual-order')).toMatchObject({ shippingLines: [], totals: { total: '24.40' } })
})
