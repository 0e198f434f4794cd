import { absolute, type Scaled } from '../../words/decimal.ts'
import type { Charge, Discount, TaxTotal } from '../../words/order.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isFields, type Reader } from '../reader.ts'
import { amountOf, money, scaledOf } from './reader.ts'

/** Shipping, after its discount. */
export interface Shipping {
  readonly charges: readonly Charge[]
  readonly net: Scaled
  readonly tax: Scaled
  /** What is taken off it, as the order's `discount_amount` counts it. */
  readonly discount: Scaled
  /** The VAT in that. */
  readonly taxOfDiscount: Scaled
}

/** What the shipping costs, less its own discount. */
export function mapShipping(reader: Reader, order: Fields, extension: Fields): Shipping {
  const name = plainLine(reader.text(order, 'shipping_description', ''))
  const discount = absolute(amountOf(reader, order, 'shipping_discount_amount', ''))
  const taxOfDiscount = amountOf(reader, order, 'shipping_discount_tax_compensation_amount', '')
  const net = amountOf(reader, order, 'shipping_amount', '') - discount + taxOfDiscount
  const tax = amountOf(reader, order, 'shipping_tax_amount', '')
  if (name === '' && net === 0n && tax === 0n) return { charges: [], net, tax, discount, taxOfDiscount }
  const vatRate = shippingRate(reader, extension)
  return { charges: [{ name, net: money(net), tax: money(tax), vatRate }], net, tax, discount, taxOfDiscount }
}

/** The one rate applied to shipping, by `item_applied_taxes` (`type: "shipping"`); null when there are several. */
function shippingRate(reader: Reader, extension: Fields): string | null {
  const path = 'extension_attributes.item_applied_taxes'
  const rates = reader
    .list(extension, 'item_applied_taxes', 'extension_attributes.')
    .filter((row) => row.type === 'shipping')
    .flatMap((row) => reader.list(row, 'applied_taxes', `${path}.`))
    .map((tax) => reader.amount(tax, 'percent', `${path}.applied_taxes.`, '0'))
  const [rate] = rates
  return rate !== undefined && rates.length === 1 ? rate.text : null
}

export interface Discounts {
  readonly items: readonly Discount[]
  /** As the order has it: with its VAT, where prices have it. */
  readonly written: Scaled
  readonly net: Scaled
}

/** What the order cost less: one row, since Magento keeps the sum of all rules. VAT that falls away with it apart. */
export function mapDiscounts(reader: Reader, order: Fields, extension: Fields): Discounts {
  const gross = absolute(amountOf(reader, order, 'discount_amount', ''))
  const tax =
    amountOf(reader, order, 'discount_tax_compensation_amount', '') +
    amountOf(reader, order, 'shipping_discount_tax_compensation_amount', '')
  if (gross === 0n) return { items: [], written: 0n, net: 0n }
  const { coupon_codes: several } = extension
  const codes = Array.isArray(several) ? several.filter((one) => typeof one === 'string').join(', ') : ''
  const code =
    reader.text(order, 'coupon_code', '') || codes || reader.text(order, 'discount_description', '')
  return {
    items: [{ code: plainLine(code), net: money(gross - tax), tax: money(tax) }],
    written: gross,
    net: gross - tax,
  }
}

/** `extension_attributes.applied_taxes`: one row a rate, for the whole order. */
export function mapTaxes(reader: Reader, extension: Fields): readonly TaxTotal[] {
  const path = 'extension_attributes.applied_taxes'
  return reader.list(extension, 'applied_taxes', 'extension_attributes.').map((row, index) => ({
    name: plainLine(
      reader.text(row, 'title', `${path}[${index}].`) || reader.text(row, 'code', `${path}[${index}].`),
    ),
    rate:
      row.percent === undefined || row.percent === null
        ? null
        : reader.amount(row, 'percent', `${path}[${index}].`).text,
    amount: money(amountOf(reader, row, 'amount', `${path}[${index}].`)),
  }))
}

/** They go onto Italian invoices, beside the names that the shop itself gives to shipping and codes. */
const words = {
  wrapping: 'Confezione regalo',
  greetingCard: "Biglietto d'auguri",
  fixedTax: 'Contributo ambientale',
}

export interface Fee {
  readonly name: string
  readonly net: Scaled
  readonly tax: Scaled
}

/** Gift wrapping and cards. */
export function wrappings(reader: Reader, extension: Fields): readonly Fee[] {
  const at = 'extension_attributes.'
  const amount = (field: string) => amountOf(reader, extension, field, at)
  return [
    { name: words.wrapping, net: amount('gw_price'), tax: amount('gw_tax_amount') },
    { name: words.wrapping, net: amount('gw_items_price'), tax: amount('gw_items_tax_amount') },
    { name: words.greetingCard, net: amount('gw_card_price'), tax: amount('gw_card_tax_amount') },
  ].filter((fee) => fee.net !== 0n || fee.tax !== 0n)
}

/** The merchant's own fees in Adobe Commerce, which may lower the total, too. */
export function customFees(reader: Reader, extension: Fields): readonly Fee[] {
  const at = 'extension_attributes.'
  // Other modules have a text of that name.
  if (typeof extension.custom_fees === 'string') return []
  return reader
    .list(extension, 'custom_fees', at)
    .map((row, index): Fee => {
      const path = `${at}custom_fees[${index}].`
      const name = reader.text(row, 'custom_fee_label', path) || reader.text(row, 'custom_fee_code', path)
      return { name: plainLine(name), net: amountOf(reader, row, 'custom_fee_amount', path), tax: 0n }
    })
    .filter(({ net }) => net !== 0n)
}

/** Fixed product taxes (WEEE): `weee_tax_applied` holds JSON in a text: `[{title, row_amount, row_amount_incl_tax, ...}]`. */
export function fixedTaxes(reader: Reader, order: Fields): readonly Fee[] {
  const fees = new Map<string, Fee>()
  reader.list(order, 'items', '').forEach((item, index) => {
    const net = amountOf(reader, item, 'weee_tax_applied_row_amount', `items[${index}].`)
    if (net === 0n) return
    const { title, tax } = fixedTaxDetails(item.weee_tax_applied)
    const before = fees.get(title)
    fees.set(title, { name: title, net: (before?.net ?? 0n) + net, tax: (before?.tax ?? 0n) + tax })
  })
  return [...fees.values()]
}

function fixedTaxDetails(text: unknown): { readonly title: string; readonly tax: Scaled } {
  const unknown = { title: words.fixedTax, tax: 0n }
  if (typeof text !== 'string') return unknown
  let rows: unknown
  try {
    rows = JSON.parse(text)
  } catch {
    // Before 2.2 PHP's own form of writing stood there.
    return unknown
  }
  if (!Array.isArray(rows)) return unknown
  const known = rows.filter(isFields)
  const titles = known.flatMap(({ title }) => (typeof title === 'string' && title !== '' ? [title] : []))
  const tax = known.reduce(
    (sum, row) => sum + (scaledOf(row.row_amount_incl_tax) - scaledOf(row.row_amount)),
    0n,
  )
  return { title: titles.join(', ') || unknown.title, tax: tax > 0n ? tax : 0n }
}
