import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowTexts, cutRows, writeRaw } from '../../../../main/connectors/prestashop/raw-orders.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
const row = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))

test('R23: rows are cut out of an answer as they stand there, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(row), fc.jsonValue(), (rows, other) => {
      const parts = rows.map((part) => JSON.stringify(part))
      const body = Buffer.from(
        `{"errors":${JSON.stringify([other])},"rows":[${parts.join(',')}],"more":[{}]}`,
      )
      // A list of that name further up is not the shop's.
      fc.pre(!JSON.stringify([other]).includes('"rows":['))
      expect(cutRows(body, 'rows')?.map(text)).toEqual(parts)
    }),
  )
})

test('R23: numbers keep the form in which the shop printed them', () => {
  const body = Buffer.from('{"orders":[{"id":7,"total":1.10}]}')
  const { orders } = JSON.parse(text(body)) as { orders: { id: number }[] }
  const texts = createRowTexts()
  texts.keep(orders, body, 'orders')
  const none = { customer: null, invoiceAddress: null, deliveryAddress: null, currency: null, carrier: null }
  const empty = {
    details: [],
    slips: [],
    cartRules: [],
    payments: [],
    countries: [],
    provinces: [],
    taxes: [],
  }
  const raw = text(writeRaw([{ order: orders[0] ?? {}, ...none, ...empty, state: 'Perù "sì"' }], texts))
  expect(raw).toContain('"order":{"id":7,"total":1.10}')
  expect(JSON.parse(raw)).toEqual([{ order: orders[0], ...none, ...empty, state: 'Perù "sì"' }])
})

test('R23: rows of an answer in another form are written anew', () => {
  const rows = [{ id: 1 }]
  const texts = createRowTexts()
  texts.keep(rows, Buffer.from('{ "orders" : [ { "id" : 1 } ] }'), 'orders')
  expect(text(texts.of(rows[0] ?? {}))).toBe('{"id":1}')
})
