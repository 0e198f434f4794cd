import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { RunningApp } from '../electron/host.ts'
import { manyOrders, startWooServer, type WooOrder, type WooServer } from '../woo-server/index.ts'
import { openApp, profileWithShop } from './profile.ts'

/** Downloads some orders and opens the newest of them. */
async function openedOrder(
  server: WooServer,
): Promise<{ app: RunningApp; page: Page; search: Page; number: string }> {
  const { app, page } = await openApp(await profileWithShop(server.url))
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
  await page.getByText(/Ultimo download riuscito oggi alle/).waitFor()
  await page.getByRole('button', { name: 'Mostra i nuovi ordini', exact: true }).click()
  const search = await app.waitForWindow('window=search')
  await search.getByRole('row').nth(1).click()
  await sheet(search).getByRole('heading', { level: 1 }).waitFor()
  const number = /\d+/.exec((await sheet(search).getAttribute('aria-label')) ?? '')?.[0] ?? ''
  return { app, page, search, number }
}

const ready = (count = 3) =>
  startWooServer({ orders: manyOrders(count, { until: new Date(), everySeconds: 60 }) })
/** The lines of an order, and as many more as are wanted, which cost nothing. */
const linesOf = ({ line_items: [first, ...others] }: WooOrder, count: number, name: string) => [
  first,
  ...others,
  ...Array.from({ length: count }, (_, n) => ({
    ...first,
    ...{
      id: 100_000 + n,
      product_id: 100_000 + n,
      name: `${name} ${n}`,
      sku: `SKU-${n}`,
      quantity: 1,
      price: 0,
    },
    ...{ subtotal: '0.00', subtotal_tax: '0.00', total: '0.00', total_tax: '0.00', taxes: [] },
  })).slice(1 + others.length),
]
const box = (search: Page, name: string) => search.getByRole('textbox', { name, exact: true })
const sheet = (search: Page) => search.getByRole('complementary')

describe('the sheet of an order, in real windows', () => {
  it('R23 R27 is changed, saved with Ctrl+S, taken back with Ctrl+Z and restored; opens in the shop’s back office', async () => {
    const server = await ready()
    const { app, search, number } = await openedOrder(server)
    const before = (await sheet(search).getByRole('heading', { level: 1 }).textContent()) ?? ''
    await search.getByRole('button', { name: 'Modifica', exact: true }).click()
    await box(search, 'Cliente: nome e cognome').fill('Zoè Müller')
    await box(search, 'Codice fiscale').fill('RSSMRA80A01H501X')
    await search.getByText('Il carattere di controllo non torna').waitFor()
    await box(search, 'Q.tà, riga 1').fill('tre')
    await search.getByText('Non è un numero').waitFor()
    expect(await search.getByRole('button', { name: 'Salva', exact: true }).isDisabled()).toBe(true)
    await box(search, 'Q.tà, riga 1').fill('30')
    await search.getByText(/^prima /).waitFor()
    await search.keyboard.press('Control+s')
    await search.getByText('Modifiche salvate').waitFor()
    await sheet(search).getByText('Modificato a mano').waitFor()
    expect(await sheet(search).getByRole('heading', { level: 1 }).textContent()).not.toBe(before)
    // The list shows it too, and the search finds it.
    await search.getByRole('row').filter({ hasText: 'Zoè Müller' }).waitFor()
    await sheet(search).getByText('Cliente: nome e cognome').waitFor()
    // Warnings never block: the wrong code was saved.
    await sheet(search).getByText('RSSMRA80A01H501X').first().waitFor()

    await search.keyboard.press('Control+z')
    await search.getByText('Modifica annullata').waitFor()
    await expect.poll(() => sheet(search).getByRole('heading', { level: 1 }).textContent()).toBe(before)
    await sheet(search)
      .getByText(/^Annullata oggi alle/)
      .first()
      .waitFor()

    // What an operator needs elsewhere is copied at a click or a key.
    await sheet(search).getByRole('button', { name: 'Copia: Numero' }).click()
    await expect.poll(() => app.clipboard()).toBe(number)
    await search.keyboard.press('Control+Shift+c')
    await expect.poll(() => app.clipboard()).toMatch(/^\S.*\n.*\d{5} /s)
    // The next order's form opens once this one is saved.
    await search.keyboard.press('F2')
    await box(search, 'Nota del cliente').fill('Scala B')
    await search.keyboard.press('Control+Enter')
    const second = search.getByRole('heading', { level: 1, name: /^Modifica dell’ordine/ })
    await second.filter({ hasNotText: number }).waitFor()
    await search.keyboard.press('Escape')
    // Several orders: what they come to stands in the place of one.
    await search.getByRole('row').nth(1).click()
    await search
      .getByRole('row')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await sheet(search).getByRole('heading', { name: '3 scelti' }).waitFor()
    await sheet(search).getByText('Pezzi').waitFor()
    await search.getByRole('row').nth(1).click()

    await search.keyboard.press('F2')
    await box(search, 'Nota del cliente').fill('Citofonare Bertè')
    await search.getByRole('button', { name: 'Salva', exact: true }).click()
    await sheet(search).getByText('Citofonare Bertè').first().waitFor()
    await search.getByRole('button', { name: 'Ripristina originale' }).click()
    await search.getByRole('dialog').getByRole('button', { name: 'Ripristina originale' }).click()
    await search.getByText('Ordine ripristinato').waitFor()
    await expect.poll(() => sheet(search).getByText('Modificato a mano').count()).toBe(0)

    // R23: in the shop's own back office, and as the shop has it.
    await search.getByRole('button', { name: 'Apri nel negozio' }).click()
    await expect
      .poll(() => app.openedExternal())
      .toEqual([`${server.url}/wp-admin/post.php?post=${number}&action=edit`])
    await search.getByRole('button', { name: 'Mostra i dati del negozio' }).click()
    await search.getByRole('searchbox', { name: 'Cerca nei dati' }).fill('"billing"')
    await search.getByText('1 riga').waitFor()
    await server.close()
  })

  it('R23 R27 of 5,100 lines shows some of them, and more when asked; what is added stands in sight', async () => {
    const [order] = manyOrders(1, { until: new Date() })
    if (!order) throw new Error('no order')
    const server = await startWooServer({ orders: [{ ...order, line_items: linesOf(order, 5100, 'Tazza') }] })
    const { search } = await openedOrder(server)
    await sheet(search).getByText('Righe mostrate: 500 di 5.100.').waitFor()
    expect(await sheet(search).getByText('SKU-500', { exact: true }).count()).toBe(0)
    await sheet(search).getByRole('button', { name: 'Mostra altre 500' }).click()
    await sheet(search).getByText('SKU-500', { exact: true }).waitFor()
    await search.getByRole('button', { name: 'Modifica', exact: true }).click()
    await search.getByText('Righe mostrate: 50 di 5.100.').waitFor()
    await search.getByRole('button', { name: 'Aggiungi articolo' }).click()
    await box(search, 'Descrizione, riga 5101').fill('Teiera')
    await search.keyboard.press('Control+s')
    await search.getByText('Modifiche salvate').waitFor()
    await sheet(search).getByText('Righe mostrate: 500 di 5.101.').waitFor()

    // R16: each line differs on the site, and is then a change in the order's history.
    server.updateOrder(order.id, { line_items: linesOf(order, 5100, 'Ciotola') })
    await sheet(search).getByRole('button', { name: 'Altro', exact: true }).click()
    await search.getByRole('menuitem', { name: 'Confronta col sito' }).click()
    const dialog = search.getByRole('dialog')
    await dialog.getByText('Righe mostrate: 100 di 5.098.').waitFor()
    await dialog.getByRole('button', { name: 'Mostra altre 100' }).click()
    await dialog.getByText('Righe mostrate: 200 di 5.098.').waitFor()
    await dialog.getByRole('button', { name: 'Prendi tutto' }).click()
    await dialog.waitFor({ state: 'detached' })
    await sheet(search)
      .getByText(/^Righe mostrate: 100 di 5\.1\d\d\./)
      .waitFor()
    await sheet(search).getByText('Ciotola 100', { exact: true }).waitFor()
    await search.keyboard.press('Control+z')
    await sheet(search).getByText('Tazza 100', { exact: true }).waitFor()
    await server.close()
  })

  it('R27 asks before unsaved changes are lost, and refuses to overwrite what another window saved', async () => {
    const server = await ready()
    const { app, search, page } = await openedOrder(server)
    await search.getByRole('button', { name: 'Modifica', exact: true }).click()
    await box(search, 'Nota del cliente').fill('la mia')
    await search.keyboard.press('Escape')
    await search.getByText('Ci sono modifiche non salvate').waitFor()
    await search.getByRole('button', { name: 'Resta qui' }).click()
    await search.getByRole('dialog').waitFor({ state: 'detached' })
    await search.getByRole('row').nth(2).click()
    await search.getByRole('dialog').getByRole('button', { name: 'Resta qui' }).click()
    await search.getByRole('dialog').waitFor({ state: 'detached' })
    // Another window saves the same order first.
    const saved = await page.evaluate(async () => {
      const rows = await window.api.request('orders.list', {
        filter: {},
        sort: { by: 'placedAt', descending: true },
        upTo: null,
        offset: 0,
        limit: 1,
      })
      const orderId = rows.ok ? (rows.value.rows[0]?.id ?? 0) : 0
      const changes = [{ path: 'note', value: 'la loro' }]
      return (await window.api.request('orders.save', { orderId, version: 0, changes })).ok
    })
    expect(saved).toBe(true)
    await search.getByRole('button', { name: 'Salva', exact: true }).click()
    await search.getByText('è stato modificato nel frattempo da un’altra finestra').waitFor()
    expect(await box(search, 'Nota del cliente').inputValue()).toBe('la mia')
    await search.keyboard.press('Escape')
    await search.getByRole('button', { name: 'Non salvare' }).click()
    await sheet(search).getByText('la loro').first().waitFor()
    // Closing the window asks as well, and stays when told so.
    await search.getByRole('button', { name: 'Modifica', exact: true }).click()
    await box(search, 'Nota del cliente').fill('di nuovo la mia')
    await app.dialogs.answer('message', { response: 0 })
    await app.closeWindow(search)
    await expect.poll(async () => (await app.dialogs.asked()).length).toBe(1)
    expect(await box(search, 'Nota del cliente').inputValue()).toBe('di nuovo la mia')
    await server.close()
  })

  it('R15 R16 an order changed on the site keeps its local copy, shows both, and takes over what is chosen', async () => {
    const server = await ready()
    const { search, page, number } = await openedOrder(server)
    const id = Number(number)
    server.updateOrder(id, { customer_note: 'Dal sito', status: 'completed' })
    await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await search.getByText('Modificato sul sito', { exact: true }).first().waitFor()
    await expect.poll(() => sheet(search).getByText('Dal sito').count()).toBe(0)
    await search.getByRole('button', { name: 'Confronta col sito' }).click()
    const dialog = search.getByRole('dialog')
    await dialog.getByText('Dal sito').waitFor()
    await dialog.getByRole('checkbox', { name: 'Nota del cliente' }).check()
    await dialog.getByRole('button', { name: 'Prendi 1 dato' }).click()
    await sheet(search).getByText('Dal sito').first().waitFor()
    await sheet(search).getByText('Modificato sul sito', { exact: true }).waitFor()
    await search.getByRole('button', { name: 'Confronta col sito' }).click()
    await dialog.getByText('Completato', { exact: true }).waitFor()
    // Escape closes what lies on top, and only that.
    await search.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await search.getByRole('button', { name: 'Confronta col sito' }).click()
    await dialog.getByText('Completato', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Prendi tutto' }).click()
    await expect.poll(() => sheet(search).getByText('Modificato sul sito', { exact: true }).count()).toBe(0)
    await sheet(search).getByText('Completato', { exact: true }).first().waitFor()

    server.removeOrder(id)
    await search.getByRole('button', { name: 'Altro' }).click()
    await search.getByRole('menuitem', { name: 'Confronta col sito' }).click()
    await dialog.getByText('Sul sito questo ordine non c’è più').waitFor()
    await dialog.getByRole('button', { name: 'Chiudi' }).last().click()
    // The shop's refusal is told at once; of one that does not answer it is told after half a minute of trying.
    server.setFailure(() => ({ status: 401, body: '{"code":"woocommerce_rest_cannot_view"}' }))
    await search.getByRole('button', { name: 'Altro' }).click()
    await search.getByRole('menuitem', { name: 'Confronta col sito' }).click()
    await search
      .getByText(/blocca questo programma/)
      .first()
      .waitFor()
    await server.close()
  })
})
