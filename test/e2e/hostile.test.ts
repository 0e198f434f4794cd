import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import type { requests } from '../../preload/contract.ts'
import { launchApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { allOf } from '../support/exports.ts'
import { hostileTexts } from '../support/mutate.ts'
import { pdfPages } from '../support/pdf-text.ts'
import { size } from '../support/sizes.ts'
import { type FailureHook, type JsonObject, manyOrders, startWooServer } from '../woo-server/index.ts'
import { openApp, profileWithShop } from './profile.ts'

/** A megabyte of one letter, in `npm test` a quarter of it. */
const endless = 'W'.repeat(size(250_000, 1_000_000))
/** What commands a terminal, or turns the words beside it. */
const commands = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/
const script = '<script>window.hacked=1</script>'

/** As WordPress keeps a text: what stands there as a tag is not shown, what is written so is. */
const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Two orders for each hostile text, one to be stored, one wrong; the last texts are endless. */
function hostileOrders(): JsonObject[] {
  const texts = [...hostileTexts, endless].map(asHtml)
  return manyOrders(texts.length * 2, { until: new Date(), everySeconds: 60 }).map((order, place) => {
    const text = texts[place % texts.length] ?? ''
    const short = text.slice(0, 10_000)
    const { billing, shipping, line_items: lines } = order
    const changed = {
      ...order,
      number: `${text.slice(0, 100_000)}${place}`,
      billing: { ...billing, first_name: short, last_name: short, company: text, city: short, phone: short },
      shipping: { ...shipping, first_name: short, city: short },
      line_items: lines.map((line) => ({ ...line, name: short, sku: short })),
      payment_method_title: short,
      customer_note: text,
    }
    return place < texts.length ? changed : { ...changed, total: '99999.99', currency: text }
  })
}

/** Answers that put hostile texts into the program's own messages. */
const refusal: FailureHook = () => ({
  status: 400,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    code: 'rest_invalid_param',
    message: script,
    data: { status: 400, params: Object.fromEntries(hostileTexts.map((text) => [text, text])) },
  }),
})

/**
 * Nothing of a text was taken for anything else, the page is as wide as its window, and nothing is longer than anyone
 * reads: a sheet with a megabyte of one letter in each field took twenty seconds to lay out.
 */
async function expectSound(page: Page, where: string): Promise<void> {
  const state = await page.evaluate(() => ({
    hacked: 'hacked' in window,
    foreign: document.querySelectorAll('script:not([src]), img[src="x"], svg[onload], b').length,
    endless: (document.body.textContent ?? '').length > 200_000,
    wider: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  }))
  expect(state, where).toEqual({ hacked: false, foreign: 0, endless: false, wider: 0 })
}

const ask = (page: Page, name: keyof typeof requests, argument?: unknown) =>
  page.evaluate(
    ([what, value]) =>
      (
        globalThis as unknown as { api: { request(name: string, argument: unknown): Promise<unknown> } }
      ).api.request(what as string, value),
    [name, argument] as const,
  )

it('R30 hostile texts are texts: notification, log, list, sheet, PDF, CSV, Excel, terminal; nothing hangs', async () => {
  const server = await startWooServer({ orders: hostileOrders(), failures: refusal })
  const profile = await profileWithShop(server.url, { settings: { autoSync: { enabled: true, minutes: 5 } } })
  const { app, page } = await openApp(profile)

  // R21: the first automatic sync fails with the shop's words in its reason.
  await expect.poll(() => app.notifications(), { timeout: 20_000 }).toHaveLength(1)
  const [{ title, body } = { title: '', body: '' }] = await app.notifications()
  expect(body).toContain(script)
  expect(title + body).not.toMatch(commands)
  await page.getByText(script, { exact: false }).first().waitFor()
  await expectSound(page, 'main window, failed')
  const terminal = await launchApp({ profile, args: ['--download', '--profile', profile], cli: true })
  await terminal.exit
  expect(terminal.stdout() + terminal.stderr()).toContain(script)
  expect(terminal.stdout() + terminal.stderr()).not.toMatch(commands)

  server.setFailure(undefined)
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
  await page.getByText(/Ultimo download riuscito oggi alle/).waitFor()
  await page
    .getByText(/La valuta «W{20}/)
    .first()
    .waitFor()
  await expectSound(page, 'main window')
  await page.getByRole('button', { name: /^Ordini errati: / }).click()
  await page.getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Mostra i dati del negozio' }).click()
  await expectSound(page, 'wrong orders')
  await page.getByText('Download', { exact: true }).first().click()

  await page.getByRole('button', { name: 'Mostra i nuovi ordini', exact: true }).click()
  const search = await app.waitForWindow('window=search')
  const rows = search.getByRole('row')
  // The head, and the order of endless texts.
  const all = String(hostileTexts.length + 2)
  await expect
    .poll(() => search.getByRole('grid').getAttribute('aria-rowcount'), { timeout: 30_000 })
    .toBe(all)
  await expectSound(search, 'list')
  for (let at = 1; at <= 6; at += 1) {
    await rows.nth(at).click()
    await search.getByRole('heading', { name: /^Ordine / }).waitFor()
    await expectSound(search, `sheet ${at}`)
  }

  const folder = temporaryFolder()
  const written = async (name: string, write: () => Promise<unknown>) => {
    const filePath = join(folder, name)
    await app.dialogs.answer('save', { canceled: false, filePath })
    expect(await write(), name).toMatchObject({ ok: true })
    return readFileSync(filePath)
  }
  const selection = allOf()
  const exported = (format: string) => () =>
    ask(page, 'orders.export', { exportId: format, selection, format })
  const printed = (what: string) => () => ask(page, 'orders.print', { what, of: selection, to: 'pdf' })
  const csv = (await written('ordini.csv', exported('csv'))).toString('utf8')
  expect(csv).toContain(script)
  expect(csv).not.toMatch(/[\0-\x08\x0B\x0C\x0E-\x1F]/)
  const { sheets } = await readXlsx(await written('ordini.xlsx', exported('xlsx')))
  const cells = sheets.flatMap((sheet) => sheet.rows.flat())
  expect(cells.find((cell) => typeof cell === 'string' && cell.includes(script))).toBeDefined()
  // A file of the operator's, of whatever name, is not written over.
  writeFileSync(join(folder, 'log.csv.part'), 'mine')
  const log = (await written('log.csv', () => ask(page, 'log.export', { filter: everyEntry }))).toString(
    'utf8',
  )
  expect(readFileSync(join(folder, 'log.csv.part'), 'utf8')).toBe('mine')
  expect(log).toContain(script)
  expect(log).not.toMatch(commands)
  for (const what of ['list', 'picking', 'orders']) {
    const pages = pdfPages(await written(`${what}.pdf`, printed(what)))
    expect(pages.join(''), what).toContain(script.replaceAll(/\s/g, ''))
    // Nobody prints a megabyte.
    expect(pages.length, what).toBeLessThan(60)
  }
  expect(await app.blockedRequests()).toEqual([])
  await server.close()
})

const everyEntry = { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' }
