/** *Commercialista*: what it asks for, what it says, and how it is counted. */
import type { Playing } from './stage.ts'

export async function accountantStops({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('accountant')
  await page.getByRole('heading', { name: 'Commercialista' }).waitFor()
  await page.getByRole('button', { name: 'Come si conta' }).waitFor()
  await stop('accountant')
  await page.getByRole('combobox', { name: 'Periodo' }).click()
  await page.getByRole('option', { name: 'Trimestre' }).click()
  await page.getByRole('button', { name: 'Calcola', exact: true }).click()
  await page.getByRole('heading', { name: 'Registro per giorno' }).waitFor()
  await stop('accountant-report')
  await page.getByRole('button', { name: 'Come si conta' }).click()
  await page.getByRole('dialog').waitFor()
  await stop('accountant-settings')
  await page.getByRole('dialog').getByRole('button', { name: 'Annulla' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
