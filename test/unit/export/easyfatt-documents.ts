import Big from 'big.js'
import { expect } from 'vitest'
import { easyfattXml, type NotWritten } from '../../../main/export/easyfatt.ts'
import { textsFor } from '../../../main/texts/index.ts'
import type { EasyfattTables } from '../../../main/words/easyfatt-tables.ts'
import type { Order } from '../../../main/words/order.ts'
import type { ExportedOrder } from '../../../main/words/printed.ts'
import {
  childrenOf,
  each,
  everyCode,
  numberedOf,
  readXml,
  textOf,
  type XmlElement,
} from '../../support/exports.ts'
import { orderOf } from '../../support/orders.ts'

const allowed = new Set(
  `DocumentType Date Number Numbering CustomerName CustomerAddress CustomerPostcode CustomerCity CustomerProvince
  CustomerCountry CustomerFiscalCode CustomerVatCode CustomerEInvoiceDestCode CustomerTel CustomerEmail CustomerPec
  CustomerReference DeliveryName DeliveryAddress DeliveryPostcode DeliveryCity DeliveryProvince DeliveryCountry
  PricesIncludeVat PaymentName Carrier TrackingNumber CostDescription CostVatCode CostAmount InternalComment CustomField1 CustomField2
  FootNotes TotalWithoutTax VatAmount Total Rows Row Code Description Qty Price Discounts VatCode Stock Notes
  Payments Payment Advance Amount Paid`.split(/\s+/),
)

/** A file of these orders, read back, and what is not in it. */
export async function fileOf(
  orders: readonly Order[],
  tables: EasyfattTables,
  changes: Partial<ExportedOrder> = {},
) {
  let xml = ''
  const left: { readonly order: Order; readonly reason: NotWritten }[] = []
  const sources = orders.map((order) => numberedOf(order, changes))
  const options = {
    tablesOf: () => tables,
    onLeftOut: ({ order }: ExportedOrder, reason: NotWritten) => void left.push({ order, reason }),
  }
  for await (const chunk of easyfattXml(textsFor('it'), each(sources), options)) xml += chunk
  const root = readXml(xml)
  expect(root.name).toBe('EasyfattDocuments')
  expect(root.attributes.AppVersion).toBe('2')
  return { documents: childrenOf(childrenOf(root, 'Documents')[0], 'Document'), left }
}

/** The documents of a file of these orders, where every row has a code. */
export async function documents(
  orders: readonly Order[],
  changes: Partial<ExportedOrder> = {},
): Promise<readonly XmlElement[]> {
  return (await fileOf(orders, everyCode, changes)).documents
}

export async function documentOf(
  changes: Partial<Order>,
  source: Partial<ExportedOrder> = {},
): Promise<XmlElement> {
  const [document] = await documents([orderOf(1, changes)], source)
  if (!document) throw new Error('no document')
  return document
}

/** The rows of a document. */
export const rowsOf = (document: XmlElement) => childrenOf(childrenOf(document, 'Rows')[0], 'Row')
/** A document's number; 0 where it has none. */
export const number = (text: string | undefined) => new Big(text === undefined || text === '' ? 0 : text)

/** What Easyfatt makes of a document: rows to the cent, VAT on each rate's sum. */
export function computed(document: XmlElement): string {
  const sums = new Map<string, Big>()
  const add = (rate: string | undefined, amount: Big) =>
    sums.set(rate ?? '', (sums.get(rate ?? '') ?? new Big(0)).plus(amount))
  for (const row of rowsOf(document)) {
    expect(textOf(row, 'Price')).toMatch(/^-?\d+\.\d{2,9}$/)
    const percent = number(textOf(row, 'Discounts')?.replace('%', ''))
    const amount = number(textOf(row, 'Price')).times(number(textOf(row, 'Qty')))
    add(
      childrenOf(row, 'VatCode')[0]?.attributes.Perc,
      amount.times(new Big(100).minus(percent)).div(100).round(2),
    )
  }
  add(childrenOf(document, 'CostVatCode')[0]?.attributes.Perc, number(textOf(document, 'CostAmount')))
  const included = textOf(document, 'PricesIncludeVat') === 'true'
  let total = new Big(0)
  for (const [rate, amount] of sums) {
    total = total.plus(amount)
    if (!included)
      total = total.plus(
        amount
          .times(rate === '' ? 0 : rate)
          .div(100)
          .round(2),
      )
  }
  return total.toFixed(2)
}

/** Every element is on the vendor's list. */
export function checkNames(element: XmlElement): void {
  for (const child of element.children) {
    expect(allowed).toContain(child.name)
    checkNames(child)
  }
}
