import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/woocommerce/map-order.ts'
import { refundedOrders } from '../../../../main/connectors/woocommerce/refunds.ts'
import type { Order } from '../../../../main/words/order.ts'
import type { JsonObject } from '../../../woo-server/index.ts'

const file = new URL('../../../fixtures/woocommerce/cases/own-plain.json', import.meta.url)
const plain: JsonObject = JSON.parse(readFileSync(file, 'utf8')).fed
const [line] = plain.line_items as [JsonObject]

function stored(changes: JsonObject): Order {
  const result = mapOrder({ ...plain, ...changes }, {})
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result.wrong))
}

const withLine = (changes: JsonObject): JsonObject => ({ line_items: [{ ...line, ...changes }] })

describe('R7: what is not there is no reason to refuse an order, however PHP prints it', () => {
  test.each<[string, JsonObject]>([
    ['lists', { fee_lines: '', coupon_lines: false, refunds: false, shipping_lines: '', tax_lines: [] }],
    ['addresses', { shipping: false, billing: '', customer_id: 7 }],
    ['amounts', { discount_total: false, shipping_total: [], discount_tax: {} }],
    ['texts', { payment_method_title: [], transaction_id: false, ...withLine({ sku: {}, name: null }) }],
    ['dates', { date_paid_gmt: false, date_modified_gmt: [] }],
    ['what a line cost before coupons', withLine({ subtotal: null })],
  ])('%s', (_, changes) => {
    const order = stored(changes)
    expect(order.totals).toMatchObject({
      total: '122.00',
      tax: '22.00',
      discount: expect.stringMatching(/^0/),
    })
    expect(order.lines).toMatchObject([{ unitPrice: '100.00', discount: '0.00' }])
  })

  test.each([[[[]]], [[null]], [''], [false], [[{}]]])("a line's metadata and taxes: %j", (nothing) => {
    const { lines } = stored(withLine({ meta_data: nothing, taxes: nothing }))
    expect(lines).toMatchObject([{ options: [], vatRate: '22', tax: '22.00' }])
  })
})

test.each<[string, JsonObject, string]>([
  ['Germanized', { vat_id: 'DE123456789' }, 'DE123456789'],
  ['the checkout block', { 'negozio/partita-iva': '01234567897' }, '01234567897'],
  ['none', { qualification: 'privato', vat_id: '' }, ''],
])('R25: fiscal fields that the API gives with the billing address: %s', (_, fields, right) => {
  const billing = { ...(plain.billing as JsonObject), ...fields }
  expect(stored({ billing }).fiscal.vatNumber).toBe(right)
})

describe('R23: what a customer chose, where plugins for options keep it', () => {
  const chosen = (...entries: readonly [string, unknown, string?][]) =>
    stored(
      withLine({
        meta_data: entries.map(([key, value, text]) => ({ key, value, display_value: text ?? value })),
      }),
    ).lines[0]?.options.map(({ name, value }) => `${name}: ${value}`)

  test.each<[string, string, unknown, readonly string[]]>([
    [
      'Extra Product Options',
      '_tmcartepo_data',
      [
        { name: 'Incisione', value: 'Anna &amp; Bruno', price: 5, quantity: 1, section: 'a' },
        { name: 'Candele', value: 'Rossa', quantity: 3, section: 'b' },
        { name: '', value: 'Settimanale', key: 'Settimanale_0', section: 'c' },
        { name: 'Nastro', value: '', section: 'd' },
      ],
      ['Incisione: Anna & Bruno', 'Candele: Rossa × 3', 'Opzione: Settimanale'],
    ],
    [
      'Custom Product Addons',
      '_WCPA_order_meta_data',
      {
        sezione_1: {
          extra: { key: 'sezione_1' },
          fields: [
            [
              { type: 'text', name: 'text-1', label: 'Nome', value: 'Anna' },
              { type: 'header', name: 'h-1', label: 'Dati', value: 'Dati' },
            ],
            [
              {
                type: 'checkbox',
                label: 'Gusti',
                value: { a: { label: 'Limone', value: 'l' }, b: { label: 'Mora' } },
              },
            ],
          ],
        },
      },
      ['Nome: Anna', 'Gusti: Limone, Mora'],
    ],
    [
      'Advanced Product Fields, as text',
      '_wapf_meta',
      JSON.stringify({
        fields: [{ id: '66a', label: 'Armadietto', value: '058', values: [{ label: '058' }] }],
      }),
      ['Armadietto: 058'],
    ],
  ])('%s', (_, key, value, right) => {
    expect(chosen([key, value])).toEqual(right)
  })

  test('Custom Fields, each under its own key', () => {
    expect(
      chosen(
        ['_wccf_pf_nome_inciso', 'Anna'],
        ['_wccf_pf_id_nome_inciso', '12'],
        ['_wccf_pf_data_nome_inciso', { price: 3 }],
      ),
    ).toEqual(['nome inciso: Anna'])
  })

  test("attributes by their own names, without a plugin's bookkeeping", () => {
    const taglie = { _unit: 'cm', taglia: { valore: '38', _id: 7 } }
    expect(chosen(['pa_colore', 'rosso'], ['misure', taglie])).toEqual([
      'colore: rosso',
      'misure: taglia: valore: 38',
    ])
  })

  test('what is shown anyway is there once, and bookkeeping is none', () => {
    expect(
      chosen(
        ['Carta (€2,00)', 'Rossa'],
        ['Taglia', 'M'],
        [
          '_pao_ids',
          [
            { key: 'Carta', value: 'Rossa', id: 1 },
            { key: 'Taglia', value: 'm', id: 2 },
          ],
        ],
        ['_wcpdf_regular_price', { incl: 32.5, excl: 26.86 }],
        ['_reduced_stock', '1'],
        [
          '_wdr_discounts',
          { applied_rules: [{ id: 1, ranges: [{ label: 'Sconto', value: 10 }] }], name: 'x' },
        ],
        ['_stamp', { 6: { product_id: 4, quantity: 1, attributes: { taglia: 'M' } } }],
      ),
    ).toEqual(['Carta (€2,00): Rossa', 'Taglia: M'])
  })
})

test('R23: the refunds of an order are known as a list and as the map that PHP makes of it', () => {
  const refund = { id: 5, reason: '', total: '-10.00' }
  for (const refunds of [[refund], { 1: refund }, [null, refund]])
    expect(refundedOrders([{ id: 7, refunds }])).toEqual([{ shopOrderId: '7', refunds: ['5'] }])
  for (const refunds of [[], '', false, null]) expect(refundedOrders([{ id: 7, refunds }])).toEqual([])
})
