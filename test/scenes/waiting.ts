/** What windows show while the archive does not answer, and when it cannot be read. */
import { join } from 'node:path'
import type { Page } from 'playwright'
import { spoilArchive } from '../support/spoil-archive.ts'
import { go } from './in-page.ts'
import type { Playing } from './stage.ts'

/** The main window. */
export async function waitingStops({ page, app, stop }: Playing): Promise<void> {
  const open = app.holdRequests('shops.list')
  await page.reload()
  await page.getByRole('heading', { name: 'Apro l’archivio' }).waitFor()
  await stop('opening')
  const show = app.holdRequests('runs.list', 'log.list', 'runs.days', 'wrong.list')
  open()
  await page.getByRole('heading', { name: 'Ultimi download' }).waitFor()
  await stop('loading')
  await go(page, 'Log')
  await stop('loading-log')
  await app.clickMenuItem('wrong')
  await stop('loading-wrong')
  show()
  await page.getByRole('row').nth(1).waitFor()
}

/** The search window, its list on the screen: opened anew, and an order. */
export async function waitingSearchStops({ app, stop }: Playing, search: Page): Promise<void> {
  const list = app.holdRequests('orders.list')
  await search.reload()
  await search.getByRole('searchbox').waitFor()
  await stop('loading-search', search)
  const order = app.holdRequests('orders.get')
  list()
  await search.getByRole('row').nth(3).click()
  await search.getByRole('complementary').waitFor()
  await stop('loading-order', search)
  order()
  await search.getByRole('complementary').getByText('Totali').waitFor()
}

/**
 * The disk has spoiled the archive while the program was running. What looks at the archive now and then may meet it before
 * the page does, and have the archive restored: then it is spoiled once more.
 */
export async function startFailureStop({ page, stop }: Playing, profile: string): Promise<void> {
  const failure = page.getByRole('button', { name: 'Riavvia il programma' })
  const opened = page.getByRole('button', { name: 'Impostazioni', exact: true })
  for (let times = 0; times < 5; times += 1) {
    spoilArchive(join(profile, 'archive.sqlite'))
    await page.reload()
    await failure.or(opened).first().waitFor()
    if (await failure.isVisible()) break
  }
  await failure.waitFor()
  await stop('start-failure')
}
