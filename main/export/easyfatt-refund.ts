import type { Texts } from '../texts/shape.ts'
import { absolute, type Scaled, scaled, toDecimal } from '../words/decimal.ts'
import { easyfattName } from '../words/easyfatt-codes.ts'
import type { EasyfattNumber } from '../words/easyfatt-number.ts'
import type { EasyfattTables } from '../words/easyfatt-tables.ts'
import { formatDay } from '../words/format.ts'
import type { Instant, Refund } from '../words/order.ts'
import type { ExportedOrder } from '../words/printed.ts'
import { cents, one } from '../words/vat-amounts.ts'
import { priced } from './easyfatt-amounts.ts'
import {
  customer,
  type EasyfattDocument,
  euro,
  localDay,
  optional,
  vatCode,
  vatCodes,
} from './easyfatt-document.ts'
import { refundRows } from './refund-parts.ts'
import type { VatPart } from './vat-parts.ts'
import { element } from './xml.ts'

/** A refund whose day is known, and the number of its credit note. */
export interface NumberedRefund extends Refund {
  readonly at: Instant
  readonly easyfatt: EasyfattNumber
}

/**
 * A refund as a credit note (`DocumentType` N), its amounts positive and with VAT: they add up by themselves. Whether goods
 * came back is not known: it moves no stock.
 */
export function refundDocument(
  source: ExportedOrder,
  refund: NumberedRefund,
  { native, refunds: words }: Texts,
  tables: EasyfattTables,
): EasyfattDocument {
  const { order, shopName } = source
  const { codeOf, lacking } = vatCodes(order, tables)
  const amount = scaled(refund.amount)
  const { rows } = refundRows(refund, source)
  const tax = cents(rows.reduce((sum, row) => sum + row.tax, 0n))
  const rowElements = rows.map((row) => {
    const { part, quantity, price, rate, tableRate } = pricedRow(row)
    const code = codeOf(tableRate, row.net !== 0n || row.tax !== 0n)
    return element('Row', [
      ...optional('Code', row.code),
      element('Description', part?.description || words.easyfatt.rest(order.number)),
      element('Qty', toDecimal(quantity)),
      // Always: a missing price would become that of Easyfatt's own list.
      element('Price', toDecimal(price, 2)),
      vatCode('VatCode', rate, code, native.exportOrders.easyfatt),
      element('Stock', 'false'),
    ])
  })
  if (lacking.size > 0) return { lacking: [...lacking.values()] }
  const day = localDay(refund.at)
  const xml = element('Document', [
    element('DocumentType', 'N'),
    ...customer(order),
    element('Date', day),
    element('Number', String(refund.easyfatt.number)),
    element('Numbering', refund.easyfatt.numbering),
    // Written although empty: an omitted element would take Easyfatt's default.
    element('CostDescription', ''),
    '<CostVatCode/>',
    element('CostAmount', ''),
    element('TotalWithoutTax', toDecimal(amount - tax, 2)),
    element('VatAmount', toDecimal(tax, 2)),
    element('Total', toDecimal(amount, 2)),
    element('PricesIncludeVat', 'true'),
    ...optional('PaymentName', easyfattName(tables.payments, order.paymentMethod)),
    ...optional('InternalComment', refund.reason),
    // As on the order itself: what the operator looks for on the site.
    element('CustomField1', `${shopName} ${order.number}`),
    ...optional('CustomField2', order.transactionId),
    element(
      'FootNotes',
      words.easyfatt.about(order.number, formatDay(order.placedAt, 'it'), euro(toDecimal(amount, 2))),
    ),
    element('Rows', rowElements),
    element('Payments', [
      element('Payment', [
        element('Advance', 'false'),
        element('Date', day),
        element('Amount', toDecimal(amount, 2)),
        element('Paid', 'true'),
      ]),
    ]),
  ])
  return { xml, lacking: null }
}

/** What came in exchange has a negative price, as a discount has. */
function pricedRow(row: VatPart) {
  const amount: Scaled = row.net + row.tax
  const quantity = row.quantity === 0n ? one : absolute(row.quantity)
  return priced({ ...row, quantity, listPrice: null }, amount, true)
}
