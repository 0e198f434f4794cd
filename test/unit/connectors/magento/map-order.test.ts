import { describe, expect, test } from 'vitest'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { extended, mapped } from './mapped-order.ts'

describe('R23: an order', () => {
  test('is read in full', () => {
    const full = mapped(
      order(7, {
        status: 'in_laboratorio',
        customer_note: 'Suonare due volte',
        extension_attributes: extended({ gift_message: { message: 'Auguri!', sender: 'A', recipient: 'B' } }),
      }),
    )
    const address = {
      name: 'Nicolò Bertè',
      company: '',
      street: 'Via Roma 1',
      street2: 'Scala B',
      city: 'Forlì',
      province: 'FC',
      postcode: '47121',
      country: 'IT',
      phone: '0543 123456',
    }
    expect(full).toEqual({
      shopOrderId: '7',
      number: '000000007',
      placedAt: '2026-11-20T08:00:00.000Z',
      modifiedAt: '2026-11-20T08:00:00.000Z',
      paidAt: null,
      state: 'in_laboratorio',
      stateId: 'in_laboratorio',
      removedLines: [],
      shopNote: '',
      till: false,
      fulfilment: '',
      currency: 'EUR',
      customer: {
        id: '33',
        name: 'Nicolò Bertè',
        company: '',
        email: 'nicolo@posta.example',
        phone: '0543 123456',
      },
      fiscal: { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' },
      billing: address,
      shipping: address,
      lines: [
        {
          sku: 'SKU-70',
          name: 'Prodotto 70',
          productId: '570',
          variationId: '',
          options: [],
          quantity: '2',
          unitPrice: '10.00',
          vatRate: '22',
          discount: '0.00',
          net: '20.00',
          tax: '4.40',
        },
      ],
      shippingLines: [{ name: 'Corriere espresso - 24/48 ore', net: '5.00', tax: '1.10', vatRate: '22' }],
      fees: [],
      discounts: [],
      refunds: [],
      taxes: [{ name: 'IVA 22%', rate: '22', amount: '5.50' }],
      totals: {
        lines: '20.00',
        discount: '0.00',
        shipping: '5.00',
        fees: '0.00',
        tax: '5.50',
        total: '30.50',
        refunded: '0.00',
      },
      pricesIncludeTax: false,
      paymentMethod: 'Carta di credito',
      transactionId: 'pi_7',
      shippingMethod: 'Corriere espresso - 24/48 ore',
      note: 'Suonare due volte\nAuguri! (A → B)',
    })
  })

  test('without a status of its own has the platform’s state', () => {
    expect(mapped(order(1, { status: null, state: 'complete' })).state).toBe('complete')
  })

  test('of a guest, of goods that are not shipped, has neither customer nor delivery', () => {
    const json = order(1, {
      customer_id: null,
      customer_is_guest: 1,
      is_virtual: 1,
      shipping_amount: 0,
      shipping_tax_amount: 0,
      shipping_description: null,
      tax_amount: 4.4,
      grand_total: 24.4,
      extension_attributes: { shipping_assignments: [] },
    })
    expect(mapped(json)).toMatchObject({
      customer: { id: '', email: 'nicolo@posta.example' },
      shipping: { name: '', city: '' },
      shippingLines: [],
      paymentMethod: 'stripe_payments',
    })
  })

  test('in another currency than the shop’s is in the one that the customer pays in', () => {
    const json = order(1, { order_currency_code: 'CHF', base_grand_total: 29, base_subtotal: 19 })
    expect(mapped(json)).toMatchObject({ currency: 'CHF', totals: { total: '30.50', lines: '20.00' } })
  })

  test('that was refunded in part says how much', () => {
    const { refunds, totals } = mapped(order(1, { total_refunded: 12.2, total_offline_refunded: 12.2 }))
    expect(refunds).toEqual([{ id: '', at: null, reason: '', amount: '12.20', lines: [] }])
    expect([totals.total, totals.refunded]).toEqual(['30.50', '12.20'])
  })

  test('keeps its amounts to the cent though PHP prints floats', () => {
    const json = order(1, {
      items: [item(1, { row_total: 19.989999999999998, price: 9.995, tax_amount: 4.397800000000001 })],
      subtotal: 19.990000000000002,
      tax_amount: 5.4978,
      grand_total: 30.4878,
    })
    const { lines, totals } = mapped(json)
    expect(lines[0]).toMatchObject({ net: '19.99', unitPrice: '9.995', tax: '4.3978' })
    expect(totals).toMatchObject({ lines: '19.99', total: '30.4878' })
  })
})

describe('R24: prices and discounts', () => {
  test('of a catalogue with VAT: the discount on the gross price is split into net and VAT', () => {
    // 122.00 with VAT, 10 % off: 12.20, of which 2.20 are VAT that is not due.
    const json = order(1, {
      items: [
        item(1, {
          qty_ordered: 1,
          original_price: 122,
          price: 100,
          price_incl_tax: 122,
          row_total: 100,
          discount_amount: 12.2,
          discount_tax_compensation_amount: 2.2,
          tax_amount: 19.8,
        }),
      ],
      coupon_code: 'NATALE10',
      subtotal: 100,
      discount_amount: -12.2,
      discount_tax_compensation_amount: 2.2,
      tax_amount: 20.9,
      grand_total: 115.9,
    })
    const { lines, discounts, totals, pricesIncludeTax } = mapped(json)
    expect(lines).toMatchObject([
      { unitPrice: '100.00', discount: '10.00', net: '90.00', tax: '19.80', vatRate: '22' },
    ])
    expect(discounts).toEqual([{ code: 'NATALE10', net: '10.00', tax: '2.20' }])
    expect(totals).toMatchObject({ lines: '90.00', discount: '10.00', tax: '20.90', total: '115.90' })
    expect(pricesIncludeTax).toBe(true)
  })

  test('with a discount on shipping too', () => {
    const json = order(1, {
      items: [item(1, { discount_amount: 2, tax_amount: 3.96 })],
      discount_amount: -4.5,
      discount_description: 'Promo autunno',
      shipping_discount_amount: 2.5,
      shipping_tax_amount: 0.55,
      tax_amount: 4.51,
      grand_total: 25.01,
    })
    const { shippingLines, discounts, totals } = mapped(json)
    expect(shippingLines).toMatchObject([{ net: '2.50', tax: '0.55' }])
    expect(discounts).toEqual([{ code: 'Promo autunno', net: '4.50', tax: '0.00' }])
    expect(totals).toMatchObject({ lines: '18.00', shipping: '2.50', total: '25.01' })
  })

  test('gift cards, store credit and points are taken off as the shop takes them off', () => {
    const json = order(1, {
      grand_total: 3.5,
      extension_attributes: extended({
        gift_cards: [{ id: 1, code: 'GC-1', amount: 10, base_amount: 10 }],
        gift_cards_amount: 10,
        customer_balance_amount: 15,
        reward_currency_amount: 2,
      }),
    })
    const { fees, totals } = mapped(json)
    expect(fees.map(({ name, net }) => [name, net])).toEqual([
      ['Buono regalo GC-1', '-10.00'],
      ['Credito del cliente', '-15.00'],
      ['Punti fedeltà', '-2.00'],
    ])
    expect(totals).toMatchObject({ fees: '-27.00', total: '3.50' })
  })

  test('gift wrapping, the merchant’s own fees and fixed product taxes are added', () => {
    const weee = JSON.stringify([{ title: 'RAEE', row_amount: 0.5, row_amount_incl_tax: 0.61 }])
    const json = order(1, {
      items: [item(1, { weee_tax_applied: weee, weee_tax_applied_row_amount: 0.5 })],
      tax_amount: 6.27,
      grand_total: 38.77,
      extension_attributes: extended({
        gw_price: '3.0000',
        gw_tax_amount: '0.6600',
        custom_fees: [{ custom_fee_code: 'imballo', custom_fee_label: 'Imballo', custom_fee_amount: 4 }],
      }),
    })
    expect(mapped(json).fees).toEqual([
      { kind: 'fee', name: 'RAEE', net: '0.50', tax: '0.11', vatRate: null },
      { kind: 'fee', name: 'Confezione regalo', net: '3.00', tax: '0.66', vatRate: null },
      { kind: 'fee', name: 'Imballo', net: '4.00', tax: '0.00', vatRate: null },
    ])
  })

  test.each([
    ['net', { cod_fee: 4, base_cod_fee: 4 }],
    ['with VAT', { cash_on_delivery_fee_incl_tax: 4.88 }],
  ])('a fee that only a module knows is found by its amount (%s)', (_, attributes) => {
    const json = order(1, {
      tax_amount: 6.38,
      grand_total: 35.38,
      extension_attributes: extended(attributes),
    })
    expect(mapped(json).fees).toEqual([
      { kind: 'fee', name: Object.keys(attributes)[0], net: '4.00', tax: '0.88', vatRate: null },
    ])
  })

  test('zero is a total like any other', () => {
    const json = order(1, {
      items: [item(1, { discount_amount: 20, tax_amount: 0, tax_percent: 22 })],
      shipping_amount: 0,
      shipping_tax_amount: 0,
      discount_amount: -20,
      tax_amount: 0,
      grand_total: 0,
    })
    expect(mapped(json).totals).toMatchObject({ total: '0.00', lines: '0.00' })
  })
})

test('R23: prices are with VAT where a discount takes VAT with it, and where amounts are texts', () => {
  const sale = { original_price: 14.5, price: 10, price_incl_tax: 12.2 }
  const isGross = (changes: JsonObject) => mapped(order(1, { items: [item(1, changes)] })).pricesIncludeTax
  expect(isGross(sale)).toBe(false)
  expect(isGross({ original_price: '12.2000', price: '10.0000', price_incl_tax: '12.2000' })).toBe(true)
  const json = order(1, {
    items: [
      item(1, { ...sale, discount_amount: 1.22, discount_tax_compensation_amount: 0.22, tax_amount: 4.18 }),
    ],
    discount_amount: -1.22,
    discount_tax_compensation_amount: 0.22,
    tax_amount: 5.28,
    grand_total: 29.28,
  })
  expect(mapped(json).pricesIncludeTax).toBe(true)
})

test('R23: every coupon is named, where there were several', () => {
  const json = order(1, {
    items: [item(1, { discount_amount: 2, tax_amount: 3.96 })],
    discount_amount: -2,
    tax_amount: 5.06,
    grand_total: 28.06,
    extension_attributes: extended({ coupon_codes: ['ESTATE', 'AMICI'] }),
  })
  expect(mapped(json).discounts).toEqual([{ code: 'ESTATE, AMICI', net: '2.00', tax: '0.00' }])
})

test('R23: SKUs and names of taxes lose their entities, and a number in an address is not lost', () => {
  const applied_taxes = [{ code: 'IT', title: 'IVA &amp; co', percent: 22, amount: 5.5 }]
  const { lines, taxes, billing } = mapped(
    order(1, {
      items: [item(1, { sku: 'A&amp;B' })],
      extension_attributes: extended({ applied_taxes }),
      billing_address: { ...(order(1).billing_address as JsonObject), street: ['Via Roma', 12] },
    }),
  )
  expect([lines[0]?.sku, taxes[0]?.name]).toEqual(['A&B', 'IVA & co'])
  expect(billing).toMatchObject({ street: 'Via Roma', street2: '12' })
})

test('R23: streets and regions as customers’ addresses have them', () => {
  const billing_address = {
    ...(order(1).billing_address as JsonObject),
    street: { 1: 'Via Roma 1', 2: 'Scala B' },
    region: { region_code: 'FC', region: 'Forlì-Cesena', region_id: 900 },
    region_code: undefined,
  }
  expect(mapped(order(1, { billing_address })).billing).toMatchObject({
    street: 'Via Roma 1',
    street2: 'Scala B',
    province: 'FC',
  })
})

test('R23: names and addresses that came with entities are told as people read them', () => {
  const address = order(1).billing_address as JsonObject
  const written = {
    firstname: 'Niccol&ograve;',
    company: 'Caff&egrave; &amp; Co',
    street: ['Via dell&#39;Orso 3'],
    city: 'Forl&igrave;',
  }
  const { billing, customer, discounts } = mapped(
    order(1, {
      billing_address: { ...address, ...written },
      discount_amount: 0.01,
      coupon_code: 'T&egrave;',
    }),
  )
  expect(billing).toMatchObject({ company: 'Caffè & Co', street: "Via dell'Orso 3", city: 'Forlì' })
  expect(customer).toMatchObject({ name: 'Niccolò Bertè', company: 'Caffè & Co' })
  expect(discounts).toMatchObject([{ code: 'Tè' }])
})
