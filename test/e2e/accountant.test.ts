import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Order } from '../../main/words/order.ts'
import { temporaryFolder } from '../support/archive.ts'
import { orderOf } from '../support/orders.ts'
import { pdfPages } from '../support/pdf-text.ts'
import { unzip } from '../support/unzip.ts'
import { addOrders, openApp } from './profile.ts'

const moment = '2026-11-23T12:04:10.000Z'

const inOctober = (id: number, changes: Partial<Order> = {}): Order => {
  const placedAt = new Date(Date.UTC(2026, 9, id, 10)).toISOString()
  return orderOf(id, { placedAt, modifiedAt: placedAt, paidAt: placedAt, ...changes })
}
const fiscal = { ...orderOf(1).fiscal, vatNumber: '12345678901' }
const orders = [
  inOctober(1),
  inOctober(2, { fiscal, customer: { ...orderOf(1).customer, name: 'Officine Bertè' } }),
  inOctober(3, { state: 'cancelled' }),
  inOctober(4, { state: 'cancelled' }),
  inOctober(5, { currency: 'USD' }),
  orderOf(6),
]

it('R47 the month on the page: it agrees, leads to its orders, and goes into a package', async () => {
  const profile = temporaryFolder()
  await addOrders(profile, orders)
  const { app, page } = await openApp(profile, { clock: moment, timeZone: 'Europe/Rome' })
  await page.getByRole('button', { name: 'Impostazioni', exact: true }).waitFor()
  await app.clickMenuItem('accountant')
  await page.getByRole('button', { name: 'Calcola', exact: true }).click()
  await page.getByText('Il registro quadra al centesimo: 2 ordini per 24,40 €').waitFor()
  const table = (name: string) => page.getByRole('table', { name })
  await table('Registro per giorno')
    .getByRole('row', { name: /^02\/10\/2026, 1 ordine 10,00 2,20 12,20/ })
    .waitFor()
  await table('Registro per giorno')
    .getByRole('row', { name: /^31\/10\/2026, nessuna vendita/ })
    .waitFor()

  // What was left out leads to exactly these orders.
  await table('Che cosa è rimasto fuori')
    .getByRole('row', { name: /^Annullati 2 24,40/ })
    .waitFor()
  await page.getByRole('button', { name: 'Mostra gli ordini: Annullati' }).click()
  const search = await app.waitForWindow('window=search')
  await search.getByRole('button', { name: '2 ordini indicati', exact: true }).waitFor()
  await search.getByRole('status', { name: 'Ordini trovati' }).getByText('2 ordini').waitFor()
  await page.getByRole('button', { name: 'Apri l’ordine N2' }).click()
  await search.getByRole('heading', { name: /Ordine N2/ }).waitFor()

  // Invoices in rows of their own: said once, and kept.
  await page.getByRole('button', { name: 'Come si conta' }).click()
  await page.getByRole('dialog').getByText('In righe a parte').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Salva' }).click()
  await page.getByText('Le impostazioni sono cambiate: calcola di nuovo.').waitFor()
  await page.getByRole('button', { name: 'Come si conta' }).and(page.locator(':focus')).waitFor()

  const file = join(temporaryFolder(), 'ottobre.zip')
  await app.dialogs.answer('save', { canceled: false, filePath: file })
  await page.getByRole('button', { name: 'Pacchetto per il commercialista' }).click()
  await page.getByText('Pacchetto salvato').waitFor()
  await page.getByText(file).waitFor()
  await table('Incassi per aliquota')
    .getByRole('row', { name: /^IVA 22%, con fattura/ })
    .waitFor()
  const files = unzip(readFileSync(file))
  const paper = pdfPages(files.get('commercialista-2026-10.pdf') ?? Buffer.alloc(0)).join('')
  for (const words of [
    'Registro degli incassi 01/10/2026 – 31/10/2026',
    'Il registro quadra al centesimo: 2 ordini per 24,40 €',
    'Gli ordini che chiedono fattura, o l’hanno già, sono in righe a parte.',
    'IVA 22%, con fattura 10,00 2,20 12,20',
    '31/10/2026, nessuna vendita',
    'Annullati 2 24,40',
    'Partita IVA, Codice destinatario 12345678901 RSSMRA80A01H501U 12,20 €',
  ])
    expect(paper).toContain(words.replaceAll(/\s/g, ''))
  expect(paper).toMatch(/1\/\d+/)
})
