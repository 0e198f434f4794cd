/** The main window's first screen: before, during and after a download. */
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { settleTimes } from './history.ts'
import { go } from './in-page.ts'
import { addShop, moment, newStage, play, type Scene } from './stage.ts'

export const shop = 'La Bottega di Anna'
export const site = 'https://www.bottegadianna.it'
export const auto = { autoSync: { enabled: true, minutes: 15 } }

/** A shop that nothing was downloaded from yet. */
export const configuredScene: Scene = async (tour) => {
  const stage = newStage(tour)
  await addShop(stage, shop, site, {})
  await play(tour, stage, async ({ page, app, stop }) => {
    await stop('configured')
    await app.clickMenuItem('first-period')
    await page.getByRole('dialog').waitFor()
    await stop('first-period')
  })
}

/** A shop that says nothing more after 700 orders. */
export const downloadingScene: Scene = async (tour) => {
  const server = await startWooServer({
    port: 48_651,
    orders: manyOrders(1240, { until: new Date(moment), everySeconds: 60 }),
    now: () => new Date(moment),
    // From the 701st on the shop says nothing more.
    failures: ({ query }) =>
      (query.get('include') ?? '').split(',').some((id) => Number(id) >= 1700) ? 'stall' : undefined,
  })
  const stage = newStage(tour)
  await addShop(stage, shop, server.url, auto)
  await play(tour, stage, async ({ page, stop }) => {
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await page.getByText('700 di 1.240 ordini letti').waitFor()
    settleTimes(stage.profile, '2026-11-23T12:04:06.000Z')
    // Read anew with the settled times.
    await go(page, 'Impostazioni')
    await go(page, 'Download')
    await stop('downloading')
  })
  await server.close()
}
