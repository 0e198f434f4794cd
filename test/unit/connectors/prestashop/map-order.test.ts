import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLocalTime } from '../../../../main/connectors/prestashop/local-time.ts'
import { mapOrder } from '../../../../main/connectors/prestashop/map-order.ts'
import type { WholeOrder } from '../../../../main/connectors/prestashop/whole-order.ts'
import { parseDecimal } from '../../../../main/words/decimal.ts'

const mapping = {
  time: createLocalTime('Europe/Rome'),
  fiscalFields: {},
  state: 'Spedito',
  stateId: '4',
  now: Date.parse('2026-11-23T12:00:00Z'),
}

interface Line {
  readonly quantity: number
  /** Of one, in cents. */
  readonly net: number
  readonly rate: number
}

interface Plan {
  readonly lines: readonly Line[]
  readonly shipping: number
  readonly discount: number
  /** From -1 to 1: how much of what rounding may do it does, to the products and to the total. */
  readonly roundings: readonly [number, number]
}

const cents = (value: number) => (value / 100).toFixed(6)
const withVat = (net: number, rate: number) => Math.round((net * (100 + rate)) / 100)

/** What rounding may do at most, as the rule says it: half a cent a piece and a row, a hundredth of `order`. */
function mostRounding({ lines, shipping, discount }: Plan, order: number): number {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const rows = lines.length + (shipping > 0 ? 1 : 0) + (discount > 0 ? 1 : 0)
  return Math.floor(Math.min((pieces + rows) / 2, order / 100))
}

/** An order whose parts add up, but for rounding; and its total, in cents. */
function built(plan: Plan, change = { net: 0, gross: 0 }) {
  const rows = plan.lines.map(({ quantity, net, rate }) => ({
    quantity,
    rate,
    one: { net, gross: withVat(net, rate) },
    total: { net: net * quantity, gross: withVat(net, rate) * quantity },
  }))
  const goods = rows.reduce(
    (sum, { total }) => ({ net: sum.net + total.net, gross: sum.gross + total.gross }),
    { net: 0, gross: 0 },
  )
  const shipping = { net: plan.shipping, gross: withVat(plan.shipping, 22) }
  const discount = { net: Math.min(plan.discount, goods.net), gross: 0 }
  discount.gross = Math.min(withVat(discount.net, 22), goods.gross)
  const exact = {
    net: goods.net + shipping.net - discount.net,
    gross: goods.gross + shipping.gross - discount.gross,
  }
  const most = mostRounding(plan, exact.gross)
  const [ofGoods, ofTotal] = plan.roundings.map((part) => Math.trunc(part * most)) as [number, number]
  const total = { net: exact.net + change.net, gross: exact.gross + ofTotal + change.gross }
  const whole: WholeOrder = {
    order: {
      id: 7,
      reference: 'ABCDEFGHI',
      id_currency: '1',
      id_customer: '1',
      payment: 'Contrassegno',
      date_add: '2026-11-20 10:00:00',
      date_upd: '2026-11-20 10:00:00',
      round_type: '2',
      total_products: cents(goods.net),
      total_products_wt: cents(goods.gross + ofGoods),
      total_shipping_tax_excl: cents(shipping.net),
      total_shipping_tax_incl: cents(shipping.gross),
      total_discounts_tax_excl: cents(discount.net),
      total_discounts_tax_incl: cents(discount.gross),
      total_paid_tax_excl: cents(total.net),
      total_paid_tax_incl: cents(total.gross),
    },
    details: rows.map(({ quantity, rate, one, total }, index) => ({
      id: index + 1,
      product_name: 'Vaso',
      product_quantity: String(quantity),
      unit_price_tax_excl: cents(one.net),
      unit_price_tax_incl: cents(one.gross),
      total_price_tax_excl: cents(total.net),
      total_price_tax_incl: cents(total.gross),
      associations: rate === 0 ? {} : { taxes: [{ id: String(rate) }] },
    })),
    customer: { id: 1, firstname: 'Anna', lastname: 'Rossi', email: 'anna@posta.example' },
    invoiceAddress: null,
    deliveryAddress: null,
    slips: [],
    cartRules: [],
    payments: [],
    currency: { id: 1, iso_code: 'EUR', precision: '2' },
    carrier: null,
    countries: [],
    provinces: [],
    taxes: [4, 10, 22].map((rate) => ({ id: rate, rate: `${rate}.000` })),
  }
  // Goods that vouchers pay in part, or whole, are rounded all the same.
  const beforeVouchers = mostRounding(plan, Math.max(exact.gross, goods.gross))
  return { whole, total, most: beforeVouchers, result: mapOrder(whole, mapping) }
}

const plans = fc.record<Plan>({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 40 }),
      net: fc.integer({ min: 1, max: 100_000 }),
      rate: fc.constantFrom(0, 4, 10, 22),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  shipping: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3000 })),
  discount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 })),
  roundings: fc.tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ),
})

describe('R7: an order’s amounts', () => {
  test('that add up but for rounding are never refused', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(built(plan).result).toHaveProperty('order')
      }),
      {
        // Rounding of a charge's row beside goods of a cent.
        examples: [
          [{ lines: [{ quantity: 1, net: 1, rate: 0 }], shipping: 164, discount: 1, roundings: [-1, 0] }],
        ],
      },
    )
  })

  test('that are lowered by more, without a word why, always are', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 100_000 }), (plan, more) => {
        const exact = built({ ...plan, roundings: [0, 0] })
        const less = exact.most + 1 + more
        fc.pre(exact.total.gross - less > 0)
        const net = Math.min(exact.total.net, less)
        const { result } = built({ ...plan, roundings: [0, 0] }, { net: -net, gross: -less })
        expect(result).toMatchObject({
          wrong: expect.arrayContaining([expect.objectContaining({ code: 'totals-mismatch' })]) as unknown,
        })
      }),
    )
  })

  test('that are raised have a fee, which makes the total', () => {
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(0, 4, 10, 22),
        (plan, more, rate) => {
          const straight = { ...plan, roundings: [0, 0] as const }
          const net = built(straight).most + plan.lines.length + 5 + more
          const gross = withVat(net, rate)
          // What shipping costs may be what two vouchers for it take off.
          fc.pre(Math.abs(net - plan.shipping) > 2)
          const { result, total } = built(straight, { net, gross })
          const order = 'order' in result ? result.order : expect.fail(JSON.stringify(result))
          expect(order.fees.at(-1)).toMatchObject({ kind: 'fee', name: 'Commissione Contrassegno' })
          expect(parseDecimal(order.fees.at(-1)?.net ?? '')).toBe(parseDecimal(cents(net)))
          const rows = [...order.lines, ...order.shippingLines, ...order.fees]
          const sum = rows.reduce(
            (all, row) => all + (parseDecimal(row.net) ?? 0n) + (parseDecimal(row.tax) ?? 0n),
            0n,
          )
          expect(sum).toBe(parseDecimal(cents(total.gross)))
        },
      ),
    )
  })

  test('whose net and gross contradict each other are refused', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (plan, more, isNet) => {
        const straight = { ...plan, roundings: [0, 0] as const }
        const by = built(straight).most + plan.lines.length + 5 + more
        const { result } = built(straight, isNet ? { net: by, gross: 0 } : { net: 0, gross: by })
        expect(result).toHaveProperty('wrong')
      }),
    )
  })

  test('of which one alone is another, net or gross, are refused', () => {
    const names = ['shipping', 'wrapping', 'discounts', 'paid'].flatMap((name) => [
      `total_${name}_tax_excl`,
      `total_${name}_tax_incl`,
    ])
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom('total_products', 'total_products_wt', ...names),
        fc.integer({ min: 1, max: 100_000 }),
        fc.boolean(),
        (plan, field, more, isLess) => {
          const { whole, most, total } = built({ ...plan, roundings: [0, 0] })
          const by = most + plan.lines.length + 5 + more
          fc.pre(total.net > by && total.gross > by)
          const other = Number(whole.order[field] ?? 0) + (isLess ? -by : by) / 100
          const order = { ...whole.order, [field]: other.toFixed(6) }
          // A discount whose net amount is that with VAT is known to come (PrestaShop/PrestaShop#13689).
          const isKnown = Math.abs(other - Number(whole.order.total_discounts_tax_incl)) < 0.015
          fc.pre(field !== 'total_discounts_tax_excl' || !isKnown)
          expect(mapOrder({ ...whole, order }, mapping)).toHaveProperty('wrong')
        },
      ),
    )
  })

  test('of which no reading of the lines makes the order’s own products are refused', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 100_000 }), (plan, more) => {
        const { whole, most } = built({ ...plan, roundings: [0, 0] })
        const { order, details } = whole
        const products = Number(order.total_products_wt) + (most + 1 + more) / 100
        const other = { ...whole, order: { ...order, total_products_wt: products.toFixed(6) } }
        expect(details.length).toBeGreaterThan(0)
        expect(mapOrder(other, mapping)).toHaveProperty('wrong')
      }),
    )
  })
})

describe('R7: vouchers', () => {
  const line = { quantity: 1, net: 10_000, rate: 22 }
  const { whole } = built({ lines: [line], shipping: 1000, discount: 0, roundings: [0, 0] })
  const paid = (net: string, gross: string) => ({ total_paid_tax_excl: net, total_paid_tax_incl: gross })
  const off = (net: string, gross: string) => ({
    total_discounts_tax_excl: net,
    total_discounts_tax_incl: gross,
  })

  test('worth more than the order are worth the order', () => {
    const order = { ...whole.order, ...off('200', '244'), ...paid('0', '0') }
    const cartRules = [{ id: 1, name: 'BUONO', value: '244.00', value_tax_excl: '200.00' }]
    const result = mapOrder({ ...whole, order, cartRules }, mapping)
    const mapped = 'order' in result ? result.order : expect.fail(JSON.stringify(result))
    expect(mapped.fees).toMatchObject([{ name: 'BUONO', net: '-110.00', tax: '-24.20' }])
    expect(mapped.discounts).toMatchObject([{ code: 'BUONO', net: '110.00', tax: '24.20' }])
    expect(mapped.totals).toMatchObject({ discount: '110.00', fees: '-110.00', total: '0.00' })
  })

  test('of the whole cart in a part of it make no fee', () => {
    const order = { ...whole.order, ...off('18', '21.96'), ...paid('100', '122') }
    expect(mapOrder({ ...whole, order }, mapping)).toHaveProperty('order.fees.1.kind', 'fee')
    const part = mapOrder({ ...whole, order, split: true }, mapping)
    const { fees, totals } = 'order' in part ? part.order : expect.fail(JSON.stringify(part))
    expect(fees).toMatchObject([{ kind: 'discount', net: '-10.00', tax: '-2.20' }])
    expect(totals).toMatchObject({ discount: '10.00', fees: '-10.00', total: '122.00' })
    // More than the voucher is no part of it.
    const more = { ...order, ...paid('120', '146.40') }
    expect(mapOrder({ ...whole, order: more, split: true }, mapping)).toHaveProperty('wrong')
  })
})

test('R7, R23: what is true or false may come as such, as a number or as text', () => {
  const { whole } = built({
    lines: [{ quantity: 1, net: 10_000, rate: 22 }],
    shipping: 0,
    discount: 1000,
    roundings: [0, 0],
  })
  const voucher = { name: 'A', value: '12.20', value_tax_excl: '10.00' }
  for (const [yes, no] of [
    [true, false],
    [1, 0],
    ['1', '0'],
  ]) {
    const told = mapOrder(
      {
        ...whole,
        customer: { ...whole.customer, is_guest: yes },
        cartRules: [
          { ...voucher, id: 1, deleted: yes },
          { ...voucher, id: 2, name: 'B', deleted: no },
        ],
        messages: [
          { message: 'Interno', private: yes, id_employee: 0 },
          { message: 'Suonare', private: no, id_employee: 0 },
        ],
      },
      mapping,
    )
    const order = 'order' in told ? told.order : expect.fail(JSON.stringify(told))
    expect(order.customer.id).toBe('')
    expect(order.note).toBe('Suonare')
    expect(order.discounts.map(({ code }) => code)).toEqual(['B'])
  }
})

test('R3: texts of 300 kB, of whatever signs, take no time in any field', () => {
  const { whole } = built({
    lines: [{ quantity: 1, net: 1000, rate: 22 }],
    shipping: 0,
    discount: 0,
    roundings: [0, 0],
  })
  const names =
    'product_name product_reference payment module reference gift_message note other company firstname lastname address1 city postcode phone vat_number dni pec email name message value'
  for (const sign of [
    '<',
    '&',
    '[',
    ' ',
    'a',
    ' - ',
    ' : ',
    '- ',
    ' (',
    '<a ',
    '&#',
    '\n',
    '.',
    'a.',
    '@',
    ': ',
  ]) {
    const text = sign.repeat(Math.floor(300_000 / sign.length))
    const texts = Object.fromEntries(names.split(' ').map((name) => [name, `x${text}y)`]))
    const filled: WholeOrder = {
      ...whole,
      order: { ...texts, ...whole.order, payment: texts.payment, gift_message: text, note: text },
      details: whole.details.map((row) => ({
        ...row,
        product_name: texts.product_name,
        product_reference: text,
      })),
      customer: { ...texts, id: 1 },
      invoiceAddress: { ...texts, id: 1 },
      deliveryAddress: { ...texts, id: 1 },
      carrier: { id: 1, name: text },
      messages: [{ id: 1, message: text }],
      cartRules: [{ id: 1, name: text }],
    }
    const begun = process.cpuUsage()
    mapOrder(filled, mapping)
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1e6, JSON.stringify(sign)).toBeLessThan(2)
  }
})
