import fc from 'fast-check'
import { formatDecimal, type Scaled, unit } from '../../main/decimal.ts'
import type { Charge, Order, OrderLine } from '../../main/order.ts'
import { orderOf } from './orders.ts'

const cent = unit(2)
const money = (value: Scaled) => formatDecimal(value, 2)

const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => BigInt(value) * cent)
const rate = fc.constantFrom('22', '10', '5', '4', '0', null)
/** Anything that a shop may send, and what people do to shops. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '=1+1',
    '-5',
    '+39 02 555',
    '@x',
    'a;b"c\r\nd',
    '<b>&amp;</b>',
    '\0\u0007',
    '_x0041_',
    '\uD83D',
  ),
)

const line = fc
  .record({
    sku: anyText,
    name: anyText,
    option: anyText,
    quantity: fc.constantFrom('1', '2', '3', '7', '12', '0.5', '1.25', '250', '0'),
    net: cents(0, 200_000),
    discount: fc.oneof(fc.constant(0n), cents(0, 5000)),
    vatRate: rate,
    /** Shops round in many ways. */
    taxError: cents(-1, 1),
  })
  .map(
    ({ option, ...given }): OrderLine => ({
      sku: given.sku,
      name: given.name,
      productId: '',
      variationId: '',
      options: option === '' ? [] : [{ name: 'Opzione', value: option }],
      quantity: given.quantity,
      unitPrice: money(given.net + given.discount),
      vatRate: given.vatRate,
      discount: money(given.discount),
      net: money(given.net),
      tax: taxOf(given.net, given.vatRate, given.taxError),
    }),
  )

const charge = (min: number) =>
  fc.record({ name: anyText, net: cents(min, 3000), vatRate: rate, taxError: cents(-1, 1) }).map(
    ({ name, net, vatRate, taxError }): Charge => ({
      name,
      net: money(net),
      vatRate,
      tax: taxOf(net, vatRate, taxError),
    }),
  )

function taxOf(net: Scaled, vatRate: string | null, error: Scaled): string {
  const percent = BigInt(vatRate ?? '22')
  return percent === 0n ? '0.00' : money(((net * percent) / 100n / cent) * cent + error)
}

const sum = (amounts: readonly string[]) =>
  amounts.reduce((all, amount) => all + BigInt(amount.replace('.', '')) * cent, 0n)

/** Any order whose total is what its rows come to, give or take the shop's own rounding. */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    id: fc.integer({ min: 1, max: 1_000_000 }),
    number: fc.oneof(fc.integer({ min: 1 }).map(String), anyText),
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    shippingLines: fc.array(charge(0), { maxLength: 2 }),
    fees: fc.array(charge(-3000), { maxLength: 2 }),
    texts: fc.tuple(anyText, anyText, anyText, anyText),
    rounding: cents(-3, 3),
    refunded: cents(0, 1000),
  })
  .map(({ id, number, lines, shippingLines, fees, texts, rounding, refunded }) => {
    const charges = [...lines, ...shippingLines, ...fees]
    const tax = sum(charges.map((row) => row.tax))
    const total = sum(charges.map((row) => row.net)) + tax + rounding
    const [note, name, city, transactionId] = texts
    const base = orderOf(id)
    return {
      ...base,
      number,
      note,
      transactionId,
      customer: { ...base.customer, name },
      billing: { ...base.billing, name, city },
      lines,
      shippingLines,
      fees,
      taxes: ['22', '10', '4'].map((known) => ({ name: `IVA ${known}%`, rate: known, amount: '0.00' })),
      refunds: refunded === 0n ? [] : [{ id: '1', reason: note, amount: money(refunded) }],
      totals: {
        lines: money(sum(lines.map((row) => row.net))),
        discount: money(sum(lines.map((row) => row.discount))),
        shipping: money(sum(shippingLines.map((row) => row.net))),
        fees: money(sum(fees.map((row) => row.net))),
        tax: money(tax),
        total: money(total),
        refunded: money(refunded),
      },
    }
  })
