import { describe, expect, test } from 'vitest'
import { readStates } from '../../../../main/connectors/prestashop/states.ts'
import { mapPresta, mappedPresta } from '../../../support/presta-order.ts'

describe('R7, R23: nothing comes in many forms', () => {
  test.each([
    ['[]', []],
    ['{}', {}],
    ['null', null],
    ['false', false],
  ])('%s is an empty text, list or amount', (_, nothing) => {
    const address = {
      id: 1,
      firstname: 'Anna',
      lastname: 'Rossi',
      company: nothing,
      address2: nothing,
      other: nothing,
    }
    const order = mappedPresta({
      lines: [{ of: [100, 122], row: { product_reference: nothing } }],
      order: {
        note: nothing,
        gift_message: nothing,
        total_discounts_tax_excl: nothing,
        associations: nothing,
      },
      rest: {
        invoiceAddress: address,
        deliveryAddress: address,
        slips: [{ id: 5, date_add: nothing, amount: '10.00', associations: nothing }],
        messages: [{ id: 1, message: nothing }],
      },
    })
    expect(order).toMatchObject({
      billing: { name: 'Anna Rossi', company: '', street2: '' },
      lines: [{ sku: '' }],
      note: '',
      shopNote: '',
      totals: { total: '122.00', discount: '0.00', refunded: '10.00' },
    })
  })

  test('but what an order cannot do without is missing', () => {
    const result = mapPresta({ order: { total_paid_tax_incl: [] } })
    expect(result).toMatchObject({
      wrong: [{ code: 'unreadable-field', params: { field: 'total_paid_tax_incl' } }],
    })
  })
})

describe('R23: a text may come once a language', () => {
  const forms = (value: string) => [
    [
      { id: '1', value },
      { id: '2', value: 'Other' },
    ],
    [
      { id: '1', value: '' },
      { id: '2', value },
    ],
    { language: [{ '@attributes': { id: '1' }, value }] },
    { language: { id: 1, value } },
    { language: value },
  ]

  test('in names of goods, carriers, vouchers and customised fields', () => {
    const names = ['Tè &amp; tisane', 'BRT', 'Saldi', 'Incisione'].map(forms)
    for (const form of [0, 1, 2, 3, 4]) {
      const [product, carrier, voucher, field] = names.map((all) => all[form])
      const order = mappedPresta({
        lines: [{ of: [100, 122], row: { product_name: product, id_customization: '4' } }],
        discount: [10, 12.2],
        rest: {
          carrier: { id: 2, name: carrier },
          cartRules: [{ id: 1, name: voucher, value: '12.20', value_tax_excl: '10.00' }],
          customizations: [
            {
              id: 4,
              associations: { customized_data_text_fields: [{ id_customization_field: '2', value: 'Anna' }] },
            },
          ],
          customizationFields: [{ id: 2, name: field }],
        },
      })
      expect(order).toMatchObject({
        lines: [{ name: 'Tè & tisane', options: [{ name: 'Incisione', value: 'Anna' }] }],
        shippingMethod: 'BRT',
        discounts: [{ code: 'Saldi' }],
      })
    }
  })

  test('and in names of states', () => {
    for (const name of forms('Spedito')) expect(readStates([{ id: 4, name }]).nameOf(4)).toBe('Spedito')
  })

  test('but a list of something else is no text', () => {
    const result = mapPresta({ lines: [{ of: [100, 122], row: { product_name: [{ id: 1 }, [[[['x']]]]] } }] })
    expect(result).toMatchObject({ wrong: [{ params: { field: 'order_details[0].product_name' } }] })
  })
})

test('R7: a list may come as a map, under its rows’ name, or as its only row', () => {
  const given = {
    id: '1',
    id_order_detail: '10',
    product_quantity: '1',
    amount_tax_excl: '10.00',
    amount_tax_incl: '12.20',
  }
  const text = { id_customization_field: '2', value: 'Anna' }
  const lists = (row: object) => [[row], { 0: row }, row, { row }, { row: [row] }]
  for (const form of [0, 1, 2, 3, 4]) {
    const [taxes, slipRows, rows, texts] = [
      { id: '22' },
      given,
      { id: '10', id_customization: '4' },
      text,
    ].map((row) => lists(row)[form])
    const order = mappedPresta({
      lines: [{ of: [100, 122], row: { associations: { taxes } } }],
      order: { associations: { order_rows: rows } },
      rest: {
        slips: [{ id: 5, date_add: '', amount: '12.20', associations: { order_slip_details: slipRows } }],
        customizations: [{ id: 4, associations: { customized_data_text_fields: texts } }],
      },
    })
    expect(order).toMatchObject({
      lines: [{ vatRate: '22', options: [{ value: 'Anna' }] }],
      refunds: [{ amount: '12.20', lines: [{ name: 'Vaso 1', net: '10.00' }] }],
    })
  }
})
