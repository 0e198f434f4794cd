import type { Texts } from '../texts/shape.ts'
import type { VatNeed } from '../words/easyfatt-codes.ts'
import type { EasyfattTables } from '../words/easyfatt-tables.ts'
import { easyfattDocument, type NumberedOrder } from './easyfatt-document.ts'
import { element } from './xml.ts'

/** Characters gathered before they are written. */
const chunkSize = 256 * 1024
const root = 'EasyfattDocuments'

/** Why an order is not in a file: it is in another currency, or these VAT codes are not known (R46). */
export type NotWritten =
  | { readonly why: 'currency' }
  | { readonly why: 'vat'; readonly lacking: readonly VatNeed[] }

export interface EasyfattOptions {
  /** A shop's tables; asked once for each shop. */
  readonly tablesOf: (shopId: number) => EasyfattTables | Promise<EasyfattTables>
  /** Told of each order left out. */
  readonly onLeftOut: (source: NumberedOrder, reason: NotWritten) => void
}

/** An Easyfatt-XML file of these documents, in pieces. */
export async function* easyfattFile(texts: Texts, documents: AsyncIterable<string>): AsyncGenerator<string> {
  const opening = element(root, '', { AppVersion: '2', Creator: texts.native.program }).replace('/>', '>')
  let chunk = `<?xml version="1.0" encoding="UTF-8"?>\n${opening}\n<Documents>\n`
  for await (const document of documents) {
    chunk += `${document}\n`
    if (chunk.length < chunkSize) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}</Documents>\n</${root}>\n`
}

/**
 * An Easyfatt-XML file of customer orders. Easyfatt knows euros only: an order in another currency would arrive as so
 * many euros, and is left out; so is one with a row for which no VAT code is known.
 */
export function easyfattXml(
  texts: Texts,
  orders: AsyncIterable<NumberedOrder>,
  options: EasyfattOptions,
): AsyncGenerator<string> {
  return easyfattFile(texts, orderDocuments(texts, orders, options))
}

async function* orderDocuments(
  texts: Texts,
  orders: AsyncIterable<NumberedOrder>,
  { tablesOf, onLeftOut }: EasyfattOptions,
): AsyncGenerator<string> {
  const words = texts.native.exportOrders.easyfatt
  const tables = new Map<number, EasyfattTables>()
  for await (const source of orders) {
    const { shopId, order } = source
    if (order.currency !== 'EUR') {
      onLeftOut(source, { why: 'currency' })
      continue
    }
    const ofShop = tables.get(shopId) ?? (await tablesOf(shopId))
    tables.set(shopId, ofShop)
    const document = easyfattDocument(source, words, ofShop)
    if (document.lacking !== null) onLeftOut(source, { why: 'vat', lacking: document.lacking })
    else yield document.xml
  }
}
