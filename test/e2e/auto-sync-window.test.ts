import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import { openDatabase } from '../../main/store/database.ts'
import type { FailureValue } from '../../main/words/failure.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import { addShop, openApp, profileWithShop } from './profile.ts'

const button = { name: 'Download Ordini', exact: true }
const minute = 60_000
const auto = { settings: { autoSync: { enabled: true, minutes: 15 } } }
const rejected: FailureValue = { code: 'credentials-rejected', params: { host: '127.0.0.1' } }
/** The line under the button: what happened last. */
const last = (page: Page, what: string) =>
  page.getByRole('paragraph').filter({ hasText: `Ultimo download ${what}` })
const syncPanel = (page: Page, shop = 'Bottega') =>
  page.getByRole('region', { name: `Sincronizzazione automatica di ${shop}` })

/** Automatic syncs of the past, oldest first, a quarter of an hour apart; the last began so many minutes ago. */
function writeRuns(
  profile: string,
  outcomes: readonly ('success' | 'failed' | 'annulled')[],
  { minutesAgo = 1, shop = 'Bottega' } = {},
): void {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  const shopId = archive.listShops().find(({ name }) => name === shop)?.id ?? 0
  for (const [place, outcome] of outcomes.entries()) {
    const back = minutesAgo + (outcomes.length - 1 - place) * 15
    const at = new Date(Date.now() - back * minute).toISOString()
    const { id } = archive.beginRun(shopId, 'auto', at)
    const failure = outcome === 'success' ? null : rejected
    archive.finishRun(id, { outcome, failure, finishedAt: at, cursor: outcome === 'success' ? at : null })
  }
  archive.close()
}

/** More of them than anybody would wait for, all at the same moment of last month and without their log. */
function writeManyAnnulled(profile: string, count: number): void {
  const db = openDatabase(join(profile, 'archive.sqlite'))
  const at = new Date(Date.now() - 30 * 24 * 60 * minute).toISOString()
  db.prepare(
    `WITH RECURSIVE numbers (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM numbers WHERE seq < ?)
     INSERT INTO runs (shop_id, seq, trigger, outcome, started_at, finished_at)
     SELECT shops.id, seq, 'auto', 'annulled', ?, ? FROM numbers, shops`,
  ).run(count, at, at)
  db.prepare('UPDATE shops SET last_run_seq = ?').run(count)
  db.close()
}

const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

describe('automatic sync in the main window', () => {
  it('R18 is switched on where one sees it, and the next one counts down', async () => {
    const server = await startWooServer({ orders: [] })
    const profile = await profileWithShop(server.url)
    writeRuns(profile, ['success'])
    const { page } = await openApp(profile)
    const panel = syncPanel(page)
    await panel.getByText('Gli ordini si scaricano solo con il pulsante.').waitFor()
    await panel.getByRole('switch').click()
    const timer = panel.getByRole('timer')
    const first = (await timer.textContent()) ?? ''
    expect(first).toMatch(/^1[34]:\d\d$/)
    await timer.filter({ hasNotText: first }).waitFor()
    const archive = openArchive(join(profile, 'archive.sqlite'))
    // Nothing else of the shop has changed.
    expect(archive.listShops()[0]).toMatchObject({
      name: 'Bottega',
      settings: { autoSync: { enabled: true, minutes: 15 } },
      connection: null,
    })
    archive.close()
    await panel.getByRole('switch').click()
    await panel.getByText('Gli ordini si scaricano solo con il pulsante.').waitFor()
    await server.close()
  })

  it('R19 R20 R21 a suspended shop says why and what to do, in window and tray; the button resumes it', async () => {
    const server = await startWooServer({ orders: manyOrders(3, { until: new Date() }) })
    const profile = await profileWithShop(server.url, auto)
    writeRuns(profile, ['success', ...times(20, 'failed' as const), ...times(12, 'annulled' as const)])
    const { app, page } = await openApp(profile)
    const banner = page.getByRole('alert', { name: 'Bottega: sincronizzazione automatica sospesa' })
    await banner.getByText('non riconosce la chiave').waitFor()
    await banner.getByText('20 di 20').first().waitFor()
    await banner.getByRole('button', { name: 'Apri le impostazioni' }).waitFor()
    const suspended = await app.tray()
    expect(suspended?.tooltip).toContain('Bottega: sincronizzazione sospesa')
    expect(suspended?.imagePath).toContain('suspended')

    await banner.getByRole('button', button).click()
    await last(page, 'riuscito').waitFor()
    await banner.waitFor({ state: 'detached' })
    await syncPanel(page).getByText('0 di 20').first().waitFor()
    await expect.poll(async () => (await app.tray())?.tooltip).toContain('Bottega: a posto')
    expect((await app.tray())?.imagePath).toContain('fine')
    await server.close()
  })

  it('R19 a long series that says the same is one row, in the downloads and in the log, until it is opened', async () => {
    const profile = await profileWithShop('https://bottega.invalid', auto)
    const before = [...times(4, 'success' as const), ...times(20, 'failed' as const)]
    writeRuns(profile, [...before, ...times(40, 'annulled' as const)])
    const { page } = await openApp(profile)
    const fold = page.getByRole('button', { name: /^40 sincronizzazioni annullate d/ })
    const rows = page.getByRole('button', { name: /^Mostra nel log il download/ })
    expect(await rows.count()).toBe(0)
    await fold.click()
    await rows.nth(39).waitFor()
    expect(await rows.count()).toBe(40)
    await fold.click()
    await rows.first().waitFor({ state: 'detached' })
    // So are automatic syncs that found nothing.
    const more = page.getByRole('button', { name: 'Mostra i precedenti' })
    await more.click()
    await expect.poll(() => rows.count()).toBe(20)
    await more.click()
    await page.getByRole('button', { name: /^4 sincronizzazioni senza ordini nuovi né errati / }).waitFor()
    expect(await rows.count()).toBe(20)
    await page
      .getByRole('navigation', { name: 'Sezioni del programma' })
      .getByRole('button', { name: 'Log' })
      .click()
    const row = page
      .getByRole('row', { expanded: false })
      .filter({ hasText: '40 sincronizzazioni annullate' })
    // Folded or not, the log says exactly what the manual says.
    await page.getByRole('row').filter({ hasText: '20 volte di fila' }).waitFor()
    await row.getByText('Operazione annullata a causa del superamento del numero di errori').waitFor()
    await row.click()
    const words = 'Operazione annullata a causa del superamento del numero di errori'
    await page.getByRole('row').filter({ hasText: words }).nth(12).waitFor()
  })

  it('R19 a folded series tells its whole length, not what was read of it', async () => {
    const profile = await profileWithShop('https://bottega.invalid', auto)
    writeManyAnnulled(profile, 2297)
    writeRuns(profile, times(3, 'annulled' as const))
    const { page } = await openApp(profile)
    await page.getByRole('button', { name: /^2\.300 sincronizzazioni annullate d/ }).waitFor()
    // In the log below it, too.
    await page
      .getByRole('row', { expanded: false })
      .filter({ hasText: '2.300 sincronizzazioni annullate' })
      .waitFor()
  })

  it('the pause made in the tray is shown until it is ended in the window', async () => {
    const profile = await profileWithShop('https://bottega.invalid', auto)
    writeRuns(profile, ['success'])
    const { app, page } = await openApp(profile)
    await syncPanel(page).getByRole('timer').waitFor()
    await app.clickTrayItem('pause')
    await syncPanel(page)
      .getByText(/In pausa fino alle \d\d:\d\d/)
      .waitFor()
    await page.getByRole('button', { name: 'Riprendi adesso' }).click()
    await syncPanel(page).getByRole('timer').waitFor()
    await vi.waitFor(async () => expect((await app.tray())?.menu.some(({ id }) => id === 'pause')).toBe(true))
  })

  it('a shop that has not synced for long is a warning that says why, although nothing failed', async () => {
    const profile = await profileWithShop('https://bottega.invalid')
    await addShop(profile, 'https://altra.invalid', { name: 'Altra', ...auto })
    writeRuns(profile, ['success'], { minutesAgo: 3 * 24 * 60 })
    writeRuns(profile, ['success'], { minutesAgo: 2, shop: 'Altra' })
    const { page } = await openApp(profile)
    await page
      .getByRole('button', { name: /^Bottega/ })
      .first()
      .click()
    await page.getByText('Nessun download riuscito da 3 giorni.').waitFor()
    await page.getByText('La sincronizzazione automatica è spenta: accendila').waitFor()
    await page.getByText('Non aggiornato').first().waitFor()
    const chart = page.getByRole('img', {
      name: /^Ultimi 30 giorni di Bottega: 1 download riuscito, 0 non riusciti/,
    })
    await chart.waitFor()
    await page
      .getByRole('button', { name: /^Altra/ })
      .first()
      .click()
    await page.getByText(/Scaricato l’ultima volta 2 minuti fa/).waitFor()
  })

  it('R18 R21 with the window closed syncing goes on; a click on the failure’s notification opens its log', async () => {
    const server = await startWooServer({ orders: [], failures: () => ({ status: 401, body: 'no' }) })
    const profile = await profileWithShop(server.url, auto)
    writeRuns(profile, ['success'])
    // Due a few seconds after the start.
    const clock = new Date(Date.now() + 14 * minute - 4000).toISOString()
    const { app, page } = await openApp(profile, { clock })
    await syncPanel(page).waitFor()
    const closed = page.waitForEvent('close')
    await app.closeWindow(page)
    await closed
    const title = 'Bottega: sincronizzazione non riuscita'
    const index = await vi.waitUntil(
      async () => {
        const place = (await app.notifications()).findIndex((shown) => shown.title === title)
        return place < 0 ? undefined : { place }
      },
      { timeout: 40_000, interval: 200 },
    )
    await expect.poll(async () => (await app.tray())?.tooltip).toContain('non riesce (1 di 20)')
    await app.clickNotification(index.place)
    const again = await app.waitForWindow('window=main')
    await again.getByRole('heading', { name: 'Log', level: 1 }).waitFor()
    await again.getByRole('row').filter({ hasText: 'Download non riuscito.' }).first().waitFor()
    expect(await again.getByRole('row').filter({ hasText: 'Download riuscito' }).count()).toBe(0)
    await server.close()
  })
})
