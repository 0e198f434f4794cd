import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/woocommerce/map-order.ts'
import type { JsonObject } from '../../../woo-server/index.ts'

/** An amount in thousandths of a cent, as a shop calculates, and what it prints of it. */
const printed = (thousandths: number) => (Math.round(thousandths / 1000) / 100).toFixed(2)

interface Line {
  readonly price: number
  readonly quantity: number
  readonly rate: number
}

const line = fc.record({
  price: fc.integer({ min: 1000, max: 50_000_000 }),
  quantity: fc.integer({ min: 1, max: 30 }),
  rate: fc.constantFrom(0, 4, 10, 22),
})
const basket = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 25 }),
  shipping: fc.integer({ min: 0, max: 2_000_000 }),
  fee: fc.integer({ min: -500_000, max: 500_000 }),
})

/** An order whose unrounded parts add up; every printed amount is rounded by itself. */
function orderOf({ lines, shipping, fee }: { lines: readonly Line[]; shipping: number; fee: number }) {
  const nets = lines.map(({ price, quantity }) => price * quantity)
  const taxes = lines.map(({ rate }, place) => ((nets[place] ?? 0) * rate) / 100)
  const byRate = new Map<number, number>()
  for (const [place, { rate }] of lines.entries())
    byRate.set(rate, (byRate.get(rate) ?? 0) + (taxes[place] ?? 0))
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  const total = sum(nets) + sum(taxes) + shipping + fee
  const json: JsonObject = {
    id: 1,
    number: '1',
    status: 'processing',
    currency: 'EUR',
    date_created_gmt: '2026-11-20T10:00:00',
    billing: { first_name: 'Anna' },
    line_items: lines.map(({ quantity }, place) => ({
      name: 'x',
      quantity,
      subtotal: printed(nets[place] ?? 0),
      total: printed(nets[place] ?? 0),
      total_tax: printed(taxes[place] ?? 0),
    })),
    tax_lines: [...byRate].map(([rate, tax]) => ({
      rate_id: rate,
      rate_percent: rate,
      tax_total: printed(tax),
    })),
    shipping_lines: [{ method_title: 'Corriere', total: printed(shipping) }],
    fee_lines: fee === 0 ? [] : [{ name: 'Altro', total: printed(fee) }],
    shipping_total: printed(shipping),
    total_tax: printed(sum(taxes)),
    total: printed(total),
  }
  const rows = lines.length + byRate.size + 1 + (fee === 0 ? 0 : 1)
  const pieces = sum(lines.map(({ quantity }) => quantity))
  // Half a cent for each piece and each row, never more than a hundredth of the order, a cent always.
  const allowedCents = Math.max(1, Math.min((rows + pieces) / 2, Math.abs(total) / 100_000))
  return { json, cents: Math.round(total / 1000), allowedCents }
}

const isRefused = (json: JsonObject) => {
  const result = mapOrder(json, {})
  return 'wrong' in result && result.wrong.some(({ code }) => code === 'totals-mismatch')
}

test('R7: an order whose parts add up is never refused', () => {
  fc.assert(
    fc.property(basket, (goods) => {
      expect(isRefused(orderOf(goods).json)).toBe(false)
    }),
    { numRuns: 300 },
  )
})

/** As WooCommerce prints an order in a shop that shows so many decimals: prices of one and taxes of rows are not rounded. */
function smallOrder(lines: readonly Line[], shipping: number, decimals: number): JsonObject {
  const text = (thousandths: number) => {
    const step = 10 ** (5 - decimals)
    return (Math.round(thousandths / step) / 10 ** decimals).toFixed(decimals)
  }
  const nets = lines.map(({ price, quantity }) => price * quantity)
  const taxes = lines.map(({ rate }, place) => ((nets[place] ?? 0) * rate) / 100)
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
  const rates = [...new Set(lines.map(({ rate }) => rate))]
  return {
    id: 1,
    number: '1',
    status: 'processing',
    currency: 'EUR',
    date_created_gmt: '2026-11-20T10:00:00',
    billing: { first_name: 'Anna' },
    line_items: lines.map(({ price, quantity, rate }, place) => ({
      name: 'x',
      quantity,
      price: price / 100_000,
      subtotal: text(nets[place] ?? 0),
      total: text(nets[place] ?? 0),
      total_tax: text(taxes[place] ?? 0),
      taxes: [{ id: rate, total: ((taxes[place] ?? 0) / 100_000).toFixed(6) }],
    })),
    tax_lines: rates.map((rate) => ({
      rate_id: rate,
      rate_percent: rate,
      tax_total: text(sum(taxes.filter((_, place) => lines[place]?.rate === rate))),
    })),
    shipping_lines: [{ method_title: 'Corriere', total: text(shipping) }],
    shipping_total: text(shipping),
    total_tax: text(sum(taxes)),
    total: text(sum(nets) + sum(taxes) + shipping),
  }
}

test('R7: many small rows add up by the prices of one, also where the shop shows no decimals', () => {
  const small = fc.array(
    fc.record({
      price: fc.integer({ min: 1000, max: 150_000 }),
      quantity: fc.integer({ min: 1, max: 40 }),
      rate: fc.constantFrom(0, 4, 10, 22),
    }),
    { minLength: 1, maxLength: 40 },
  )
  const shipping = fc.integer({ min: 0, max: 500_000 })
  fc.assert(
    fc.property(small, shipping, fc.constantFrom(0, 1, 2), (lines, cost, decimals) => {
      expect(isRefused(smallOrder(lines, cost, decimals))).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('R7: the price of one excuses no total that it does not make', () => {
  const order = smallOrder(Array<Line>(20).fill({ price: 4098, quantity: 1, rate: 22 }), 0, 2)
  expect([order.total, isRefused(order)]).toEqual(['1.00', false])
  for (const total of ['0.96', '1.02', '0.85', '1.25']) expect(isRefused({ ...order, total })).toBe(true)
})

test('R7: a total raised or lowered by more than rounding, without anything that says why, always is', () => {
  fc.assert(
    fc.property(basket, fc.boolean(), fc.integer({ min: 2, max: 100_000 }), (goods, isRaised, beyond) => {
      const { json, cents, allowedCents } = orderOf(goods)
      // What was printed may be off by that much already.
      const by = Math.ceil(2 * allowedCents) + beyond
      const total = ((cents + (isRaised ? by : -by)) / 100).toFixed(2)
      expect(isRefused({ ...json, total })).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('R7: taxes of rows that do not make the order’s by more than rounding make it wrong', () => {
  fc.assert(
    fc.property(basket, fc.integer({ min: 2, max: 100_000 }), (goods, beyond) => {
      const { json } = orderOf(goods)
      const [first, ...others] = json.line_items as { total_tax: string }[]
      const rows = goods.lines.length + 2 * (json.tax_lines as []).length + 4
      const taxed = (Number(first?.total_tax) + (rows + beyond) / 100).toFixed(2)
      expect(isRefused({ ...json, line_items: [{ ...first, total_tax: taxed }, ...others] })).toBe(true)
    }),
  )
})

test('R38: lowered by what a card paid, it is an order, with the card as a row', () => {
  fc.assert(
    fc.property(basket, fc.integer({ min: 500, max: 20_000 }), (goods, paid) => {
      const { json, cents } = orderOf(goods)
      const card = { code: 'A', amount: (paid / 100).toFixed(2) }
      const result = mapOrder({ ...json, total: ((cents - paid) / 100).toFixed(2), gift_cards: [card] }, {})
      const rows = 'order' in result ? result.order.fees.filter(({ kind }) => kind === 'paid') : []
      // Where rounding alone may explain so much, no card is needed to.
      const rounding = 'order' in result && rows.length === 0 && orderOf(goods).allowedCents * 2 >= paid
      expect(rows.length === 1 || rounding).toBe(true)
    }),
  )
})
