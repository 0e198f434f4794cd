import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import type { RunningApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { demonstrationOrders } from '../support/exports.ts'
import { orderOf } from '../support/orders.ts'
import { pdfPages } from '../support/pdf-text.ts'
import { addOrders, openApp, searchAll } from './profile.ts'

const hostile = '"}\\ body{display:none} <img src=x onerror=alert(1)>'
const [line] = orderOf(1).lines
const ordinary = demonstrationOrders(600)
const orders = [
  ...ordinary,
  orderOf(9001, {
    note: '<script>document.body.remove()</script>',
    customer: { ...orderOf(1).customer, name: hostile },
    lines: line
      ? [
          { ...line, sku: 'ZZZ-1', name: hostile, quantity: '0.5' },
          { ...line, sku: 'ZZZ-1' },
        ]
      : [],
  }),
]

const packed = (text: string) => text.replaceAll(/\s/g, '')

/** Chooses something of a print menu, with what is refunded where the list has such, and reads what was written. */
async function pdf(
  app: RunningApp,
  page: Page,
  item: string,
  folder: string,
  include = false,
): Promise<readonly string[]> {
  const file = join(folder, `${item}.pdf`)
  await app.dialogs.answer('save', { canceled: false, filePath: file })
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  if (include) await page.getByRole('button', { name: 'Includi anche questi' }).click()
  await page.getByText('PDF salvato').waitFor({ timeout: 60_000 })
  await page.getByText(file).last().waitFor()
  expect(readdirSync(folder)).toContain(`${item}.pdf`)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  return pdfPages(readFileSync(file))
}

describe('R28 paper and PDF', () => {
  it('of a list, of a picking list and of an order, with the shop’s texts as texts', async () => {
    const profile = temporaryFolder()
    await addOrders(profile, orders, `Bottega ${hostile}`)
    const archive = openArchive(join(profile, 'archive.sqlite'))
    archive.noteOrder(orders.length, `Campanello ${hostile}`, new Date().toISOString())
    archive.tagOrders([orders.length], { add: ['Fragile'], remove: [] }, new Date().toISOString())
    archive.close()
    const { app } = await openApp(profile)
    const page = await searchAll(app)
    const folder = temporaryFolder()
    const menu = page.getByRole('button', { name: 'Stampa', exact: true }).first()

    await page.getByRole('status', { name: 'Ordini trovati' }).getByText(`${orders.length} ordini`).waitFor()
    await menu.click()
    // R42: what was refunded is left out unless it is included, and is marked on paper.
    await page.getByRole('menuitem', { name: 'Elenco in PDF', exact: true }).click()
    await page.getByText(/^Su \d+ ordini: .*rimborsat/).waitFor()
    await page.getByRole('button', { name: /^Lasciali fuori \(restano \d+ ordini\)$/ }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Annulla' }).click()
    await menu.click()
    const list = await pdf(app, page, 'Elenco in PDF', folder, true)
    const listed = list.join('')
    for (const { number } of orders) expect(listed).toContain(packed(number))
    expect(listed).toContain(packed(hostile))
    expect(listed).toMatch(/rimborsato/i)
    list.forEach((text, index) => {
      expect(text).toContain(`${index + 1}/${list.length}`)
      expect(text).toContain('Elencoordini·stampatoil')
      expect(text).toContain('NumeroData')
    })

    await menu.click()
    await page.getByRole('menuitem', { name: 'Ordini, uno per pagina' }).click()
    await page.getByRole('button', { name: 'Includi anche questi' }).click()
    await page.getByText(/in una volta se ne stampano al più 500/).waitFor()

    await menu.click()
    const picking = (await pdf(app, page, 'Lista di prelievo in PDF', folder, true)).join('')
    expect(picking).toContain(packed(`1,5 ZZZ-1 ${hostile} N9001 (1,5)`))
    // R43: what the order's note and tags say stands below.
    expect(picking).toContain(packed(`N9001 Fragile Campanello ${hostile}`))
    for (const { lines } of ordinary) for (const { sku } of lines) expect(picking).toContain(packed(sku))

    await page.getByRole('searchbox').fill('N9001')
    await page.getByRole('row').filter({ hasText: 'N9001' }).dblclick()
    await page.getByRole('heading', { name: /Ordine N9001/ }).waitFor()
    await page.getByRole('button', { name: 'Altro', exact: true }).click()
    const order = await pdf(app, page, 'Salva come PDF', folder)
    expect(order).toHaveLength(1)
    expect(order[0]).toContain(packed(`Ordine N9001 Bottega ${hostile}`))
    expect(order[0]).toContain(packed('<script>document.body.remove()</script>'))
    expect(order[0]).toContain('12,20€')
    expect(order[0]).toContain(packed(`Nostra nota Fragile Campanello ${hostile}`))

    await page.getByRole('button', { name: 'Altro', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Stampa', exact: true }).click()
    await expect.poll(() => app.printed(), { timeout: 30_000 }).toEqual([{ pageSize: 'A4' }])
    // R41: the sheet tells what went out, and takes back what did not come out as it should.
    await page.getByText('Mandato alla stampante').waitFor()
    const printed = page.getByRole('listitem').filter({ hasText: /Stampato/ })
    await expect.poll(() => printed.count()).toBe(2)
    await printed.first().getByRole('button', { name: 'Riprendi' }).click()
    await printed.filter({ hasText: 'Ripreso' }).waitFor()
    await expect.poll(() => app.windows().length).toBe(2)

    // A page that nobody sees dies: the print says so, the windows stay as they are.
    await app.dialogs.answer('save', { canceled: false, filePath: join(folder, 'morto.pdf') })
    await page.getByRole('button', { name: 'Altro', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Salva come PDF', exact: true }).click()
    const hidden = await app.waitForWindow('print.html')
    const session = await hidden.context().newCDPSession(hidden)
    await session.send('Page.crash').catch(() => undefined)
    await page
      .getByText(/errore imprevisto/)
      .first()
      .waitFor()
    expect(readdirSync(folder)).not.toContain('morto.pdf')
    const main = await app.waitForWindow('window=main')
    expect(await main.getByText('è stata riaperta').count()).toBe(0)
    await expect.poll(() => app.windows().length).toBe(2)
  })
})
