import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Refund } from '../../main/words/order.ts'
import { childrenOf, readXml, textOf } from '../support/exports.ts'
import { orderOf } from '../support/orders.ts'
import { addOrders, openApp, profileWithShop } from './profile.ts'

const refundOf = (id: string, day: number, at = true): Refund => ({
  id,
  at: at ? `2026-11-${day}T09:00:00.000Z` : null,
  reason: '',
  amount: '6.10',
  lines: [],
})

it('R49 a refund goes into an Easyfatt file or is marked by hand, and is taken back; the order says so', async () => {
  const profile = await profileWithShop('https://bottega.example')
  await addOrders(profile, [
    orderOf(1, { refunds: [refundOf('901', 21)] }),
    orderOf(2, { refunds: [refundOf('902', 22)] }),
    orderOf(3, { refunds: [refundOf('903', 23, false)] }),
  ])
  const { app, page } = await openApp(profile)
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  await app.clickMenuItem('refunds')
  await page.getByText('Da registrare (2)').waitFor()
  await page.getByText('Senza data (1)').waitFor()
  const row = (number: string) => page.getByRole('row', { name: new RegExp(`\\b${number}\\b`) })
  await row('N1').getByText('22%: 6,10').waitFor()

  const file = join(profile, 'note.xml')
  await app.dialogs.answer('save', { canceled: false, filePath: file })
  await row('N1').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Note di credito per Easyfatt…' }).click()
  await page.getByText('1 nota di credito scritta').waitFor()
  const documents = childrenOf(childrenOf(readXml(readFileSync(file, 'utf8')), 'Documents')[0], 'Document')
  expect(documents.map((one) => [textOf(one, 'DocumentType'), textOf(one, 'Number')])).toEqual([['N', '901']])
  await page.getByText('Da registrare (1)').waitFor()

  await page.getByRole('button', { name: 'Scegli tutti' }).click()
  await page.getByRole('button', { name: 'Segna come registrati' }).click()
  await page.getByText('Nessun rimborso da registrare').waitFor()
  await page.getByText('Registrati', { exact: true }).click()
  await row('N1').getByText('Easyfatt 901/R').waitFor()
  await row('N2').getByText('A mano').waitFor()
  await row('N2').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Riprendi', exact: true }).last().click()
  await page.getByText('Da registrare (1)').waitFor()

  await row('N1').dblclick()
  const search = await app.waitForWindow('window=search')
  await search.getByText('registrato: Easyfatt 901/R', { exact: false }).waitFor()
})
