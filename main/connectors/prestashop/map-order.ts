import { scaled, unit } from '../../words/decimal.ts'
import { type Address, type Customer, type Order, unknownToMost } from '../../words/order.ts'
import type { Mapped } from '../connector.ts'
import { currencyDigits } from '../currency.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { plainLines } from '../plain-words.ts'
import { type Fields, isAbout, type Reader } from '../reader.ts'
import { reasonsBesideAmounts } from '../reconcile.ts'
import { tracked } from '../tracking.ts'
import { money, pair } from './amounts.ts'
import { settle } from './check-order.ts'
import { noteOf } from './customer-words.ts'
import { fiscalData } from './fiscal.ts'
import { isYes, keyText, oneText, reference } from './keys.ts'
import { isNoDate, type LocalTime } from './local-time.ts'
import { mapCharges, mapTaxes } from './map-charges.ts'
import { mapLines } from './map-lines.ts'
import { mapPayment } from './map-payment.ts'
import { linesByDetail, mapRefunds } from './map-refunds.ts'
import { createPlainReader } from './plain-reader.ts'
import { lacksCarrier } from './rows.ts'
import { readVouchers } from './vouchers.ts'
import type { WholeOrder } from './whole-order.ts'

export interface Mapping {
  readonly time: LocalTime
  readonly fiscalFields: FiscalMapping
  /** The order's state and its number, by {@link stateOf}. */
  readonly state: string | null
  readonly stateId: string | null
  /** The shop's own name, under which old versions show the pick-up at the shop. */
  readonly shopName?: string
  /** The shop's present, which tells which of October's two equal hours is meant; in milliseconds. */
  readonly now: number
}

/**
 * One order of the webservice as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws.
 * The fields are those of PrestaShop 8.2 (recordings `order_A_*`, `order_B_*`), most of them since 1.5.
 */
export function mapOrder(whole: WholeOrder, mapping: Mapping): Mapped {
  const { order: row, invoiceAddress, deliveryAddress } = whole
  const { state, stateId, time, now } = mapping
  const reader = createPlainReader((local) => time.toInstant(local, now))
  const instant = (source: Fields, field: string, path: string) =>
    isNoDate(reader.text(source, field, path)) ? null : reader.instant(source, field, path)
  const id = reference(row.id)
  if (id === null) reader.unreadable('id')
  if (state === null) reader.unreadable('current_state')
  const currency = currencyOf(reader, whole)
  const digits = digitsOf(whole, currency)
  const step = unit(Math.min(2, digits))
  const products = {
    net: reader.amount(row, 'total_products', '').value,
    gross: reader.amount(row, 'total_products_wt', '').value,
  }
  const total = {
    net: reader.amount(row, 'total_paid_tax_excl', '').value,
    gross: reader.amount(row, 'total_paid_tax_incl', '').value,
  }
  const lines = mapLines(reader, whole, { products, digits })
  const vouchers = readVouchers(reader, whole.cartRules)
  const amounts = settle(lines, {
    products,
    digits,
    shipping: pair(reader, row, 'total_shipping', ''),
    wrapping: pair(reader, row, 'total_wrapping', ''),
    discount: pair(reader, row, 'total_discounts', ''),
    total,
    vouchers,
    split: whole.split ?? false,
    carrierless: lacksCarrier(row),
  })
  const charges = mapCharges(reader, whole, lines, amounts, { shopName: mapping.shopName, step, vouchers })
  const [carriage] = charges.shippingLines
  const refunds = mapRefunds(reader, whole.slips, {
    lineOf: linesByDetail(whole.details, lines.items),
    shipping: { name: carriage?.name ?? '', vatRate: carriage?.vatRate ?? null },
    digits,
    toInstant: (local) => time.toInstant(local, now),
  })
  const billing = mapAddress(reader, whole, invoiceAddress, 'address_invoice.')
  const shipping = mapAddress(reader, whole, deliveryAddress, 'address_delivery.')
  const placedAt = instant(row, 'date_add', '')
  if (placedAt === null && !reader.reasons.some(isAbout('date_add'))) reader.unreadable('date_add')
  const payment = mapPayment(reader, whole, { total: total.gross, step }, instant)
  const goods = lines.items.filter((_, place) => place !== amounts.apart)
  const order: Order = {
    ...unknownToMost,
    shopOrderId: id ?? '',
    number: reader.text(row, 'reference', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: instant(row, 'date_upd', '') ?? placedAt ?? '',
    paidAt: payment.paidAt,
    state: state ?? '',
    stateId: stateId ?? '',
    currency,
    customer: mapCustomer(reader, whole, billing, shipping),
    fiscal: fiscalData(invoiceAddress, whole.customer, mapping.fiscalFields),
    billing,
    shipping,
    lines: goods,
    shippingLines: charges.shippingLines,
    fees: charges.fees,
    shopNote: plainLines(oneText(row.note) ?? '').trim(),
    discounts: charges.discounts,
    refunds: refunds.items,
    taxes: mapTaxes([...goods, ...charges.shippingLines, ...charges.fees], total.gross - total.net),
    totals: {
      lines: money(products.net),
      discount: money(amounts.discount.net),
      shipping: money(amounts.shipping.net),
      fees: money(charges.fees.reduce((sum, { net }) => sum + scaled(net), 0n)),
      tax: money(total.gross - total.net),
      total: money(total.gross),
      refunded: money(refunds.sum),
    },
    // Which prices customers see depends on their group, which the webservice does not say of an order.
    pricesIncludeTax: true,
    paymentMethod: reader.text(row, 'payment', '') || reader.text(row, 'module', ''),
    transactionId: payment.transactionId,
    shippingMethod: charges.shippingLines.map((line) => line.name).join(', '),
    note: noteOf(whole),
    ...tracked(typeof row.shipping_number === 'string' ? [row.shipping_number] : []),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  // Fees alone are an order's all only where it says that it has no products.
  const whatIsThere = products.gross === 0n ? order : { ...order, fees: [] }
  const wrong = [
    ...reader.reasons,
    ...reasonsBesideAmounts(whatIsThere),
    ...(amountsRead ? amounts.reasons : []),
  ]
  return wrong.length === 0 ? { order } : { wrong, asItIs: order, state, stateId }
}

/** Decimal places that amounts in the order's currency are rounded to: the shop's own choice, else the currency's. */
function digitsOf({ currency }: WholeOrder, code: string): number {
  const usual = currencyDigits(code) ?? 2
  if (currency === null) return usual
  // Up to 1.7.5 a currency has decimals, of which all have two, or has none.
  const decimals = keyText(currency.decimals)
  if (decimals === '0') return 0
  const precision = Number(keyText(currency.precision) || (decimals === '' ? usual : Math.min(2, usual)))
  return Number.isInteger(precision) && precision >= 0 && precision <= 6 ? precision : usual
}

/** The ISO code; the shop's own number where it is no currency of its any more. */
function currencyOf(reader: Reader, { order, currency }: WholeOrder): string {
  const code = currency === null ? '' : reader.text(currency, 'iso_code', 'currency.').trim()
  return code.toUpperCase() || reader.text(order, 'id_currency', '')
}

function mapCustomer(reader: Reader, whole: WholeOrder, billing: Address, shipping: Address): Customer {
  const { order, customer } = whole
  const fields = customer ?? {}
  const guest = isYes(fields.is_guest)
  return {
    id: guest ? '' : (reference(order.id_customer) ?? ''),
    name: fullName(reader, fields, 'customer.') || billing.name || shipping.name,
    company: billing.company || shipping.company || reader.text(fields, 'company', 'customer.').trim(),
    email: reader.text(fields, 'email', 'customer.').trim(),
    phone: billing.phone || shipping.phone,
  }
}

function mapAddress(reader: Reader, whole: WholeOrder, fields: Fields | null, path: string): Address {
  const source = fields ?? {}
  const country = whole.countries.find((row) => keyText(row.id) === keyText(source.id_country))
  const province = whole.provinces.find((row) => keyText(row.id) === keyText(source.id_state))
  return {
    name: fullName(reader, source, path),
    company: reader.text(source, 'company', path).trim(),
    street: reader.text(source, 'address1', path),
    street2: reader.text(source, 'address2', path),
    city: reader.text(source, 'city', path),
    province: province === undefined ? '' : reader.text(province, 'iso_code', `${path}state.`),
    postcode: reader.text(source, 'postcode', path),
    country: country === undefined ? '' : reader.text(country, 'iso_code', `${path}country.`),
    phone: reader.text(source, 'phone', path).trim() || reader.text(source, 'phone_mobile', path).trim(),
  }
}

function fullName(reader: Reader, fields: Fields, path: string): string {
  const first = reader.text(fields, 'firstname', path).trim()
  const last = reader.text(fields, 'lastname', path).trim()
  return first !== '' && last !== '' ? `${first} ${last}` : first || last
}
