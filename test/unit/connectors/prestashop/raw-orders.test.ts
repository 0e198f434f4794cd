import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowTexts, cutRows, writeRaw } from '../../../../main/connectors/prestashop/raw-orders.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))
const withId = fc.tuple(fc.nat(), fields).map(([id, others]) => ({ id, ...others, id_order: id }))
/** As PrestaShop prints them: the id first, and lists of other rows among the fields. */
const row = fc
  .tuple(withId, fc.array(fc.oneof(withId, fields)), fc.array(withId))
  .map(([own, some, others]) => ({ ...own, associations: { some, others } }))
/** What separates rows, within a text. */
const trap = fc.constantFrom('},{"id":', '"},{"id":7', '},{')

function bodyOf(parts: readonly string[], before: unknown): Buffer {
  return Buffer.from(`{"errors":${JSON.stringify([before])},"rows":[${parts.join(',')}]}`)
}

test('R23: rows are cut out of an answer as they stand there, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(row, trap), { minLength: 1 }), fc.jsonValue(), (found, other) => {
      const rows = found.map(([fields, note]) => ({ ...fields, note }))
      const parts = rows.map((part) => JSON.stringify(part))
      // A list of that name further up is not the shop's, and JavaScript puts numbers before other names.
      fc.pre(!JSON.stringify([other]).includes('"rows":['))
      fc.pre(parts.every((part) => !/[{,]"\d+":/.test(part)))
      expect(cutRows(rows, bodyOf(parts, other), 'rows')?.map(text)).toEqual(parts)
    }),
  )
})

test('R23: rows of any other form are not cut at all, or as they stand there', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fields, withId, row)), fc.boolean(), (rows, wide) => {
      const parts = rows.map((part) => JSON.stringify(part, null, wide ? 1 : 0))
      expect([undefined, parts]).toContainEqual(cutRows(rows, bodyOf(parts, null), 'rows')?.map(text))
    }),
    {
      examples: [
        // As many places within the first row as there are rows.
        [[{ id: 0, associations: { some: [], others: [{ id: 0 }, { id: 0 }, { id: 0 }] } }, {}, {}], false],
      ],
    },
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
