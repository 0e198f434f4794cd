import fc from 'fast-check'
import { type Scaled, toDecimal, unit } from '../../main/words/decimal.ts'
import type { Charge, Fee, Order, OrderLine, RefundLine } from '../../main/words/order.ts'
import { orderOf } from './orders.ts'

const cent = unit(2)
const money = (value: Scaled) => toDecimal(value, 2)

const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => BigInt(value) * cent)
const rate = fc.constantFrom('22', '10', '5', '4', '0', null)
/** Texts of every kind that a shop may send, odd ones included. */
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
    /** By how much the shop's own rounding moves a row. */
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

const otherKind = fc.constantFrom('fee', 'discount', 'unclear')
/** What a card or credit paid has no VAT. */
const paid = fc
  .tuple(anyText, cents(1, 3000))
  .map(([name, net]): Fee => ({ name, kind: 'paid', net: money(-net), tax: '0.00', vatRate: null }))

/** A line given back. */
function given({ sku, name, quantity, net, tax, vatRate }: OrderLine): RefundLine {
  return { kind: 'goods', sku, name, quantity, net, tax, vatRate }
}

/** Any order whose total is the sum of its rows, within the shop's rounding. */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    id: fc.integer({ min: 1, max: 1_000_000 }),
    number: fc.oneof(fc.integer({ min: 1 }).map(String), anyText),
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    shippingLines: fc.array(charge(0), { maxLength: 2 }),
    fees: fc.array(
      fc.oneof(
        paid,
        fc.tuple(charge(-3000), otherKind).map(([row, kind]): Fee => ({ ...row, kind })),
      ),
      { maxLength: 2 },
    ),
    texts: fc.tuple(anyText, anyText, anyText, anyText),
    rounding: cents(-3, 3),
    refunded: cents(0, 1000),
    removedLines: fc.array(line, { maxLength: 2 }),
    state: fc.constantFrom('processing', 'completed', 'Spedito'),
    till: fc.boolean(),
    refundedAt: fc.constantFrom(null, '2026-11-22T09:00:00.000Z'),
  })
  .map(({ id, number, lines, shippingLines, fees, texts, rounding, refunded, ...more }) => {
    const charges = [...lines, ...shippingLines, ...fees]
    const tax = sum(charges.map((row) => row.tax))
    const total = sum(charges.map((row) => row.net)) + tax + rounding
    const [note, name, city, transactionId] = texts
    const base = orderOf(id)
    return {
      ...base,
      number,
      note,
      shopNote: note,
      state: more.state,
      stateId: `id of ${more.state}`,
      till: more.till,
      removedLines: more.removedLines,
      transactionId,
      customer: { ...base.customer, name },
      billing: { ...base.billing, name, city },
      lines,
      shippingLines,
      fees,
      taxes: ['22', '10', '4'].map((known) => ({ name: `IVA ${known}%`, rate: known, amount: '0.00' })),
      refunds:
        refunded === 0n
          ? []
          : [
              {
                id: '1',
                at: more.refundedAt,
                reason: note,
                amount: money(refunded),
                lines: lines.map(given),
              },
            ],
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
