import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/magento/map-order.ts'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { extended, mapped } from './mapped-order.ts'

const reasons = (json: JsonObject) => {
  const result = mapOrder(json, {})
  return 'wrong' in result ? result.wrong.map(({ code }) => code) : []
}
const lowered = (grand_total: number, attributes: JsonObject, changes: JsonObject = {}) =>
  order(1, { grand_total, extension_attributes: extended(attributes), ...changes })
const rows = (json: JsonObject) => mapped(json).fees.map(({ kind, name, net }) => [kind, name, net])

describe('R7: what lowers the total is told by the field that names it', () => {
  test.each<[string, JsonObject, string]>([
    ['Adobe’s reward points', { reward_currency_amount: 10 }, 'Punti fedeltà'],
    ['Mageplaza’s points, as a negative amount', { mp_reward_discount: -10 }, 'Punti fedeltà'],
    ['Amasty’s gift cards', { am_giftcard_order: { gift_amount: 10, base_gift_amount: 10 } }, 'Buono regalo'],
    ['Aheadworks’ credit', { aw_store_credit_amount: '-10.0000' }, 'Credito del cliente'],
    ['cards as a map from code to amount', { mp_gift_cards: { ABC: 6, DEF: 4 } }, 'Buono regalo ABC DEF'],
    ['cards with no sum beside them', { gift_cards: [{ code: 'A', amount: 10 }] }, 'Buono regalo A'],
    ['Mageplaza’s cards, JSON in a text', { mp_gift_cards: '{"ABC":6,"DEF":4}' }, 'Buono regalo ABC DEF'],
    [
      'Adobe’s cards as its table has them',
      { gift_cards: '[{"i":1,"c":"ABC","a":10,"ba":12}]', gift_cards_amount: 10 },
      'Buono regalo ABC',
    ],
    [
      'Aheadworks’ cards, and what became of them',
      {
        aw_giftcard_amount: 10,
        aw_giftcard_codes: [{ giftcard_code: 'AW-9', giftcard_amount: 10, base_giftcard_amount: 12 }],
        aw_giftcard_codes_refunded: [{ giftcard_code: 'AW-9', giftcard_amount: 10 }],
      },
      'Buono regalo AW-9',
    ],
    [
      'Amasty’s cards under their order',
      { am_giftcard_order: { gift_cards: [{ code: 'AM-1', amount: 10, b_amount: 12 }], gift_amount: 10 } },
      'Buono regalo AM-1',
    ],
    [
      'Mirasvit’s points under their order',
      { rewards: { spend_points: 100, spend_amount: 10, spend_max_amount: 30 } },
      'Punti fedeltà',
    ],
    [
      'rows of totals by their codes',
      {
        total_segments: [
          { code: 'subtotal', value: 20 },
          { code: 'giftcardaccount', title: 'Buono', value: -10 },
        ],
      },
      'Buono regalo',
    ],
  ])('%s', (_, attributes, name) => {
    expect(rows(lowered(20.5, attributes))).toEqual([['paid', name, '-10.00']])
  })

  test('one that is known in two places counts once', () => {
    expect(rows(lowered(20.5, { gift_cards_amount: 10, mp_gift_card_amount: 10 }))).toHaveLength(1)
  })

  test('one that is not in the total is no row', () => {
    expect(mapped(lowered(30.5, { customer_balance_amount: 10 })).fees).toEqual([])
  })

  test('points that lower what is taxed are a discount', () => {
    const changes = {
      items: [item(10, { tax_amount: 2.2 })],
      tax_amount: 3.3,
    }
    const json = lowered(18.3, { mp_reward_discount: 12.2 }, changes)
    expect(rows(json)).toEqual([['discount', 'Punti fedeltà', '-10.00']])
  })

  test('a card and a payment fee may be in one order', () => {
    expect(rows(lowered(22.5, { gift_cards_amount: 10, cod_fee: 2 }))).toEqual([
      ['fee', 'cod_fee', '2.00'],
      ['paid', 'Buono regalo', '-10.00'],
    ])
  })

  test.each<[string, number, JsonObject, readonly [string, string, string][]]>([
    [
      'two fees',
      35.5,
      { cod_fee: 3, payment_surcharge: 2, cod_fee_amount: 3 },
      [
        ['cod_fee', '3.00', '0.00'],
        ['payment_surcharge', '2.00', '0.00'],
      ],
    ],
    [
      'a list of Amasty’s',
      33.5,
      { amasty_extrafees: [{ label: 'Imballo', total_amount: 3 }] },
      [['Imballo', '3.00', '0.00']],
    ],
    [
      'Fooman’s, with VAT',
      36.6,
      {
        fooman_total_group: {
          items: [
            { label: 'Contrassegno', amount: 3, tax_amount: 0.66 },
            { label: 'Imballo', amount: 2, tax_amount: 0.44 },
          ],
        },
      },
      [
        ['Contrassegno', '3.00', '0.66'],
        ['Imballo', '2.00', '0.44'],
      ],
    ],
  ])('%s', (_, total, attributes, expected) => {
    const json = lowered(total, attributes, total === 36.6 ? { tax_amount: 6.6 } : {})
    expect(mapped(json).fees.map(({ name, net, tax }) => [name, net, tax])).toEqual(expected)
    // No fee comes twice.
    expect(reasons(lowered(total + 3, attributes))).toContain('totals-mismatch')
  })

  test.each<[string, JsonObject, readonly [string, string, string][]]>([
    [
      'a fee among what the payment keeps',
      {
        grand_total: 32.5,
        extension_attributes: extended({ payment_additional_info: [{ key: 'cod_fee', value: '2.00' }] }),
      },
      [['cod_fee', '2.00', '0.00']],
    ],
    [
      'another module’s custom fees, JSON in a text',
      {
        grand_total: 34.5,
        extension_attributes: extended({ custom_fees: '[{"code":"i","title":"Imballo","value":4}]' }),
      },
      [['Imballo', '4.00', '0.00']],
    ],
    ['a fee beside the order’s own fields', { cod_fee: 2, grand_total: 32.5 }, [['cod_fee', '2.00', '0.00']]],
    [
      'Mageplaza’s fees, JSON in a text',
      {
        tax_amount: 5.94,
        grand_total: 32.94,
        extension_attributes: extended({
          mp_extra_fee: JSON.stringify({
            is_invoiced: '1',
            totals: [{ code: 'r1', title: 'Polizza', value: 2.44, value_excl_tax: 2, value_incl_tax: 2.44 }],
          }),
        }),
      },
      [['Polizza', '2.00', '0.44']],
    ],
    [
      'JosephLeedy’s fees, each with a rate of its own',
      {
        tax_amount: 6.04,
        grand_total: 34.04,
        extension_attributes: extended({
          custom_order_fees: {
            custom_fees_ordered: {
              a: { code: 'a', title: 'Imballo', value: 2, value_with_tax: 2.44, tax_amount: 0.44 },
              b: { code: 'b', title: 'Opuscolo', value: 1, value_with_tax: 1.1, tax_amount: 0.1 },
            },
          },
        }),
      },
      [
        ['Imballo', '2.00', '0.44'],
        ['Opuscolo', '1.00', '0.10'],
      ],
    ],
    [
      'Adobe’s fee with its VAT in the order’s',
      {
        tax_amount: 6.38,
        grand_total: 35.38,
        extension_attributes: extended({
          custom_fees: [{ custom_fee_code: 'i', custom_fee_label: 'Imballo', custom_fee_amount: 4 }],
        }),
      },
      [['Imballo', '4.00', '0.88']],
    ],
    [
      'Buckaroo’s, in all its fields',
      {
        tax_amount: 5.94,
        grand_total: 32.94,
        extension_attributes: extended({
          buckaroo_fee: 2,
          buckaroo_fee_tax_amount: 0.44,
          buckaroo_fee_incl_tax: 2.44,
          base_buckaroo_fee: 3,
        }),
      },
      [['buckaroo_fee', '2.00', '0.44']],
    ],
    [
      'MageWorx’s, by its name rather than its field’s',
      {
        tax_amount: 5.94,
        grand_total: 32.94,
        extension_attributes: extended({
          mageworx_fee_amount: 2.44,
          mageworx_fee_tax_amount: 0.44,
          mageworx_fee_details: JSON.stringify({ 1: { title: 'Imballo', price: 2, tax: 0.44 } }),
        }),
      },
      [['Imballo', '2.00', '0.44']],
    ],
    [
      'a way to pay that costs less',
      {
        tax_amount: 5.06,
        grand_total: 28.06,
        extension_attributes: extended({ payment_fee: -2 }),
      },
      [['payment_fee', '-2.00', '-0.44']],
    ],
  ])('R7: %s', (_, changes, expected) => {
    const json = order(1, changes)
    expect(mapped(json).fees.map(({ name, net, tax }) => [name, net, tax])).toEqual(expected)
    expect(reasons({ ...json, grand_total: Number(json.grand_total) + 1 })).toContain('totals-mismatch')
  })

  test('R7: a fee whose VAT is beside the order’s own is in the total with it', () => {
    const attributes = { payment_fees: [{ label: 'Contrassegno', amount: 2, tax_amount: 0.44 }] }
    const { fees, totals } = mapped(lowered(32.94, attributes))
    expect(fees).toMatchObject([{ name: 'Contrassegno', net: '2.00', tax: '0.44' }])
    expect(totals).toMatchObject({ fees: '2.00', tax: '5.94', total: '32.94' })
  })

  const weee = JSON.stringify([{ title: 'RAEE', row_amount: 2, row_amount_incl_tax: 2.44 }])
  test.each<[string, JsonObject, JsonObject, string]>([
    ['in the subtotal', { weee_tax_applied: weee }, { subtotal: 22 }, 'RAEE'],
    ['as PHP wrote it before 2.2', { weee_tax_applied: 'a:1:{i:0;a:0:{}}' }, {}, 'Contributo ambientale'],
  ])('R7: a fixed product tax %s', (_, row, changes, name) => {
    const items = [item(10, { weee_tax_applied_row_amount: 2, ...row })]
    const { fees } = mapped(order(1, { items, tax_amount: 5.94, grand_total: 32.94, ...changes }))
    expect(fees).toMatchObject([{ kind: 'fee', name, net: '2.00', tax: '0.44' }])
  })

  test('R7: a fixed product tax whose VAT is in its row’s', () => {
    const row = { weee_tax_applied: weee, weee_tax_applied_row_amount: 2, tax_amount: 4.84 }
    const { fees } = mapped(order(1, { items: [item(10, row)], tax_amount: 5.94, grand_total: 32.94 }))
    expect(fees).toMatchObject([{ name: 'RAEE', net: '2.00', tax: '0.00' }])
  })

  test('R7: an order’s discount that no row has is a row of its own, where the total knows it', () => {
    const discount = { discount_amount: -5, coupon_code: 'BENVENUTO' }
    expect(rows(order(1, { ...discount, grand_total: 25.5 }))).toEqual([['discount', 'BENVENUTO', '-5.00']])
    // It would be on paper, and never have been given.
    expect(reasons(order(1, discount))).toEqual(['totals-mismatch'])
    // Prices with VAT: what it takes off the VAT stands apart.
    const gross = { discount_amount: -6.1, discount_tax_compensation_amount: 1.1 }
    const items = [item(10, { tax_amount: 3.3 })]
    const json = order(1, { ...gross, items, tax_amount: 4.4, grand_total: 24.4 })
    expect(rows(json)).toEqual([['discount', 'Sconto', '-5.00']])
  })

  test('R7: of an order of many pieces, what a card paid and a fee are not taken for rounding', () => {
    const items = [item(1, { qty_ordered: 200, row_total: 2000, tax_amount: 440 })]
    const many = { items, subtotal: 2000, tax_amount: 441.1 }
    const paid = lowered(2445.3, { gift_cards_amount: 0.8, customer_balance_amount: 0.2 }, many)
    expect(rows(paid)).toEqual([['paid', 'Buono regalo', '-0.80']])
    expect(rows(lowered(2446.6, { cod_fee: 0.5 }, many))).toEqual([['fee', 'cod_fee', '0.50']])
    // What is none of them is the shop's rounding.
    expect(rows(lowered(2445.3, { gift_cards_amount: 0.3, cod_fee: 0.5 }, many))).toEqual([])
  })

  test('R7: credit memos are no credit that paid', () => {
    const memos = { credit_memos: [{ entity_id: 1, shipping_amount: 10, grand_total: 10 }] }
    expect(reasons(order(1, { ...memos, grand_total: 20.5 }))).toEqual(['totals-mismatch'])
  })

  test('R7: two places are what Magento rounds to, also in a currency of three', () => {
    const items = [
      item(1, { price: 1.23, qty_ordered: 3, row_total: 3.69, tax_amount: 0.18, tax_percent: 5 }),
    ]
    const totals = { subtotal: 3.69, shipping_amount: 0, shipping_tax_amount: 0, tax_amount: 0.18 }
    expect(reasons(order(1, { items, ...totals, order_currency_code: 'KWD', grand_total: 3.88 }))).toEqual([])
  })

  test('without such a field, or by another amount, the order is wrong', () => {
    expect(reasons(lowered(20.5, {}))).toEqual(['totals-mismatch'])
    expect(reasons(lowered(20.5, { amstorecredit_amount: 9 }))).toEqual(['totals-mismatch'])
    expect(reasons(lowered(20.5, { base_gift_cards_amount: 10, reward_points_balance: 10 }))).toEqual([
      'totals-mismatch',
    ])
  })

  test.each([
    { gift_voucher_sold_total: 10 },
    { gift_card_items_total: 10 },
    { company_credit_total: 10 },
    { store_credit_limit_amount: 10 },
    { reward_points_total: 10 },
    { giftcard_initial_amount: 10 },
    { gift_card_created_amount: 10 },
    { loyalty_awarded_amount: 10 },
    { store_credit_max_amount: 10 },
    { wallet_topup_amount: 10 },
  ])('what was sold, counted or may be spent is none: %j', (attributes) => {
    expect(reasons(lowered(20.5, attributes))).toEqual(['totals-mismatch'])
  })

  test.each([
    { unknown: 2 },
    { handling_days: 2 },
    { feedback_score: 2 },
    { extra_points_earned: 2 },
    { codice_destinatario_x: '2' },
    { cod_fee_refunded: 2 },
    { feet: 2 },
  ])('what raises the total without a field that names a fee is refused: %j', (attributes) => {
    expect(reasons(lowered(32.5, attributes))).toEqual(['totals-mismatch'])
  })

  test.each<[JsonObject, string, string]>([
    [{ payment_fee: { fee_amount: 2, tax_amount: 0.44 } }, 'payment_fee', '0.44'],
    [{ custom_order_fees: { custom_fees_ordered: [{ title: 'Imballo', value: 2 }] } }, 'Imballo', '0.44'],
    [{ shipping_insurance: 2 }, 'shipping_insurance', '0.00'],
    [{ donation_amount: 2 }, 'donation_amount', '0.00'],
    [{ amgiftwrap_amount: 2 }, 'amgiftwrap_amount', '0.00'],
  ])('R7: one in an object, or by another of its names, is a fee: %j', (attributes, name, tax) => {
    const changes = tax === '0.00' ? {} : { tax_amount: 5.94 }
    const { fees } = mapped(lowered(32.5 + Number(tax), attributes, changes))
    expect(fees).toMatchObject([{ kind: 'fee', name, net: '2.00', tax }])
    expect(reasons(lowered(33.5, attributes))).toEqual(['totals-mismatch'])
  })

  test.each([{ codfee: 2 }, { amextrafee_fee_amount: 2 }, { msp_cashondelivery: '2.0000' }])(
    'a field that names a fee makes one: %j',
    (attributes) => {
      expect(rows(lowered(32.5, attributes))).toEqual([['fee', Object.keys(attributes)[0], '2.00']])
    },
  )
})

describe('R7: row totals are read as they make the subtotal', () => {
  const discounted = { price: 39.2, qty_ordered: 1, discount_amount: 27.44, tax_amount: 2.59 }
  const totals = { subtotal: 39.2, discount_amount: -27.44, tax_amount: 3.69, grand_total: 20.45 }

  test('after the discount (OCA/connector-magento#301)', () => {
    const json = order(1, { ...totals, items: [item(10, { ...discounted, row_total: 11.76 })] })
    expect(mapped(json).lines).toMatchObject([{ unitPrice: '39.20', discount: '27.44', net: '11.76' }])
  })

  test('with the VAT', () => {
    const json = order(1, { items: [item(10, { row_total: 24.4, price: null })] })
    expect(mapped(json).lines).toMatchObject([{ unitPrice: '10.00', net: '20.00', tax: '4.40' }])
  })

  test('a variation without amounts of its own does no harm', () => {
    const child = { parent_item_id: 10, row_total: null, qty_ordered: null, tax_amount: null, price: null }
    const json = order(1, { items: [item(10, { product_type: 'configurable' }), item(11, child)] })
    expect(mapped(json).lines).toHaveLength(1)
  })

  test('a row without its total has the price of its pieces', () => {
    expect(mapped(order(1, { items: [item(10, { row_total: null })] })).lines[0]?.net).toBe('20.00')
  })

  test('rows that make the subtotal in no way are wrong', () => {
    expect(reasons(order(1, { items: [item(10, { row_total: 7 })], subtotal: 15 }))).toContain(
      'totals-mismatch',
    )
  })
})

/** Half of the currency's smallest unit for each piece and each row, never more than 1 % of the order. */
const allowedCents = (rowCount: number, pieces: number, total: number) =>
  Math.max(1, Math.min((Math.max(2, rowCount) + pieces) / 2, total / 100))

test('R7: an order that adds up is never refused; one lowered by more, without a mark, or raised, always', () => {
  const line = fc.record({
    price: fc.integer({ min: 1, max: 100_000 }),
    quantity: fc.integer({ min: 1, max: 20 }),
    rate: fc.constantFrom(0, 4, 10, 22),
  })
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 900 }),
      (made, by) => {
        const items = made.map(({ price, quantity, rate }, index) =>
          item(index + 1, {
            price: price / 100,
            qty_ordered: quantity,
            row_total: (price * quantity) / 100,
            tax_percent: rate,
            tax_amount: Math.round((price * quantity * rate) / 100) / 100,
          }),
        )
        const sum = (field: string) =>
          items.reduce((all, one) => all + Math.round(Number(one[field]) * 100), 0)
        const total = sum('row_total') + sum('tax_amount') + 610
        const json = order(1, {
          items,
          subtotal: sum('row_total') / 100,
          tax_amount: (sum('tax_amount') + 110) / 100,
          grand_total: total / 100,
        })
        expect(reasons(json)).toEqual([])
        const allowed = allowedCents(made.length + 1, sum('qty_ordered') / 100, total)
        const off = (cents: number) => reasons({ ...json, grand_total: (total + cents) / 100 })
        if (by > allowed) {
          expect(off(by)).toEqual(['totals-mismatch'])
          expect(off(-by)).toEqual(['totals-mismatch'])
        }
      },
    ),
  )
})

test('no field costs more than its length', () => {
  for (const text of ['<', '&', '[', ' ', 'a_']) {
    const long = text.repeat(300_000 / text.length)
    const json = lowered(
      20.5,
      { [long]: 1, store_credit_amount: long, note: long },
      {
        customer_note: long,
        shipping_description: long,
        coupon_code: long,
        items: [item(10, { name: long, sku: long, weee_tax_applied: long, product_option: long })],
      },
    )
    const before = process.cpuUsage().user
    mapOrder(json, {})
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
  }
})
