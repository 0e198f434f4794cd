import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import { everyOrder, newestFirst } from '../../main/words/order-search.ts'
import { temporaryFolder } from '../support/archive.ts'
import { manyOrders, startWooServer, type WooOrder } from '../woo-server/index.ts'
import { openApp, profileWithShop } from './profile.ts'

/** The same order of a shop that asks for no VAT. */
function untaxed(order: WooOrder): WooOrder {
  const net = (Number(order.total) - Number(order.total_tax)).toFixed(2)
  const none = { total_tax: '0.00', taxes: [] }
  return {
    ...order,
    total: net,
    total_tax: '0.00',
    cart_tax: '0.00',
    shipping_tax: '0.00',
    tax_lines: [],
    line_items: order.line_items.map((row) => ({ ...row, ...none, subtotal_tax: '0.00' })),
    shipping_lines: order.shipping_lines.map((row) => ({ ...row, ...none })),
  }
}

it('R44 is chosen in the shop’s settings; a folder that is gone is said, and tried again after the next download', async () => {
  const [first, second, third] = manyOrders(3, { until: new Date(), everySeconds: 60 })
  const server = await startWooServer({ orders: first ? [first] : [] })
  const profile = await profileWithShop(server.url)
  const archive = openArchive(join(profile, 'archive.sqlite'))
  archive.saveSearch({
    id: null,
    name: 'Tutti',
    search: { ...everyOrder, period: null, downloadedPeriod: null },
    sort: newestFirst,
    table: null,
  })
  archive.close()
  const folder = join(temporaryFolder(), 'fogli')
  mkdirSync(folder)
  const { app, page } = await openApp(profile)
  const goTo = (name: string) =>
    page
      .getByRole('navigation', { name: 'Sezioni del programma' })
      .getByRole('button', { name, exact: true })
      .click()
  await goTo('Impostazioni')
  const section = page.getByRole('region', { name: 'Dopo il download' })
  await app.dialogs.answer('open', { canceled: false, filePaths: [folder] })
  await section.getByRole('button', { name: 'Aggiungi un file…' }).click()
  await section.getByText(folder).waitFor()
  expect(await section.getByRole('combobox', { name: 'Vista' }).inputValue()).toBe('Tutti')
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.getByText('Impostazioni salvate').waitFor()

  const download = page.getByRole('button', { name: 'Download Ordini', exact: true })
  await goTo('Download')
  await download.click()
  await expect.poll(() => app.notifications()).toMatchObject([{ title: 'Bottega: scritto 1 ordine' }])
  const [name = ''] = readdirSync(folder)
  expect(readFileSync(join(folder, name), 'utf8')).toContain(`Bottega;${first?.number}`)

  rmSync(folder, { recursive: true })
  if (second) server.addOrder(second)
  await download.click()
  const alert = page.getByRole('alert').filter({ hasText: folder })
  await alert.getByText(/gli ordini restano nuovi.* La cartella non c’è più/).waitFor()
  mkdirSync(folder)
  await download.click()
  await alert.waitFor({ state: 'detached' })
  const [again = ''] = readdirSync(folder)
  expect(readFileSync(join(folder, again), 'utf8')).toContain(`Bottega;${second?.number}`)

  // R46: what has no VAT code for Easyfatt is told, and the way to give one.
  await goTo('Impostazioni')
  await section.getByRole('combobox', { name: 'Formato' }).click()
  await page.getByRole('option', { name: 'Easyfatt-XML' }).click()
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  if (third) server.addOrder(untaxed(third))
  await goTo('Download')
  await download.click()
  const uncoded = page.getByRole('alert').filter({ hasText: 'un ordine non è entrato nel file per Easyfatt' })
  await uncoded.getByRole('button', { name: 'Tabelle di Easyfatt' }).click()
  await page.getByRole('heading', { name: 'Codici IVA' }).waitFor()
  await server.close()
})
