import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapOrder } from '../../../../main/connectors/magento/map-order.ts'
import { item, type JsonObject, order } from '../../../magento-server/index.ts'
import { extended } from './mapped-order.ts'

/** In cents, half up, as `PriceCurrency::round` does. */
const cents = (amount: number) => Math.round(amount)
const inEuros = (amount: number) => amount / 100

/** How a shop reckons: its catalogue with VAT or without, the VAT after discounts or before. */
const shopRules = fc.record({
  gross: fc.boolean(),
  after: fc.boolean(),
  percent: fc.constantFrom(0, 10, 33, 100),
})
type Rules = typeof shopRules extends fc.Arbitrary<infer Made> ? Made : never

/** A row as Magento's tax calculators make it, in cents. */
function rowOf(price: number, quantity: number, rate: number, { gross, after, percent }: Rules) {
  const whole = price * quantity
  const taxIn = (amount: number) => cents(amount - amount / (1 + rate / 100))
  const full = gross ? taxIn(whole) : cents((whole * rate) / 100)
  const net = gross ? whole - full : whole
  const discount = cents((whole * percent) / 100)
  const left = whole - discount
  const tax = !after ? full : gross ? taxIn(left) : cents((left * rate) / 100)
  return { net, tax, discount, compensation: gross ? full - tax : 0 }
}

const rows = fc.array(
  fc.record({
    kind: fc.constantFrom('simple', 'configurable', 'bundle', 'fixed', 'weee'),
    price: fc.integer({ min: 1, max: 30_000 }),
    quantity: fc.integer({ min: 1, max: 12 }),
    rate: fc.constantFrom(0, 4, 10, 22),
  }),
  { minLength: 1, maxLength: 8 },
)

test('R7: orders as Magento’s collectors make them are never refused, and lowered by more always are', () => {
  fc.assert(
    fc.property(
      shopRules,
      rows,
      fc.integer({ min: 0, max: 2000 }),
      fc.boolean(),
      (rules, made, ship, inSub) => {
        const sum = { net: 0, tax: 0, discount: 0, compensation: 0, fixed: 0 }
        const items = made.flatMap(({ kind, price, quantity, rate }, index): JsonObject[] => {
          const id = 10 * (index + 1)
          const row = rowOf(price, quantity, rate, rules)
          for (const field of ['net', 'tax', 'discount', 'compensation'] as const) sum[field] += row[field]
          const amounts = {
            price: inEuros(row.net) / quantity,
            qty_ordered: quantity,
            row_total: inEuros(row.net),
            tax_amount: inEuros(row.tax),
            tax_percent: rate,
            discount_amount: inEuros(row.discount),
            discount_tax_compensation_amount: inEuros(row.compensation),
          }
          const none = { price: 0, row_total: 0, tax_amount: 0, tax_percent: 0, qty_ordered: quantity }
          if (kind === 'bundle') {
            const own = { product_type: 'bundle', tax_percent: null, discount_amount: 0 }
            return [item(id, { ...amounts, ...own }), item(id + 1, { ...amounts, parent_item_id: id })]
          }
          if (kind === 'simple') return [item(id, amounts)]
          if (kind !== 'weee') {
            const product_type = kind === 'fixed' ? 'bundle' : kind
            return [item(id, { ...amounts, product_type }), item(id + 1, { ...none, parent_item_id: id })]
          }
          const [fixed, tax] = [quantity * 50, cents((quantity * 50 * rate) / 100)]
          sum.fixed += fixed
          sum.tax += tax
          const told = [{ title: 'RAEE', row_amount: fixed / 100, row_amount_incl_tax: (fixed + tax) / 100 }]
          const weee_tax_applied = JSON.stringify(told)
          return [item(id, { ...amounts, weee_tax_applied, weee_tax_applied_row_amount: fixed / 100 })]
        })
        const shipping = rowOf(ship, 1, 22, rules)
        const tax = sum.tax + shipping.tax
        const discount = sum.discount + shipping.discount
        const compensation = sum.compensation + shipping.compensation
        const total = sum.net + sum.fixed + shipping.net + tax - discount + compensation
        const json = (grand_total: number) =>
          order(1, {
            items,
            subtotal: inEuros(sum.net + (inSub ? sum.fixed : 0)),
            tax_amount: inEuros(tax),
            discount_amount: inEuros(-discount),
            discount_tax_compensation_amount: inEuros(sum.compensation),
            shipping_amount: inEuros(shipping.net),
            shipping_tax_amount: inEuros(shipping.tax),
            shipping_discount_amount: inEuros(shipping.discount),
            shipping_discount_tax_compensation_amount: inEuros(shipping.compensation),
            grand_total: inEuros(grand_total),
            extension_attributes: extended({}),
          })
        const result = mapOrder(json(total), {})
        expect('wrong' in result ? result.wrong : []).toEqual([])
        const pieces = made.reduce((all, { quantity }) => all + quantity, 0)
        // Half a cent for each piece and each row; fees are rows, too.
        const most = Math.max(1, Math.min((Math.max(2, 2 * made.length + 1) + pieces) / 2, total / 100))
        expect('wrong' in mapOrder(json(total - Math.ceil(most) - 1), {})).toBe(true)
      },
    ),
  )
})
