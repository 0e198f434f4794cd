import type { Texts } from '../texts/shape.ts'
import { parseDecimal, type Scaled, toDecimal } from '../words/decimal.ts'
import { easyfattName, type VatCode, type VatNeed, vatCodeFor, withoutVat } from '../words/easyfatt-codes.ts'
import type { EasyfattNumber } from '../words/easyfatt-number.ts'
import type { EasyfattTables } from '../words/easyfatt-tables.ts'
import { formatMoney } from '../words/format.ts'
import { dateOf, dayOf } from '../words/local-time.ts'
import { type Decimal, deliveryCountry, type Instant, type Order } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { paidInPart, paidRows, soldTotal } from '../words/sale.ts'
import { street } from './columns.ts'
import { easyfattAmounts, type PricedRow } from './easyfatt-amounts.ts'
import type { VatPart } from './vat-parts.ts'
import { element } from './xml.ts'

type Words = Texts['native']['exportOrders']['easyfatt']

/** Asking `Intl` takes longer than all else that is done for an order. */
const countryNames = new Map<string, string>()
const countries = new Intl.DisplayNames('it', { type: 'region', fallback: 'code' })

/** An order with the number by which Easyfatt knows it, and drops doubles (R45). */
export type NumberedOrder = ExportedOrder & { readonly easyfatt: EasyfattNumber }

/** An order's document, or for what there is no VAT code. */
export type EasyfattDocument =
  | { readonly xml: string; readonly lacking: null }
  | { readonly lacking: readonly VatNeed[] }

/**
 * One order as a customer order (`DocumentType` C) with the elements of the vendor's list, in its order, and no others.
 * Rows of goods, shipping or fees whose amount is not 0 need a VAT code (R46); where one is not known there is no document.
 */
export function easyfattDocument(
  source: NumberedOrder,
  words: Words,
  tables: EasyfattTables,
): EasyfattDocument {
  const { order, shopName, easyfatt } = source
  const { pricesIncludeVat, rows, cost } = easyfattAmounts(source)
  const { codeOf, lacking } = vatCodes(order, tables)
  const rowElements = rows.map((row) =>
    rowElement(row, vatCode('VatCode', row.rate, codeOf(row.tableRate, isCharged(row)), words), words),
  )
  const costVatCode =
    cost === null
      ? '<CostVatCode/>'
      : vatCode('CostVatCode', cost.rate, codeOf(cost.tableRate, cost.amount !== 0n), words)
  if (lacking.size > 0) return { lacking: [...lacking.values()] }
  const { totals } = order
  const xml = element('Document', [
    element('DocumentType', 'C'),
    ...customer(order),
    ...delivery(order),
    element('Date', localDay(order.placedAt)),
    element('Number', String(easyfatt.number)),
    element('Numbering', easyfatt.numbering),
    // Written even when empty: an omitted element would take Easyfatt's default.
    element('CostDescription', cost === null ? '' : cost.description || words.shipping),
    costVatCode,
    element('CostAmount', cost === null ? '' : toDecimal(cost.amount, 2)),
    element('TotalWithoutTax', withoutTax(order)),
    element('VatAmount', totals.tax),
    element('Total', toDecimal(soldTotal(order), 2)),
    element('PricesIncludeVat', String(pricesIncludeVat)),
    ...optional('PaymentName', easyfattName(tables.payments, order.paymentMethod)),
    ...optional('Carrier', easyfattName(tables.carriers, order.shippingMethod)),
    ...optional('TrackingNumber', order.trackingNumber ?? ''),
    ...optional('InternalComment', order.note),
    // What the operator looks for on the site; `Number` need not be it.
    element('CustomField1', `${shopName} ${order.number}`),
    ...optional('CustomField2', order.transactionId),
    ...optional('FootNotes', footNotes(order, words)),
    element('Rows', rowElements),
    ...payments(order),
  ])
  return { xml, lacking: null }
}

/** An order's VAT codes, by its shop's tables; what has none is noted, each once. */
export function vatCodes(order: Order, { vat }: EasyfattTables) {
  const lacking = new Map<string, VatNeed>()
  const where = vatPlaceOf(order)
  const codeOf = (rate: string, isNeeded: boolean): VatCode => {
    const found = vatCodeFor(vat, { rate, ...where })
    if (found === null && isNeeded) lacking.set(rate, { rate, ...where })
    return found ?? withoutVat
  }
  return { codeOf, lacking }
}

/** What of an order, beside its rates, says which VAT code it wants. */
export function vatPlaceOf(order: Order): Omit<VatNeed, 'rate'> {
  return { country: deliveryCountry(order), company: order.fiscal.vatNumber.trim() !== '' }
}

/** Whether a row is one of the order's, and costs something. */
export function isCharged({ part }: PricedRow): boolean {
  return part !== null && (part.net !== 0n || part.tax !== 0n)
}

/**
 * No `CustomerCode` or `CustomerWebLogin`: identifiers of different shops would make one customer of two. Easyfatt
 * then goes by fiscal code, VAT number and e-mail.
 */
export function customer({ customer: buyer, billing, fiscal }: Order): readonly string[] {
  const company = buyer.company || billing.company
  const name = buyer.name || billing.name
  // Seven zeros stand for "no code: by PEC".
  const sdiCode = /^0*$/.test(fiscal.sdiCode) && fiscal.pec !== '' ? '' : fiscal.sdiCode
  return [
    element('CustomerName', company || name || buyer.email),
    ...optional('CustomerAddress', street(billing)),
    ...optional('CustomerPostcode', billing.postcode),
    ...optional('CustomerCity', billing.city),
    ...optional('CustomerProvince', billing.province),
    ...optional('CustomerCountry', countryName(billing.country)),
    ...optional('CustomerFiscalCode', fiscal.fiscalCode.toUpperCase()),
    ...optional('CustomerVatCode', fiscal.vatNumber.replace(/^IT(?=\d{11}$)/i, '')),
    ...optional('CustomerEInvoiceDestCode', sdiCode.toUpperCase() || fiscal.pec),
    ...optional('CustomerTel', buyer.phone),
    ...optional('CustomerEmail', buyer.email),
    ...optional('CustomerPec', fiscal.pec),
    ...(company === '' ? [] : optional('CustomerReference', name)),
  ]
}

/** Only where goods go elsewhere than the invoice. */
function delivery({ billing, shipping }: Order): readonly string[] {
  if (street(shipping) === '' && shipping.city === '') return []
  const place = ({ name, company, postcode, city, province, country }: Order['billing'], way: string) =>
    JSON.stringify([name, company, way, postcode, city, province, country])
  if (place(billing, street(billing)) === place(shipping, street(shipping))) return []
  const { name, company } = shipping
  return [
    ...optional('DeliveryName', [company, name].filter((part) => part !== '').join(' - ')),
    ...optional('DeliveryAddress', street(shipping)),
    ...optional('DeliveryPostcode', shipping.postcode),
    ...optional('DeliveryCity', shipping.city),
    ...optional('DeliveryProvince', shipping.province),
    ...optional('DeliveryCountry', countryName(shipping.country)),
  ]
}

function rowElement({ part, quantity, price, percent }: PricedRow, code: string, words: Words): string {
  const description = part === null ? words.rounding : part.description
  const reduced = part !== null && part.discount > 0n && percent === 0n
  return element('Row', [
    ...optional('Code', part?.code ?? ''),
    element('Description', nameOf(part?.type ?? null, description, words)),
    element('Qty', toDecimal(quantity)),
    // Always: a missing price would become that of Easyfatt's own list.
    element('Price', toDecimal(price, 2)),
    element('Discounts', percent === 0n ? '' : `${toDecimal(percent)}%`),
    code,
    element('Stock', String(part?.type === 'item')),
    ...(reduced ? [element('Notes', words.discount(euro(toDecimal(part.discount, 2))))] : []),
  ])
}

function nameOf(type: VatPart['type'], description: string, words: Words): string {
  if (type === 'taken-out') return `${words.takenOut}: ${description}`
  if (type === 'unclear') return [words.unclear, description].filter((text) => text !== '').join(': ')
  return description || (type === 'fee' || type === 'discount' ? words.fee : words.shipping)
}

export function vatCode(
  name: 'VatCode' | 'CostVatCode',
  rate: Scaled,
  { code, vatClass, usual }: VatCode,
  words: Words,
): string {
  const percent = toDecimal(rate)
  return element(name, code, {
    Perc: percent,
    ...(vatClass === null ? {} : { Class: vatClass }),
    // What a code of the shop's own is called stands in its Easyfatt.
    ...(usual ? { Description: words.vat(percent) } : {}),
  })
}

/** What a card or credit paid is an advance; what the customer pays beside it is to be paid, or has been. */
function payments(order: Order): readonly string[] {
  const { totals, paidAt, placedAt } = order
  const payment = (advance: boolean, day: Instant, amount: Decimal, paid: boolean) =>
    element('Payment', [
      element('Advance', String(advance)),
      element('Date', localDay(day)),
      element('Amount', amount),
      element('Paid', String(paid)),
    ])
  const advance = paidInPart(order)
  const rows = [
    ...(advance === 0n ? [] : [payment(true, placedAt, toDecimal(advance, 2), true)]),
    ...(isZero(totals.total) ? [] : [payment(false, paidAt ?? placedAt, totals.total, paidAt !== null)]),
  ]
  return [element('Payments', rows)]
}

function isZero(amount: Decimal): boolean {
  return /^-?[0.]*$/.test(amount)
}

/** How a part was paid, and what was given back. */
function footNotes(order: Order, words: Words): string {
  const lines = [
    ...paidRows(order).map(({ name, net }) => [words.paid(name, euro(net.replace('-', '')))]),
    ...order.refunds.map(({ amount, reason }) => [words.refunded(euro(amount)), reason]),
  ]
  return lines.map((line) => line.filter((text) => text !== '').join(' - ')).join('\n')
}

export function optional(name: string, text: string): readonly string[] {
  return text.trim() === '' ? [] : [element(name, text.trim())]
}

function countryName(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code
  const known = countryNames.get(code) ?? countries.of(code.toUpperCase()) ?? code
  countryNames.set(code, known)
  return known
}

export function euro(amount: string): string {
  return formatMoney(amount, 'EUR', 'it')
}

function withoutTax(order: Order): string {
  const tax = parseDecimal(order.totals.tax)
  return tax === null ? '' : toDecimal(soldTotal(order) - tax, 2)
}

/** `''` for a text that is no instant. */
export function localDay(instant: string): string {
  const date = dateOf(instant)
  return date === null ? '' : dayOf(date)
}
