import type { Address, Order, WrongReason } from '../../order.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import { checkOrder } from './check-order.ts'
import { mapCharges, mapDiscounts, mapLines, mapRefunds, mapTaxes, sumOf } from './map-lines.ts'
import { createReader, type Fields, isFields, type Reader } from './reader.ts'

export type Mapped =
  | { readonly order: Order }
  /** Every reason, and the state when that much could be read. */
  | { readonly wrong: readonly WrongReason[]; readonly state: string | null }

/**
 * One order of `wc/v3/orders` as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws.
 * The fields are those of WooCommerce 9.4 (recordings `single_*`) up to 11.0.
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping): Mapped {
  const reader = createReader()
  if (!isFields(json)) return { wrong: [unreadable('order')], state: null }
  const id = orderId(json.id)
  if (id === null) reader.unreadable('id')
  const state = reader.text(json, 'status', '')
  if (state === '') reader.unreadable('status')
  const taxes = mapTaxes(reader, json)
  const lines = mapLines(reader, json, taxes.rates)
  const shippingLines = mapCharges(reader, json, 'shipping_lines', 'method_title', taxes.rates)
  const fees = mapCharges(reader, json, 'fee_lines', 'name', taxes.rates)
  const refunds = mapRefunds(reader, json)
  const declared = {
    discount: reader.amount(json, 'discount_total', '', '0'),
    shipping: reader.amount(json, 'shipping_total', '', '0'),
    tax: reader.amount(json, 'total_tax', '', '0'),
    total: reader.amount(json, 'total', ''),
  }
  const billingFields = reader.record(json, 'billing', '')
  const billing = mapAddress(reader, billingFields, 'billing.')
  const shipping = mapAddress(reader, reader.record(json, 'shipping', ''), 'shipping.')
  const customerId = reader.text(json, 'customer_id', '')
  const placedAt = reader.instant(json, 'date_created_gmt', '')
  if (placedAt === null && !reader.reasons.some(isAbout('date_created_gmt')))
    reader.unreadable('date_created_gmt')
  const order: Order = {
    shopOrderId: id ?? '',
    number: reader.text(json, 'number', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: reader.instant(json, 'date_modified_gmt', '') ?? placedAt ?? '',
    paidAt: reader.instant(json, 'date_paid_gmt', ''),
    state,
    fulfilment: '',
    currency: reader.text(json, 'currency', '').toUpperCase(),
    customer: {
      id: customerId === '0' ? '' : customerId,
      name: billing.name || shipping.name,
      company: billing.company || shipping.company,
      email: reader.text(billingFields, 'email', 'billing.').trim(),
      phone: billing.phone || shipping.phone,
    },
    fiscal: findFiscalData(metadata(reader, json), fiscalFields),
    billing,
    shipping,
    lines: lines.items,
    shippingLines: shippingLines.items,
    fees: fees.items,
    discounts: mapDiscounts(reader, json),
    refunds: refunds.items,
    taxes: taxes.items,
    totals: {
      lines: sumOf(lines),
      discount: declared.discount.text,
      shipping: declared.shipping.text,
      fees: sumOf(fees),
      tax: declared.tax.text,
      total: declared.total.text,
      refunded: sumOf(refunds),
    },
    pricesIncludeTax: json.prices_include_tax === true,
    paymentMethod: reader.text(json, 'payment_method_title', '') || reader.text(json, 'payment_method', ''),
    transactionId: reader.text(json, 'transaction_id', ''),
    shippingMethod: shippingLines.items.map((line) => line.name).join(', '),
    note: reader.text(json, 'customer_note', ''),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [
    ...reader.reasons,
    ...checkOrder(order, amountsRead ? { ...declared, lines, fees, shippingLines, taxes } : null),
  ]
  return wrong.length === 0 ? { order } : { wrong, state: state === '' ? null : state }
}

/** An order's identifier: a positive whole number, as text; null when there is none. */
export function orderId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  return typeof value === 'string' && /^[1-9]\d{0,19}$/.test(value) ? value : null
}

function mapAddress(reader: Reader, fields: Fields, path: string): Address {
  const first = reader.text(fields, 'first_name', path).trim()
  const last = reader.text(fields, 'last_name', path).trim()
  return {
    name: first !== '' && last !== '' ? `${first} ${last}` : first || last,
    company: reader.text(fields, 'company', path).trim(),
    street: reader.text(fields, 'address_1', path),
    street2: reader.text(fields, 'address_2', path),
    city: reader.text(fields, 'city', path),
    province: reader.text(fields, 'state', path),
    postcode: reader.text(fields, 'postcode', path),
    country: reader.text(fields, 'country', path),
    phone: reader.text(fields, 'phone', path),
  }
}

/** The entries whose values are text; plugins also keep whole objects there (recording `single_full_invoice_*`). */
function metadata(reader: Reader, json: Fields): readonly MetadataEntry[] {
  const entries: MetadataEntry[] = []
  for (const { key, value } of reader.list(json, 'meta_data', '')) {
    if (typeof key !== 'string') continue
    if (typeof value === 'string') entries.push({ key, value })
    else if (typeof value === 'number') entries.push({ key, value: String(value) })
  }
  return entries
}

function unreadable(field: string): WrongReason {
  return { code: 'unreadable-field', params: { field } }
}

function isAbout(field: string): (reason: WrongReason) => boolean {
  return (reason) => 'field' in reason.params && reason.params.field === field
}
