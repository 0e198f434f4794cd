import { toDecimal } from '../../words/decimal.ts'
import { type Instant, type Order, unknownToMost } from '../../words/order.ts'
import type { Mapped } from '../connector.ts'
import { type FiscalMapping, findFiscalData, type MetadataEntry } from '../fiscal-fields.ts'
import { type Fields, isAbout, isFields, type Reader } from '../reader.ts'
import { rowOfMark } from '../reconcile.ts'
import { remembered } from '../remembered.ts'
import { tracked } from '../tracking.ts'
import { checkOrder, discountOf, type Reconciled, reconcile } from './check-order.ts'
import { noteOf } from './customer-words.ts'
import { mapAddress } from './map-address.ts'
import { mapDiscounts, mapFees, mapLines, mapShipping, mapTaxes, sumOf } from './map-lines.ts'
import { withoutPaid } from './marks.ts'
import { createReader, orderId, parsedJson, parseInstant, rowsOf } from './reader.ts'
import { mapRefunds, type RefundDetails } from './refunds.ts'

/**
 * One order of `wc/v3/orders` as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws.
 * The fields are those of WooCommerce 9.4 (recordings `single_*`) up to 11.0.
 * @param details its refunds in full, where they are known
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping, details: RefundDetails = none): Mapped {
  const reader = createReader()
  if (!isFields(json)) {
    reader.unreadable('order')
    return { wrong: reader.reasons, state: null }
  }
  const id = orderId(json.id)
  if (id === null) reader.unreadable('id')
  const state = reader.text(json, 'status', '')
  if (state === '') reader.unreadable('status')
  const taxes = mapTaxes(reader, json)
  const lines = mapLines(reader, json, taxes.rates)
  const shippingLines = mapShipping(reader, json, taxes.rates)
  const fees = mapFees(reader, json, taxes.rates)
  const discounts = mapDiscounts(reader, json)
  const refunds = mapRefunds(reader, json, details, taxes.rates)
  const declared = {
    discount: reader.amount(json, 'discount_total', '', '0'),
    shipping: reader.amount(json, 'shipping_total', '', '0'),
    tax: reader.amount(json, 'total_tax', '', '0'),
    total: reader.amount(json, 'total', ''),
  }
  const billingFields = reader.record(json, 'billing', '')
  const billing = mapAddress(reader, json, 'billing')
  const shipping = mapAddress(reader, json, 'shipping')
  const customerId = reader.text(json, 'customer_id', '')
  const modifiedAt = reader.instant(json, 'date_modified_gmt', '')
  const paidAt = reader.instant(json, 'date_paid_gmt', '')
  const placedAt =
    reader.instant(json, 'date_created_gmt', '') ?? placedByOthers(reader, json) ?? paidAt ?? modifiedAt
  if (placedAt === null && !reader.reasons.some(isAbout('date_created_gmt')))
    reader.unreadable('date_created_gmt')
  const currency = reader.text(json, 'currency', '').toUpperCase()
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const sums = {
    ...declared,
    lines,
    fees,
    shippingLines,
    taxes,
    discounts,
    rowsTax: lines.tax + fees.tax + shippingLines.tax,
  }
  const { reasons, paid, digits } = amountsRead ? reconcile(json, currency, sums) : nothingToReconcile
  const paidRows = paid.map((mark) => rowOfMark(mark, digits))
  const reductions = withoutPaid(discounts, paid)
  const fromLines = discountOf(lines.items)
  // Credit that is a coupon to the shop may be in its sum of discounts, too.
  const twice = reductions.length < discounts.length && declared.discount.value > fromLines
  const order: Order = {
    ...unknownToMost,
    shopOrderId: id ?? '',
    number: reader.text(json, 'number', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: modifiedAt ?? placedAt ?? '',
    paidAt,
    state,
    stateId: state,
    currency,
    customer: {
      id: customerId === '0' ? '' : customerId,
      name: billing.name || shipping.name,
      company: billing.company || shipping.company,
      email: reader.text(billingFields, 'email', 'billing.').trim(),
      phone: billing.phone || shipping.phone,
    },
    fiscal: findFiscalData([...metadata(json), ...addedTo(billingFields)], fiscalFields, billing.company),
    billing,
    shipping,
    lines: lines.items,
    shippingLines: shippingLines.items,
    fees: [...fees.items, ...paidRows],
    till: isTillSale(json),
    discounts: reductions,
    refunds: refunds.items,
    taxes: taxes.items,
    totals: {
      lines: sumOf(lines),
      discount: twice ? toDecimal(fromLines, 2) : declared.discount.text,
      shipping: declared.shipping.text,
      fees: toDecimal(fees.sum - paid.reduce((sum, { amount }) => sum + amount, 0n), 2),
      tax: declared.tax.text,
      total: declared.total.text,
      refunded: sumOf(refunds),
    },
    pricesIncludeTax: json.prices_include_tax === true,
    paymentMethod: reader.text(json, 'payment_method_title', '') || reader.text(json, 'payment_method', ''),
    transactionId: reader.text(json, 'transaction_id', ''),
    shippingMethod: shippingLines.items.map((line) => line.name).join(', '),
    note: noteOf(json),
    ...tracked(trackingNumbers(json)),
  }
  const wrong = [...reader.reasons, ...checkOrder(order), ...reasons]
  return wrong.length === 0 ? { order } : { wrong, asItIs: order, state: state === '' ? null : state }
}

const none: RefundDetails = new Map()
const nothingToReconcile: Reconciled = { reasons: [], paid: [], digits: 2 }

/**
 * When an order was placed whose `date_created_gmt` is missing (woocommerce/woocommerce#68783): its time by the shop's
 * clock, by the shift between both clocks that another of its dates tells.
 */
function placedByOthers(reader: Reader, json: Fields): Instant | null {
  if (typeof json.date_created !== 'string') return null
  const local = parseInstant(json.date_created)
  for (const field of local === null ? [] : ['date_paid', 'date_modified', 'date_completed']) {
    const there = reader.text(json, field, '')
    const utc = reader.text(json, `${field}_gmt`, '')
    const [shown, meant] = [parseInstant(there), parseInstant(utc)]
    if (local === null || shown === null || meant === null) continue
    return new Date(Date.parse(local) + Date.parse(meant) - Date.parse(shown)).toISOString()
  }
  return null
}

/** As WooCommerce Shipment Tracking and Advanced Shipment Tracking keep them, and others under a name that says it. */
function trackingNumbers({ meta_data: metadata }: Fields): readonly string[] {
  return rowsOf(metadata).flatMap(({ key, value }) => {
    if (key === '_wc_shipment_tracking_items')
      return rowsOf(parsedJson(value) ?? value).flatMap(({ tracking_number: number }) =>
        typeof number === 'string' ? [number] : [],
      )
    const isNumber = typeof key === 'string' && isTrackingKey(key) && typeof value === 'string'
    return isNumber && /^(?=.*\d)[\w ,;/-]{5,100}$/.test(value) ? [value] : []
  })
}

const trackingKeys = /(^|_)(tracking_?(number|code)|(numero|codice)_(di_)?(spedizione|tracking))s?$/i
const isTrackingKey = remembered((key) => trackingKeys.test(key))

/** Whether a till made the order or took the money: by where it comes from, or by the mark that a till's plugin leaves. */
function isTillSale({ created_via: via, meta_data: metadata }: Fields): boolean {
  if (typeof via === 'string' && via.length < 100 && tillNames.test(via)) return true
  return rowsOf(metadata).some(({ key, value }) => {
    // WooCommerce's own till, of an order made elsewhere; the change may be 0.
    if (key === '_cash_change_amount') return (value ?? '') !== ''
    return typeof key === 'string' && isTillKey(key) && !noMark.has(String(value))
  })
}

/** WooCommerce's own till writes `pos-rest-api`, WCPOS `woocommerce-pos`. */
const tillNames = /pos(?![a-z])|point.?of.?sale|foosales/i
const tillKeys =
  /^_?(wc_|yith_|is_)?pos(_(user|store|order|order_type|cashier|register|sale|outlet|session)(_id|_name)?)?$|^_op_order_source$|^_?foosales_order_source$|^_wcpay_ipp_channel$/
const isTillKey = remembered((key) => tillKeys.test(key))
const noMark: ReadonlySet<string> = new Set(['', '0', 'no', 'false', 'null', 'undefined'])

/** The entries whose values are text; plugins also keep whole objects there (recording `single_full_invoice_*`). */
function metadata({ meta_data: list }: Fields): readonly MetadataEntry[] {
  const entries: MetadataEntry[] = []
  for (const { key, value } of rowsOf(list)) {
    if (typeof key !== 'string') continue
    if (typeof value === 'string') entries.push({ key, value })
    else if (typeof value === 'number') entries.push({ key, value: String(value) })
    else if (/^_additional(_billing)?_fields$/.test(key) && isFields(value))
      entries.push(...blockFields(value))
  }
  return entries
}

/** What plugins (Germanized: `vat_id`) add to the billing address in the API's answer. */
function addedTo(billing: Fields): readonly MetadataEntry[] {
  const added = Object.keys(billing).filter((field) => !ownFields.has(field))
  return added.flatMap((field) => {
    const value = billing[field]
    if (typeof value !== 'string' || value === '') return []
    return [{ key: field.includes('/') ? `_wc_billing/${field}` : `_billing_${field}`, value }]
  })
}

const ownFields: ReadonlySet<string> = new Set(
  'first_name last_name company address_1 address_2 city state postcode country email phone'.split(' '),
)

/** The checkout block's fields as WooCommerce 8.6 to 8.8 kept them: all in one entry, by `NAMESPACE/FIELD`. */
function blockFields(fields: Fields): readonly MetadataEntry[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ key: `_wc_other/${name}`, value }] : [],
  )
}
