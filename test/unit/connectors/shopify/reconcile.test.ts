import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/shopify/map-order.ts'
import { scaled, toDecimal } from '../../../../main/words/decimal.ts'
import type { Order } from '../../../../main/words/order.ts'
import { takenOutLines } from '../../../../main/words/sale.ts'
import { makeOrder, moneyBag, type OrderPlan } from '../../../shopify-server/orders.ts'

const cents = (value: number) => moneyBag(BigInt(value) * 10_000_000n)

function result(plan: Partial<OrderPlan>) {
  return mapOrder(makeOrder({ id: 1001, ...plan }), {})
}
function read(plan: Partial<OrderPlan>): Order {
  const mapped = result(plan)
  if ('order' in mapped) return mapped.order
  throw new Error(JSON.stringify(mapped))
}
const codes = (plan: Partial<OrderPlan>) => {
  const mapped = result(plan)
  return 'wrong' in mapped ? mapped.wrong.map(({ code }) => code) : []
}

describe('edited orders', () => {
  const two = makeOrder({ id: 1, lines: [{ price: '24.40' }, { price: '12.20' }] })
  const [first, second] = two.lineItems as object[]
  const edited = (fields: object) =>
    read({
      fields: { ...two, edited: true, lineItems: [first, { ...second, currentQuantity: 0 }], ...fields },
    })

  test('a line taken out is not sold because of a refund of something else', () => {
    const order = edited({
      currentTotalPriceSet: cents(2850),
      currentTotalTaxSet: cents(514),
      totalRefundedSet: cents(200),
    })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 1'])
    expect(order.removedLines).toMatchObject([
      { name: 'Articolo 2', quantity: '1', net: '10.00', tax: '2.20' },
    ])
    expect(order.totals).toMatchObject({ total: '42.70', refunded: '2.00' })
  })

  test('shipping taken out and given back stands among what was taken out', () => {
    const order = edited({
      lineItems: [first, second],
      shippingLines: [],
      currentTotalPriceSet: cents(3660),
      currentTotalTaxSet: cents(660),
      totalRefundedSet: cents(610),
    })
    expect(order.removedLines).toMatchObject([{ name: 'Spedizione', net: '5.00', tax: '1.10' }])
    expect(order.totals).toMatchObject({ shipping: '5.00', total: '42.70', refunded: '6.10' })
  })

  test('shipping taken out beside other shipping is believed where some of the money is for it', () => {
    const fields = {
      ...two,
      edited: true,
      lineItems: [first, { ...second, currentQuantity: 0 }],
      totalPriceSet: cents(4880),
      totalTaxSet: cents(880),
      currentTotalPriceSet: cents(3050),
      currentTotalTaxSet: cents(550),
    }
    const order = read({ fields: { ...fields, totalRefundedSet: cents(1830) } })
    expect(order.removedLines.map(({ name }) => name)).toEqual(['Articolo 2', 'Spedizione'])
    expect(order.totals).toMatchObject({ total: '48.80', refunded: '18.30' })
    expect(codes({ fields: { ...fields, totalRefundedSet: cents(1220) } })).toContain('totals-mismatch')
  })

  test('of which nothing is left, all given back, are what they were', () => {
    const order = edited({
      lineItems: [first, second].map((row) => ({ ...row, currentQuantity: 0 })),
      currentTotalPriceSet: cents(0),
      currentTotalTaxSet: cents(0),
      totalRefundedSet: cents(4270),
    })
    expect(order.lines).toHaveLength(2)
    expect(order.totals).toMatchObject({ total: '42.70', refunded: '42.70' })
  })

  test('R7: of which nothing is left, before anybody paid, are orders with nothing to ship', () => {
    const order = edited({
      lineItems: [first, second].map((row) => ({ ...row, currentQuantity: 0 })),
      shippingLines: [],
      currentTotalPriceSet: cents(0),
      currentTotalTaxSet: cents(0),
    })
    expect(order.lines).toEqual([])
    expect(order.removedLines.map(({ name }) => name)).toEqual(['Articolo 1', 'Articolo 2', 'Spedizione'])
    expect(order.totals).toMatchObject({ total: '0.00', tax: '0.00', refunded: '0.00' })
  })

  test('into which something was put are as they are now', () => {
    const order = edited({
      lineItems: [first, second],
      totalPriceSet: cents(3050),
      totalTaxSet: cents(550),
      currentTotalPriceSet: cents(4170),
      currentTotalTaxSet: cents(752),
      totalRefundedSet: cents(100),
    })
    expect(order.lines).toHaveLength(2)
    expect(order.totals).toMatchObject({ total: '42.70', refunded: '1.00' })
  })

  test('in which something was exchanged for something cheaper are what is left, with what was given back', () => {
    const order = edited({
      lineItems: [{ ...first, currentQuantity: 0 }, second],
      totalPriceSet: cents(3050),
      totalTaxSet: cents(550),
      currentTotalPriceSet: cents(1830),
      currentTotalTaxSet: cents(330),
      totalRefundedSet: cents(1220),
    })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 2'])
    expect(order.removedLines.map(({ name }) => name)).toEqual(['Articolo 1'])
    expect(order.fees).toMatchObject([{ name: 'Cambio: Articolo 2', kind: 'discount', net: '-10.00' }])
    expect(order.totals).toMatchObject({ shipping: '5.00', tax: '5.50', total: '30.50', refunded: '12.20' })
  })

  test('in a currency of three decimals keep them', () => {
    const dinars = (amount: string) => ({ shopMoney: { amount, currencyCode: 'KWD' } })
    const row = { quantity: 3, currentQuantity: 1, originalTotalSet: dinars('10.000'), taxLines: [] }
    const order = edited({
      currencyCode: 'KWD',
      lineItems: [{ ...first, ...row }],
      shippingLines: [],
      totalPriceSet: dinars('10.000'),
      totalTaxSet: dinars('0.000'),
      currentTotalPriceSet: dinars('3.333'),
      currentTotalTaxSet: dinars('0.000'),
      totalRefundedSet: dinars('0.000'),
    })
    expect(order.lines).toMatchObject([{ quantity: '1', net: '3.333' }])
    expect(order.totals.total).toBe('3.333')
  })

  test('R7: whose current total is not that of what is left are wrong', () => {
    const fields = {
      ...two,
      edited: true,
      lineItems: [first, { ...second, currentQuantity: 0 }],
      currentTotalPriceSet: cents(2500),
      currentTotalTaxSet: cents(451),
    }
    expect(codes({ fields })).toEqual(['totals-mismatch', 'totals-mismatch'])
  })
})

describe('orders that were never edited', () => {
  const two = makeOrder({ id: 1, lines: [{ price: '24.40' }, { price: '12.20' }] })
  const [first, second] = two.lineItems as object[]
  const changed = (fields: object) =>
    read({ fields: { ...two, lineItems: [first, { ...second, currentQuantity: 0 }], ...fields } })
  const refundedBefore = { currentTotalPriceSet: cents(3050), currentTotalTaxSet: cents(550) }

  test('what was given back before it left is not to be shipped; it stays in the total', () => {
    const order = changed({ ...refundedBefore, totalRefundedSet: cents(1220) })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 1'])
    expect(order.removedLines).toMatchObject([{ name: 'Articolo 2', net: '10.00', tax: '2.20' }])
    expect(order.totals).toMatchObject({ lines: '30.00', tax: '7.70', total: '42.70', refunded: '12.20' })
  })

  test('all goods given back and shipping kept: nothing is to be shipped', () => {
    const order = changed({
      lineItems: [first, second].map((row) => ({ ...row, currentQuantity: 0 })),
      currentTotalPriceSet: cents(610),
      currentTotalTaxSet: cents(110),
      totalRefundedSet: cents(3660),
    })
    expect(order.lines).toEqual([])
    expect(order.removedLines).toHaveLength(2)
    expect(order.totals).toMatchObject({ total: '42.70', refunded: '36.60' })
  })

  test('what came back after all was shipped was in the parcel', () => {
    const order = changed({
      ...refundedBefore,
      totalRefundedSet: cents(1220),
      displayFulfillmentStatus: 'FULFILLED',
    })
    expect(order.lines).toHaveLength(2)
    expect(order.removedLines).toEqual([])
    expect(order.totals).toMatchObject({ total: '42.70', refunded: '12.20' })
  })

  test('what was taken out before anybody paid is in the order no more', () => {
    const order = changed({ ...refundedBefore, displayFinancialStatus: 'PENDING', fullyPaid: false })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 1'])
    expect(order.totals).toMatchObject({ lines: '20.00', total: '30.50', refunded: '0.00' })
  })

  test('whose current total is not that of what is left are as sold, with what is left to be shipped', () => {
    const order = changed({ currentTotalPriceSet: cents(3300), currentTotalTaxSet: cents(595) })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 1'])
    expect(order.removedLines).toHaveLength(1)
    expect(order.totals.total).toBe('42.70')
  })

  test.each([0, 4270])('those cancelled, %i cents given back, are what they were', (cent) => {
    const order = changed({
      lineItems: [first, second].map((row) => ({ ...row, currentQuantity: 0 })),
      cancelledAt: '2026-11-21T08:00:00Z',
      currentTotalPriceSet: cents(0),
      currentTotalTaxSet: cents(0),
      totalRefundedSet: cents(cent),
    })
    expect(order.lines).toHaveLength(2)
    expect(order.totals.total).toBe('42.70')
  })

  test('R7: are wrong where their rows do not make their total', () => {
    const lineItems = [first, { ...second, currentQuantity: 0 }]
    const fields = { ...two, lineItems, ...refundedBefore, totalRefundedSet: cents(1220) }
    for (const totalPriceSet of [cents(4000), cents(4500)]) {
      expect(codes({ fields: { ...fields, totalPriceSet } })).toEqual(['totals-mismatch'])
      const unpaid = { ...fields, totalPriceSet, totalRefundedSet: cents(0) }
      expect(codes({ fields: unpaid })).toEqual(['totals-mismatch'])
    }
  })
})

describe('exchanges, of which Shopify counts both sides as sold', () => {
  const three = makeOrder({ id: 1, lines: [{ price: '24.40' }, { price: '7.32' }, { price: '12.20' }] })
  const [gone, kept, putIn] = three.lineItems as object[]
  const exchanged = (fields: object) =>
    read({ fields: { ...three, lineItems: [{ ...gone, currentQuantity: 0 }, kept, putIn], ...fields } })
  // 24.40 came back for 12.20: of 37.82 paid, 12.20 are given back, and 25.62 are left.
  const cheaper = {
    currentTotalPriceSet: cents(2562),
    currentTotalTaxSet: cents(462),
    totalRefundedSet: cents(1220),
  }

  test.each([{ edited: true }, { edited: false }, { displayFulfillmentStatus: 'FULFILLED' }])(
    'for something cheaper: the total is what was paid (%j)',
    (fields) => {
      const order = exchanged({ ...cheaper, ...fields })
      expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 2', 'Articolo 3'])
      expect(order.removedLines.map(({ name }) => name)).toEqual(['Articolo 1'])
      expect(order.totals).toMatchObject({ fees: '-10.00', tax: '6.82', total: '37.82', refunded: '12.20' })
      const { lines, removedLines, shippingLines, fees } = order
      const rows = [...lines, ...removedLines, ...shippingLines, ...fees]
      expect(
        toDecimal(
          rows.reduce((sum, { net, tax }) => sum + scaled(net) + scaled(tax), 0n),
          2,
        ),
      ).toBe('37.82')
      expect(takenOutLines(order)).toEqual(removedLines)
    },
  )

  test('for something as dear: nothing is given back, the total is the current one', () => {
    const order = exchanged({
      lineItems: [kept, { ...putIn, currentQuantity: 0 }, putIn],
      totalPriceSet: cents(3782),
      totalTaxSet: cents(682),
      currentTotalPriceSet: cents(2562),
      currentTotalTaxSet: cents(462),
    })
    expect(order.lines.map(({ name }) => name)).toEqual(['Articolo 2', 'Articolo 3'])
    expect(order.totals).toMatchObject({ total: '25.62', refunded: '0.00' })
  })

  test('less given back than was taken out is none: the total is as sold', () => {
    const order = exchanged({ ...cheaper, totalRefundedSet: cents(2000) })
    expect(order.totals).toMatchObject({ total: '50.02', refunded: '20.00' })
  })
})

describe('refunds', () => {
  const order = makeOrder({ id: 1, lines: [{ price: '12.20', quantity: 2 }, { price: '24.40' }] })
  const id = (place: number) => ({ id: `gid://shopify/LineItem/${9000 + place}` })
  const refund = {
    id: 'gid://shopify/Refund/5',
    note: 'Reso &amp; cambio',
    createdAt: '2026-11-25T09:00:00Z',
    totalRefundedSet: cents(1220),
    refundLineItems: [
      {
        quantity: 1,
        restockType: 'RETURN',
        lineItem: id(0),
        subtotalSet: cents(1220),
        totalTaxSet: cents(220),
      },
    ],
    refundShippingLines: [{ subtotalAmountSet: cents(610), taxAmountSet: cents(110) }],
    return: { exchangeLineItems: [{ lineItems: [id(1)] }] },
  }

  test('have their date and lines; what came in exchange is negative', () => {
    const fields = { ...order, refunds: [refund], totalRefundedSet: cents(1220) }
    expect(read({ fields }).refunds).toEqual([
      {
        id: '5',
        at: '2026-11-25T09:00:00.000Z',
        reason: 'Reso & cambio',
        amount: '12.20',
        lines: [
          {
            kind: 'goods',
            sku: 'SKU-1',
            name: 'Articolo 1',
            quantity: '1',
            net: '10.00',
            tax: '2.20',
            vatRate: '22',
          },
          {
            kind: 'shipping',
            sku: '',
            name: 'Spedizione',
            quantity: '1',
            net: '5.00',
            tax: '1.10',
            vatRate: null,
          },
          {
            kind: 'goods',
            sku: 'SKU-2',
            name: 'Articolo 2',
            quantity: '-1',
            net: '-20.00',
            tax: '-4.40',
            vatRate: '22',
          },
        ],
      },
    ])
  })

  test('what came in exchange stands in one refund of its return', () => {
    const refunds = [refund, { ...refund, id: 'gid://shopify/Refund/6', refundLineItems: [] }]
    const mapped = read({ fields: { ...order, refunds, totalRefundedSet: cents(2440) } }).refunds
    const exchanged = mapped.map(({ lines }) => lines.filter(({ quantity }) => quantity === '-1').length)
    expect(exchanged).toEqual([1, 0])
  })

  test('an exchange of nothing against nothing is one, an edit is none', () => {
    const even = { ...refund, totalRefundedSet: cents(0) }
    const edit = { ...even, return: null }
    expect(read({ fields: { ...order, refunds: [even] } }).refunds).toHaveLength(1)
    expect(read({ fields: { ...order, refunds: [edit] } }).refunds).toEqual([])
  })
})

describe('who bought', () => {
  test('a company: its name, and the VAT number of its location', () => {
    const order = read({
      fields: {
        purchasingEntity: {
          company: { name: 'Ditta Srl' },
          location: { taxSettings: { taxRegistrationId: 'IT 01234567897' } },
        },
      },
    })
    expect(order.customer.company).toBe('Ditta Srl')
    expect(order.fiscal.vatNumber).toBe('01234567897')
  })

  test.each([[{ sourceName: 'pos' }], [{ app: { name: 'Point of Sale' } }]])('at the till: %j', (fields) => {
    expect(read({ fields }).till).toBe(true)
    expect(read({}).till).toBe(false)
  })

  test('a company’s own name is none of the codes', () => {
    const billingAddress = { company: 'Rossi 01234567890 Srl', address2: 'Scala B 12345678901' }
    expect(read({ fields: { billingAddress } }).fiscal).toMatchObject({ fiscalCode: '', vatNumber: '' })
  })
})

test('texts are as people read them, gift messages beside the note', () => {
  const [line] = makeOrder({ id: 1 }).lineItems as object[]
  const order = read({
    fields: {
      lineItems: [{ ...line, name: 'T&egrave; <b>verde</b>' }],
      note: 'Grazie &amp; ciao',
      customAttributes: [{ key: 'Messaggio regalo', value: 'Auguri&#33;' }],
    },
  })
  expect(order.lines[0]?.name).toBe('Tè verde')
  expect(order.note).toBe('Grazie & ciao\nMessaggio regalo: Auguri!')
})

test('what the packer must know stands in the note, what apps keep for themselves does not', () => {
  const attributes = {
    'Data di consegna': '24/12/2026',
    'Delivery-Time': '10:00 - 12:00',
    'Pickup-Location-Id': '77',
    _delivery: 'x1',
    smsOptIn: 'SMS:False',
    Citofono: '',
  }
  const customAttributes = Object.entries(attributes).map(([key, value]) => ({ key, value }))
  expect(read({ fields: { note: null, poNumber: 'PO 4500&amp;1', customAttributes } }).note).toBe(
    'Ordine del cliente: PO 4500&1\nData di consegna: 24/12/2026\nDelivery-Time: 10:00 - 12:00',
  )
})

test('R7: an order that adds up is never refused; one off by more than rounding always', () => {
  const line = fc.record({
    price: fc.integer({ min: 1, max: 100_000 }).map((price) => (price / 100).toFixed(2)),
    quantity: fc.integer({ min: 1, max: 20 }),
    rate: fc.constantFrom(4, 10, 22),
  })
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 900 }),
      (lines, taxesIncluded, by) => {
        const order = makeOrder({ id: 1, lines, taxesIncluded })
        expect(codes({ fields: order })).toEqual([])
        const total = Math.round(
          Number((order.totalPriceSet as { shopMoney: { amount: string } }).shopMoney.amount) * 100,
        )
        const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
        const allowed = Math.max(1, Math.min((Math.max(2, lines.length + 1) + pieces) / 2, total / 100))
        if (by <= allowed) return
        for (const cent of [total + by, total - by])
          expect(codes({ fields: { ...order, totalPriceSet: cents(cent) } })).toEqual(['totals-mismatch'])
      },
    ),
  )
})

const inCents = (bag: unknown) =>
  Math.round(Number((bag as { shopMoney: { amount: string } }).shopMoney.amount) * 100)

test('R7 R24: whatever was taken out and given back, rows make the total; one lowered by more than rounding is refused', () => {
  const line = fc.record({
    price: fc.integer({ min: 700, max: 2000 }).map((price) => (price / 100).toFixed(2)),
    quantity: fc.integer({ min: 1, max: 3 }),
    rate: fc.constantFrom(4, 10, 22),
    gone: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom('UNFULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLED'),
      fc.constantFrom(0, 1, 0.7),
      (lines, taxesIncluded, edited, displayFulfillmentStatus, givenBack) => {
        const sold = makeOrder({ id: 1, lines, taxesIncluded })
        let [left, leftTax] = [inCents(sold.totalPriceSet), inCents(sold.totalTaxSet)]
        const lineItems = (sold.lineItems as Record<string, unknown>[]).map((row, place) => {
          const { quantity = 0, gone = 0 } = lines[place] ?? {}
          const pieces = Math.min(gone, quantity)
          const [taxLine] = row.taxLines as { priceSet: unknown }[]
          const tax = Math.round((inCents(taxLine?.priceSet) * pieces) / quantity)
          left -= Math.round((inCents(row.originalTotalSet) * pieces) / quantity) + (taxesIncluded ? 0 : tax)
          leftTax -= tax
          return { ...row, currentQuantity: quantity - pieces }
        })
        const total = inCents(sold.totalPriceSet)
        const refunded = Math.floor((total - left) * givenBack)
        const fields = {
          ...sold,
          edited,
          displayFulfillmentStatus,
          lineItems,
          currentTotalPriceSet: cents(left),
          currentTotalTaxSet: cents(leftTax),
          totalRefundedSet: cents(refunded),
        }
        const order = read({ fields })
        const rows = [...order.lines, ...takenOutLines(order), ...order.shippingLines, ...order.fees]
        const sum = rows.reduce((all, { net, tax }) => all + scaled(net) + scaled(tax), 0n)
        expect(Math.abs(Number(toDecimal(sum - scaled(order.totals.total))))).toBeLessThanOrEqual(0.06)
        if (refunded === 0) return
        expect(order.totals.total).toBe((total / 100).toFixed(2))
        // By less than any line costs: it cannot be taken for one that was put in.
        const lowered = { ...fields, totalPriceSet: cents(total - 30 - Math.ceil(total / 90)) }
        expect(codes({ fields: lowered })).toContain('totals-mismatch')
      },
    ),
  )
})

test('no field costs more than its length', () => {
  for (const text of ['<', '&', '[', ' ', 'a_']) {
    const long = text.repeat(300_000 / text.length)
    const [line] = makeOrder({ id: 1 }).lineItems as object[]
    const address = { company: long, address2: long, firstName: long }
    const before = process.cpuUsage().user
    result({
      fields: {
        note: long,
        lineItems: [{ ...line, name: long, customAttributes: [{ key: long, value: long }] }],
        customAttributes: [{ key: long, value: long }],
        billingAddress: address,
        shippingAddress: address,
        sourceName: long,
      },
    })
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
  }
})
