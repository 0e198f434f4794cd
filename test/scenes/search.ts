/** The search window: the list of orders, and one order's sheet. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { textsFor } from '../../main/texts/index.ts'
import { firstLook, go, setLook, showAllOrders } from './in-page.ts'
import type { Playing } from './stage.ts'
import { waitingSearchStops } from './waiting.ts'

export async function searchStops(playing: Playing): Promise<void> {
  const { page, app, stop } = playing
  await go(page, 'Ricerca')
  const search = await app.waitForWindow('window=search')
  search.setDefaultTimeout(20_000)
  await search.getByRole('row').nth(3).waitFor()
  await stop('search-to-do', search)
  await showAllOrders(search)
  await search.getByRole('button', { name: 'Da lavorare', exact: true, pressed: false }).waitFor()
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
  await papers(playing, search)
  await listStops(search, stop)
  await waitingSearchStops(playing, search)
}

/** An order, the list and the picking list on paper, in both languages. */
async function papers({ app, paper }: Playing, search: Page): Promise<void> {
  if (paper === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'download-ordini-papers-'))
  for (const language of ['it', 'en'] as const) {
    await setLook(search, { ...firstLook, language })
    const words = textsFor(language)
    const { button, pdf, order } = words.print
    const suffix = language === 'it' ? '' : `-${language}`
    for (const [name, opens, item] of [
      ['print-order', words.order.more, order.pdf],
      ['print-list', button, pdf.list],
      ['print-picking', button, pdf.picking],
    ] as const) {
      const file = join(folder, `${name}${suffix}.pdf`)
      await app.dialogs.answer('save', { canceled: false, filePath: file })
      await search.getByRole('button', { name: opens, exact: true }).first().click()
      // Its name tells, too, how many were printed before.
      await search.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
      // What is refunded is asked about (R42).
      const include = search.getByRole('button', { name: words.leftOut.include })
      await include.or(search.getByText(file)).first().waitFor()
      if (await include.isVisible()) await include.click()
      await search.getByText(file).first().waitFor()
      paper(`${name}${suffix}`, file)
    }
  }
  await setLook(search, firstLook)
  rmSync(folder, { recursive: true })
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
    ['search-saved', 'Viste'],
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
