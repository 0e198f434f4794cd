import { absolute, type Scaled } from '../../words/decimal.ts'
import { type Charge, type Order, unknownToMost } from '../../words/order.ts'
import type { Mapped } from '../connector.ts'
import { currencyDigits } from '../currency.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { asFee } from '../order-rows.ts'
import { plainLine, plainLines } from '../plain-words.ts'
import { type Fields, isAbout, isFields, type Reader } from '../reader.ts'
import { allowance, type Mark, piecesOf, rowOfMark } from '../reconcile.ts'
import { checkOrder, makeSubtotal, type Sums, unexplained } from './check-order.ts'
import { mapRefunds, refundedOf } from './credit-memos.ts'
import { mapFiscal } from './fiscal.ts'
import { orderId } from './list.ts'
import { fullName, mapAddress, shippingAddress } from './map-address.ts'
import { type Fee, mapDiscounts, mapFees, mapShipping, mapTaxes } from './map-charges.ts'
import { type Lines, mapLines } from './map-lines.ts'
import { feesNamed, paidBy } from './marks.ts'
import { amountOf, createReader, money } from './reader.ts'
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
  const discounts = mapDiscounts(reader, json)
  const currency = reader.text(json, 'order_currency_code', '').toUpperCase()
  const { lines, shipping, fees, sums } = mapAmounts(reader, json, extension, currency)
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
      company: billing.company || delivery.company,
      email: email.trim(),
      phone: billing.phone || delivery.phone,
    },
    fiscal: mapFiscal(json, billingFields, shippingFields, fiscalFields, billing.company),
    billing,
    shipping: delivery,
    lines: lines.items,
    shippingLines: shipping.charges,
    fees,
    discounts: discounts.items,
    refunds: mapRefunds(reader, json, refunded),
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

/** Lines, shipping and fees, read so that they make the order's totals, where they do. */
function mapAmounts(reader: Reader, json: Fields, extension: Fields, currency: string) {
  const declared = {
    subtotal: reader.amount(json, 'subtotal', '').value,
    tax: amountOf(reader, json, 'tax_amount', ''),
    total: reader.amount(json, 'grand_total', '').value,
  }
  const digits = currencyDigits(currency) ?? 2
  const shipping = mapShipping(reader, json, extension)
  const named = mapFees(reader, json, extension)
  const fixedTaxes = reader
    .list(json, 'items', '')
    .reduce((sum, item) => sum + amountOf(reader, item, 'weee_tax_applied_row_amount', 'items.'), 0n)
  const allowedFor = (items: Lines['items'], total: Scaled) =>
    allowance({
      digits,
      rows: items.length + shipping.charges.length + named.length,
      pieces: piecesOf(items),
      total,
    })
  const lines = mapLines(reader, json, ({ items, gross }) =>
    makeSubtotal(declared.subtotal, gross, fixedTaxes, allowedFor(items, declared.subtotal)),
  )
  const sold = lines.net + shipping.net + declared.tax
  const allowed = allowedFor(lines.items, sold > declared.total ? sold : declared.total)
  const sumsWith = (fees: readonly Fee[]): Sums => ({
    declared,
    allowed,
    parts: {
      linesGross: lines.gross,
      linesNet: lines.net,
      shippingNet: shipping.net,
      feesNet: fees.reduce((sum, fee) => sum + fee.net, 0n),
      tax: lines.tax + shipping.tax + fees.reduce((sum, fee) => sum + fee.tax, 0n),
      fixedTaxes,
    },
  })
  const settled = (extra: readonly Fee[], paid: readonly Mark[]) => {
    const fees = [...named, ...extra]
    const rows = paid.map((mark) => rowOfMark(mark, 2))
    const negative = paid.map(({ name, amount }) => ({ name, net: -amount, tax: 0n }))
    return {
      lines,
      shipping,
      fees: [...fees.map((fee) => asFee(chargeOf(fee))), ...rows],
      sums: sumsWith([...fees, ...negative]),
    }
  }
  const { parts } = sumsWith(named)
  // What a module charges for the way to pay, and what a card or credit paid, may both be in one order.
  for (const extra of [[], ...feesNamed(extension, declared.tax - parts.tax)]) {
    const rest = unexplained(sumsWith([...named, ...extra]))
    if (absolute(rest) <= allowed) return settled(extra, [])
    const paid = rest < 0n ? paidBy(json, extension, -rest, lines, allowed) : null
    if (paid !== null) return settled(extra, paid)
  }
  return settled([], [])
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
      typeof title === 'string' && title !== ''
        ? plainLine(title)
        : reader.text(payment, 'method', 'payment.'),
    transactionId:
      reader.text(payment, 'last_trans_id', 'payment.') || reader.text(payment, 'cc_trans_id', 'payment.'),
  }
}

/** The customer's remark, and the messages of gifts: of the order, and of each product. */
function noteOf(reader: Reader, json: Fields, extension: Fields): string {
  const messageOf = (fields: Fields, path: string) => {
    const gift = reader.record(fields, 'gift_message', path)
    return reader.text(gift, 'message', `${path}gift_message.`)
  }
  const ofItems = reader.list(json, 'items', '').map((row, index) => {
    const path = `items[${index}].`
    const message = messageOf(
      reader.record(row, 'extension_attributes', path),
      `${path}extension_attributes.`,
    )
    return message === '' ? '' : `${reader.text(row, 'name', path)}: ${message}`
  })
  return [reader.text(json, 'customer_note', ''), messageOf(extension, 'extension_attributes.'), ...ofItems]
    .filter((text) => text !== '')
    .map(plainLines)
    .join('\n')
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
