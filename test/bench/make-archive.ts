/**
 * The bench's archive: built once by the store's own code and kept. `node make-archive.ts FOLDER ORDERS` builds one.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shopSettingsSchema } from '../../main/shop.ts'
import { openArchive } from '../../main/store/archive.ts'
import { archiveVersion } from '../../main/store/database.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import { archiveOrder } from './archive-orders.ts'

const pageSize = 200
const perRun = 5000
const shops = ['La Bottega di Anna', 'Cantina Valpolicella', 'Ferramenta Rossi']

/** The folder (a profile) of an archive with so many orders; made when it is not there yet. */
export function benchProfile(orders: number, folder = join(tmpdir(), 'download-ordini-bench')): string {
  const profile = join(folder, `archive-${archiveVersion}-${orders}`)
  if (existsSync(profile)) return profile
  const half = `${profile}.part`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  build(join(half, 'archive.sqlite'), orders)
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
      const records = page.map((order, index) => toOrderRecord(order, index))
      // Three in a thousand have been changed on the site since.
      const changed = page
        .filter((_, index) => (from + index) % 337 === 0)
        .map(({ shopOrderId, number }) => ({ shopOrderId, number, modifiedAt: at }))
      archive.savePage(run.id, { orders: records, raw, skipped: [], wrong: [], changed, notices: [] }, at)
    }
    archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: at, cursor: at })
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(`\r${Math.min(first + perRun, orders)} of ${orders} orders, ${seconds.toFixed(0)} s`)
  }
  process.stderr.write('\n')
  while (archive.packBlock());
  archive.close()
}

if (process.argv[1] === import.meta.filename) {
  const [folder, orders = '1000000'] = process.argv.slice(2)
  console.info(benchProfile(Number(orders), folder))
}
