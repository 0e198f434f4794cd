import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../main/connectors/woocommerce/map-order.ts'
import type { JsonObject } from '../../woo-server/index.ts'
import { codes, order, reasons } from './recorded-order.ts'

describe('R7: a wrong order gives every reason', () => {
  test.each<[string, JsonObject, object]>([
    [
      'a total that does not add up',
      { total: '187.12' },
      { code: 'totals-mismatch', params: { field: 'total' } },
    ],
    [
      'a tax that does not add up',
      { total_tax: '24.00', total: '178.12' },
      { params: { field: 'total_tax' } },
    ],
    [
      'a currency that is none',
      { currency: 'XXX' },
      { code: 'unknown-currency', params: { currency: 'XXX' } },
    ],
    ['a currency nobody knows', { currency: 'EURO' }, { code: 'unknown-currency' }],
    [
      'a day that does not exist',
      { date_created_gmt: '2026-02-30T10:00:00' },
      { code: 'impossible-date', params: { field: 'date_created_gmt', value: '2026-02-30T10:00:00' } },
    ],
    ['the zero date', { date_modified_gmt: '0000-00-00T00:00:00' }, { code: 'impossible-date' }],
    [
      'no date',
      {
        date_created_gmt: null,
        date_created: null,
        date_paid_gmt: null,
        date_modified_gmt: null,
      },
      { code: 'unreadable-field', params: { field: 'date_created_gmt' } },
    ],
    ['an amount that is none', { total: 'gratis' }, { code: 'unreadable-field', params: { field: 'total' } }],
    ['an Italian comma', { total: '177,12' }, { code: 'unreadable-field', params: { field: 'total' } }],
    [
      'lines that are no list',
      { line_items: 'x' },
      { code: 'unreadable-field', params: { field: 'line_items' } },
    ],
    ['no lines', { line_items: [], fee_lines: [] }, { code: 'no-lines' }],
    ['no state', { status: '' }, { code: 'unreadable-field', params: { field: 'status' } }],
    ['no identifier', { id: null }, { code: 'unreadable-field', params: { field: 'id' } }],
    ['an address that is none', { billing: 7 }, { code: 'unreadable-field', params: { field: 'billing' } }],
  ])('%s', (_, changes, reason) => {
    expect(reasons(order(changes))).toContainEqual(expect.objectContaining(nested(reason)))
  })

  test('no customer that could be told', () => {
    const nobody = { customer_id: 0, billing: { first_name: ' ', country: 'IT' }, shipping: [] }
    expect(codes(order(nobody))).toEqual(['no-customer'])
    expect(codes(order({ ...nobody, customer_id: 7 }))).toEqual([])
    expect(codes(order({ ...nobody, billing: { email: 'a@b.example' } }))).toEqual([])
  })

  test('the field is named with its place', () => {
    const json = order()
    const [first, second] = json.line_items as JsonObject[]
    const wrong = reasons({ ...json, line_items: [first, { ...second, total: 'x', quantity: {} }, null] })
    expect(wrong).toEqual(
      ['line_items[2]', 'line_items[1].quantity', 'line_items[1].total'].map((field) => ({
        code: 'unreadable-field',
        params: { field },
      })),
    )
  })

  test('all of them at once', () => {
    const all = {
      currency: '???',
      line_items: [],
      fee_lines: [],
      customer_id: 0,
      billing: {},
      shipping: {},
      date_paid_gmt: 'ieri',
    }
    expect([...new Set(codes(order(all)))].sort()).toEqual(
      ['impossible-date', 'no-customer', 'no-lines', 'totals-mismatch', 'unknown-currency'].sort(),
    )
  })

  test('a cent a row is rounding', () => {
    expect(codes(order({ total: '177.20' }))).toEqual([])
    expect(codes(order({ total: '177.30' }))).toEqual(['totals-mismatch'])
  })
})

test('whatever is changed in an order, it is mapped or wrong, and nothing is thrown', () => {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('', '0', '-1', '1e5', null, undefined, [], {}, false, Number.MAX_VALUE, '9'.repeat(100)),
  )
  const paths = pathsOf(order())
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 }),
      junk,
      (changed, value) => {
        const json = order()
        for (const path of changed) put(json, path, structuredClone(value))
        const result = mapOrder(json, {})
        if ('wrong' in result) expect(result.wrong.length).toBeGreaterThan(0)
        else expect(JSON.stringify(result.order)).not.toMatch(/\[object|NaN|Infinity|undefined/)
      },
    ),
    { numRuns: 3000 },
  )
})

type Path = readonly string[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

function put(target: unknown, [key, ...rest]: Path, value: unknown): void {
  if (key === undefined || typeof target !== 'object' || target === null) return
  if (rest.length === 0) Reflect.set(target, key, value)
  else put(Reflect.get(target, key), rest, value)
}

/** Inner objects are compared in part too. */
function nested(reason: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(reason).map(([key, value]) => [
      key,
      typeof value === 'object' ? expect.objectContaining(value) : value,
    ]),
  )
}
