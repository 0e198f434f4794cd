import { absolute } from '../../decimal.ts'
import type { Charge, Order, WrongReason } from '../../order.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { type Fields, isAbout, isFields, type Reader } from '../reader.ts'
import { checkOrder, type Sums, tolerance, unexplained } from './check-order.ts'
import { mapFiscal } from './fiscal.ts'
import { orderId } from './list.ts'
import { fullName, mapAddress, shippingAddress } from './map-address.ts'
import { type Fee, mapDiscounts, mapFees, mapShipping, mapTaxes, unnamedFee } from './map-charges.ts'
import { mapLines } from './map-lines.ts'
import { amountOf, createReader, money } from './reader.ts'

export type Mapped =
  | { readonly order: Order }
  /** Every reason, and the state when that much could be read. */
  | { readonly wrong: readonly WrongReason[]; readonly state: string | null }

/**
 * One order of `V1/orders` as an {@link Order}, or every reason why it is wrong (R7). Pure; never throws. Amounts are
 * those in the order's currency, not the `base_*` ones. The fields are those of `sales-data-order-interface` (2.4.8).
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping): Mapped {
  const reader = createReader()
  if (!isFields(json)) return { wrong: [unreadable('order')], state: null }
  const extension = reader.record(json, 'extension_attributes', '')
  const id = orderId(json.entity_id)
  if (id === null) reader.unreadable('entity_id')
  // Merchants' own statuses are what they work with; `state` is the platform's coarser word.
  const state = reader.text(json, 'status', '') || reader.text(json, 'state', '')
  if (state === '') reader.unreadable('status')
  const lines = mapLines(reader, json)
  const shipping = mapShipping(reader, json, extension)
  const discounts = mapDiscounts(reader, json)
  const currency = reader.text(json, 'order_currency_code', '').toUpperCase()
  const { fees, sums } = withTotals(reader, json, extension, currency, { lines, shipping })
  const billingFields = reader.record(json, 'billing_address', '')
  const shippingFields = shippingAddress(reader, extension)
  const billing = mapAddress(reader, billingFields, 'billing_address.')
  const delivery = mapAddress(reader, shippingFields, 'shipping.address.')
  const placedAt = reader.instant(json, 'created_at', '')
  if (placedAt === null && !reader.reasons.some(isAbout('created_at'))) reader.unreadable('created_at')
  const refunded = amountOf(reader, json, 'total_refunded', '')
  const customerName = fullName(
    reader,
    json,
    ['customer_firstname', 'customer_middlename', 'customer_lastname'],
    '',
  )
  const email = reader.text(json, 'customer_email', '') || reader.text(billingFields, 'email', '')
  const order: Order = {
    shopOrderId: id ?? '',
    number: reader.text(json, 'increment_id', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: reader.instant(json, 'updated_at', '') ?? placedAt ?? '',
    // Only the invoices know when.
    paidAt: null,
    state,
    fulfilment: '',
    currency,
    customer: {
      id: reader.text(json, 'customer_id', ''),
      name: billing.name || customerName || delivery.name,
      company: billing.company || delivery.company,
      email: email.trim(),
      phone: billing.phone || delivery.phone,
    },
    fiscal: mapFiscal(json, billingFields, shippingFields, fiscalFields),
    billing,
    shipping: delivery,
    lines: lines.items,
    shippingLines: shipping.charges,
    fees: fees.map(chargeOf),
    discounts: discounts.items,
    // Credit memos are another request each; the order has their sum.
    refunds: refunded === 0n ? [] : [{ id: '', reason: '', amount: money(refunded) }],
    taxes: mapTaxes(reader, extension),
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
    shippingMethod: reader.text(json, 'shipping_description', ''),
    note: noteOf(reader, json, extension),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [...reader.reasons, ...checkOrder(order, amountsRead ? sums : null)]
  return wrong.length === 0 ? { order } : { wrong, state: state === '' ? null : state }
}

function withTotals(
  reader: Reader,
  json: Fields,
  extension: Fields,
  currency: string,
  { lines, shipping }: { lines: ReturnType<typeof mapLines>; shipping: ReturnType<typeof mapShipping> },
): { readonly fees: readonly Fee[]; readonly sums: Sums } {
  const declared = {
    subtotal: reader.amount(json, 'subtotal', '').value,
    tax: amountOf(reader, json, 'tax_amount', ''),
    total: reader.amount(json, 'grand_total', '').value,
  }
  const fixedTaxes = reader
    .list(json, 'items', '')
    .reduce((sum, item) => sum + amountOf(reader, item, 'weee_tax_applied_row_amount', 'items.'), 0n)
  const sumsWith = (fees: readonly Fee[]): Sums => ({
    declared,
    parts: {
      linesGross: lines.gross,
      linesNet: lines.net,
      shippingNet: shipping.net,
      feesNet: fees.reduce((sum, fee) => sum + fee.net, 0n),
      tax: lines.tax + shipping.tax + fees.reduce((sum, fee) => sum + fee.tax, 0n),
      fixedTaxes,
      rows: lines.items.length + shipping.charges.length + fees.length,
    },
  })
  const fees = mapFees(reader, json, extension)
  const sums = sumsWith(fees)
  const rest = unexplained(sums)
  if (absolute(rest) <= tolerance(currency, sums.parts.rows)) return { fees, sums }
  const found = unnamedFee(extension, rest, declared.tax - sums.parts.tax)
  return found === null ? { fees, sums } : { fees: [...fees, found], sums: sumsWith([...fees, found]) }
}

function chargeOf({ name, net, tax }: Fee): Charge {
  return { name, net: money(net), tax: money(tax), vatRate: null }
}

function paymentOf(reader: Reader, json: Fields, extension: Fields) {
  const payment = reader.record(json, 'payment', '')
  const title = reader
    .list(extension, 'payment_additional_info', 'extension_attributes.')
    .find((entry) => entry.key === 'method_title')?.value
  return {
    paymentMethod:
      typeof title === 'string' && title !== '' ? title : reader.text(payment, 'method', 'payment.'),
    transactionId:
      reader.text(payment, 'last_trans_id', 'payment.') || reader.text(payment, 'cc_trans_id', 'payment.'),
  }
}

/** The customer's remark, and the message of a gift. */
function noteOf(reader: Reader, json: Fields, extension: Fields): string {
  const gift = reader.record(extension, 'gift_message', 'extension_attributes.')
  const message = reader.text(gift, 'message', 'extension_attributes.gift_message.')
  return [reader.text(json, 'customer_note', ''), message].filter((text) => text !== '').join('\n')
}

/** No field says so: the price as the catalogue has it, `original_price`, is the one with VAT. */
function pricesIncludeTax(json: Fields): boolean {
  if (!Array.isArray(json.items)) return false
  return json.items.some((item) => {
    if (!isFields(item)) return false
    const { original_price: catalogue, price, price_incl_tax: withTax } = item
    return typeof catalogue === 'number' && catalogue === withTax && withTax !== price
  })
}

function unreadable(field: string): WrongReason {
  return { code: 'unreadable-field', params: { field } }
}
