import Big from 'big.js'
import { invoiceXml } from '../../main/invoice/invoice-xml.ts'
import { makeInvoice } from '../../main/invoice/make-invoice.ts'
import type { InvoiceInput, InvoiceRefusalCode } from '../../main/words/invoice.ts'
import {
  type InvoiceSettings,
  noSeller,
  type Seller,
  usualInvoiceSettings,
} from '../../main/words/invoice-settings.ts'
import type { Charge, Fee, Order, OrderLine } from '../../main/words/order.ts'
import { readXml, type XmlElement } from './exports.ts'
import { orderOf } from './orders.ts'

export const seller: Seller = {
  ...noSeller,
  name: 'Bottega Srl',
  vatNumber: '01234567897',
  regime: 'RF01',
  street: 'Via Roma 1',
  postcode: '20100',
  city: 'Milano',
  province: 'MI',
}

export const invoiceWords: InvoiceInput['words'] = {
  item: 'Articolo',
  shipping: 'Spedizione',
  fee: 'Supplemento',
  discount: 'Sconto',
  refund: 'Rimborso',
  stamp: 'Imposta di bollo',
  foreignVat: (country) => `IVA ${country} (OSS)`,
}

/** What an invoice of an order is made of. */
export function inputOf(order: Order, changes: Partial<InvoiceInput> = {}): InvoiceInput {
  return {
    ...{ kind: 'TD01', order, refund: null, seller, settings: usualInvoiceSettings },
    ...{ number: '1/W', date: '2026-03-10', today: '2026-03-10', progressive: '00001', invoice: null },
    ...{ causale: [], terms: null, confirmed: [], words: invoiceWords },
    ...changes,
  }
}

export const settled = (changes: Partial<InvoiceSettings>): InvoiceSettings => ({
  ...usualInvoiceSettings,
  ...changes,
})

/** The file of an invoice that must be made. */
export function fileOf(input: InvoiceInput): string {
  const made = makeInvoice(input)
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.refusals)}`)
  return invoiceXml(made.document)
}

export function readFileOf(input: InvoiceInput): XmlElement {
  return readXml(fileOf(input))
}

/** The codes for which there is none; empty when it is made. */
export function refusalsOf(input: InvoiceInput): readonly InvoiceRefusalCode[] {
  const made = makeInvoice(input)
  return made.ok ? [] : made.refusals.map(({ code }) => code)
}

/** Something sold at a price with VAT, as shops' customers see it. */
export interface Sold {
  readonly name?: string
  readonly quantity?: string
  /** Of one, VAT included. */
  readonly price: string
  readonly rate: string
  /** Per cent taken off by a coupon. */
  readonly off?: string
}

/** How a shop rounds: the tax of each line to the cent, or that of the order. */
export type Rounding = 'line' | 'order'

export interface Bought {
  readonly lines: readonly Sold[]
  readonly shipping?: Sold
  readonly fees?: readonly Fee[]
  readonly rounding?: Rounding
}

/** The order that comes of it, as a shop with such prices has it; computed without the program's arithmetic. */
export function orderFor(
  { lines, shipping, fees = [], rounding = 'line' }: Bought,
  changes: Partial<Order> = {},
): Order {
  const places = rounding === 'line' ? 2 : 6
  const made = lines.map((line) => lineFor(line, places))
  const charges = shipping === undefined ? [] : [chargeFor(shipping, places)]
  const all = [...made, ...charges, ...fees]
  const sum = (of: (row: Charge) => string, rows: readonly Charge[] = all) =>
    rows.reduce((total, row) => total.plus(of(row)), new Big(0))
  const total = sum((row) => row.net).plus(sum((row) => row.tax))
  return orderOf(1, {
    lines: made,
    shippingLines: charges,
    fees,
    pricesIncludeTax: true,
    totals: {
      lines: sum((row) => row.net, made).toFixed(2),
      discount: made.reduce((all, line) => all.plus(line.discount), new Big(0)).toFixed(2),
      shipping: sum((row) => row.net, charges).toFixed(2),
      fees: sum((row) => row.net, fees).toFixed(2),
      tax: sum((row) => row.tax).toFixed(2),
      total: total.toFixed(2),
      refunded: '0.00',
    },
    paymentMethod: 'Carta di credito',
    ...changes,
  })
}

function lineFor(
  { name = 'Tazza', quantity = '1', price, rate, off = '0' }: Sold,
  places: number,
): OrderLine {
  const paid = new Big(price)
    .times(quantity)
    .times(new Big(100).minus(off))
    .div(100)
    .round(2, Big.roundHalfUp)
  const factor = new Big(rate).div(100).plus(1)
  const net = paid.div(factor).round(places, Big.roundHalfUp)
  const listNet = new Big(price).times(quantity).div(factor)
  return {
    ...{ sku: '', name, productId: '1', variationId: '', options: [], quantity },
    unitPrice: new Big(price).div(factor).toFixed(6),
    vatRate: rate,
    discount: off === '0' ? '0.00' : listNet.minus(paid.div(factor)).toFixed(places),
    net: net.toFixed(places),
    tax: paid.minus(net).toFixed(places),
  }
}

function chargeFor(sold: Sold, places: number): Charge {
  const { name, net, tax, vatRate } = lineFor({ name: 'Spedizione', ...sold }, places)
  return { name, net, tax, vatRate }
}
