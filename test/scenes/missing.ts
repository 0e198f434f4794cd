/** Wrong orders, *Verifica completezza*, *Perché manca?*, and the windows of the help menu. */
import { closeDialog } from './in-page.ts'
import type { Playing } from './stage.ts'

export async function missingStops({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('wrong')
  await page.getByRole('row').nth(2).waitFor()
  await stop('wrong')
  await page.getByRole('row').nth(2).click()
  await page.getByRole('complementary').waitFor()
  await stop('wrong-detail')
  await app.clickMenuItem('completeness')
  await page.getByRole('heading', { name: 'Verifica completezza' }).waitFor()
  await stop('completeness')
  await page.getByRole('button', { name: 'Verifica', exact: true }).click()
  await page.getByRole('button', { name: 'Verifica di nuovo' }).waitFor()
  await stop('completeness-result')
  await app.clickMenuItem('missing')
  await page.getByRole('dialog').waitFor()
  await stop('missing')
  await page.getByRole('textbox', { name: "Numero dell'ordine" }).fill('457825')
  await page.getByRole('button', { name: 'Cerca', exact: true }).click()
  await page.getByText('Controllato adesso sul sito').waitFor()
  await stop('missing-answer')
  await closeDialog(page)
  await app.clickMenuItem('manual')
  await page.getByRole('dialog').waitFor()
  await stop('manual')
  await closeDialog(page)
  await app.clickMenuItem('shortcuts')
  await page.getByRole('dialog').waitFor()
  await stop('shortcuts')
  await closeDialog(page)
}
