import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/archive.ts'
import {
  asksForFullOrders,
  manyOrders,
  recordedOrders,
  startWooServer,
  testKey,
} from '../woo-server/index.ts'
import { addShop, counter, openApp, profileWithShop } from './profile.ts'

const button = { name: 'Download Ordini', exact: true }
/** The line under the button: what happened last. */
const last = (page: Page, what: string) => page.getByText(new RegExp(`Ultimo download ${what} oggi alle`))

/** Counts from now on what somebody does with mouse and keyboard. */
async function watchHand(page: Page): Promise<() => Promise<{ clicks: number; fields: number }>> {
  await page.evaluate(() => {
    const fields = new Set<EventTarget | null>()
    const done = { clicks: 0, fields: 0 }
    Reflect.set(globalThis, 'hand', done)
    document.addEventListener('mousedown', () => {
      done.clicks += 1
    })
    document.addEventListener('input', ({ target }) => {
      const typed = target instanceof HTMLInputElement && /text|password|url/.test(target.type)
      if (typed) done.fields = fields.add(target).size
    })
  })
  return () => page.evaluate(() => Reflect.get(globalThis, 'hand') as { clicks: number; fields: number })
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Whether both are there, and neither covers a part of the other. */
function apart(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return false
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

describe('the main job, in real windows', () => {
  it('R1 R4 R5 R8 R37 from the first start to the new orders, with the demonstration shop', async () => {
    const { app, page } = await openApp(temporaryFolder())
    await page.getByText('Per cominciare serve un negozio').waitFor()
    await page.getByRole('button', { name: /Negozio dimostrativo/ }).click()
    await page.getByRole('button', button).click()
    await last(page, 'riuscito').waitFor()
    const [total, fresh, skipped, wrong] = await Promise.all(
      (['Totale', 'Nuovi', 'Saltati', 'Errati'] as const).map((name) => counter(page, name)),
    )
    expect(total).toBe((fresh ?? 0) + (skipped ?? 0) + (wrong ?? 0))
    for (const figure of [fresh, skipped, wrong]) expect(figure).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Mostra i nuovi ordini', exact: true }).click()
    const search = await app.waitForWindow('window=search')
    await search
      .getByText(new RegExp(`\\b${fresh} ordini`))
      .first()
      .waitFor()
  })

  it('R9 R29 the log tells why each order was discarded', async () => {
    const orders = recordedOrders().filter(({ id }) => [427, 409].includes(id))
    const server = await startWooServer({ orders })
    const profile = await profileWithShop(server.url, {
      settings: { firstDownloadFrom: '2026-01-01', states: ['pending', 'processing'] },
    })
    const { page } = await openApp(profile)
    await page.getByRole('button', button).click()
    await last(page, 'riuscito').waitFor()
    await page.getByText('non contiene nessun articolo').first().waitFor()
    // R40 R41: orders of a period that was chosen may be dealt with already.
    const offer = page
      .getByRole('alert')
      .filter({ hasText: 'Il primo download di «Bottega» ha portato 1 ordine' })
    await offer.getByRole('button', { name: 'Segnali fatti e già consegnati' }).click()
    await page.getByText('1 ordine segnato come fatto').first().waitFor()
    await offer.waitFor({ state: 'detached' })
    await server.close()
  })

  it('R4 shows progress, and Annulla stops the run but keeps what was read', async () => {
    let held = 0
    const server = await startWooServer({
      orders: manyOrders(600, { until: new Date(), everySeconds: 60 }),
      // After the third full answer the shop says nothing more.
      failures: (request) => {
        if (!asksForFullOrders(request)) return undefined
        held += 1
        return held > 3 ? 'stall' : undefined
      },
    })
    const { app, page } = await openApp(await profileWithShop(server.url))
    await page.getByRole('button', button).click()
    await page.getByText(/^[1-9]\d* di 600 ordini letti/).waitFor()
    // Who cannot see it hears it, at each quarter.
    await page
      .getByRole('status')
      .getByText(/^Bottega: [1-9]\d* di 600 ordini letti$/)
      .waitFor({ state: 'attached' })
    // R21: the tray tells it too.
    await expect.poll(async () => (await app.tray())?.tooltip).toContain('download in corso')
    await page.getByRole('button', { name: 'Annulla' }).click()
    await last(page, 'annullato').waitFor()
    expect(await counter(page, 'Nuovi')).toBeGreaterThanOrEqual(100)
    await server.close()
  })

  it('R2 R22 a wrong key is said in the operator’s words, with the way to mend it', async () => {
    const server = await startWooServer({ orders: [] })
    const wrong = {
      credentials: { consumerKey: `ck_${'9'.repeat(40)}`, consumerSecret: `cs_${'9'.repeat(40)}` },
    }
    const { page } = await openApp(await profileWithShop(server.url, wrong))
    await page.getByRole('button', button).click()
    await page
      .getByText(/chiave/i)
      .first()
      .waitFor()
    await page
      .getByRole('button', { name: /Controlla la connessione|impostazioni/i })
      .first()
      .waitFor()
    await server.close()
  })

  it('R1 R2 R6 R10 R18 a new user connects a shop by hand, from platform and guide to the first download', async () => {
    const now = Date.now()
    const recent = manyOrders(30, { until: new Date(now), everySeconds: 60 })
    const unpaid = manyOrders(5, { until: new Date(now - 3 * 86_400_000), everySeconds: 60 }).map(
      (order) => ({
        ...order,
        id: Number(order.id) + 50_000,
        number: String(Number(order.id) + 50_000),
        status: 'pending',
      }),
    )
    const server = await startWooServer({ orders: [...unpaid, ...recent] })
    const { app, page } = await openApp(temporaryFolder())
    await page.getByRole('button', { name: /Collega il tuo negozio/ }).click()
    // The guide to the platform's key is a click away.
    for (const name of ['PrestaShop', 'WooCommerce']) {
      await page.getByRole('combobox', { name: 'Piattaforma' }).click()
      await page.getByRole('option', { name: new RegExp(name) }).click()
      await page.getByRole('button', { name: 'Guida passo per passo' }).click()
      const guide = page.getByRole('dialog', { name: new RegExp(`Collegare un negozio ${name}`) })
      await guide.getByText('Se la prova non riesce').waitFor()
      await guide.getByRole('button', { name: 'Chiudi' }).click()
    }
    const hand = await watchHand(page)
    await page.getByLabel('Indirizzo del sito').fill(server.url)
    await page.getByLabel('Chiave (consumer key)').fill(testKey.consumerKey)
    await page.getByLabel('Segreto (consumer secret)').fill(testKey.consumerSecret)
    await page.getByRole('button', { name: 'Prova connessione' }).click()
    await page.getByText(/Un ordine di prova si legge/).waitFor()
    await page.getByText(/Tutto a posto|qualche avvertenza/).waitFor()
    // What nobody typed is there: the shop's own name; and its states are known now.
    await page.getByText('Messo da «Prova connessione»').waitFor()
    expect(await page.getByLabel('Nome', { exact: true }).inputValue()).toBe('Bottega di Prova')
    const states = page.getByRole('group', { name: 'Stati da scaricare' })
    await states.getByText('In attesa di pagamento').click()
    await page.getByText('Un periodo scelto da te').click()
    await page.getByRole('switch', { name: 'Scarica da solo i nuovi ordini' }).click()
    await page.getByLabel('Ogni quanti minuti').waitFor()
    // A shop that is known to work leads on to the button.
    await page.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByRole('button', { name: /^Download( Ordini| in corso…)$/ }).click()
    await last(page, 'riuscito').waitFor()
    // Five of the week before, in a state that is usually not downloaded.
    expect(await counter(page, 'Nuovi')).toBe(35)
    await page.getByRole('switch', { name: /Sincronizzazione automatica/, checked: true }).waitFor()
    expect((await app.tray())?.tooltip).toContain('Bottega di Prova')
    // From the empty form to the orders: no more than this is asked of anybody.
    expect(await hand()).toEqual({ clicks: 6, fields: 3 })
    await server.close()
  })

  it('R31 killed in the middle of a download it loses nothing and doubles nothing', async () => {
    let answers = 0
    const server = await startWooServer({
      orders: manyOrders(800, { until: new Date(), everySeconds: 60 }),
      failures: (request) => {
        if (!asksForFullOrders(request)) return undefined
        answers += 1
        return answers > 4 ? 'stall' : undefined
      },
    })
    const profile = await profileWithShop(server.url)
    const first = await openApp(profile)
    await first.page.getByRole('button', button).click()
    await first.page.getByText(/^[1-9]\d* di 800 ordini letti/).waitFor()
    await first.app.kill('SIGKILL')
    server.setFailure(undefined)
    const { page } = await openApp(profile)
    await last(page, 'interrotto').waitFor()
    await page.getByRole('button', button).click()
    await last(page, 'riuscito').waitFor()
    expect(await counter(page, 'Totale')).toBe(800)
    await page.getByText('800 ordini in archivio').waitFor()
    await server.close()
  })

  it('R3 several shops download independently', async () => {
    const good = await startWooServer({ orders: manyOrders(5, { until: new Date() }) })
    const closed = await startWooServer({ orders: [], failures: () => ({ status: 403, body: 'no' }) })
    const profile = await profileWithShop(good.url, { name: 'Sana' })
    await addShop(profile, closed.url, { name: 'Chiusa' })
    const { app, page } = await openApp(profile)
    // In the smallest window, too, a calendar leaves the date in sight that is being filled in.
    await page.setViewportSize({ width: 900, height: 600 })
    await app.clickMenuItem('first-period')
    const from = page.getByRole('textbox', { name: 'Dal' })
    await from.click()
    const calendar = page.locator('.mantine-Popover-dropdown', { has: page.getByRole('table') })
    await expect.poll(async () => apart(await from.boundingBox(), await calendar.boundingBox())).toBe(true)
    // What the keys close last is the dialog.
    await expect
      .poll(async () => {
        await page.keyboard.press('Escape')
        return page.getByRole('dialog').count()
      })
      .toBe(0)
    await page.setViewportSize({ width: 1180, height: 780 })
    await page.getByRole('button', button).first().click()
    await page.getByRole('alert').filter({ hasText: 'Chiusa' }).waitFor()
    await page.getByText('5 ordini in archivio').waitFor()
    // At 200 % of the usual size, the button is in sight, as it is with the log folded away.
    await page.setViewportSize({ width: 590, height: 390 })
    const place = await page.getByRole('button', button).first().boundingBox()
    expect((place?.y ?? 390) + (place?.height ?? 0)).toBeLessThan(340)
    await page.setViewportSize({ width: 1180, height: 780 })
    await page.getByRole('button', { name: 'Riduci il log' }).click()
    await page.getByLabel('Voci del log').waitFor({ state: 'hidden' })
    await page.reload()
    await page.getByRole('button', { name: 'Mostra il log' }).click()
    await page.getByRole('row').first().waitFor()
    await Promise.all([good.close(), closed.close()])
  })

  it('R40 Ctrl+F opens the order search, on all where nothing is to do; a second start shows the first, closing leaves it in the tray', async () => {
    const profile = temporaryFolder()
    const { app, page } = await openApp(profile, { args: ['--demo'] })
    await page.getByRole('button', button).waitFor()
    await page.keyboard.press('ControlOrMeta+f')
    const search = await app.waitForWindow('window=search')
    await search.getByText('Nessun ordine in archivio').waitFor()
    for (const window of [search, page]) {
      const closed = window.waitForEvent('close')
      await app.closeWindow(window)
      await closed
    }
    await app.clickTray()
    await app.waitForWindow('window=main')
    expect((await app.notifications()).filter(({ title }) => title.includes('resta attivo'))).toHaveLength(1)
    const second = await openSecond(profile)
    expect(second).toBe(0)
  })
})

/** A second start ends at once, having shown the first's window. */
async function openSecond(profile: string): Promise<number | null> {
  const { launchApp } = await import('../electron/host.ts')
  const second = await launchApp({ profile, args: ['--profile', profile], cli: true })
  return (await second.exit).code
}
