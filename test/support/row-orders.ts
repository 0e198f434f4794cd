import type { Archive } from '../../main/store/archive.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import { draftOf } from './archive.ts'
import { orderOf } from './orders.ts'

const at = '2026-11-20T12:00:00.000Z'

/** Stores orders as a download does, under a right to download of that number. */
export function storeOrdersIn(archive: Archive, count: number, from = 1): void {
  const shop = archive.listShops()[0]?.id ?? archive.saveShop(draftOf()).id
  const run = archive.beginRun(shop, 'auto', at, from).id
  const orders = Array.from({ length: count }, (_, index) => toOrderRecord(orderOf(from + index), index))
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  archive.savePage(run, { orders, raw, skipped: [], wrong: [], changed: [], notices: [] }, at)
  archive.finishRun(run, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
}
