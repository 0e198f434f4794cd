import { expect, test } from 'vitest'
import { readingChanges, rereadPaths } from '../../../../main/words/edit/reread.ts'
import { orderOf } from '../../../support/orders.ts'

test('R15 what reading again may change: texts, never amounts, rows, states, dates, numbers, identifiers', () => {
  const address = 'name company street street2 city province postcode country phone'.split(' ')
  expect([...rereadPaths].sort()).toEqual(
    [
      ...['name', 'company', 'email', 'phone'].map((field) => `customer.${field}`),
      ...['fiscalCode', 'vatNumber', 'pec', 'sdiCode'].map((field) => `fiscal.${field}`),
      ...address.map((field) => `billing.${field}`),
      ...address.map((field) => `shipping.${field}`),
      'paymentMethod',
      'shippingMethod',
      'trackingNumber',
      'note',
      'shopNote',
    ].sort(),
  )
})

test('what differs between two readings is told in the order of the sheet', () => {
  const before = orderOf(1)
  const after = orderOf(1, {
    number: 'N2',
    note: 'x',
    customer: { ...before.customer, id: '9', name: '' },
    billing: { ...before.billing, city: 'Cesena' },
  })
  expect(readingChanges(before, after)).toEqual([
    { path: 'customer.name', before: 'Nicolò Bertè', after: '' },
    { path: 'billing.city', before: 'Forlì', after: 'Cesena' },
    { path: 'note', before: '', after: 'x' },
  ])
})
