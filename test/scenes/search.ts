/** The search window: the list of orders, and one order's sheet. */
import type { Page } from 'playwright-core'
import { go } from './in-page.ts'
import type { Playing } from './stage.ts'

export async function searchStops({ page, app, stop }: Playing): Promise<void> {
  await go(page, 'Ricerca')
  const search = await app.waitForWindow('window=search')
  search.setDefaultTimeout(20_000)
  await search.getByRole('row').nth(3).waitFor()
  await stop('search', search)
  await search.getByRole('row').nth(3).click()
  await search.getByRole('complementary').getByText('Totali').waitFor()
  await stop('order', search)
  await search.getByRole('button', { name: 'Modifica', exact: true }).click()
  await search.getByRole('textbox', { name: 'Codice fiscale' }).fill('RSSMRA80A01H501X')
  await search
    .getByRole('textbox', { name: /nome e cognome/i })
    .first()
    .fill('Maria Rossi')
  await stop('order-edit', search)
  await search.keyboard.press('Escape')
  await search.getByRole('dialog').waitFor()
  await stop('order-leave', search)
  await search.getByRole('dialog').getByRole('button', { name: 'Salva', exact: true }).click()
  await search.getByText('Modificato a mano').last().waitFor()
  await search.getByRole('heading', { name: 'Cronologia' }).scrollIntoViewIfNeeded()
  await stop('order-history', search)
  await search.getByRole('button', { name: 'Altro', exact: true }).click()
  await search.getByRole('menuitem', { name: 'Confronta col sito' }).waitFor()
  await stop('order-menu', search)
  await search.getByRole('menuitem', { name: 'Confronta col sito' }).click()
  await search.getByRole('dialog').getByText('La tua copia').first().waitFor()
  await stop('order-differences', search)
  await search.getByRole('dialog').getByRole('button', { name: 'Chiudi' }).click()
  await listStops(search, stop)
}

async function listStops(search: Page, stop: Playing['stop']): Promise<void> {
  await search.getByRole('complementary').getByRole('button', { name: 'Chiudi' }).click()
  await search.getByRole('grid').focus()
  await search.keyboard.press('Home')
  for (let row = 0; row < 4; row += 1) await search.keyboard.press('Shift+ArrowDown')
  await search.getByRole('status', { name: 'Ordini scelti' }).getByText('€').waitFor()
  await stop('search-chosen', search)
  for (const [name, button] of [
    ['search-states', 'Stato'],
    ['search-period', 'Periodo'],
    ['search-columns', 'Scegli le colonne'],
    ['search-saved', 'Ricerche salvate'],
    ['search-print', 'Stampa'],
    ['search-export', 'Esporta'],
  ] as const) {
    await search.getByRole('button', { name: button, exact: true }).first().click()
    await stop(name, search)
    await search.keyboard.press('Escape')
  }
  await search.getByRole('searchbox').fill('mongolfiera')
  await search.getByText('Nessun ordine trovato').waitFor()
  await stop('search-nothing', search)
}
