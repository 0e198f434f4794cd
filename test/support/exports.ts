import { SaxesParser } from 'saxes'
import { mapOrder } from '../../main/connectors/woocommerce/map-order.ts'
import { planOf } from '../../main/demo-shop/life-cycle.ts'
import { makeOrder } from '../../main/demo-shop/make-order.ts'
import type { NumberedOrder } from '../../main/export/easyfatt-document.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import type { ShopRecord } from '../../main/store/shops.ts'
import type { Store } from '../../main/store/store.ts'
import { rateStandIns } from '../../main/words/easyfatt-choices.ts'
import { wantedNumbers } from '../../main/words/easyfatt-number.ts'
import { type EasyfattTables, noTables } from '../../main/words/easyfatt-tables.ts'
import type { Order } from '../../main/words/order.ts'
import {
  everyOrder,
  newestFirst,
  type OrderFilter,
  type OrderSelection,
} from '../../main/words/order-search.ts'
import type { ExportedOrder } from '../../main/words/printed.ts'
import { recordedOrders } from '../woo-server/recordings.ts'
import { draftOf } from './archive.ts'

/** The whole orders that a filter finds. */
export const allOf = (filter: Partial<OrderFilter> = {}): OrderSelection => ({
  filter: { ...everyOrder, ...filter },
  sort: newestFirst,
  upTo: null,
  ranges: null,
})

/** Of an export: new or not, cancelled or not, and nobody else is handing over. */
export const whatever = {
  onlyNew: false,
  withCancelled: true,
  lockHandovers: () => ({ release: () => undefined }),
}

/** Stores orders as a run of that shop at that moment does. */
export async function storeOrders(
  store: Store,
  orders: readonly Order[],
  shopName = 'Bottega',
  at = '2026-11-20T12:00:00.000Z',
): Promise<ShopRecord> {
  const shops = await store.listShops()
  const shop =
    shops.find(({ name }) => name === shopName) ??
    (await store.saveShop(draftOf({ name: shopName, url: `https://${shops.length}.example` })))
  const run = await store.beginRun(shop.id, 'manual', at)
  for (let from = 0; from < orders.length; from += 500) {
    const page = orders.slice(from, from + 500)
    const records = page.map((order, index) => toOrderRecord(order, index))
    const raw = Buffer.from(JSON.stringify(page.map(({ shopOrderId }) => ({ id: shopOrderId }))))
    await store.savePage(
      run.id,
      { orders: records, raw, skipped: [], wrong: [], changed: [], notices: [] },
      at,
    )
  }
  await store.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
  return shop
}

/** The orders recorded from a real WooCommerce, as the connector maps them; without the wrong ones. */
export function realOrders(): readonly Order[] {
  return mapped(recordedOrders())
}

/** The first `count` orders of the demonstration shop, without the wrong ones. */
export function demonstrationOrders(count: number): readonly Order[] {
  const made = Array.from({ length: count }, (_, place) => {
    const plan = planOf(1, 150_000 + place)
    return makeOrder(1, plan, plan.createdAt + 259_200_000)
  })
  return mapped(made)
}

function mapped(orders: readonly unknown[]): readonly Order[] {
  return orders.flatMap((json) => {
    const result = mapOrder(json, {})
    return 'order' in result ? [result.order] : []
  })
}

/** An order in the form that exports read. */
export function exportedOf(order: Order, changes: Partial<ExportedOrder> = {}): ExportedOrder {
  const marks = { leftOut: null, changedOnSite: false, ownNote: '', tags: '' }
  return { id: 1, shopId: 1, shopName: 'Bottega', order, ...marks, ...changes }
}

/** The same, with the number that it gets where none is taken. */
export function numberedOf(order: Order, changes: Partial<ExportedOrder> = {}): NumberedOrder {
  const source = exportedOf(order, changes)
  const { id, shopId } = source
  const { number, shopOrderId } = order
  const [easyfatt] = wantedNumbers({ id, shopId, number, shopOrderId })
  if (easyfatt === undefined) throw new Error('no number')
  return { ...source, easyfatt }
}

export async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values
}

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** Reads XML with a strict parser: anything that is not well-formed throws. */
export function readXml(xml: string): XmlElement {
  interface Open {
    name: string
    attributes: Record<string, string>
    children: XmlElement[]
    text: string
  }
  const top: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, children: [], text: '' })
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last) last.text += text
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) open.at(-1)?.children.push(closed)
  })
  parser.write(xml).close()
  const [root] = top.children
  if (!root) throw new Error('no root element')
  return root
}

/** The children of that name. */
export function childrenOf(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent?.children.filter((child) => child.name === name) ?? []
}

/** The text of the one child of that name; undefined when there is none. */
export function textOf(parent: XmlElement | undefined, name: string): string | undefined {
  return childrenOf(parent, name)[0]?.text
}

/** Tables by which every row has a VAT code. */
export const everyCode: EasyfattTables = {
  ...noTables,
  vat: ['0', ...rateStandIns].map((rate) => ({
    rate,
    place: 'anywhere',
    buyer: 'any',
    code: `code of ${rate}`,
    vatClass: 'Fuori campo',
  })),
}
