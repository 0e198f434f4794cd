import { formatMoney } from '../../renderer/format.ts'
import type { Texts } from '../../renderer/texts/index.ts'
import { formatDecimal, parseDecimal, type Scaled } from '../decimal.ts'
import type { Order } from '../order.ts'
import { localDay } from './cells.ts'
import { street } from './columns.ts'
import { easyfattAmounts, type PricedRow } from './easyfatt-amounts.ts'
import type { ExportedOrder } from './exported-order.ts'
import { element } from './xml.ts'

type Words = Texts['native']['exportOrders']['easyfatt']

/** Numbers beyond it do not fit a whole number of Easyfatt's (32 bits); long identifiers are no order numbers. */
const greatestNumber = 2_147_483_647

/** Asking `Intl` takes longer than all else that is done for an order. */
const countryNames = new Map<string, string>()
const countries = new Intl.DisplayNames('it', { type: 'region', fallback: 'code' })

/** One order as a customer order (`DocumentType` C) with the elements of the vendor's list, and no others. */
export function easyfattDocument(source: ExportedOrder, words: Words): string {
  const { order, shopName } = source
  const { pricesIncludeVat, rows, cost } = easyfattAmounts(source)
  const { number, numbering } = documentNumber(source)
  const { totals } = order
  return element('Document', [
    element('DocumentType', 'C'),
    ...customer(order),
    ...delivery(order),
    element('Date', localDay(order.placedAt)),
    element('Number', number),
    element('Numbering', numbering),
    // Written even when empty: an omitted element would take Easyfatt's default.
    element('CostDescription', cost === null ? '' : cost.description || words.shipping),
    cost === null ? '<CostVatCode/>' : vatCode('CostVatCode', cost.rate, words),
    element('CostAmount', cost === null ? '' : formatDecimal(cost.amount, 2)),
    element('TotalWithoutTax', withoutTax(order)),
    element('VatAmount', totals.tax),
    element('Total', totals.total),
    element('PricesIncludeVat', String(pricesIncludeVat)),
    ...optional('PaymentName', order.paymentMethod),
    ...optional('InternalComment', order.note),
    // What the operator looks for on the site; `Number` need not be it.
    element('CustomField1', `${shopName} ${order.number}`),
    ...optional('CustomField2', order.transactionId),
    ...optional('FootNotes', refunds(order, words)),
    element(
      'Rows',
      rows.map((row) => rowElement(row, words)),
    ),
    ...payments(order),
  ])
}

/**
 * Easyfatt drops documents whose number it has: the shop's own number where it is one, else the shop's identifier,
 * else the archive's. Shops must not share numbers, and a shop's suffix must not change when another is added: the
 * archive's first shop has none, every other its own.
 */
function documentNumber({ id, shopId, order }: ExportedOrder): { number: string; numbering: string } {
  const suffix = shopId === 1 ? '' : String(shopId)
  for (const text of [order.number, order.shopOrderId]) {
    const number = Number(/^#?(\d{1,12})$/.exec(text)?.[1] ?? 0)
    if (number > 0 && number <= greatestNumber) {
      return { number: String(number), numbering: suffix === '' ? '' : `/${suffix}` }
    }
  }
  return { number: String(id), numbering: `/${suffix}A` }
}

/**
 * No `CustomerCode` or `CustomerWebLogin`: identifiers of different shops would make one customer of two. Easyfatt
 * then goes by fiscal code, VAT number and e-mail.
 */
function customer({ customer: buyer, billing, fiscal }: Order): readonly string[] {
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

function rowElement({ part, quantity, price, percent, rate }: PricedRow, words: Words): string {
  const description = part === null ? words.rounding : part.description
  const reduced = part !== null && part.discount > 0n && percent === 0n
  return element('Row', [
    ...optional('Code', part?.code ?? ''),
    element('Description', description || (part?.type === 'fee' ? words.fee : words.shipping)),
    element('Qty', formatDecimal(quantity)),
    // Always: a missing price would become that of Easyfatt's own list.
    element('Price', formatDecimal(price, 2)),
    element('Discounts', percent === 0n ? '' : `${formatDecimal(percent)}%`),
    vatCode('VatCode', rate, words),
    element('Stock', String(part?.type === 'item')),
    ...(reduced ? [element('Notes', words.discount(euro(formatDecimal(part.discount, 2))))] : []),
  ])
}

function vatCode(name: 'VatCode' | 'CostVatCode', rate: Scaled, words: Words): string {
  const percent = formatDecimal(rate)
  // Why a row bears no VAT (exempt, not taxable, outside its scope) is the accountant's to say.
  const taxable: Record<string, string> = rate === 0n ? {} : { Class: 'Imponibile' }
  return element(name, percent, { Perc: percent, ...taxable, Description: words.vat(percent) })
}

function payments({ totals, paidAt, placedAt }: Order): readonly string[] {
  if (/^-?[0.]*$/.test(totals.total)) return [element('Payments', [])]
  const payment = element('Payment', [
    element('Advance', 'false'),
    element('Date', localDay(paidAt ?? placedAt)),
    element('Amount', totals.total),
    element('Paid', String(paidAt !== null)),
  ])
  return [element('Payments', [payment])]
}

function refunds({ refunds: rows }: Order, words: Words): string {
  const lines = rows.map(({ amount, reason }) => [words.refunded(euro(amount)), reason])
  return lines.map((line) => line.filter((text) => text !== '').join(' - ')).join('\n')
}

function optional(name: string, text: string): readonly string[] {
  return text.trim() === '' ? [] : [element(name, text.trim())]
}

function countryName(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code
  const known = countryNames.get(code) ?? countries.of(code.toUpperCase()) ?? code
  countryNames.set(code, known)
  return known
}

function euro(amount: string): string {
  return formatMoney(amount, 'EUR', 'it')
}

function withoutTax({ totals }: Order): string {
  const [total, tax] = [parseDecimal(totals.total), parseDecimal(totals.tax)]
  return total === null || tax === null ? '' : formatDecimal(total - tax, 2)
}
