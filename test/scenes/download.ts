/** The main window's first screen: before, during and after a download. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startUpdateServer } from '../support/update-server.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { desksStops } from './desks.ts'
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
  const notes = 'I download sono più veloci.\nLa ricerca trova anche per città.'
  const updates = await startUpdateServer('#!/bin/sh\n', '1.1.0', notes)
  const installed = join(stage.profile, 'download-ordini.AppImage')
  writeFileSync(installed, '#!/bin/sh\n')
  const env = { UPDATES_URL: updates.url, APPIMAGE: installed, XDG_CACHE_HOME: join(stage.profile, 'cache') }
  const playing = play(tour, { ...stage, env }, async (playing) => {
    const { page, app, stop } = playing
    await stop('configured')
    await desksStops(playing)
    await app.clickMenuItem('search')
    const search = await app.waitForWindow('window=search')
    await search.getByText('Nessun ordine in archivio').waitFor()
    await stop('search-empty', search)
    await app.closeWindow(search)
    await app.clickMenuItem('updates')
    await page.getByText('È disponibile la versione 1.1.0.').first().waitFor()
    await page.getByText('Novità').first().click()
    await stop('update-available')
    await page.getByRole('button', { name: 'Scarica', exact: true }).first().click()
    await page.getByRole('button', { name: 'Riavvia e aggiorna' }).first().waitFor()
    await stop('update-ready')
    await app.clickMenuItem('first-period')
    await page.getByRole('dialog').waitFor()
    await stop('first-period')
    await page.getByRole('textbox', { name: 'Dal' }).click()
    await page.getByRole('table').waitFor()
    await stop('calendar')
  })
  await playing.finally(updates.close)
}

/** A shop that says nothing more after 700 orders. */
export const downloadingScene: Scene = async (tour) => {
  const server = await startWooServer({
    orders: manyOrders(1240, { until: new Date(moment), everySeconds: 60 }),
    now: () => new Date(moment),
    // From the 701st on the shop says nothing more.
    failures: ({ query }) =>
      (query.get('include') ?? '').split(',').some((id) => Number(id) >= 1700) ||
      // Whole pages are read where most orders are wanted.
      (!query.has('_fields') && Number(query.get('offset') ?? 0) >= 700)
        ? 'stall'
        : undefined,
  })
  const stage = newStage(tour)
  // Without automatic sync: on a slow machine that would begin before the button is pressed.
  await addShop(stage, shop, server.url, {})
  const playing = play(tour, stage, async ({ page, stop }) => {
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    // How many were asked for before the shop fell silent depends on its pace.
    await page.getByText(/^[1-9]\d* di 1\.240 ordini letti$/).waitFor()
    settleTimes(stage.profile, '2026-11-23T12:04:06.000Z')
    // Read anew with the settled times.
    await go(page, 'Impostazioni')
    await go(page, 'Download')
    await stop('downloading')
  })
  await playing.finally(server.close)
}
