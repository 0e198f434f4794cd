/** Electronic invoices (R48): who sells, what becomes of orders, what was made, and what is in a file. */
import type { Page } from 'playwright'
import { closeDialog } from './in-page.ts'
import type { Playing } from './stage.ts'

const seller = {
  'Ragione sociale': 'La Bottega di Anna S.r.l.',
  'Partita IVA': '01234567897',
  'Indirizzo e numero': 'Via Giuseppe Garibaldi 18',
  CAP: '47121',
  Comune: 'Forlì',
  Provincia: 'FC',
  'Dietro al numero': '/W',
}

async function sayWhoSells({ page, app, stop }: Playing): Promise<void> {
  await app.clickMenuItem('invoices')
  await page.getByRole('heading', { name: 'Chi vende', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Salva' }).waitFor()
  for (const [name, value] of Object.entries(seller))
    await page.getByRole('textbox', { name, exact: true }).fill(value)
  await page.getByRole('combobox', { name: 'Regime fiscale' }).click()
  await page.getByRole('option', { name: /RF01/ }).click()
  await page.getByRole('textbox', { name: 'CAP' }).fill('4712')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByText('Da correggere').waitFor()
  await stop('invoices-office')
  await page.getByRole('textbox', { name: 'CAP' }).fill('47121')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByText('Dati delle fatture salvati').waitFor()
}

/** @param search the search window, with orders in it */
export async function invoiceStops(playing: Playing, search: Page, folder: string): Promise<void> {
  const { page, app, stop } = playing
  await sayWhoSells(playing)
  await search.getByRole('row').nth(1).click()
  await search.keyboard.press('Control+a')
  await search.getByRole('button', { name: 'Crea fatture elettroniche…' }).click()
  const dialog = search.getByRole('dialog', { name: 'Crea fatture elettroniche' })
  await dialog.getByText('Falla lo stesso').first().waitFor()
  await stop('invoices-proposed', search)
  await app.dialogs.answer('open', { canceled: false, filePaths: [folder] })
  await dialog.getByRole('button', { name: /^Crea / }).click()
  await dialog.getByText(/^Fatt[io] \d/).waitFor()
  await closeDialog(search)
  await page.getByText('Fatture fatte', { exact: true }).click()
  await page.getByRole('row').nth(1).waitFor()
  await stop('invoices-made')
  await page
    .getByRole('button', { name: /^Azioni: Fattura/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Leggi' }).click()
  await page.getByRole('dialog').getByText('Totale documento').waitFor()
  await stop('invoices-read')
  await closeDialog(page)
}
