/**
 * Takes the pictures in `docs/screenshots/`: `node scripts/screenshots.ts [NAME...]`, after `npm run build`. Drives the
 * built program through the end-to-end host, at a fixed moment, so that pictures do not change for nothing. The folder
 * of another build of the program can be given as SCREENSHOTS_APP.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../test/electron/find-chromium.mjs'
import { manyOrders, startWooServer } from '../test/woo-server/index.ts'
import { settleTimes, writeHistory } from './screenshots/history.ts'
import {
  addShop,
  call,
  fileOf,
  type Look,
  moment,
  newProfile,
  options,
  shoot,
  withWindow,
} from './screenshots/stage.ts'
import { shootTrays, type TrayPicture } from './screenshots/tray-page.ts'

const app = process.env.SCREENSHOTS_APP
const light: Look = {}
const every: readonly Look[] = [light, { dark: true }, { small: true }]
const shop = 'La Bottega di Anna'
const site = 'https://www.bottegadianna.it'
const auto = { autoSync: { enabled: true, minutes: 15 } }
const rejected = { code: 'credentials-rejected', params: { host: 'www.bottegadianna.it' } } as const
const wave = (day: number) => [14, 9, 22, 17, 6, 31, 12, 3, 19, 25][day % 10] ?? 0
const base = () => options(newProfile(), app)
const go = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Sezioni del programma' }).getByRole('button', { name }).click()
const trays: TrayPicture[] = []

/** A month of good syncs, the last at 13:00. */
async function healthy() {
  const at = base()
  await addShop(at, shop, site, auto)
  const failed = (day: number, sync: number) =>
    (day === 4 && sync < 5) || (day === 5 && sync > 20) || day === 12
  const end = '2026-11-23T12:00:00.000Z'
  writeHistory(at.profile, { shop, end, days: 26, perDay: 24, newOrders: wave, failed })
  return at
}

/** 20 failures, then eleven syncs annulled. */
async function suspended() {
  const at = base()
  await addShop(at, shop, site, auto)
  const end = '2026-11-23T12:00:00.000Z'
  const then = { thenFailures: 20, thenAnnulled: 12, failure: rejected }
  writeHistory(at.profile, { shop, end, days: 26, perDay: 24, newOrders: wave, ...then })
  return at
}

/** The demonstration shop after its first download. */
async function downloaded() {
  const at = base()
  await call(at, ['--download', '--demo'])
  settleTimes(at.profile, '2026-11-23T12:02:00.000Z')
  return at
}

const pictures: Readonly<Record<string, () => Promise<void>>> = {
  async 'first-start'() {
    for (const look of every) await withWindow(base(), look, (page) => shoot(page, 'first-start', look))
  },
  async configured() {
    const at = base()
    await addShop(at, shop, site, {})
    await withWindow(at, light, (page) => shoot(page, 'configured'))
  },
  async downloading() {
    const server = await startWooServer({
      port: 48_651,
      orders: manyOrders(1240, { until: new Date(moment), everySeconds: 60 }),
      now: () => new Date(moment),
      // From the 701st on the shop says nothing more.
      failures: ({ query }) =>
        (query.get('include') ?? '').split(',').some((id) => Number(id) >= 1700) ? 'stall' : undefined,
    })
    for (const look of [light, { small: true }]) {
      const at = base()
      await addShop(at, shop, server.url, auto)
      await withWindow(at, look, async (page, running) => {
        await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
        await page.getByText('700 di 1.240 ordini letti').waitFor()
        settleTimes(at.profile, '2026-11-23T12:04:06.000Z')
        // Read anew with the settled times.
        await go(page, 'Impostazioni')
        await go(page, 'Download')
        await shoot(page, 'downloading', look)
        const tray = await running.tray()
        if (tray !== undefined && look === light) trays.push({ caption: 'Download in corso', tray })
      })
    }
    await server.close()
  },
  async backups() {
    const at = await downloaded()
    for (const look of every) {
      writeFileSync(join(at.profile, 'archive.sqlite'), 'rubbish'.repeat(5000))
      await withWindow(at, look, async (page) => {
        await page.getByText('era danneggiato').waitFor()
        await shoot(page, 'archive-restored', look)
        await go(page, 'Impostazioni')
        await page.getByRole('button', { name: 'Copie di sicurezza' }).last().click()
        await page.getByRole('button', { name: 'Fai una copia adesso' }).waitFor()
        await shoot(page, 'backups', look)
      })
    }
    await withWindow(at, light, async (page) => {
      await go(page, 'Impostazioni')
      await page.getByRole('button', { name: 'Copie di sicurezza' }).click()
      await page.getByRole('button', { name: 'Fai una copia adesso' }).click()
      await page.getByRole('cell', { name: 'Fatta a mano' }).waitFor()
      await page
        .getByRole('button', { name: /^Ripristina la copia/ })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
      await shoot(page, 'backups-restore')
    })
  },
  async done() {
    const at = await downloaded()
    for (const look of every) await withWindow(at, look, (page) => shoot(page, 'done', look))
    await withWindow(at, light, async (page, running) => {
      await go(page, 'Log')
      await page.getByRole('combobox', { name: 'Esito' }).click()
      await page.getByRole('option', { name: 'Errati' }).click()
      await page.getByRole('row').nth(2).click()
      await shoot(page, 'log')
      await go(page, 'Impostazioni')
      await page.getByRole('button', { name: 'Prova connessione' }).click()
      await page.getByText(/Tutto a posto|qualche avvertenza/).waitFor()
      await page.getByRole('heading', { name: 'Prova connessione' }).scrollIntoViewIfNeeded()
      await shoot(page, 'settings-check')
      await page.getByRole('button', { name: 'Preferenze' }).click()
      await shoot(page, 'preferences')
      await go(page, 'Ricerca')
      const search = await running.waitForWindow('window=search')
      await search.getByRole('row').nth(3).waitFor()
      await shoot(search, 'search')
      await search.getByRole('row').nth(3).click()
      await search.getByRole('complementary').getByText('Totali').waitFor()
      await shoot(search, 'order')
    })
  },
  async orders() {
    const at = await downloaded()
    for (const look of every) {
      await withWindow(at, look, async (page, running) => {
        await page.getByRole('button', { name: 'Download Ordini' }).first().waitFor()
        await running.clickMenuItem('wrong')
        await page.getByRole('row').nth(2).waitFor()
        await shoot(page, 'wrong', look)
        await running.clickMenuItem('completeness')
        await page.getByRole('heading', { name: 'Verifica completezza' }).waitFor()
        await shoot(page, 'completeness', look)
        await running.clickMenuItem('missing')
        await page.getByRole('dialog').waitFor()
        await shoot(page, 'missing', look)
        await page.keyboard.press('Escape')
        await running.clickMenuItem('manual')
        await page.getByRole('dialog').waitFor()
        await shoot(page, 'manual', look)
      })
    }
  },
  async failed() {
    const at = base()
    await addShop(at, shop, site, auto)
    const end = '2026-11-23T12:00:00.000Z'
    const then = { thenFailures: 3, failure: rejected }
    writeHistory(at.profile, { shop, end, days: 26, perDay: 24, newOrders: wave, ...then })
    for (const look of every) {
      await withWindow(at, look, async (page, running) => {
        await shoot(page, 'failed', look)
        const tray = await running.tray()
        if (tray !== undefined && look === light) trays.push({ caption: 'Non riesce', tray })
      })
    }
  },
  async suspended() {
    const at = await suspended()
    for (const look of every) {
      await withWindow(at, look, async (page, running) => {
        await page.getByRole('alert').waitFor()
        await shoot(page, 'suspended', look)
        if (look !== light) return
        const tray = await running.tray()
        if (tray !== undefined) trays.push({ caption: 'Sospesa', tray })
        await go(page, 'Log')
        await page.getByText('12 sincronizzazioni annullate').click()
        await shoot(page, 'log-annulled')
      })
    }
  },
  async health() {
    const at = await healthy()
    for (const look of every) {
      await withWindow(at, look, async (page, running) => {
        await page.getByRole('heading', { name: 'Salute' }).scrollIntoViewIfNeeded()
        await shoot(page, 'health', look)
        if (look !== light) return
        const fine = await running.tray()
        if (fine !== undefined) trays.push({ caption: 'A posto', tray: fine })
        await running.clickTrayItem('pause')
        await page.getByRole('button', { name: 'Riprendi adesso' }).waitFor()
        await shoot(page, 'paused')
        const paused = await running.tray()
        if (paused !== undefined) trays.push({ caption: 'In pausa', tray: paused })
      })
    }
  },
  async 'several-shops'() {
    const at = base()
    const cellar = 'Cantina Valpolicella'
    const tools = 'Ferramenta Rossi'
    await addShop(at, shop, site, auto)
    await addShop(at, cellar, 'https://www.cantinavalpolicella.it', auto)
    await addShop(at, tools, 'https://www.ferramentarossi.it', {})
    const month = { days: 20, perDay: 12, newOrders: (day: number) => wave(day + 3) }
    writeHistory(
      at.profile,
      {
        shop,
        end: '2026-11-23T12:00:00.000Z',
        ...month,
        thenFailures: 20,
        thenAnnulled: 12,
        failure: rejected,
      },
      { shop: cellar, end: '2026-11-23T11:56:00.000Z', ...month },
      { shop: tools, end: '2026-11-20T17:30:00.000Z', ...month },
    )
    for (const look of every) {
      await withWindow(at, look, async (page, running) => {
        await shoot(page, 'several-shops', look)
        const tray = await running.tray()
        if (tray !== undefined && look === light) trays.push({ caption: 'Tre negozi', tray })
        await page.getByRole('heading', { name: 'Ultimi download' }).scrollIntoViewIfNeeded()
        await shoot(page, 'several-health', look)
      })
    }
    await withWindow(at, light, async (page) => {
      await page.getByRole('button', { name: tools }).first().click()
      await shoot(page, 'stale')
    })
  },
}

const wanted = process.argv.slice(2)
for (const [name, take] of Object.entries(pictures))
  if (wanted.length === 0 || wanted.includes(name)) await take()
// The tray's picture has all its states: it is taken when all of them have been met.
if (trays.length === 6) {
  const root = process.platform === 'linux' && process.getuid?.() === 0
  const executablePath = findChromium() ?? ''
  const browser = await chromium.launch({ executablePath, args: root ? ['--no-sandbox'] : [] })
  await shootTrays(await browser.newPage(), fileOf('tray.png'), trays)
  await browser.close()
}
process.exit(0)
