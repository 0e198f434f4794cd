/** *Utilità → Easyfatt*: what the demonstration shop's orders have, a row of its own being written; its address, tried. */
import type { Playing } from './stage.ts'

export async function easyfattStops({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('easyfatt')
  await page.getByRole('button', { name: 'Cerca negli ordini' }).click()
  await page.getByText(/^Letti /).waitFor()
  await page
    .getByRole('button', { name: /^Indica il codice di IVA 0%/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Codice', exact: true }).and(page.locator(':focus')).fill('N3.1')
  await page.getByRole('button', { name: 'Salva' }).click()
  await page.getByText('Scegli la classe').waitFor()
  await page.getByRole('heading', { name: 'Codici IVA' }).scrollIntoViewIfNeeded()
  await stop('easyfatt')
  await page.getByRole('combobox', { name: 'Classe' }).click()
  await page.getByRole('option', { name: 'Extra-UE' }).click()
  await page.getByRole('button', { name: 'Salva' }).click()
  await page.getByText('Tabelle salvate').waitFor()
  await page.getByRole('button', { name: 'Attiva', exact: true }).click()
  await page.getByText('La password si vede solo adesso').waitFor()
  await page.getByRole('button', { name: 'Prova come farebbe Easyfatt' }).click()
  await page.getByText(/^Funziona/).waitFor()
  await page.getByRole('heading', { name: 'Easyfatt prende gli ordini da solo' }).scrollIntoViewIfNeeded()
  await stop('easyfatt-pull')
}
