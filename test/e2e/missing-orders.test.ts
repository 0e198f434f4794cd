import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/archive.ts'
import { manyOrders, recordedOrders, startWooServer, type WooServer } from '../woo-server/index.ts'
import { counter, openApp, profileWithShop } from './profile.ts'

const button = { name: 'Download Ordini', exact: true }
const downloaded = (page: Page) => page.getByText(/Ultimo download riuscito oggi alle/).waitFor()

/** Three good orders, an unpaid one (1003) and one without lines (427). */
async function shopOfEveryKind(): Promise<WooServer> {
  const now = new Date()
  const [a, b, c, unpaid] = manyOrders(4, { until: now, everySeconds: 60 })
  const lineless = recordedOrders().find(({ id }) => id === 427)
  const fresh = { date_modified_gmt: a?.date_modified_gmt, date_created_gmt: a?.date_created_gmt }
  return startWooServer({
    orders: [a, b, c, { ...unpaid, status: 'pending' }, { ...lineless, ...fresh, status: 'processing' }].map(
      (order) => ({ ...order }),
    ),
  })
}

async function ask(page: Page, number: string): Promise<void> {
  await page.getByLabel('Numero dell’ordine').fill(number)
  await page.getByRole('button', { name: 'Cerca', exact: true }).click()
}

describe('missing orders, in real windows', () => {
  it('R17 Perché manca? tells why, from the menu, and Scarica comunque mends it', async () => {
    const server = await shopOfEveryKind()
    const { app, page } = await openApp(await profileWithShop(server.url))
    await page.getByRole('button', button).click()
    await downloaded(page)
    await page.keyboard.press('ControlOrMeta+Shift+f')
    await ask(page, '#1003')
    const order = page.getByRole('region', { name: 'Ordine 1003 · Bottega' })
    await order.getByText(/non è fra quelli da scaricare/).waitFor()
    await order.getByText('Controllato adesso sul sito').waitFor()
    await order.getByRole('button', { name: 'Cambia gli stati da scaricare' }).waitFor()
    await order.getByRole('button', { name: 'Scarica comunque' }).click()
    await order.getByText(/È nell’archivio/).waitFor()
    await page.getByText('1 ordine scaricato').waitFor()
    await order.getByRole('button', { name: 'Apri l’ordine' }).click()
    const search = await app.waitForWindow('window=search')
    await search.getByText('1003').first().waitFor()

    await ask(page, '427')
    await page.getByText('non contiene nessun articolo').first().waitFor()
    await ask(page, '99999')
    await page.getByText('Bottega non ha nessun ordine 99999').waitFor()
    server.setFailure(() => ({ status: 503, body: '' }))
    await ask(page, '1003')
    await page.getByText('È nell’archivio').waitFor()
    await page.getByRole('button', { name: 'Interrompi' }).click()
    await page.getByText('Bottega in questo momento non si può interrogare').waitFor()
    await server.close()
  })

  it('R7 Ordini errati: Ignora takes an order out of Errati, Riprova stores it once it is mended', async () => {
    const server = await shopOfEveryKind()
    const { page } = await openApp(await profileWithShop(server.url))
    await page.getByRole('button', button).click()
    await downloaded(page)
    expect(await counter(page, 'Errati')).toBe(1)
    await page.getByRole('button', { name: 'Ordini errati: 1 da risolvere' }).click()
    await page.getByRole('row', { name: /427/ }).click()
    const panel = page.getByRole('complementary', { name: 'Dettaglio dell’ordine errato' })
    await panel.getByText('non contiene nessun articolo').waitFor()
    await panel.getByRole('button', { name: /dati/ }).click()
    await panel.getByText('"id": 427').waitFor()
    await panel.getByRole('button', { name: 'Riprova' }).click()
    await page.getByText('1 è errato').waitFor()
    await panel.getByRole('button', { name: 'Ignora' }).click()
    await page.getByText('Nessun ordine errato').waitFor()
    await page.getByRole('button', { name: 'Torna al download' }).click()
    await page.getByRole('button', button).click()
    await expect.poll(() => counter(page, 'Errati')).toBe(0)
    await expect.poll(() => counter(page, 'Totale')).toBe(5)

    const [model] = manyOrders(1)
    server.updateOrder(427, { line_items: model?.line_items, ...totalsOf(model) })
    await page.getByRole('navigation').getByText('Log', { exact: true }).click()
    await page.getByText('hai scelto di ignorarlo').first().click()
    await page.getByRole('button', { name: 'Scarica comunque' }).click()
    await page.getByText('1 ordine scaricato').waitFor()
    await server.close()
  })

  it('R17 Verifica completezza shows the figures, and one click downloads what is missing', async () => {
    const server = await shopOfEveryKind()
    const { app, page } = await openApp(await profileWithShop(server.url))
    await page.getByRole('button', button).click()
    await downloaded(page)
    for (const order of manyOrders(3, { until: new Date(), everySeconds: 30, firstId: 2000 }))
      server.addOrder(order)
    await app.clickMenuItem('completeness')
    await page.getByRole('button', { name: 'Verifica', exact: true }).click()
    const figures = page.getByRole('region', { name: 'Risultato della verifica' })
    await figures.waitFor()
    const figure = async (name: string) =>
      Number(await figures.locator(`[data-figure=${name}] dd`).textContent())
    expect([
      await figure('site'),
      await figure('archive'),
      await figure('missing'),
      await figure('wrong'),
      await figure('excluded'),
    ]).toEqual([8, 3, 3, 1, 1])
    await page.getByRole('button', { name: 'Scarica tutti e 3' }).click()
    await page.getByText('3 ordini scaricati').waitFor()
    await expect.poll(() => figure('missing')).toBe(0)
    await page.getByRole('button', { name: /Stato da non scaricare 1/ }).click()
    await page.getByRole('row', { name: /1003/ }).waitFor()
    // The keys lead there too.
    await page.getByRole('grid').press('ArrowDown')
    await page.getByRole('grid').press('Enter')
    await page.getByRole('dialog', { name: 'Perché manca?' }).waitFor()
    await server.close()
  })

  it('R6 R9 from the log, several skipped orders chosen are downloaded in one run', async () => {
    const { page } = await openApp(temporaryFolder(), { args: ['--demo'] })
    await page.getByRole('button', button).click()
    await downloaded(page)
    await page.getByRole('button', { name: /Mostra nel log perché sono stati saltati/ }).click()
    const boxes = page.getByRole('checkbox', { name: /Scegli l’ordine/ })
    // The first tick moves nothing; what a filter takes out of sight is not chosen any more.
    const before = await boxes.nth(1).boundingBox()
    await boxes.nth(0).check()
    expect(await boxes.nth(1).boundingBox()).toEqual(before)
    await boxes.nth(2).click({ modifiers: ['Shift'] })
    await page.getByText('3 ordini scelti').waitFor()
    await page.getByRole('searchbox', { name: 'Cerca nel log' }).fill('nessuno è così')
    await page.getByText('Nessuna voce con questi filtri').waitFor()
    await page.getByRole('searchbox', { name: 'Cerca nel log' }).fill('')
    await boxes.nth(2).waitFor()
    expect(await boxes.nth(0).isChecked()).toBe(false)
    await boxes.nth(0).check()
    await boxes.nth(2).check()
    await page.getByText('2 ordini scelti').waitFor()
    await page
      .getByRole('group', { name: 'Saltati, per motivo' })
      .getByRole('button', { name: /«Fallito»/ })
      .waitFor()
    await page.getByRole('button', { name: 'Scarica 2 ordini' }).click()
    await page.getByText(/2 ordini scaricati|1 ordine scaricato|Nessun ordine scaricato/).waitFor()
    await page.getByText('2 ordini scelti').waitFor({ state: 'detached' })
  })

  it('R29 log entries that arrive do not push away the one that is read', async () => {
    const recent = manyOrders(60, { until: new Date(), everySeconds: 60 })
    const server = await startWooServer({ orders: recent.map((one) => ({ ...one, status: 'pending' })) })
    const { page } = await openApp(await profileWithShop(server.url))
    await page.getByRole('button', button).click()
    await downloaded(page)
    await page.getByRole('navigation').getByText('Log', { exact: true }).click()
    const log = page.getByRole('treegrid', { name: 'Voci del log' })
    await log.getByRole('row').nth(5).waitFor()
    await log.evaluate((element) => {
      element.scrollTop = 20.5 * 32
    })
    const row = log.getByRole('row').and(page.locator('[aria-rowindex="30"]'))
    const read = await row.textContent()
    const place = async () => {
      const same = log.getByRole('row').filter({ hasText: read ?? '' })
      return { top: (await same.boundingBox())?.y, index: await same.getAttribute('aria-rowindex') }
    }
    const before = await place()
    await page.evaluate(() => {
      const { api } = globalThis as unknown as {
        api: { request(name: string, argument: object): Promise<unknown> }
      }
      return api.request('runs.start', { shopId: null })
    })
    await expect.poll(async () => Number((await place()).index)).toBeGreaterThan(Number(before.index))
    expect((await place()).top).toBe(before.top)
    await server.close()
  })
})

/** The amounts of an order, for one whose lines are replaced. */
function totalsOf(model: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  const fields = [
    'total',
    'total_tax',
    'cart_tax',
    'discount_total',
    'discount_tax',
    'shipping_total',
    'shipping_tax',
  ]
  const lists = ['tax_lines', 'shipping_lines', 'fee_lines', 'coupon_lines', 'refunds']
  return Object.fromEntries([...fields, ...lists].map((field) => [field, model?.[field]]))
}
