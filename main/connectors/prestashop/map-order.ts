import type { Address, Customer, Order, WrongReason } from '../../order.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { createReader, type Fields, isAbout, type Reader } from '../reader.ts'
import { money } from './amounts.ts'
import { checkOrder } from './check-order.ts'
import { fiscalData } from './fiscal.ts'
import { isNoDate, type LocalTime } from './local-time.ts'
import { mapCharges, mapRefunds, mapTaxes } from './map-charges.ts'
import { mapLines } from './map-lines.ts'
import { mapPayment } from './map-payment.ts'
import { keyText, reference } from './names.ts'
import type { WholeOrder } from './related.ts'

export type Mapped =
  | { readonly order: Order }
  /** Every reason, and the state when that much could be read. */
  | { readonly wrong: readonly WrongReason[]; readonly state: string | null }

export interface Mapping {
  readonly time: LocalTime
  readonly fiscalFields: FiscalMapping
  /** The order's state, by {@link stateOf}. */
  readonly state: string | null
  /** The shop's present, which tells which of October's two equal hours is meant; in milliseconds. */
  readonly now: number
}

/**
 * One order of the webservice as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws.
 * The fields are those of PrestaShop 8.2 (recordings `order_A_*`, `order_B_*`), most of them since 1.5.
 */
export function mapOrder(whole: WholeOrder, mapping: Mapping): Mapped {
  const { order: row, invoiceAddress, deliveryAddress } = whole
  const { state, time, now } = mapping
  const reader = createReader((local) => time.toInstant(local, now))
  const instant = (source: Fields, field: string, path: string) =>
    isNoDate(reader.text(source, field, path)) ? null : reader.instant(source, field, path)
  const id = reference(row.id)
  if (id === null) reader.unreadable('id')
  if (state === null) reader.unreadable('current_state')
  const lines = mapLines(reader, whole)
  const charges = mapCharges(reader, whole, lines)
  const refunds = mapRefunds(reader, whole.slips)
  const products = {
    net: reader.amount(row, 'total_products', '').value,
    gross: reader.amount(row, 'total_products_wt', '').value,
  }
  const total = {
    net: reader.amount(row, 'total_paid_tax_excl', '').value,
    gross: reader.amount(row, 'total_paid_tax_incl', '').value,
  }
  const billing = mapAddress(reader, whole, invoiceAddress, 'address_invoice.')
  const shipping = mapAddress(reader, whole, deliveryAddress, 'address_delivery.')
  const placedAt = instant(row, 'date_add', '')
  if (placedAt === null && !reader.reasons.some(isAbout('date_add'))) reader.unreadable('date_add')
  const payment = mapPayment(reader, whole, instant)
  const { wrapping, discount } = charges
  const order: Order = {
    shopOrderId: id ?? '',
    number: reader.text(row, 'reference', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: instant(row, 'date_upd', '') ?? placedAt ?? '',
    paidAt: payment.paidAt,
    state: state ?? '',
    fulfilment: '',
    currency: currencyOf(reader, whole),
    customer: mapCustomer(reader, whole, billing, shipping),
    fiscal: fiscalData(invoiceAddress, whole.customer, mapping.fiscalFields),
    billing,
    shipping,
    lines: lines.items,
    shippingLines: charges.shippingLines,
    fees: charges.fees,
    discounts: charges.discounts,
    refunds: refunds.items,
    taxes: mapTaxes(lines, charges, total.gross - total.net),
    totals: {
      lines: money(products.net),
      discount: money(discount.net),
      shipping: money(charges.shipping.net),
      fees: money(wrapping.net - discount.net),
      tax: money(total.gross - total.net),
      total: money(total.gross),
      refunded: money(refunds.sum),
    },
    // Which prices customers see depends on their group, which the webservice does not say of an order.
    pricesIncludeTax: true,
    paymentMethod: reader.text(row, 'payment', '') || reader.text(row, 'module', ''),
    transactionId: payment.transactionId,
    shippingMethod: charges.shippingLines.map((line) => line.name).join(', '),
    note: noteOf(reader, whole),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [
    ...reader.reasons,
    ...checkOrder(order, amountsRead ? { lines, charges, products, total } : null),
  ]
  return wrong.length === 0 ? { order } : { wrong, state }
}

/** The ISO code; the shop's own number where it is no currency of its any more. */
function currencyOf(reader: Reader, { order, currency }: WholeOrder): string {
  const code = currency === null ? '' : reader.text(currency, 'iso_code', 'currency.').trim()
  return code.toUpperCase() || reader.text(order, 'id_currency', '')
}

function mapCustomer(reader: Reader, whole: WholeOrder, billing: Address, shipping: Address): Customer {
  const { order, customer } = whole
  const fields = customer ?? {}
  const guest = reader.text(fields, 'is_guest', 'customer.') === '1'
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

/** What the customer wrote: the message of a gift, and what he added to the address of delivery. */
function noteOf(reader: Reader, { order, deliveryAddress }: WholeOrder): string {
  const gift = reader.text(order, 'gift_message', '').trim()
  const other =
    deliveryAddress === null ? '' : reader.text(deliveryAddress, 'other', 'address_delivery.').trim()
  return [gift, other].filter((text) => text !== '').join('\n')
}
