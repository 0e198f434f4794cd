import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/shopify/map-order.ts'
import type { Order, WrongReason } from '../../../../main/words/order.ts'
import { makeOrder, moneyBag, type OrderPlan } from '../../../shopify-server/orders.ts'

const cents = (value: number) => moneyBag(BigInt(value) * 10_000_000n)

function read(plan: Partial<OrderPlan>, mapping = {}): Order {
  const result = mapOrder(makeOrder({ id: 1001, ...plan }), mapping)
  if ('order' in result) return result.order
  throw new Error(JSON.stringify(result))
}

function reasons(fields: object): readonly WrongReason[] {
  const result = mapOrder({ ...makeOrder({ id: 1001 }), ...fields }, {})
  return 'wrong' in result ? result.wrong : []
}

describe('an order of a shop whose prices hold their VAT', () => {
  const order = read({ lines: [{ price: '12.20', quantity: 2 }], shipping: '6.10' })

  test('is net, exact, and adds up to what the customer pays', () => {
    expect(order.lines).toMatchObject([
      { quantity: '2', unitPrice: '10.00', net: '20.00', tax: '4.40', vatRate: '22', discount: '0.00' },
    ])
    expect(order.shippingLines).toEqual([{ name: 'Corriere', net: '5.00', tax: '1.10', vatRate: '22' }])
    expect(order.totals).toMatchObject({
      lines: '20.00',
      shipping: '5.00',
      fees: '0.00',
      tax: '5.50',
      total: '30.50',
    })
    expect(order.taxes).toEqual([{ name: 'IT IVA', rate: '22', amount: '5.50' }])
    expect(order.pricesIncludeTax).toBe(true)
  })

  test('is in the shop’s currency, never in the customer’s', () => {
    expect(order.currency).toBe('EUR')
    expect(JSON.stringify(order)).not.toContain('999999')
  })

  test('tells who bought what, where it goes and how it was paid', () => {
    expect(order).toMatchObject({
      shopOrderId: '1001',
      number: '#1001',
      state: 'paid',
      fulfilment: 'unfulfilled',
      placedAt: '2026-11-20T09:00:00.000Z',
      paidAt: '2026-11-20T09:00:00.000Z',
      transactionId: 'r1001.1',
      paymentMethod: 'shopify_payments',
      shippingMethod: 'Corriere',
      note: 'Citofonare Rossi',
      customer: { id: '77', name: 'Anna Rossi', email: 'anna@example.it' },
      billing: { city: 'Forlì', province: 'FC', postcode: '47121', country: 'IT' },
    })
    expect(order.lines[0]).toMatchObject({ sku: 'SKU-1', productId: '100', variationId: '200' })
  })
})

describe('discounts', () => {
  test('are taken off the line and summed by code', () => {
    const order = read({
      lines: [
        { price: '24.40', discount: '2.44' },
        { price: '10.40', rate: 4, discount: '1.04' },
      ],
    })
    expect(order.lines).toMatchObject([
      { unitPrice: '20.00', discount: '2.00', net: '18.00', tax: '3.96' },
      { unitPrice: '10.00', discount: '1.00', net: '9.00', tax: '0.36', vatRate: '4' },
    ])
    expect(order.discounts).toEqual([{ code: 'SCONTO', net: '3.00', tax: '0.48' }])
    expect(order.totals.discount).toBe('3.00')
  })

  test('of the whole price leave an order of nothing', () => {
    const order = read({ lines: [{ price: '12.20', discount: '12.20' }], shipping: '0' })
    expect(order.totals.total).toBe('0.00')
    expect(order.lines[0]).toMatchObject({ unitPrice: '10.00', discount: '10.00', net: '0.00' })
  })
})

describe('an order of a shop whose prices are net', () => {
  test('has its VAT on top', () => {
    const order = read({ taxesIncluded: false, lines: [{ price: '10.00', quantity: 3, discount: '3.00' }] })
    expect(order.lines[0]).toMatchObject({ unitPrice: '10.00', net: '27.00', tax: '5.94', discount: '3.00' })
    expect(order.discounts).toEqual([{ code: 'SCONTO', net: '3.00', tax: '0.66' }])
    expect(order.totals).toMatchObject({ lines: '27.00', shipping: '6.10', tax: '7.28', total: '40.38' })
  })
})

describe('what stands beside the lines', () => {
  test('a line without VAT has no rate', () => {
    expect(read({ lines: [{ price: '10.00', rate: null }] }).lines[0]).toMatchObject({
      net: '10.00',
      tax: '0.00',
      vatRate: null,
    })
  })

  test.each([true, false])(
    'a rate that is named and not charged is none (prices with VAT: %s)',
    (taxesIncluded) => {
      const lines = [{ price: '122.00', rate: null, discount: '12.20' }]
      const whole = makeOrder({ id: 1, lines, taxesIncluded, shipping: '0' })
      const [line] = whole.lineItems as object[]
      const taxLines = [{ title: 'IT IVA', ratePercentage: 22, priceSet: cents(0) }]
      const order = read({ fields: { ...whole, lineItems: [{ ...line, taxLines }] } })
      expect(order.lines).toMatchObject([
        { unitPrice: '122.00', discount: '12.20', net: '109.80', tax: '0.00', vatRate: null },
      ])
      expect(order.discounts).toEqual([{ code: 'SCONTO', net: '12.20', tax: '0.00' }])
    },
  )

  test('a rate with decimals stays exact', () => {
    expect(read({ lines: [{ price: '10.55', rate: 5.5 }] }).lines[0]).toMatchObject({
      vatRate: '5.5',
      net: '10.00',
      tax: '0.55',
    })
  })

  test('a tip that is not among the lines is a fee', () => {
    const order = read({ fields: { totalTipReceivedSet: cents(500), totalPriceSet: cents(3550) } })
    expect(order.fees).toEqual([{ kind: 'fee', name: 'Mancia', net: '5.00', tax: '0', vatRate: null }])
    expect(order.totals).toMatchObject({ fees: '5.00', total: '35.50' })
  })

  test('a tip that is among the lines is not counted twice', () => {
    expect(read({ fields: { totalTipReceivedSet: cents(500) } }).fees).toEqual([])
  })

  test.each([
    ['beside their VAT', 1000, { net: '10.00', tax: '2.00' }],
    ['with their VAT', 1200, { net: '10.00', tax: '2.00' }],
  ])('duties, %s', (_, duties, amounts) => {
    const taxes = { totalPriceSet: cents(4250), totalTaxSet: cents(750) }
    const order = read({ fields: { originalTotalDutiesSet: cents(duties), ...taxes } })
    expect(order.fees).toMatchObject([{ kind: 'fee', name: 'Dazi', ...amounts }])
    expect(order.totals).toMatchObject({ fees: '10.00', tax: '7.50', total: '42.50' })
    const lowered = { originalTotalDutiesSet: cents(duties), ...taxes, totalPriceSet: cents(4150) }
    expect(reasons(lowered).map(({ code }) => code)).toContain('totals-mismatch')
  })

  test('refunds are positive; those of nothing are left out', () => {
    const order = read({
      fields: {
        displayFinancialStatus: 'PARTIALLY_REFUNDED',
        totalRefundedSet: cents(1220),
        refunds: [
          { id: 'gid://shopify/Refund/5', note: 'Reso', totalRefundedSet: cents(1220) },
          { id: 'gid://shopify/Refund/6', note: null, totalRefundedSet: cents(0) },
        ],
      },
    })
    expect(order.refunds).toEqual([{ id: '5', at: null, reason: 'Reso', amount: '12.20', lines: [] }])
    expect(order.totals).toMatchObject({ total: '30.50', refunded: '12.20' })
  })

  test('refunds beyond those that come with an order are one, and the sum is the shop’s', () => {
    const refunds = Array.from({ length: 8 }, (_, place) => ({
      id: `gid://shopify/Refund/${place + 1}`,
      note: '',
      totalRefundedSet: cents(100),
    }))
    const order = read({ fields: { refunds, totalRefundedSet: cents(1050) } })
    expect(order.refunds.map(({ amount }) => amount)).toEqual([...Array(8).fill('1.00'), '2.50'])
    expect(order.totals.refunded).toBe('10.50')
  })

  test('what was given back and is in no refund of the list is one; a cent of rounding is not', () => {
    const refund = { id: 'gid://shopify/Refund/5', note: '', totalRefundedSet: cents(1220) }
    const amounts = (fields: NonNullable<OrderPlan['fields']>) =>
      read({ fields }).refunds.map(({ id, amount }) => [id, amount])
    expect(amounts({ refunds: [], totalRefundedSet: cents(1220) })).toEqual([['', '12.20']])
    expect(amounts({ refunds: [refund], totalRefundedSet: cents(1720) })).toEqual([
      ['5', '12.20'],
      ['', '5.00'],
    ])
    expect(amounts({ refunds: [refund], totalRefundedSet: cents(1221) })).toEqual([['5', '12.20']])
  })

  test('what an edit took away is not in the order any more', () => {
    const whole = makeOrder({
      id: 1,
      lines: [{ price: '12.20', quantity: 3 }, { price: '5.00' }],
      shipping: '0',
    })
    const [first, second] = whole.lineItems as object[]
    const order = read({
      fields: {
        ...whole,
        edited: true,
        lineItems: [
          { ...first, currentQuantity: 2 },
          { ...second, currentQuantity: 0 },
        ],
        currentTotalPriceSet: cents(2440),
        currentTotalTaxSet: cents(440),
      },
    })
    expect(order.lines).toMatchObject([{ quantity: '2', unitPrice: '10.00', net: '20.00', tax: '4.40' }])
    expect(order.totals).toMatchObject({ total: '24.40', tax: '4.40' })
  })

  test('the last payment that succeeded is the one', () => {
    const at = (day: number) => `2026-11-${day}T10:00:00Z`
    const transactions = [
      { kind: 'AUTHORIZATION', status: 'SUCCESS', processedAt: at(20), paymentId: 'a' },
      { kind: 'CAPTURE', status: 'SUCCESS', processedAt: at(22), paymentId: 'b' },
      { kind: 'CAPTURE', status: 'FAILURE', processedAt: at(23), paymentId: 'c' },
    ]
    expect(read({ fields: { transactions } })).toMatchObject({
      paidAt: '2026-11-22T10:00:00.000Z',
      transactionId: 'b',
    })
  })

  test('an order of which a part is owed is not paid yet', () => {
    const { paidAt, transactionId } = read({ fields: { displayFinancialStatus: 'PARTIALLY_PAID' } })
    expect({ paidAt, transactionId }).toEqual({ paidAt: null, transactionId: 'r1001.1' })
  })

  test('what the customer chose is an option; what apps keep is not', () => {
    const [line] = makeOrder({ id: 1 }).lineItems as object[]
    const customAttributes = [
      { key: 'Incisione', value: 'Anna' },
      { key: '_bundle', value: 'x1' },
    ]
    const order = read({ fields: { lineItems: [{ ...line, customAttributes }] } })
    expect(order.lines[0]?.options).toEqual([{ name: 'Incisione', value: 'Anna' }])
  })

  test('a part of a set names it, with what was written for the whole set', () => {
    const [line] = makeOrder({ id: 1 }).lineItems as object[]
    const customAttributes = [
      { key: 'Biglietto', value: 'Auguri' },
      { key: '_set', value: 'x1' },
    ]
    const lineItemGroup = { title: 'Cesto &amp; vino', customAttributes }
    expect(read({ fields: { lineItems: [{ ...line, lineItemGroup }] } }).lines[0]?.options).toEqual([
      { name: 'Set', value: 'Cesto & vino' },
      { name: 'Biglietto', value: 'Auguri' },
    ])
  })
})

describe('R25: Italian fiscal data', () => {
  const attribute = (key: string, value: string) => ({ customAttributes: [{ key, value }] })
  test.each([
    ['Codice Fiscale', 'RSSNNA80A41D704X', { fiscalCode: 'RSSNNA80A41D704X' }],
    ['codice_fiscale', 'rssnna80a41d704x', { fiscalCode: 'RSSNNA80A41D704X' }],
    ['P.IVA', 'IT01234567897', { vatNumber: '01234567897' }],
    ['Partita IVA', '01234567897', { vatNumber: '01234567897' }],
    ['Partita IVA', 'IT 0123 4567 897', { vatNumber: '01234567897' }],
    ['P.IVA / Codice Fiscale', '01234567897', { vatNumber: '01234567897' }],
    ['P.IVA / Codice Fiscale', 'RSSNNA80A41D704X', { fiscalCode: 'RSSNNA80A41D704X' }],
    ['Codice Fiscale o Partita IVA', '80012345678', { fiscalCode: '80012345678' }],
    ['PEC', 'anna@pec.it', { pec: 'anna@pec.it' }],
    ['Codice Destinatario (SDI)', 'm5uxcr1', { sdiCode: 'M5UXCR1' }],
    ['Codice univoco', 'M5UXCR1', { sdiCode: 'M5UXCR1' }],
    ['Destinatario', 'm5uxcr1', { sdiCode: 'M5UXCR1' }],
    ['Destinatario del regalo', 'Roberta', {}],
    ['Partita IVA', 'RSSNNA80A41D704X', { fiscalCode: 'RSSNNA80A41D704X' }],
    ['Posta certificata', 'a@pec.example', { pec: 'a@pec.example' }],
    ['SDI o PEC', 'anna@pec.it', { pec: 'anna@pec.it' }],
    ['emailPEC', 'anna@pec.it', { pec: 'anna@pec.it' }],
    ['C.F. / P. IVA', 'RSSNNA80A41D704X', { fiscalCode: 'RSSNNA80A41D704X' }],
  ])('in a cart form: %s', (key, value, expected) => {
    expect(read({ fields: attribute(key, value) }).fiscal).toMatchObject(expected)
  })

  test.each(['Specifica regalo', 'Privato', 'Vuoi la fattura?', 'Note SDI'])('%s is none of them', (key) => {
    const empty = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
    expect(read({ fields: attribute(key, 'sì') }).fiscal).toEqual(empty)
  })

  test('in Shopify’s own checkout fields', () => {
    const localizedFields = [
      { key: 'TAX_CREDENTIAL_IT', value: 'RSSNNA80A41D704X' },
      { key: 'TAX_EMAIL_IT', value: 'anna@pec.it' },
    ]
    expect(read({ fields: { localizedFields } }).fiscal).toMatchObject({
      fiscalCode: 'RSSNNA80A41D704X',
      pec: 'anna@pec.it',
    })
  })

  test('where the shop’s mapping says, before all else', () => {
    const fields = {
      customAttributes: [
        { key: 'Campo 7', value: '01234567897' },
        { key: 'P.IVA', value: '99999999999' },
      ],
      metafields: [{ namespace: 'fatture', key: 'codice', value: 'M5UXCR1' }],
    }
    const mapping = { vatNumber: 'Campo 7', sdiCode: 'fatture.codice' }
    expect(read({ fields }, mapping).fiscal).toMatchObject({ vatNumber: '01234567897', sdiCode: 'M5UXCR1' })
  })
})

describe('states', () => {
  test.each([
    [{ displayFinancialStatus: 'PARTIALLY_PAID' }, 'partially_paid'],
    [{ displayFinancialStatus: 'PAID', cancelledAt: '2026-11-21T08:00:00Z' }, 'cancelled'],
    [{ displayFinancialStatus: null, fullyPaid: true }, 'paid'],
    [{ displayFinancialStatus: null, fullyPaid: false }, 'pending'],
  ])('%j: %s', (fields, state) => {
    expect(read({ fields }).state).toBe(state)
  })

  test('a test order is skipped with that reason, whatever else it is', () => {
    expect(mapOrder({ ...makeOrder({ id: 1 }), test: true, lineItems: [] }, {})).toEqual({
      skip: { code: 'test-order', params: {} },
      state: 'paid',
    })
  })
})

describe('R7: wrong orders', () => {
  test.each<[string, object, string]>([
    [
      'no lines',
      { lineItems: { nodes: [] }, totalPriceSet: cents(610), totalTaxSet: cents(110) },
      'no-lines',
    ],
    ['nobody', { customer: null, email: null, billingAddress: null, shippingAddress: null }, 'no-customer'],
    ['an unknown currency', { currencyCode: 'XXX' }, 'unknown-currency'],
    ['an impossible date', { createdAt: '2026-02-30T10:00:00Z' }, 'impossible-date'],
    ['a total that does not add up', { totalPriceSet: cents(9999) }, 'totals-mismatch'],
    ['a VAT that does not add up', { totalTaxSet: cents(1) }, 'totals-mismatch'],
    ['an unreadable amount', { totalPriceSet: { shopMoney: { amount: 'molto' } } }, 'unreadable-field'],
    ['a missing amount', { totalPriceSet: null }, 'unreadable-field'],
    ['no date', { createdAt: null }, 'unreadable-field'],
    ['an empty date', { createdAt: '' }, 'unreadable-field'],
    ['no identifier', { id: null }, 'unreadable-field'],
    ['no state', { displayFinancialStatus: null, fullyPaid: null }, 'unreadable-field'],
  ])('%s', (_, fields, code) => {
    expect(reasons(fields).map((reason) => reason.code)).toEqual([code])
  })

  test('every reason is told', () => {
    expect(
      reasons({ currencyCode: 'EURO', createdAt: 'ieri', lineItems: 7 }).map(({ code }) => code),
    ).toEqual(expect.arrayContaining(['unreadable-field', 'impossible-date', 'unknown-currency', 'no-lines']))
  })

  test.each([null, 7, 'order', [], {}])('%j is no order, and does no harm', (json) => {
    const result = mapOrder(json, {})
    expect('wrong' in result && result.wrong.length).toBeGreaterThan(0)
  })
})
