import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/archive.ts'
import { orderOf } from '../support/orders.ts'
import { pdfPages } from '../support/pdf-text.ts'
import { addOrders, openApp, searchAll } from './profile.ts'

/** What each element of a file holds; throws where it is not well-formed. */
function elementsOf(file: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const parser = new SaxesParser()
  let text = ''
  parser.on('opentag', () => {
    text = ''
  })
  parser.on('text', (piece) => {
    text += piece
  })
  parser.on('closetag', ({ name }) => found.set(name, text))
  parser.write(readFileSync(file, 'utf8')).close()
  return found
}

const fill = async (page: Page, fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields))
    await page.getByRole('textbox', { name, exact: true }).fill(value)
}

it('R48 R42 R49 who sells is said once; then orders and refunds become files, or are told why not, and each can be read', async () => {
  const profile = temporaryFolder()
  const folder = temporaryFolder()
  const refund = { id: 'r1', at: '2026-11-21T10:00:00.000Z', reason: 'Reso', amount: '6.10', lines: [] }
  const nobody = { fiscalCode: '', vatNumber: '', pec: '', sdiCode: '' }
  await addOrders(profile, [
    orderOf(1, { state: 'cancelled' }),
    orderOf(2, { fiscal: nobody }),
    orderOf(3, { refunds: [refund] }),
    orderOf(4, { refunds: [{ ...refund, id: 'r2' }] }),
  ])
  const { app, page } = await openApp(profile)
  const search = await searchAll(app)
  const offer = async () => {
    await search.getByRole('row').nth(1).click()
    await search.keyboard.press('Control+a')
    await search.getByRole('button', { name: 'Crea fatture elettroniche…' }).click()
    return search.getByRole('dialog', { name: 'Crea fatture elettroniche' })
  }
  let dialog = await offer()
  await dialog.getByText('mancano i dati di chi vende').waitFor()
  await dialog.getByRole('button', { name: 'Chi vende e come' }).click()
  await page.getByRole('heading', { name: 'Fatture elettroniche', level: 1 }).waitFor()
  await dialog.getByRole('button', { name: 'Annulla' }).click()

  await fill(page, {
    'Ragione sociale': 'Bottega di Anna Srl',
    'Partita IVA': 'IT 0123456789',
    'Indirizzo e numero': 'Via Garibaldi 1',
    CAP: '00144',
    Comune: 'Roma',
    Provincia: 'rm',
    'Dietro al numero': '/W',
  })
  await page.getByRole('combobox', { name: 'Regime fiscale' }).click()
  await page.getByRole('option', { name: /RF01/ }).click()
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByText('Da correggere').waitFor()
  await fill(page, { 'Partita IVA': 'IT 01234567897' })
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByText('Dati delle fatture salvati').waitFor()

  dialog = await offer()
  await dialog.getByText('2 file si possono fare').waitFor()
  const row = (order: string) => dialog.getByRole('listitem').filter({ hasText: `Ordine ${order}` })
  await row('N1').getByText('L’ordine è annullato.').waitFor()
  await row('N2').getByText('Non si fa').waitFor()
  await row('N4').getByText('Fattura 2/W').waitFor()
  await row('N1').getByRole('checkbox').check()
  // First placed, first numbered.
  await row('N1').getByText('Fattura 1/W').waitFor()
  await row('N4').getByText('Fattura 3/W').waitFor()
  await app.dialogs.answer('open', { canceled: false, filePaths: [folder] })
  await dialog.getByRole('button', { name: 'Crea 3 file…' }).click()
  await dialog.getByText('Fatti 3 file').waitFor()
  expect(readdirSync(folder)).toEqual([
    'IT01234567897_W0001.xml',
    'IT01234567897_W0002.xml',
    'IT01234567897_W0003.xml',
  ])
  const first = elementsOf(join(folder, 'IT01234567897_W0001.xml'))
  expect(first.get('Numero')).toBe('1/W')
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click()

  await page.getByText('Fatture fatte', { exact: true }).click()
  await page.getByRole('row', { name: /3\/W/ }).waitFor()
  await page.getByRole('button', { name: 'Azioni: Fattura 3/W' }).click()
  await page.getByRole('menuitem', { name: 'Leggi' }).click()
  const read = page.getByRole('dialog', { name: 'Fattura 3/W' })
  await read.getByText('Totale documento').waitFor()
  await read.getByText('12,20').last().waitFor()
  const pdf = join(folder, 'fattura.pdf')
  await app.dialogs.answer('save', { canceled: false, filePath: pdf })
  await read.getByRole('button', { name: 'Salva come PDF' }).click()
  await page.getByText('PDF salvato').waitFor({ timeout: 30_000 })
  const paper = pdfPages(readFileSync(pdf)).join(' ')
  for (const words of ['Fattura3/W', 'BottegadiAnnaSrl', 'Totaledocumento12,20€'])
    expect(paper).toContain(words)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Azioni: Fattura 3/W' }).click()
  await page.getByRole('menuitem', { name: 'Riprendi il numero…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Riprendi il numero' }).click()
  await page.getByRole('row', { name: /3\/W.*Numero ripreso/ }).waitFor()

  // What was given back becomes its credit note, and is registered by it (R49).
  await app.clickMenuItem('refunds')
  await page.getByRole('button', { name: 'Scegli tutti' }).click()
  await page.getByRole('button', { name: 'Note di credito elettroniche…' }).click()
  const notes = page.getByRole('dialog', { name: 'Crea note di credito elettroniche' })
  await notes.getByText('Nota di credito 3/W').waitFor()
  await app.dialogs.answer('open', { canceled: false, filePaths: [folder] })
  await notes.getByRole('button', { name: 'Crea il file…' }).click()
  await notes.getByText('Fatto 1 file').waitFor()
  expect(readdirSync(folder)).toContain('IT01234567897_W0004.xml')
  await notes.getByRole('button', { name: 'Chiudi' }).last().click()
  // What became a file is chosen no more, nor is what stays in the list.
  await page.getByText('Da registrare (1)').waitFor()
  await page.getByRole('button', { name: 'Segna come registrati', disabled: true }).waitFor()
  await page.getByText('Registrati', { exact: true }).click()
  await page.getByText('Nota di credito elettronica 3/W').waitFor()

  // The order knows of its invoice.
  await search.getByRole('row', { name: /N3/ }).click()
  await search.getByRole('complementary').getByText('Fattura 2/W del').waitFor()
})
