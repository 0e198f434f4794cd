import Big from 'big.js'
import fc from 'fast-check'
import type { InvoiceInput } from '../../main/words/invoice.ts'
import type { Address, Charge, Fee, Order, OrderLine, Refund } from '../../main/words/order.ts'
import { inputOf, seller, settled } from './invoices.ts'
import { orderOf } from './orders.ts'

/** Sales of every kind, and what invoices are made of for them; amounts are computed with big.js. */

const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => new Big(value).div(100))

const anyName = fc.oneof(
  fc.constantFrom(
    'Tazza',
    'Caffè ½ kg',
    'L’oro di Napoli',
    'Zaino 🎒',
    'Łódź – Größe “M”',
    'a & b < c',
    'Čokoláda',
  ),
  fc.constantFrom(
    '☕☕',
    '   ',
    'Riga 1\nRiga 2',
    'x'.repeat(1200),
    '北京烤鸭',
    '5 € di sconto',
    'a\u0085b\u007f',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)

const row = fc.record({
  name: anyName,
  quantity: fc.oneof(
    fc.constantFrom('1', '1', '2', '3', '11', '0.5', '1.25', '250'),
    fc.integer({ min: 1, max: 5000 }).map(String),
  ),
  /** Of one: with VAT, or without, as the shop's prices are. */
  price: cents(5, 30_000),
  rate: fc.constantFrom('22', '22', '22', '10', '5', '4'),
  off: fc.constantFrom('0', '0', '0', '10', '33.42', '50', '100'),
})
type Sold = typeof row extends fc.Arbitrary<infer One> ? One : never

const customer = fc.constantFrom(
  ...([
    'person',
    'person',
    'person',
    'company',
    'company',
    'no-code',
    'eu-person',
    'eu-company',
    'abroad',
  ] as const),
)
type CustomerKind = typeof customer extends fc.Arbitrary<infer One> ? One : never

interface Shape {
  readonly rows: readonly Sold[]
  readonly shipping: Sold | null
  /** A fee, or a reduction shared out among all rates. */
  readonly fee: 'none' | 'fee' | 'discount'
  readonly card: Big | null
  readonly customer: CustomerKind
  readonly includeTax: boolean
  readonly perLine: boolean
  readonly drift: number
  readonly oss: 'italian' | 'N3.2' | 'N7'
  readonly personName: string
  /** A seller whose regime has no VAT, and whether he charges the stamp. */
  readonly noVat: boolean
  readonly stampCharged: boolean
  readonly back: 'nothing' | 'all' | 'rows' | 'sum'
}

const shape: fc.Arbitrary<Shape> = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  shipping: fc.option(row.map((one) => ({ ...one, quantity: '1', off: '0' }))),
  fee: fc.constantFrom('none', 'none', 'fee', 'discount'),
  card: fc.option(cents(1, 3000), { freq: 4 }),
  customer,
  includeTax: fc.boolean(),
  perLine: fc.boolean(),
  drift: fc.constantFrom(0, 0, 0, 0.01, -0.02, 0.03),
  oss: fc.constantFrom('italian', 'N3.2', 'N7'),
  personName: fc.constantFrom('Nicolò Bertè', 'Zoë 🎉 Ćosić', 'Żółć', 'Γιώργος', 'José Núñez', '🎉'),
  noVat: fc.constantFrom(false, false, false, false, true),
  stampCharged: fc.boolean(),
  back: fc.constantFrom('nothing', 'nothing', 'nothing', 'all', 'rows', 'sum'),
})

/** What an invoice or a credit note is made of. */
export const anySale: fc.Arbitrary<InvoiceInput> = shape.map((of) => {
  const order = orderFrom(of)
  const settings = settled({
    oss: of.oss,
    stampAlso: [],
    stampCharged: of.stampCharged,
    natura: { ...settled({}).natura, 'zero-rate': { natura: 'N4', text: '' } },
  })
  const sells = of.noVat ? ({ ...seller, regime: 'RF19' } as const) : seller
  const input = inputOf(order, { settings, seller: sells, causale: [`Ordine ${order.number}`] })
  if (of.back === 'nothing') return input
  const refund = refundFrom(of, order)
  return { ...input, kind: 'TD04', refund, invoice: { number: '7/W', date: '2026-03-01' } }
})

/** What was sold, however it was paid; by big.js. */
export function soldFor({ totals, fees }: Order): Big {
  return fees
    .filter(({ kind }) => kind === 'paid')
    .reduce((sum, { net }) => sum.minus(net), new Big(totals.total))
}

function orderFrom(of: Shape): Order {
  const untaxed = of.noVat || of.customer === 'eu-company' || of.customer === 'abroad'
  const foreignRate = of.customer === 'eu-person' && of.oss !== 'italian' ? '20' : null
  const rateOf = ({ rate }: Sold) => (untaxed ? '0' : (foreignRate ?? rate))
  const lines = of.rows.map((sold) => lineFrom(sold, rateOf(sold), of))
  const shippingLines = of.shipping === null ? [] : [chargeOf(lineFrom(of.shipping, rateOf(of.shipping), of))]
  const fees = [...feesFrom(of, lines), ...cardOf(of, [...lines, ...shippingLines])]
  const all: readonly Charge[] = [...lines, ...shippingLines, ...fees]
  const sum = (name: 'net' | 'tax', rows: readonly Charge[] = all) =>
    rows.reduce((total, one) => total.plus(one[name]), new Big(0))
  const total = sum('net').plus(sum('tax')).plus(of.drift)
  return orderOf(1, {
    ...buyerOf(of),
    lines,
    shippingLines,
    fees,
    pricesIncludeTax: of.includeTax,
    totals: {
      lines: sum('net', lines).toFixed(2),
      discount: '0.00',
      shipping: sum('net', shippingLines).toFixed(2),
      fees: sum('net', fees).toFixed(2),
      tax: sum('tax').toFixed(2),
      total: total.toFixed(2),
      refunded: '0.00',
    },
  })
}

function lineFrom({ name, quantity, price, off }: Sold, rate: string, of: Shape): OrderLine {
  const factor = new Big(rate).div(100).plus(1)
  const places = of.perLine ? 2 : 6
  const round = (value: Big) => value.round(places, Big.roundHalfUp)
  const part = new Big(100).minus(off).div(100)
  const paid = price.times(quantity).times(part)
  const net = of.includeTax ? round(paid.round(2).div(factor)) : paid.round(2)
  const tax = of.includeTax ? paid.round(2).minus(net) : round(net.times(factor.minus(1)))
  const unit = of.includeTax ? price.div(factor) : price
  return {
    ...{ sku: name.slice(0, 8), name, productId: '1', variationId: '', options: [], quantity },
    unitPrice: unit.toFixed(6),
    vatRate: rate,
    discount: unit.times(quantity).minus(unit.times(quantity).times(part)).toFixed(2),
    net: net.toFixed(places),
    tax: tax.toFixed(places),
  }
}

function chargeOf({ name, net, tax, vatRate }: OrderLine): Charge {
  return { name, net, tax, vatRate }
}

/** A fee at one rate, or what WooCommerce makes of a negative one: shared out by what was sold, its rate not said. */
function feesFrom({ fee }: Shape, lines: readonly OrderLine[]): readonly Fee[] {
  const [line] = lines
  if (fee === 'none' || line === undefined) return []
  if (fee === 'fee') {
    const tax = new Big(line.vatRate ?? 0).times('0.05').round(2, Big.roundHalfUp)
    return [{ name: 'Contrassegno', kind: 'fee', net: '5.00', tax: tax.toFixed(2), vatRate: line.vatRate }]
  }
  const whole = lines.reduce((sum, { net }) => sum.plus(net), new Big(0))
  const taxes = lines.reduce((sum, { tax }) => sum.plus(tax), new Big(0))
  const tax = whole.eq(0) ? new Big(0) : taxes.div(whole).times('-0.5').round(2)
  const net = whole.gt(5) ? '-0.50' : '0.00'
  return [
    { name: 'Sconto', kind: 'discount', net, tax: net === '0.00' ? '0.00' : tax.toFixed(2), vatRate: null },
  ]
}

function cardOf({ card }: Shape, rows: readonly Charge[]): readonly Fee[] {
  const total = rows.reduce((sum, { net, tax }) => sum.plus(net).plus(tax), new Big(0))
  if (card === null || total.lt(card.plus(1))) return []
  return [{ name: 'Buono regalo', kind: 'paid', net: `-${card.toFixed(2)}`, tax: '0.00', vatRate: null }]
}

function buyerOf(of: Shape): Pick<Order, 'billing' | 'shipping' | 'customer' | 'fiscal'> {
  const { billing, customer: known } = orderOf(1)
  const fiscal = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
  const living = (changes: Partial<Address>) => ({ ...billing, name: of.personName, ...changes })
  const made = (address: Address, changes: Partial<Order['fiscal']>) => ({
    ...{ billing: address, shipping: address, customer: { ...known, name: '' } },
    fiscal: { ...fiscal, ...changes },
  })
  switch (of.customer) {
    case 'person':
      return made(living({}), { fiscalCode: 'RSSMRA80A01H501U' })
    case 'no-code':
      return made(living({}), {})
    case 'company':
      return made(living({ company: 'Ditta Beta & Figli Srl' }), {
        vatNumber: 'IT01234567897',
        sdiCode: 'abc1234',
      })
    case 'eu-person':
      return made(living({ country: 'AT', province: 'Wien', postcode: '1010', city: 'Wien' }), {})
    case 'eu-company':
      return made(living({ country: 'DE', province: '', postcode: 'D-10115', company: 'Müller GmbH' }), {
        vatNumber: 'DE123456789',
      })
    case 'abroad':
      return made(living({ country: 'GB', province: 'Kent', postcode: 'EC1A 1BB' }), {})
  }
}

function refundFrom({ back, rows }: Shape, order: Order): Refund {
  const whole = { id: '1', at: null, reason: 'Reso', amount: soldFor(order).toFixed(2), lines: [] }
  if (back === 'all') return whole
  if (back === 'sum') return { ...whole, amount: new Big(whole.amount).div(3).toFixed(2) }
  const lines = order.lines
    .slice(0, Math.ceil(rows.length / 2))
    .map(({ sku, name, quantity, net, tax, vatRate }) => ({
      ...{ kind: 'goods' as const, sku, name, quantity, net, tax, vatRate },
    }))
  const amount = lines.reduce((sum, { net, tax }) => sum.plus(net).plus(tax), new Big(0))
  return { ...whole, amount: amount.toFixed(2), lines }
}
