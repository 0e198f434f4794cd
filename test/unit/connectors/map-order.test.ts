import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../main/connectors/woocommerce/map-order.ts'
import type { JsonObject } from '../../woo-server/index.ts'
import { byId, codes, mapped, order, recorded } from './recorded-order.ts'

describe('R23, R24: every recorded order', () => {
  test.each(recorded.filter(({ id }) => id !== 427))('$id keeps its amounts to the cent', (json) => {
    const { totals, lines, fees, shippingLines, taxes, refunds } = mapped(json)
    expect([totals.total, totals.tax, totals.shipping, totals.discount]).toEqual([
      json.total,
      json.total_tax,
      json.shipping_total,
      json.discount_total,
    ])
    const sum = (amounts: readonly string[]) => amounts.reduce((all, one) => all.plus(one), new Big(0))
    const net = sum([...lines, ...fees, ...shippingLines].map((row) => row.net))
    const rows = lines.length + fees.length + shippingLines.length + taxes.length
    expect(net.plus(totals.tax).minus(totals.total).abs().lte(new Big('0.01').times(rows))).toBe(true)
    expect(sum(lines.map((line) => line.net)).eq(totals.lines)).toBe(true)
    expect(sum(refunds.map((refund) => refund.amount)).eq(totals.refunded)).toBe(true)
    for (const line of lines) {
      const before = new Big(line.net).plus(line.discount)
      expect(before.minus(new Big(line.unitPrice).times(line.quantity)).abs().lt('0.001')).toBe(true)
    }
  })

  test('without lines is wrong for that alone', () => {
    expect(mapOrder(byId.get(427), {})).toMatchObject({
      wrong: [{ code: 'no-lines', params: {} }],
      state: 'pending',
    })
  })

  test('with all that an invoice can have is read in full', () => {
    const full = mapped(order())
    expect(full).toMatchObject({
      shopOrderId: '434',
      placedAt: '2026-10-24T08:52:45.000Z',
      modifiedAt: '2026-11-23T03:52:45.000Z',
      paidAt: '2026-10-24T09:27:08.000Z',
      currency: 'EUR',
      customer: { id: '14', name: "Dell'Anna De’ Medici", company: 'Così & Cosà S.r.l.' },
      fiscal: { fiscalCode: 'RSSMRA80A01H501U', vatNumber: '01234567897', sdiCode: 'M5UXCR1' },
      billing: { city: 'Bolzano/Bozen', province: 'BZ', country: 'IT' },
      paymentMethod: 'Carta di credito (Stripe)',
      shippingMethod: 'Corriere espresso 24/48h',
      pricesIncludeTax: true,
    })
    expect(full.totals).toEqual({
      lines: '149.48',
      discount: '16.60',
      shipping: '5.74',
      fees: '-1.10',
      tax: '23.00',
      total: '177.12',
      refunded: '17.15',
    })
    expect(
      full.lines.map((line) => [line.sku, line.quantity, line.unitPrice, line.vatRate, line.discount]),
    ).toEqual([
      ['CAF-1KG', '2', '22.635', '10', '4.52'],
      ['OLIO-075', '3', '12.98', '4', '3.89'],
      ['MAG-M', '1', '16.31', '22', '1.63'],
      ['TAZ-6', '2', '32.78', '22', '6.56'],
    ])
    expect(full.lines[2]?.options).toEqual([
      { name: 'Taglia', value: 'M' },
      { name: 'Colore', value: 'Rosso' },
    ])
    // A reduction over lines of three rates has no rate of its own.
    expect(full.fees.map((fee) => [fee.net, fee.vatRate])).toEqual([
      ['3.00', '22'],
      ['-4.10', null],
    ])
    expect(full.refunds).toEqual([
      { id: '435', at: null, reason: 'Bottiglia rotta (1 di 3)', amount: '12.15', lines: [] },
      { id: '436', at: null, reason: '', amount: '5.00', lines: [] },
    ])
  })

  test('of a deleted product, of no value, in dollars, with a long note is read', () => {
    expect(mapped(byId.get(430) ?? {}).lines.some((line) => line.productId === '' && line.sku === '')).toBe(
      true,
    )
    expect(mapped(byId.get(431) ?? {}).totals.total).toBe('0.00')
    expect(mapped(byId.get(428) ?? {}).currency).toBe('USD')
    expect(mapped(byId.get(433) ?? {}).note).toBe(byId.get(433)?.customer_note)
  })
})

describe('what does no harm is read all the same', () => {
  test.each<[string, JsonObject]>([
    ['amounts as numbers', { total: 177.12, shipping_total: 5.74 }],
    ['numbers as text', { id: '434', customer_id: '14' }],
    ['empty maps as PHP prints them', { shipping: [], meta_data: null }],
    ['nothing where nothing is needed', { refunds: undefined, coupon_lines: null, transaction_id: null }],
  ])('%s', (_, changes) => {
    expect(codes(order(changes))).toEqual([])
  })

  test('options of any kind', () => {
    const json = order()
    const [first] = json.line_items as JsonObject[]
    const meta_data = [
      { key: '_reduced_stock', value: '1', display_key: '_reduced_stock', display_value: '1' },
      {
        key: 'misura',
        value: 'x',
        display_key: 'Misura',
        display_value: '<p>40 &times; 60 &amp; oltre</p>\n',
      },
      { key: 'incisione', value: { testo: 'Anna', righe: [1, 2] } },
      { key: 'vuoto', value: '' },
    ]
    const alone = { total: '51.82', total_tax: '5.33', fee_lines: [], tax_lines: [] }
    expect(mapped({ ...json, ...alone, line_items: [{ ...first, meta_data }] }).lines[0]?.options).toEqual([
      { name: 'Misura', value: '40 × 60 & oltre' },
      { name: 'incisione', value: 'testo: Anna; righe: 1, 2' },
    ])
  })

  test('a currency without cents', () => {
    const line = { name: 'A', quantity: 3, subtotal: '1000', total: '1000', total_tax: '100', taxes: [] }
    const yen = order({
      currency: 'JPY',
      line_items: [line],
      fee_lines: [],
      shipping_lines: [],
      tax_lines: [],
      shipping_total: '0',
      total_tax: '100',
      total: '1100',
    })
    expect(mapped(yen).lines[0]?.unitPrice).toBe('333.333333')
    expect(codes({ ...yen, total: '1105' })).toEqual(['totals-mismatch'])
  })
})
