/**
 * The bench's archive: built once by the store's own code and kept. `node make-archive.ts FILE ORDERS` builds one.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../main/store/archive.ts'
import { archiveVersion } from '../../main/store/database.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import { shopSettingsSchema } from '../../main/words/shop.ts'
import type { Standing } from '../../main/words/standing.ts'
import { archiveOrder } from './archive-orders.ts'

const pageSize = 200
const perRun = 5000
/** The last ones: the others are done, and have been seen (R40). */
const mostOpen = 20_000
const done: Standing = { words: ['completed'], fulfilment: '', isRefunded: false }
const shops = ['La Bottega di Anna', 'Cantina Valpolicella', 'Ferramenta Rossi']

/**
 * The folder (a profile) of an archive with so many orders; made when it is not there yet, by a process of its own: its
 * memory is nothing that the bench should count.
 */
export function benchProfile(orders: number, folder = join(tmpdir(), 'download-ordini-bench')): string {
  const profile = join(folder, `archive-${archiveVersion}-${orders}`)
  if (existsSync(profile)) return profile
  const half = `${profile}.part`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  execFileSync(process.execPath, [import.meta.filename, join(half, 'archive.sqlite'), String(orders)], {
    stdio: 'inherit',
  })
  renameSync(half, profile)
  return profile
}

function build(file: string, orders: number): void {
  const began = performance.now()
  const archive = openArchive(file)
  const ids = shops.map(
    (name, index) =>
      archive.saveShop({
        id: null,
        name,
        platform: 'woocommerce',
        url: `https://shop${index}.example`,
        settings: shopSettingsSchema.parse({}),
        keepConnection: false,
        isDemo: false,
      }).id,
  )
  for (let first = 0; first < orders; first += perRun) {
    const shop = ids[(first / perRun) % 7 === 3 ? 1 : (first / perRun) % 7 === 5 ? 2 : 0] ?? 0
    const at = archiveOrder(Math.min(first + perRun, orders) - 1, orders).placedAt
    const run = archive.beginRun(shop, 'auto', at)
    archive.openWindow(run.id, { shopStartedAt: at, from: at, to: null, floor: at }, at)
    for (let from = first; from < Math.min(first + perRun, orders); from += pageSize) {
      const length = Math.min(pageSize, orders - from)
      const page = Array.from({ length }, (_, index) => archiveOrder(from + index, orders))
      const raw = Buffer.from(JSON.stringify(page.map((order) => ({ ...order, meta_data: [order.billing] }))))
      const isOpen = from >= orders - mostOpen
      const records = page
        .map((order, index) => toOrderRecord(order, index))
        .map((record) => (isOpen ? record : { ...record, standing: done }))
      // Three in a thousand have been changed on the site since.
      const changed = page
        .filter((_, index) => (from + index) % 337 === 0)
        .map(({ shopOrderId, number }) => ({ shopOrderId, number, modifiedAt: at }))
      archive.savePage(run.id, { orders: records, raw, skipped: [], wrong: [], changed, notices: [] }, at)
      if (!isOpen) archive.seeOrders(page.map((_, index) => from + index + 1))
    }
    archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(`\r${Math.min(first + perRun, orders)} of ${orders} orders, ${seconds.toFixed(0)} s`)
  }
  process.stderr.write('\n')
  archive.close()
}

if (process.argv[1] === import.meta.filename) {
  const [file = '', orders] = process.argv.slice(2)
  build(file, Number(orders))
}
