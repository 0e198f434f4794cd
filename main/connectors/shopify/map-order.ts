import { formatDecimal, type Scaled } from '../../decimal.ts'
import type { Address, Charge, Order, Refund, WrongReason } from '../../order.ts'
import type { FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { addsUp, checkOrder } from './check-order.ts'
import { mapFiscal } from './fiscal.ts'
import { discountTotals, mapCharges, mapLines, newTally, taxTotals } from './map-lines.ts'
import { refundsPerOrder } from './queries.ts'
import { createReader, type Fields, isAbout, isFields, numberOfGid, type Reader, zero } from './reader.ts'
import { stateOf } from './states.ts'

/**
 * One order of {@link ordersQuery} as an {@link Order}, or every reason why it is wrong (R7), or skipped because it
 * was placed to try the shop. Amounts in the shop's currency (`shopMoney`). Pure; never throws.
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping): FetchedOrder['result'] {
  if (!isFields(json)) return { wrong: [unreadable('order')], state: null }
  const state = stateOf(json)
  if (json.test === true) return { skip: { code: 'test-order', params: {} }, state }
  const reader = createReader()
  const id = numberOfGid(json.id)
  if (id === null) reader.unreadable('id')
  if (state === null) reader.unreadable('displayFinancialStatus')
  const placedAt = reader.instant(json, 'createdAt', '')
  if (placedAt === null && !reader.reasons.some(isAbout('createdAt'))) reader.unreadable('createdAt')
  const amounts = mapAmounts(reader, json)
  const billing = mapAddress(reader, json, 'billingAddress')
  const shipping = mapAddress(reader, json, 'shippingAddress')
  const customer = reader.record(json, 'customer', '')
  const payment = mapPayment(reader, json)
  const order: Order = {
    shopOrderId: id ?? '',
    number: reader.text(json, 'name', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: reader.instant(json, 'updatedAt', '') ?? placedAt ?? '',
    paidAt: payment.paidAt,
    state: state ?? '',
    fulfilment: fulfilmentOf(json),
    currency: reader.text(json, 'currencyCode', ''),
    customer: {
      id: numberOfGid(customer.id) ?? '',
      name: billing.name || shipping.name || reader.text(customer, 'displayName', 'customer.'),
      company: billing.company || shipping.company,
      email: reader.text(json, 'email', '').trim(),
      phone: billing.phone || shipping.phone || reader.text(json, 'phone', ''),
    },
    fiscal: mapFiscal(reader, json, fiscalFields),
    billing,
    shipping,
    ...amounts.parts,
    refunds: mapRefunds(reader, json, amounts.refunded),
    pricesIncludeTax: json.taxesIncluded === true,
    paymentMethod: names(json.paymentGatewayNames).join(', '),
    transactionId: payment.transactionId,
    shippingMethod: amounts.parts.shippingLines.map((line) => line.name).join(', '),
    note: reader.text(json, 'note', ''),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [...reader.reasons, ...checkOrder(order, amountsRead ? amounts.sums : null)]
  return wrong.length === 0 ? { order } : { wrong, state }
}

/** Lines, charges, discounts, taxes and totals. */
function mapAmounts(reader: Reader, json: Fields) {
  const rows = reader.list(json, 'lineItems', '')
  const refunded = reader.money(json, 'totalRefundedSet', '', zero)
  // An edit that takes units away leaves them in `quantity`; so does a refund, but that gives money back.
  const onlyCurrent =
    json.edited === true &&
    refunded.value === 0n &&
    rows.some((row) => typeof row.currentQuantity === 'number' && row.currentQuantity !== row.quantity)
  const tally = newTally({ taxesIncluded: json.taxesIncluded === true, onlyCurrent })
  const lines = mapLines(reader, rows, tally)
  const linesNet = tally.net
  const shippingLines = mapCharges(reader, json, 'shippingLines', tally)
  const shippingNet = tally.net - linesNet
  const fees = mapCharges(reader, json, 'additionalFees', tally)
  const total = reader.money(json, onlyCurrent ? 'currentTotalPriceSet' : 'totalPriceSet', '')
  const tax = reader.money(json, onlyCurrent ? 'currentTotalTaxSet' : 'totalTaxSet', '', {
    text: formatDecimal(tally.tax, 2),
    value: tally.tax,
  })
  const extras = mapExtras(reader, json, total.value - tally.net - tally.tax, tally.rows)
  const feesNet = tally.net - linesNet - shippingNet + extras.sum
  return {
    refunded: refunded.value,
    parts: {
      lines,
      shippingLines,
      fees: [...fees, ...extras.charges],
      discounts: discountTotals(tally),
      taxes: taxTotals(tally),
      totals: {
        lines: formatDecimal(linesNet, 2),
        discount: formatDecimal(tally.discount, 2),
        shipping: formatDecimal(shippingNet, 2),
        fees: formatDecimal(feesNet, 2),
        // Shopify prints "30.5".
        tax: formatDecimal(tax.value, 2),
        total: formatDecimal(total.value, 2),
        refunded: formatDecimal(refunded.value, 2),
      },
    },
    sums: {
      declaredTotal: total.value,
      total: tally.net + tally.tax + extras.sum,
      declaredTax: tax.value,
      tax: tally.tax,
      rows: tally.rows,
    },
  }
}

/** They go onto Italian invoices. */
const words = { tip: 'Mancia', duties: 'Dazi' }

/**
 * Tips and duties are, by the way an order was placed, among its lines and fees or beside them: they are added where
 * they are just what is missing from the total.
 */
function mapExtras(reader: Reader, json: Fields, missing: Scaled, rows: number) {
  const tip = { name: words.tip, value: reader.money(json, 'totalTipReceivedSet', '', zero).value }
  const duties = { name: words.duties, value: reader.money(json, 'originalTotalDutiesSet', '', zero).value }
  const choices = [[], [tip], [duties], [tip, duties]]
  const chosen =
    choices.find(
      (extras) => addsUp(missing, total(extras), rows) && extras.every(({ value }) => value > 0n),
    ) ?? []
  const charges = chosen.map(
    ({ name, value }): Charge => ({ name, net: formatDecimal(value, 2), tax: '0', vatRate: null }),
  )
  return { charges, sum: total(chosen) }
}

function total(extras: readonly { readonly value: Scaled }[]): Scaled {
  return extras.reduce((sum, { value }) => sum + value, 0n)
}

/** Each refund; those that did not come with the order as one. */
function mapRefunds(reader: Reader, json: Fields, refunded: Scaled): readonly Refund[] {
  const rows = reader.list(json, 'refunds', '')
  let rest = refunded
  const refunds = rows.flatMap((row, index): Refund[] => {
    const path = `refunds[${index}].`
    const amount = reader.money(row, 'totalRefundedSet', path)
    rest -= amount.value
    // A refund of nothing records units that an edit took away.
    if (amount.value === 0n) return []
    const id = numberOfGid(row.id) ?? ''
    return [{ id, reason: reader.text(row, 'note', path), amount: formatDecimal(amount.value, 2) }]
  })
  if (rows.length < refundsPerOrder || rest <= 0n) return refunds
  return [...refunds, { id: '', reason: '', amount: formatDecimal(rest, 2) }]
}

/** The last payment that succeeded. */
function mapPayment(reader: Reader, json: Fields): { paidAt: string | null; transactionId: string } {
  let paidAt: string | null = null
  let transactionId = ''
  reader.list(json, 'transactions', '').forEach((row, index) => {
    if (row.status !== 'SUCCESS' || (row.kind !== 'SALE' && row.kind !== 'CAPTURE')) return
    const path = `transactions[${index}].`
    const at = reader.instant(row, 'processedAt', path)
    if (paidAt !== null && (at === null || at < paidAt)) return
    paidAt = at
    transactionId = reader.text(row, 'paymentId', path)
  })
  return { paidAt, transactionId }
}

function mapAddress(reader: Reader, json: Fields, field: 'billingAddress' | 'shippingAddress'): Address {
  const fields = reader.record(json, field, '')
  const text = (name: string) => reader.text(fields, name, `${field}.`).trim()
  const first = text('firstName')
  const last = text('lastName')
  return {
    name: first !== '' && last !== '' ? `${first} ${last}` : first || last,
    company: text('company'),
    street: text('address1'),
    street2: text('address2'),
    city: text('city'),
    province: text('provinceCode') || text('province'),
    postcode: text('zip'),
    country: text('countryCodeV2'),
    phone: text('phone'),
  }
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []
}

function unreadable(field: string): WrongReason {
  return { code: 'unreadable-field', params: { field } }
}

/** No order is wrong for it: nothing is reckoned with it. */
function fulfilmentOf({ displayFulfillmentStatus: status }: Fields): string {
  return typeof status === 'string' ? status.toLowerCase() : ''
}
