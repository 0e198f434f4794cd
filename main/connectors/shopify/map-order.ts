import { type Address, type Order, unknownToMost } from '../../words/order.ts'
import type { FetchedOrder } from '../connector.ts'
import type { FiscalMapping } from '../fiscal-fields.ts'
import { asFee } from '../order-rows.ts'
import { plainLine, plainLines } from '../plain-words.ts'
import { mapAmounts } from './amounts.ts'
import { checkOrder } from './check-order.ts'
import { mapFiscal } from './fiscal.ts'
import { createReader, type Fields, isAbout, isFields, numberOfGid, type Reader } from './reader.ts'
import { mapRefunds } from './refunds.ts'
import { fulfilmentOf, stateOf } from './states.ts'

/**
 * One order of {@link ordersQuery} as an {@link Order}, or every reason why it is wrong (R7), or skipped because it
 * was placed to try the shop. Amounts in the shop's currency (`shopMoney`). Pure; never throws.
 */
export function mapOrder(json: unknown, fiscalFields: FiscalMapping): FetchedOrder['result'] {
  const reader = createReader()
  if (!isFields(json)) {
    reader.unreadable('order')
    return { wrong: reader.reasons, state: null }
  }
  const state = stateOf(json)
  if (json.test === true) return { skip: { code: 'test-order', params: {} }, state }
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
  const company = reader.record(reader.record(json, 'purchasingEntity', ''), 'company', 'purchasingEntity.')
  const companyName = reader.text(company, 'name', 'purchasingEntity.company.').trim()
  const order: Order = {
    ...unknownToMost,
    shopOrderId: id ?? '',
    number: reader.text(json, 'name', '') || (id ?? ''),
    placedAt: placedAt ?? '',
    modifiedAt: reader.instant(json, 'updatedAt', '') ?? placedAt ?? '',
    paidAt: payment.paidAt,
    state: state ?? '',
    stateId: state ?? '',
    fulfilment: fulfilmentOf(json),
    currency: reader.text(json, 'currencyCode', ''),
    customer: {
      id: numberOfGid(customer.id) ?? '',
      name: billing.name || shipping.name || reader.text(customer, 'displayName', 'customer.'),
      company: billing.company || shipping.company || companyName,
      email: reader.text(json, 'email', '').trim(),
      phone: billing.phone || shipping.phone || reader.text(json, 'phone', ''),
    },
    fiscal: mapFiscal(reader, json, fiscalFields),
    billing,
    shipping,
    ...amounts.parts,
    fees: amounts.parts.fees.map((fee) => asFee(fee)),
    refunds: mapRefunds(reader, json, amounts.refunded),
    pricesIncludeTax: json.taxesIncluded === true,
    paymentMethod: names(json.paymentGatewayNames).join(', '),
    transactionId: payment.transactionId,
    shippingMethod: amounts.parts.shippingLines.map((line) => line.name).join(', '),
    note: noteOf(reader, json),
    till: isTillSale(json),
  }
  // Sums over amounts that could not be read would only repeat the reason.
  const amountsRead = !reader.reasons.some((reason) => reason.code === 'unreadable-field')
  const wrong = [...reader.reasons, ...checkOrder(order, amountsRead ? amounts.sums : null)]
  return wrong.length === 0 ? { order } : { wrong, asItIs: order, state }
}

/** The last payment that succeeded; an order is paid by it where nothing is owed any more. */
function mapPayment(reader: Reader, json: Fields): { paidAt: string | null; transactionId: string } {
  let paidAt: string | null = null
  let transactionId = ''
  reader.list(json, 'transactions', '').forEach((row, index) => {
    if (row.status !== 'SUCCESS' || (row.kind !== 'SALE' && row.kind !== 'CAPTURE')) return
    const path = `transactions[${index}].`
    const at = reader.instant(row, 'processedAt', path)
    if (paidAt !== null && (at === null || at < paidAt)) return
    paidAt = at
    // Gift cards have none.
    transactionId = reader.text(row, 'paymentId', path) || transactionId
  })
  const owes = json.displayFinancialStatus === 'PARTIALLY_PAID' || json.displayFinancialStatus === 'PENDING'
  return { paidAt: owes ? null : paidAt, transactionId }
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

/** A sale of Shopify POS: by where it says it came from, or by its app. */
function isTillSale({ sourceName, app }: Fields): boolean {
  const isPos = (name: unknown) => typeof name === 'string' && /^(pos|point of sale|shopify pos)$/i.test(name)
  return isPos(sourceName) || (isFields(app) && isPos(app.name))
}

/**
 * What the customer wrote: the note, the number of his own order, and what forms of the cart keep as attributes of the
 * order (gift messages, when and where to deliver).
 */
function noteOf(reader: Reader, json: Fields): string {
  const messages = reader.list(json, 'customAttributes', '').flatMap((row, index) => {
    const path = `customAttributes[${index}].`
    const [key, value] = [reader.text(row, 'key', path), reader.text(row, 'value', path)]
    const isMessage = !/^_|id$/i.test(key) && messageName.test(key) && value.trim() !== ''
    return isMessage ? [`${plainLine(key)}: ${plainLines(value)}`] : []
  })
  const note = plainLines(reader.text(json, 'note', ''))
  const ordered = plainLine(reader.text(json, 'poNumber', ''))
  const own = ordered === '' ? '' : `${ownOrderName}: ${ordered}`
  return [note, own, ...messages].filter((text) => text !== '').join('\n')
}

/** It goes onto Italian documents. */
const ownOrderName = 'Ordine del cliente'

const messageName =
  /messag|dedica|bigliett|gift.?note|note? regalo|consegna|ritiro|deliver|pick.?up|citofon|campanell|fascia.?orari/i
