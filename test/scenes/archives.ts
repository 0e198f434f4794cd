/** Archives of their own: one that was damaged, and, for the gallery's search, one of ten orders and one of a million. */
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../main/store/archive.ts'
import { archiveVersion } from '../../main/store/database.ts'
import { toOrderRecord } from '../../main/store/order-record.ts'
import { draftOf } from '../support/archive.ts'
import { demonstrationOrders } from '../support/exports.ts'
import { shop, site } from './download.ts'
import { downloadedStage } from './downloaded.ts'
import { showAllOrders } from './in-page.ts'
import { moment, newStage, play, type Scene } from './stage.ts'

/** The archive was damaged, and a copy has taken its place. */
export const restoredScene: Scene = async (tour) => {
  const stage = await downloadedStage(tour)
  // The copy is made when the program starts.
  await play({ ...tour, visit: async () => undefined }, stage, async ({ page }) => {
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  })
  writeFileSync(join(stage.profile, 'archive.sqlite'), 'rubbish'.repeat(5000))
  await play(tour, stage, async ({ page, stop }) => {
    await page.getByText('era danneggiato').waitFor()
    await stop('archive-restored')
  })
}

export const tenOrdersScene: Scene = async (tour) => {
  const stage = newStage(tour)
  const archive = openArchive(join(stage.profile, 'archive.sqlite'))
  const { id: shopId } = archive.saveShop(draftOf({ name: shop, url: site }))
  const run = archive.beginRun(shopId, 'manual', moment)
  const orders = demonstrationOrders(14).slice(0, 10)
  const page = { skipped: [], wrong: [], changed: [], notices: [] }
  const raw = Buffer.from(JSON.stringify(orders.map(() => ({}))))
  archive.savePage(
    run.id,
    { ...page, orders: orders.map((order, index) => toOrderRecord(order, index)), raw },
    moment,
  )
  archive.finishRun(run.id, { outcome: 'success', failure: null, finishedAt: moment, cursor: moment })
  archive.close()
  await play(tour, stage, async ({ app, stop }) => {
    await app.clickMenuItem('search')
    const search = await app.waitForWindow('window=search')
    await showAllOrders(search)
    await search.getByRole('row').nth(10).waitFor()
    await stop('search-ten', search)
  })
}

/** The bench's archive, where `npm run bench` has made it; it is copied, 2.5 GB. */
export const millionOrdersScene: Scene = async (tour) => {
  const made = join(tmpdir(), 'download-ordini-bench', `archive-${archiveVersion}-1000000`)
  if (!existsSync(made)) {
    console.info(`million: skipped, there is no ${made} (npm run bench makes it)`)
    return
  }
  const stage = newStage(tour)
  for (const file of ['archive.sqlite', 'archive.sqlite-wal']) {
    if (existsSync(join(made, file))) cpSync(join(made, file), join(stage.profile, file))
  }
  await play(tour, stage, async ({ app, stop }) => {
    await app.clickMenuItem('search')
    const search = await app.waitForWindow('window=search')
    await showAllOrders(search)
    await search.getByText('1.000.000 ordini').first().waitFor()
    await search.getByRole('status', { name: 'Ordini trovati' }).getByText('€').waitFor()
    await stop('search-million', search)
  })
}
