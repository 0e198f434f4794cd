/** How shops are doing: well, not so well, not at all. */
import { auto, shop, site } from './download.ts'
import { writeHistory } from './history.ts'
import { go } from './in-page.ts'
import { addShop, likeStage, play, type Scene, type Tour } from './stage.ts'

const rejected = { code: 'credentials-rejected', params: { host: 'www.bottegadianna.it' } } as const
const wave = (day: number) => [14, 9, 22, 17, 6, 31, 12, 3, 19, 25][day % 10] ?? 0
const month = { shop, end: '2026-11-23T12:00:00.000Z', days: 26, perDay: 24, newOrders: wave } as const

/** A shop with automatic sync. */
const syncedStage = (tour: Tour) => likeStage(tour, 'synced', (stage) => addShop(stage, shop, site, auto))

/** A month of good syncs, the last at 13:00. */
export const healthyScene: Scene = async (tour) => {
  const stage = await syncedStage(tour)
  const failed = (day: number, sync: number) =>
    (day === 4 && sync < 5) || (day === 5 && sync > 20) || day === 12
  writeHistory(stage.profile, { ...month, failed })
  await play(tour, stage, async ({ page, app, stop }) => {
    await page.getByRole('heading', { name: 'Salute' }).scrollIntoViewIfNeeded()
    await stop('health')
    await app.clickTrayItem('pause')
    await page.getByRole('button', { name: 'Riprendi adesso' }).waitFor()
    await stop('paused')
  })
}

/** Three failures in a row. */
export const failedScene: Scene = async (tour) => {
  const stage = await syncedStage(tour)
  writeHistory(stage.profile, { ...month, thenFailures: 3, failure: rejected })
  await play(tour, stage, async ({ stop }) => {
    await stop('failed')
  })
}

/** 20 failures, then eleven syncs annulled. */
export const suspendedScene: Scene = async (tour) => {
  const stage = await syncedStage(tour)
  writeHistory(stage.profile, { ...month, thenFailures: 20, thenAnnulled: 12, failure: rejected })
  await play(tour, stage, async ({ page, stop }) => {
    await page.getByRole('alert').waitFor()
    await stop('suspended')
    await go(page, 'Log')
    await page.getByText('12 sincronizzazioni annullate').click()
    await stop('log-annulled')
  })
}

/** Three shops: one suspended, one well, one by hand and long ago. */
export const severalShopsScene: Scene = async (tour) => {
  const stage = await syncedStage(tour)
  const cellar = 'Cantina Valpolicella'
  // As long as names get.
  const tools = 'Ferramenta e Casalinghi Fratelli Degli Esposti di Castelfranco Emilia'
  await addShop(stage, cellar, 'https://www.cantinavalpolicella.it', auto)
  await addShop(stage, tools, 'https://www.ferramentarossi.it', {})
  const weeks = { days: 20, perDay: 12, newOrders: (day: number) => wave(day + 3) }
  writeHistory(
    stage.profile,
    { ...month, ...weeks, thenFailures: 20, thenAnnulled: 12, failure: rejected },
    { shop: cellar, end: '2026-11-23T11:56:00.000Z', ...weeks },
    { shop: tools, end: '2026-11-20T17:30:00.000Z', ...weeks },
  )
  await play(tour, stage, async ({ page, stop }) => {
    await stop('several-shops')
    await page.getByRole('heading', { name: 'Ultimi download' }).scrollIntoViewIfNeeded()
    await stop('several-health')
    await page.getByRole('button', { name: tools }).first().click()
    await stop('stale')
    await page.getByRole('button', { name: shop }).first().click()
    await page.getByText('Sincronizzazione automatica sospesa').first().waitFor()
    await stop('suspended-chosen')
    await page.getByRole('button', { name: cellar }).first().click()
    await page.getByRole('heading', { name: 'Salute' }).scrollIntoViewIfNeeded()
    await stop('health-chosen')
    await go(page, 'Log')
    await page
      .getByText(/sincronizzazioni annullate/)
      .first()
      .click()
    await stop('log-shops')
  })
}
