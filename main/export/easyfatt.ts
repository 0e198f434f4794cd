import type { Texts } from '../texts/shape.ts'
import { easyfattDocument, type NumberedOrder } from './easyfatt-document.ts'
import { element } from './xml.ts'

/** Characters gathered before they are written. */
const chunkSize = 64 * 1024
const root = 'EasyfattDocuments'

/**
 * An Easyfatt-XML file of customer orders. Easyfatt knows euros only: an order in another currency would arrive as so
 * many euros, and is left out.
 * @param onLeftOut told of each order left out
 */
export async function* easyfattXml(
  texts: Texts,
  orders: AsyncIterable<NumberedOrder>,
  onLeftOut: (source: NumberedOrder) => void,
): AsyncGenerator<string> {
  const { program, exportOrders } = texts.native
  const opening = element(root, '', { AppVersion: '2', Creator: program }).replace('/>', '>')
  let chunk = `<?xml version="1.0" encoding="UTF-8"?>\n${opening}\n<Documents>\n`
  for await (const source of orders) {
    if (source.order.currency !== 'EUR') {
      onLeftOut(source)
      continue
    }
    chunk += `${easyfattDocument(source, exportOrders.easyfatt)}\n`
    if (chunk.length < chunkSize) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}</Documents>\n</${root}>\n`
}
