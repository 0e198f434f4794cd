import { expect, test } from 'vitest'
import { mapAddress } from '../../../../main/connectors/woocommerce/map-address.ts'
import { createReader } from '../../../../main/connectors/woocommerce/reader.ts'

const street = (
  address_1: string,
  key: string,
  value: unknown,
  which: 'billing' | 'shipping' = 'shipping',
) => {
  const address = { first_name: 'Anna', address_1 }
  const order = { billing: address, shipping: address, meta_data: [{ key, value }] }
  return mapAddress(createReader(), order, which).street
}

test.each<[string, unknown]>([
  ['_shipping_house_number', '42'],
  ['shipping_civico', 42],
  ['_shipping_numero_civico', ' 42'],
  ['_wc_shipping/negozio/numero-civico', '42'],
  ['_shipping_street_number', '42'],
])('R23: the number of the house that a plugin keeps by itself is in the street: %s', (key, value) => {
  expect(street('Via Roma', key, value)).toBe('Via Roma, 42')
})

test.each<[string, string, unknown, string]>([
  ['it is there already', '_shipping_house_number', '42', 'Via Roma 42'],
  ['it is there with its letter', '_shipping_house_number', '42/A', 'Via Roma 42 A'],
  ['of the other address', '_billing_house_number', '42', 'Via Roma'],
  ['a telephone number', '_shipping_phone_number', '0115551234', 'Via Roma'],
  ['a tracking number', '_shipping_tracking_number', '123456789', 'Via Roma'],
  ['no number', '_shipping_house_number', 'snc', 'Via Roma'],
  ['too long for one', '_shipping_house_number', '0115551234', 'Via Roma'],
  ['without a street', '_shipping_house_number', '42', ''],
])('R23: the street stays as it is: %s', (_, key, value, right) => {
  expect(street(right, key, value)).toBe(right)
})

test('R23: a number that is no part of the street’s name', () => {
  expect(street('Via 24 Maggio', '_shipping_civico', '4')).toBe('Via 24 Maggio, 4')
  const billing = { address_1: 'Via Po', 'negozio/civico': '3/B' }
  expect(mapAddress(createReader(), { billing }, 'billing').street).toBe('Via Po, 3/B')
})
