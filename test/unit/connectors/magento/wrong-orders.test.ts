import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/magento/map-order.ts'
import { type JsonObject, order } from '../../../magento-server/index.ts'

describe('R7: a wrong order', () => {
  function reasons(changes: JsonObject): readonly unknown[] {
    const result = mapOrder(order(1, changes), {})
    return 'wrong' in result ? result.wrong.map(({ code, params }) => [code, ...Object.values(params)]) : []
  }

  test.each<[string, JsonObject, unknown]>([
    ['without lines', { items: [], subtotal: 0, tax_amount: 1.1, grand_total: 6.1 }, ['no-lines']],
    ['in no currency', { order_currency_code: 'XXX' }, ['unknown-currency', 'XXX']],
    [
      'of no day',
      { created_at: '2026-02-30 10:00:00' },
      ['impossible-date', 'created_at', '2026-02-30 10:00:00'],
    ],
    ['without a date', { created_at: null }, ['unreadable-field', 'created_at']],
    ['without a status', { status: null, state: null }, ['unreadable-field', 'status']],
    ['without an identifier', { entity_id: null }, ['unreadable-field', 'entity_id']],
    ['without its total', { grand_total: null }, ['unreadable-field', 'grand_total']],
    ['with a text for an amount', { subtotal: 'venti' }, ['unreadable-field', 'subtotal']],
    ['with lines that are none', { items: 'due' }, ['unreadable-field', 'items']],
    [
      'whose total does not add up',
      { grand_total: 33 },
      ['totals-mismatch', 'grand_total', '33.00', '30.50'],
    ],
    ['whose subtotal does not', { subtotal: 25 }, ['totals-mismatch', 'subtotal', '25.00', '20.00']],
    [
      'whose VAT does not',
      { tax_amount: 7.5, grand_total: 32.5 },
      ['totals-mismatch', 'tax_amount', '7.50', '5.50'],
    ],
  ])('%s', (_, changes, reason) => {
    expect(reasons(changes)).toContainEqual(reason)
  })

  test('of nobody', () => {
    const changes = {
      customer_id: null,
      customer_email: null,
      customer_firstname: null,
      customer_lastname: null,
    }
    const nowhere = { billing_address: null, extension_attributes: null }
    expect(reasons({ ...changes, ...nowhere })).toEqual([['no-customer']])
  })

  test('keeps its state, and is no order at all when it is not an object', () => {
    expect(mapOrder(order(1, { items: [], status: 'pending' }), {})).toMatchObject({ state: 'pending' })
    expect(mapOrder('order', {})).toEqual({
      wrong: [{ code: 'unreadable-field', params: { field: 'order' } }],
      state: null,
    })
  })

  test('is not one that is off by the cents of rounding', () => {
    expect(reasons({ grand_total: 30.51 })).toEqual([])
    expect(reasons({ grand_total: 30.53 })).toHaveLength(1)
  })
})
