import { type Order, unknownToMost } from '../../words/order.ts'
import type { Mapped } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { plainLine } from '../plain-words.ts'
import { type Fields, isAbout, isFields, type Reader } from '../reader.ts'
import { mapAmounts } from './amounts.ts'
import { looseText } from './attributes.ts'
import { withoutCancelled } from './cancelled.ts'
import { checkOrder, differences } from './check-order.ts'
import { mapRefunds, refundedOf } from './credit-memos.ts'
import { mapFiscal } from './fiscal.ts'
import { orderId } from './list.ts'
import { fullName, mapAddress, shippingAddress } from './map-address.ts'
import { mapLines } from './map-lines.ts'
import { noteOf } from './note.ts'
import { createReader, money, scaledOf } from './reader.ts'
import { stateGroupOf } from './states.ts'

/**
 * One order of `V1/orders` as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws. Amounts are
 * those in the order's currency, not the `base_*` ones. The fields are those of `sales-data-order-interface` (2.4.8).
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping): Mapped {
  const reader = createReader()
  if (!isFields(json)) {
    reader.unreadable('order')
    return { wrong: reader.reasons, state: null }
  }
  const extension = reader.record(json, 'extension_attributes', '')
  const id = orderId(json.entity_id)
  if (id === null) reader.unreadable('entity_id')
  // Merchants' own statuses are what they work with; `state` is the platform's coarser word.
  const ofPlatform = reader.text(json, 'state', '')
  const state = reader.text(json, 'status', '') || ofPlatform
  const group = stateGroupOf(state || null, ofPlatform || null)
  if (state === '') reader.unreadable('status')
  const currency = reader.text(json, 'order_currency_code', '').toUpperCase()
  const { lines, removedLines, shipping, discounts, fees, taxes, sums } = amountsOf(
    reader,
    json,
    extension,
    currency,
  )
  const billingFields = reader.record(json, 'billing_address', '')
  const shippingFields = shippingAddress(reader, extension)
  const billing = mapAddress(reader, billingFields, 'billing_address.')
  const delivery = mapAddress(reader, shippingFields, 'shipping.address.')
  const placedAt = reader.instant(json, 'created_at', '')
  if (placedAt === null && !reader.reasons.some(isAbout('created_at'))) reader.unreadable('created_at')
  const refunded = refundedOf(reader, json)
  const customerName = fullName(
    reader,
    json,
    ['customer_firstname', 'customer_middlename', 'customer_lastname'],
    '',
  )
  const email = reader.text(json, 'customer_email', '') || reader.text(billingFields, 'email', '')
  const order: Order = {
    ...unknownToMost,
    shopOrderId: id ?? '',
    number: reader.text(json, 'increment_id', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: reader.instant(json, 'updated_at', '') ?? placedAt ?? '',
    // Only the invoices know when.
    paidAt: null,
    state,
    stateId: state,
    currency,
    customer: {
      id: reader.text(json, 'customer_id', ''),
      name: billing.name || customerName || delivery.name,
      company: billing.company || delivery.company || companyOf(extension),
      email: email.trim(),
      phone: billing.phone || delivery.phone,
    },
    fiscal: mapFiscal(json, billingFields, shippingFields, fiscalFields, billing.company),
    billing,
    shipping: delivery,
    lines: lines.items,
    removedLines,
    shippingLines: shipping.charges,
    fees,
    discounts: discounts.items,
    refunds: mapRefunds(reader, json, refunded),
    taxes,
    totals: {
      lines: money(lines.net),
      discount: money(discounts.net),
      shipping: money(shipping.net),
      fees: money(sums.parts.feesNet),
      tax: money(sums.declared.tax),
      total: money(sums.declared.total),
      refunded: money(refunded),
    },
    pricesIncludeTax: pricesIncludeTax(json),
    ...paymentOf(reader, json, extension),
    shippingMethod: plainLine(reader.text(json, 'shipping_description', '')),
    note: noteOf(reader, json, extension),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [...reader.reasons, ...checkOrder(order, amountsRead ? sums : null)]
  return wrong.length === 0
    ? { order, ...group }
    : { wrong, asItIs: order, state: state === '' ? null : state, ...group }
}

/** What is to be shipped, and what was cancelled of it; all as ordered where that does not add up. */
function amountsOf(reader: Reader, json: Fields, extension: Fields, currency: string) {
  const whole = { ...mapAmounts(reader, json, extension, currency), removedLines: [] }
  const cancelled = withoutCancelled(json)
  if (cancelled === null) return whole
  // What cannot be read has been told already.
  const again = createReader()
  const rest = again.record(cancelled.left, 'extension_attributes', '')
  const left = mapAmounts(again, cancelled.left, rest, currency)
  if (again.reasons.length > 0 || differences(left.sums).length > 0) return whole
  return { ...left, removedLines: mapLines(again, cancelled.removed, () => true).items }
}

function paymentOf(reader: Reader, json: Fields, extension: Fields) {
  const payment = reader.record(json, 'payment', '')
  const title = reader
    .list(extension, 'payment_additional_info', 'extension_attributes.')
    .find((entry) => entry.key === 'method_title')?.value
  return {
    paymentMethod:
      typeof title === 'string' && title !== ''
        ? plainLine(title)
        : reader.text(payment, 'method', 'payment.'),
    transactionId:
      reader.text(payment, 'last_trans_id', 'payment.') || reader.text(payment, 'cc_trans_id', 'payment.'),
  }
}

/** The company whose account ordered (Adobe Commerce B2B). */
function companyOf({ company_order_attributes: company }: Fields): string {
  return isFields(company) ? plainLine(looseText(company.company_name)) : ''
}

/**
 * No field says so: the price as the catalogue has it, `original_price`, is the one with VAT; and only there a discount
 * takes VAT with it (`discount_tax_compensation_amount`).
 */
function pricesIncludeTax(json: Fields): boolean {
  if (!Array.isArray(json.items)) return false
  return json.items.filter(isFields).some((item) => {
    if (scaledOf(item.discount_tax_compensation_amount) !== 0n) return true
    const withTax = scaledOf(item.price_incl_tax)
    return withTax !== 0n && withTax === scaledOf(item.original_price) && withTax !== scaledOf(item.price)
  })
}
