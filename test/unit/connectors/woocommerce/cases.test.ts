import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/woocommerce/map-order.ts'
import type { Order } from '../../../../main/words/order.ts'
import type { JsonObject } from '../../../woo-server/index.ts'

const folder = fileURLToPath(new URL('../../../fixtures/woocommerce/cases/', import.meta.url))

/** An order as a shop's API sends it, with what is right written in its header. */
function fed(name: string): JsonObject {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')).fed
}

function stored(json: JsonObject): Order {
  const result = mapOrder(json, {})
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result.wrong))
}

function paidBy(order: Order) {
  return order.fees.flatMap(({ kind, name, net, tax }) => (kind === 'paid' ? [{ name, net, tax }] : []))
}

const plain = fed('own-plain')

describe('R7, R23, R25: orders of real shops come out as they are', () => {
  const cases: Readonly<Record<string, (order: Order) => void>> = {
    'checkout-block-fields': ({ fiscal }) =>
      expect(fiscal).toEqual({
        fiscalCode: 'RSSMRA80A01H501U',
        vatNumber: '01234567897',
        pec: 'ditta@pec.example',
        sdiCode: 'M5UXCR1',
      }),
    'created-gmt-null': ({ placedAt }) => expect(placedAt).toBe('2026-11-30T07:01:00.000Z'),
    'fiscal-ilghera-danea': ({ fiscal }) =>
      expect(fiscal).toEqual({
        fiscalCode: 'RSSMRA80A01H501U',
        vatNumber: '01234567897',
        pec: 'ditta@pec.example',
        sdiCode: 'M5UXCR1',
      }),
    'fiscal-ldav-italian-add-on': ({ fiscal }) =>
      expect(fiscal).toEqual({
        fiscalCode: 'RSSMRA80A01H501U',
        vatNumber: '01234567897',
        pec: '',
        sdiCode: 'M5UXCR1',
      }),
    'fiscal-yith-checkout-manager': ({ fiscal }) =>
      expect(fiscal).toMatchObject({ fiscalCode: 'RSSMRA80A01H501U', vatNumber: '01234567897' }),
    'fractional-quantity': ({ lines }) =>
      expect(lines).toMatchObject([{ quantity: '1.35', unitPrice: '20.00' }]),
    'gift-card-official': (order) => {
      expect(order.totals).toMatchObject({ total: '92.00', tax: '22.00', fees: '-30.00', lines: '100.00' })
      expect(paidBy(order)).toEqual([
        { name: 'Buono regalo ABCD-EFGH-IJKL-MNOP', net: '-30.00', tax: '0.00' },
      ])
    },
    'html-entities': (order) => {
      expect(order.lines).toMatchObject([
        {
          name: 'Tè & Tisane – L’Erborista',
          options: [
            { name: 'Confezione regalo (€5,00)', value: 'Sì, è un regalo' },
            { name: 'Incisione', value: 'Anna 3,00 €' },
          ],
        },
      ])
      expect(order.shippingMethod).toBe('Ritiro in sede – gratis')
      expect(order.paymentMethod).toBe('Carta di credito – Stripe')
    },
    'kwd-three-decimals': ({ totals }) => expect(totals.total).toBe('12.345'),
    'negative-line': ({ totals }) => expect(totals.total).toBe('97.60'),
    'only-a-fee': ({ lines, fees }) => {
      expect(lines).toEqual([])
      expect(fees).toMatchObject([
        { name: 'Saldo preventivo 118', kind: 'fee', net: '100.00', tax: '22.00', vatRate: '22' },
      ])
    },
    'own-plain': ({ totals }) => expect(totals.total).toBe('122.00'),
    'smart-coupons-credit-after-tax': (order) => {
      expect(order.totals).toMatchObject({ total: '12.00', discount: '0.00', fees: '-50.00' })
      expect(paidBy(order)).toEqual([{ name: 'Credito del cliente credito50', net: '-50.00', tax: '0.00' }])
      expect(order.discounts).toEqual([])
    },
    'stripe-tax-text-ids': ({ lines }) => expect(lines).toMatchObject([{ vatRate: '22' }]),
    'variation-and-add-on-objects': ({ lines }) =>
      expect(lines[0]?.options).toEqual([
        { name: 'Taglia', value: 'XL' },
        { name: 'Personalizzazione', value: 'riga1: Ciao; riga2: Mondo' },
        { name: 'Colore', value: 'Rosso' },
      ]),
    'woo-pos-no-customer': ({ till, customer }) => {
      expect(till).toBe(true)
      expect(customer.name).toBe('')
    },
  }

  test.each(Object.entries(cases))('%s', (name, right) => {
    right(stored(fed(name)))
  })

  test('every input is tried', () => {
    expect([...Object.keys(cases), 'meta-empty-entries'].sort()).toEqual(
      readdirSync(folder).map((file) => file.replace('.json', '')),
    )
  })

  test.each([[[[], [], []]], [[null, { key: '_billing_cf', value: 'RSSMRA80A01H501U' }]], [''], [{ 3: {} }]])(
    'meta-empty-entries: %j is no reason to refuse an order',
    (meta_data) => {
      const { fiscal } = stored({ ...plain, meta_data })
      expect(fiscal.fiscalCode).toBe(JSON.stringify(meta_data).includes('RSSMRA') ? 'RSSMRA80A01H501U' : '')
    },
  )
})

describe('R7, R38: what paid a part is a row, and counts once', () => {
  const meta = (key: string, value: unknown): JsonObject => ({ meta_data: [{ id: 1, key, value }] })
  const less20 = { ...plain, total: '102.00' }

  test.each<[string, JsonObject, string]>([
    ['YITH Gift Cards, by card', meta('_ywgc_applied_gift_cards', { 'AB-1': 20 }), 'Buono regalo AB-1'],
    [
      'cards kept as JSON in a text',
      meta('_gift_cards', '[{"code":"AB-1","amount":"20.00"}]'),
      'Buono regalo AB-1',
    ],
    ['YITH Gift Cards, in all', meta('_ywgc_applied_gift_cards_totals', '20'), 'Buono regalo'],
    ['PW Gift Cards', { pw_gift_cards: [{ number: 'PW-1', amount: '-20.00' }] }, 'Buono regalo PW-1'],
    [
      'PW Gift Cards, as rows',
      { pw_gift_card_lines: [{ id: 1, card_number: 'PW-1', amount: '20' }] },
      'Buono regalo PW-1',
    ],
    ['Gift Up!', meta('_giftup_redeemed_balance', '20'), 'Buono regalo'],
    [
      'a row with its card and what it paid',
      meta('_gift_cards', [{ gift_code: 'AB-1', used: 20, balance: 30 }]),
      'Buono regalo AB-1',
    ],
    ['YITH Account Funds', meta('_order_funds', '20'), 'Credito del cliente'],
    ['Account Funds', meta('_funds_used', '20.000000'), 'Credito del cliente'],
    ['Store Credit', meta('_store_credit_used', { CREDITO: '20' }), 'Credito del cliente CREDITO'],
    [
      'Advanced Coupons',
      meta('acfw_store_credits_order_paid', { amount: 20, cart_total: 122, currency: 'EUR' }),
      'Credito del cliente',
    ],
    ['TeraWallet', meta('_via_wallet_payment', 20), 'Portafoglio del cliente'],
    ['points that pay', meta('_points_discount_amount', '20.00'), 'Punti fedeltà'],
    ['myCred', meta('_mycred_paid', '20.00'), 'Punti fedeltà'],
    ['a key with gamipress', meta('_gamipress_wc_partial_payment_amount', 20), 'Punti fedeltà'],
    ['YITH Points and Rewards', meta('_ywpar_coupon_amount', '20'), 'Punti fedeltà'],
    ['a key with reward', meta('_wlr_reward_discount_amount', 20), 'Punti fedeltà'],
    ['a key with loyalty', meta('loyalty-amount-redeemed', '20'), 'Punti fedeltà'],
    ['WP Swings, a gift coupon', meta('wps_wgm_used_gift_coupon', { REGALO: 20 }), 'Buono regalo REGALO'],
    ['a gift voucher', meta('_gift_voucher_amount', '20'), 'Buono regalo'],
    ['an Italian card', meta('_buono_regalo_usato', '20'), 'Buono regalo'],
    ['credit, said the other way', meta('_used_credit', '20'), 'Credito del cliente'],
  ])('%s', (_, mark, name) => {
    const order = stored({ ...less20, ...mark })
    expect(paidBy(order)).toEqual([{ name, net: '-20.00', tax: '0.00' }])
    expect(order.totals).toMatchObject({ total: '102.00', tax: '22.00', fees: '-20.00' })
    // Nothing is short without it; so it is no row.
    expect(paidBy(stored({ ...plain, ...mark }))).toEqual([])
    // It explains what it says, not something else.
    const other = mapOrder({ ...plain, total: '101.50', ...mark }, {})
    expect(other).toMatchObject({ wrong: [{ code: 'totals-mismatch', params: { field: 'total' } }] })
  })

  test.each<[string, unknown]>([
    ['gift_card_count', 20],
    ['_wc_wallet_transaction_id', '20'],
    ['_partial_pay_through_wallet_compleate', '20'],
    ['_wc_wallet_cashback', '20.00'],
    ['_wallet_cashback_points', '20'],
    ['_gift_card_purchased_amount', '20'],
    ['_gift_cards_sold', [{ code: 'A', amount: 20 }]],
    ['_gift_card_balance', '20'],
    ['_giftup_requested_balance', '20'],
    ['_order_fund_removed', '20'],
    ['_gift_upsell_amount', '20'],
    ['_gift_card_message_color', '20'],
    ['_store_credit_refunded', '20'],
    ['_points_value_earned', '20'],
    ['_loyalty_reward_amount_earned', '20'],
    ['_ywpar_coupon_points', '20'],
    ['_paid_amount', '20'],
    ['_coupon_amount', '20'],
    ['_credit_card_amount', '20'],
    ['_gift_card', { card_id: 20 }],
    ['_gift_card_initial_amount', '20'],
    ['_gift_card_max_amount', '20'],
    ['_gift_card_expiration_years', '20'],
    ['_gift_cards', [{ initial_amount: 20 }]],
    ['_wallet_topup_amount', '20'],
    ['_wallet_recharge_amount', '20'],
    ['_points_value_awarded', '20'],
    ['loyalty_points_amount_available', '20'],
  ])('%s is none', (key, value) => {
    expect(mapOrder({ ...less20, ...meta(key, value) }, {})).toMatchObject({
      wrong: [{ code: 'totals-mismatch', params: { field: 'total' } }],
    })
  })

  test('both places of one card count once, two cards both, and a whole payment leaves nothing', () => {
    const both = [
      { id: 1, key: '_ywgc_applied_gift_cards', value: { A: 5, B: 15 } },
      { id: 2, key: '_ywgc_applied_gift_cards_totals', value: 20 },
    ]
    const names = paidBy(stored({ ...less20, meta_data: both })).map(({ name, net }) => `${name} ${net}`)
    expect(names.sort()).toEqual(['Buono regalo A -5.00', 'Buono regalo B -15.00'])
    const whole = stored({ ...plain, total: '0.00', gift_cards: [{ code: 'X', amount: 122 }] })
    expect(whole.totals).toMatchObject({ total: '0.00', fees: '-122.00', tax: '22.00' })
  })

  test('a card worth more than the order leaves nothing to pay, and pays no more than the order', () => {
    const card = { gift_cards: [{ code: 'X', amount: 150 }] }
    expect(paidBy(stored({ ...plain, total: '0.00', ...card }))).toEqual([
      { name: 'Buono regalo X', net: '-122.00', tax: '0.00' },
    ])
    expect(mapOrder({ ...plain, total: '1.00', ...card }, {})).toHaveProperty('wrong')
    expect(mapOrder({ ...plain, total: '0.00', gift_cards: [{ code: 'X', amount: 90 }] }, {})).toHaveProperty(
      'wrong',
    )
  })

  test('amounts larger than what is short stand in no one’s way', () => {
    const cards = Object.fromEntries(Array.from({ length: 9 }, (_, place) => [`C${place}`, 100 + place]))
    const meta_data = [
      { id: 1, key: '_gift_card_paid', value: '20' },
      { id: 2, key: '_gift_cards_of_customer', value: cards },
    ]
    expect(paidBy(stored({ ...less20, meta_data }))).toMatchObject([{ net: '-20.00' }])
  })

  test('a coupon that lines show is a discount, and a credit beside it is not', () => {
    const [line] = plain.line_items as JsonObject[]
    const order = stored({
      ...plain,
      line_items: [{ ...line, subtotal: '110.00', subtotal_tax: '24.20' }],
      discount_total: '10.00',
      total: '72.00',
      coupon_lines: [
        { code: 'estate', discount: '10.00', discount_tax: '2.20' },
        { code: 'credito50', discount: '50.00', discount_tax: '0.00', discount_type: 'smart_coupon' },
      ],
    })
    expect(order.discounts.map(({ code }) => code)).toEqual(['estate'])
    expect(paidBy(order)).toMatchObject([{ net: '-50.00' }])
  })

  test('credit in the sum of discounts counts once', () => {
    const coupon_lines = [{ code: 'credito50', discount: '40.98', discount_tax: '9.02' }]
    const order = stored({ ...plain, total: '72.00', discount_total: '40.98', coupon_lines })
    expect(order.totals).toMatchObject({ total: '72.00', discount: '0.00', fees: '-50.00' })
    expect(order.discounts).toEqual([])
  })

  test('a wallet that is a negative fee pays; with VAT, or without a name of that kind, it reduces', () => {
    const fee = (changes: JsonObject) => {
      const row = {
        name: 'Via wallet',
        total: '-20.00',
        total_tax: '0.00',
        taxes: [],
        meta_data: [],
        ...changes,
      }
      return stored({ ...less20, fee_lines: [row] }).fees.map(({ kind }) => kind)
    }
    expect(fee({})).toEqual(['paid'])
    const legacy = [{ key: '_legacy_fee_key', value: '_via_wallet_partial_payment' }]
    expect(fee({ name: 'Tramite il conto', meta_data: legacy })).toEqual(['paid'])
    for (const name of [
      'Gift Card (AB-1, AB-2)',
      'Voucher: REGALO',
      'Punti fedeltà usati',
      'Gift certificate',
    ])
      expect(fee({ name })).toEqual(['paid'])
    for (const name of ['Sconto carta di credito', 'Sconto punti', 'Voucher discount', 'Point of sale'])
      expect(fee({ name })).toEqual(['discount'])
    const taxed = { name: 'Via wallet', total: '-20.00', total_tax: '-4.40', taxes: [], meta_data: [] }
    const order = stored({
      ...plain,
      total: '97.60',
      total_tax: '17.60',
      tax_lines: [{ rate_id: 1, label: 'IVA', tax_total: '17.60', rate_percent: 22 }],
      fee_lines: [taxed],
    })
    expect(order.fees).toMatchObject([{ kind: 'discount' }])
  })
})

describe('R7: amounts that contradict each other are wrong', () => {
  const [line] = plain.line_items as JsonObject[]

  test.each<[string, JsonObject]>([
    ['lowered without a mark', { total: '112.00' }],
    ['raised', { total: '126.00' }],
    ['raised by what a card paid', { total: '142.00', gift_cards: [{ code: 'X', amount: 20 }] }],
    ['the tax lost on the way', { total: '100.00', total_tax: '0.00', tax_lines: [] }],
    ['another tax than its rows', { total: '123.00', total_tax: '23.00' }],
    ['by more than rounding', { total: '121.97' }],
    ['the tax lost in the rows', { line_items: [{ ...line, total_tax: '0.00', taxes: [] }] }],
    [
      'the tax lost in the rows, and nothing says of which rate it is',
      { line_items: [{ ...line, total_tax: '0.00', taxes: [] }], tax_lines: [] },
    ],
    ['less tax in the rows', { line_items: [{ ...line, total_tax: '10.00' }] }],
    ['more tax in the rows', { fee_lines: [{ name: 'x', total: '0.00', total_tax: '4.40' }] }],
  ])('%s', (_, changes) => {
    const result = mapOrder({ ...plain, ...changes }, {})
    expect('wrong' in result && result.wrong.map(({ code }) => code)).toContain('totals-mismatch')
  })

  test('a shop without decimals rounds to its own unit, one of four decimals to the currency', () => {
    const [line] = plain.line_items as JsonObject[]
    const coarse = {
      ...plain,
      total: '123',
      total_tax: '22',
      shipping_total: '0',
      line_items: [{ ...line, total: '100', subtotal: '100', total_tax: '22' }],
    }
    expect(stored(coarse).totals.total).toBe('123')
    const fine = {
      ...plain,
      total: '122.0100',
      total_tax: '22.0000',
      line_items: [{ ...line, total: '100.0000', total_tax: '22.0000' }],
    }
    expect(stored(fine).totals.total).toBe('122.0100')
    expect(mapOrder({ ...fine, total: '122.0300' }, {})).toMatchObject({
      wrong: [{ code: 'totals-mismatch' }],
    })
  })
})

describe('R23: rates and dates that a shop does not tell itself', () => {
  test('a rate of 0 beside a tax is told by amounts large enough, else unknown', () => {
    const taxes = [{ rate_id: 1, label: 'IVA', tax_total: '22.00', rate_percent: 0 }]
    const order = stored({ ...plain, tax_lines: taxes })
    expect(order.lines[0]?.vatRate).toBe('22')
    expect(order.taxes[0]?.rate).toBeNull()
    const [line] = plain.line_items as JsonObject[]
    const odd = stored({
      ...plain,
      total: '108.88',
      total_tax: '8.88',
      tax_lines: [{ rate_id: 1, label: 'Tax', tax_total: '8.88', rate_percent: 0 }],
      line_items: [{ ...line, total_tax: '8.88' }],
    })
    expect(odd.lines[0]?.vatRate).toBeNull()
  })

  test.each<[string, unknown, string | null]>([
    ['IVA 22%', undefined, '22'],
    ['22 % IVA', null, '22'],
    ['IVA 22,0%', 0, '22'],
    ['VAT 21% (was 20%)', '', null],
    ['Sconto 0%', undefined, null],
    ['IVA', undefined, null],
    ['IVA 10%', undefined, null],
  ])('a rate that only its name tells: %s', (label, rate_percent, right) => {
    const [line] = plain.line_items as JsonObject[]
    const order = stored({
      ...plain,
      total: '12.20',
      total_tax: '2.20',
      line_items: [{ ...line, subtotal: '10.00', total: '10.00', total_tax: '2.20' }],
      tax_lines: [{ rate_id: 1, label, tax_total: '2.20', rate_percent }],
    })
    expect(order.lines[0]?.vatRate).toBe(right)
  })

  test.each([
    ['100.00', '10.00', '10'],
    ['100.00', '0.00', null],
    ['3', '1', '22'],
  ])('a rate of 22 on %s with a tax of %s', (net, tax, right) => {
    const [line] = plain.line_items as JsonObject[]
    const total = String(Number(net) + Number(tax))
    const order = stored({
      ...plain,
      ...{ total, total_tax: tax, shipping_total: '0' },
      line_items: [{ ...line, subtotal: net, total: net, total_tax: tax, taxes: [{ id: 1, total: tax }] }],
      tax_lines: [{ rate_id: 1, label: 'IVA', tax_total: tax, rate_percent: 22 }],
    })
    expect(order.lines[0]?.vatRate).toBe(right)
  })

  test("the time by the shop's own clock", () => {
    const json = { ...plain, date_created_gmt: null, date_created: '2026-11-30T08:00:00' }
    expect(stored(json).placedAt).toBe('2026-11-30T07:00:00.000Z')
    const none = { date_created: null, date_paid: null, date_paid_gmt: null, date_modified: null }
    const result = mapOrder({ ...json, ...none, date_modified_gmt: null }, {})
    expect(result).toMatchObject({
      wrong: [{ code: 'unreadable-field', params: { field: 'date_created_gmt' } }],
    })
  })
})

describe('R7: who bought', () => {
  const nobody = { customer_id: 0, billing: { country: 'IT' }, shipping: [] }

  test.each<[string, JsonObject]>([
    ["WooCommerce's own till", { created_via: 'pos-rest-api' }],
    ['WCPOS', { created_via: 'woocommerce-pos' }],
    ['an older one', { created_via: 'POS' }],
    ['by its metadata', { meta_data: [{ key: '_pos', value: '1' }] }],
    ['YITH POS', { meta_data: [{ key: '_yith_pos_order', value: '1' }] }],
    ['another till', { created_via: 'OliverPOS' }],
    ['paid by card at the till', { meta_data: [{ key: '_wcpay_ipp_channel', value: 'mobile_pos' }] }],
    ['paid in cash at the till', { meta_data: [{ key: '_cash_change_amount', value: '0' }] }],
  ])('a till sale names nobody: %s', (_, mark) => {
    expect(stored({ ...plain, ...nobody, ...mark }).till).toBe(true)
  })

  test('elsewhere somebody must be named: a telephone number is enough', () => {
    for (const mark of [
      {},
      { created_via: 'deposit' },
      { created_via: 'post' },
      ...['_pos', '_cash_change_amount'].map((key) => ({ meta_data: [{ key, value: '' }] })),
    ])
      expect(mapOrder({ ...plain, ...nobody, ...mark }, {})).toMatchObject({
        wrong: [{ code: 'no-customer' }],
      })
    expect(stored({ ...plain, ...nobody, billing: { phone: '011555' } }).customer.phone).toBe('011555')
  })
})

test('R23 the tracking numbers of the plugins for it, each once; none where there are none', () => {
  const items = [' BRT1 ', 'BRT2', 'BRT1', ''].map((number) => ({ tracking_number: number }))
  const tracked = (value: unknown) =>
    stored({ ...plain, meta_data: [{ id: 1, key: '_wc_shipment_tracking_items', value }] as never })
  expect(tracked([...items, null, { tracking_number: 7 }]).trackingNumber).toBe('BRT1, BRT2')
  for (const none of [[], '', null, [{}]]) expect(tracked(none)).not.toHaveProperty('trackingNumber')
  // PHP's map, and what is kept as text.
  for (const form of [{ 1: { tracking_number: 'BRT1' } }, '[{"tracking_number":"BRT1"}]'])
    expect(tracked(form).trackingNumber).toBe('BRT1')
})

test.each<[string, unknown, string | undefined]>([
  ['_tracking_number', 'BRT123456', 'BRT123456'],
  ['ywot_tracking_code', '0612 345 678', '0612 345 678'],
  ['_codice_spedizione', 'A1B2C3', 'A1B2C3'],
  ['_tracking', 'NO', undefined],
  ['_tracking_number', 'in arrivo', undefined],
  ['_tracking_code', 'https://corriere.example/1', undefined],
  ['_wcpay_tracking_number_id', '12345678', undefined],
])('R23 a tracking number by the name it stands under: %s %j', (key, value, right) => {
  expect(stored({ ...plain, meta_data: [{ id: 1, key, value }] as never }).trackingNumber).toBe(right)
})
