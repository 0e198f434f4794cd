/** Wrong orders, *Verifica completezza*, *Perché manca?*, and the windows of the help menu. */
import type { Playing } from './stage.ts'

export async function missingStops({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('wrong')
  await page.getByRole('row').nth(2).waitFor()
  await stop('wrong')
  await app.clickMenuItem('completeness')
  await page.getByRole('heading', { name: 'Verifica completezza' }).waitFor()
  await stop('completeness')
  await app.clickMenuItem('missing')
  await page.getByRole('dialog').waitFor()
  await stop('missing')
  await page.keyboard.press('Escape')
  await app.clickMenuItem('manual')
  await page.getByRole('dialog').waitFor()
  await stop('manual')
  await page.keyboard.press('Escape')
  await app.clickMenuItem('shortcuts')
  await page.getByRole('dialog').waitFor()
  await stop('shortcuts')
  await page.keyboard.press('Escape')
}
