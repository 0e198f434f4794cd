import type { Archive } from '../../main/store/archive.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import type { Order } from '../../main/words/order.ts'
import { draftOf } from './archive.ts'
import { orderOf } from './orders.ts'

const at = '2026-11-20T12:00:00.000Z'

/** Stores orders as a download does, under a right to download of that number. */
export function storeThese(archive: Archive, orders: readonly Order[], right = 1): void {
  const shop = archive.listShops()[0]?.id ?? archive.saveShop(draftOf()).id
  const run = archive.beginRun(shop, 'auto', at, right).id
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  const records = orders.map((order, index) => toOrderRecord(order, index))
  archive.savePage(run, { orders: records, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
}

/** So many, from one on. */
export function storeOrdersIn(archive: Archive, count: number, from = 1): void {
  storeThese(
    archive,
    Array.from({ length: count }, (_, index) => orderOf(from + index)),
    from,
  )
}
