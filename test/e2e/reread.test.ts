import { expect, it } from 'vitest'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { openApp, profileWithShop } from './profile.ts'

it('R15 R25 new fiscal fields lead to a preview, the rereading, the history that says so, and back', async () => {
  const orders = manyOrders(3, { until: new Date(), everySeconds: 60 }).map((order) => ({
    ...order,
    meta_data: [{ id: 1, key: 'il_mio_codice', value: 'M5UXCR1' }],
  }))
  const server = await startWooServer({ orders })
  const { app, page } = await openApp(await profileWithShop(server.url))
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
  await page.getByText(/Ultimo download riuscito oggi alle/).waitFor()
  await page.getByRole('button', { name: 'Mostra i nuovi ordini', exact: true }).click()
  const search = await app.waitForWindow('window=search')
  await search.getByRole('row').nth(1).click()
  const sheet = search.getByRole('complementary')
  await sheet.getByRole('heading', { level: 1 }).waitFor()

  // From the menu: nothing to do with today's settings.
  await app.clickMenuItem('reread')
  const dialog = page.getByRole('dialog', { name: 'Rileggi gli ordini già scaricati' })
  await dialog.getByRole('button', { name: 'Anteprima' }).click()
  await dialog.getByText('i 3 ordini si leggono oggi come sono').waitFor()
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click()
  await dialog.waitFor({ state: 'detached' })

  // From the shop's settings, when its fiscal fields change.
  await app.clickMenuItem('shops')
  await page.getByRole('button', { name: 'Avanzate' }).click()
  await page.getByRole('textbox', { name: 'Codice destinatario' }).fill('il_mio_codice')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await dialog.getByText('I nuovi campi fiscali di Bottega').waitFor()
  await dialog.getByRole('button', { name: 'Anteprima' }).click()
  await dialog.getByText('Cambierebbero 3 ordini su 3.').waitFor()
  await dialog
    .getByRole('row')
    .filter({ hasText: /Codice destinatario.*M5UXCR1/ })
    .waitFor()
  await expect(sheet.getByText('M5UXCR1').count()).resolves.toBe(0)
  await dialog.getByRole('button', { name: 'Rileggi 3 ordini' }).click()
  await dialog.getByText('3 ordini sono cambiati.').waitFor()

  // The open order shows it, and says whence.
  await sheet.getByText('Riletto').waitFor()
  await sheet.getByText('M5UXCR1').first().waitFor()
  expect(await sheet.getByText('Modificato a mano').count()).toBe(0)
  expect(await sheet.getByText('Modificato sul sito').count()).toBe(0)

  await dialog.getByRole('button', { name: /^Annulla la rilettura del/ }).click()
  await dialog.getByText('Rilettura annullata in 3 ordini.').waitFor()
  await sheet.getByText(/^Annullata oggi alle/).waitFor()
  expect(await dialog.getByText('Riletture fatte').count()).toBe(0)
  await server.close()
})
