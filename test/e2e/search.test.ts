import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchApp, type RunningApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { canMount, mount } from '../support/mounts.ts'
import { orderOf } from '../support/orders.ts'
import { addOrders, searchAll } from './profile.ts'

const many = (count: number, from = 1) => Array.from({ length: count }, (_, index) => orderOf(from + index))

/** 1,500 orders, the newest four of a run of their own. Notes make files large enough to be cancelled half-way. */
const stored = many(1496).map((order, index) => {
  if (index === 49) return orderOf(50, { number: 'Speciale-50', state: 'completed', paymentMethod: 'PayPal' })
  if (index === 50) return orderOf(51, { currency: 'USD' })
  return { ...order, note: `${index} `.repeat(400) }
})

const all = '1.500 ordini'
let app: RunningApp
let profile: string
let page: Page
beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'download-ordini-'))
  await addOrders(profile, stored)
  await addOrders(profile, many(4, 1497))
  app = await launchApp({ profile, args: ['--profile', profile] })
  await app.waitForWindow('window=main', 60_000)
})
afterAll(async () => {
  await app.kill('SIGKILL')
  rmSync(profile, { recursive: true, force: true })
})

/** All orders are shown, whatever was searched for before. */
beforeEach(async () => {
  page = await searchAll(app)
  await page.keyboard.press('Escape')
  // At once in the page: what is told goes by itself, too.
  const told = page.locator('[aria-live]').getByRole('button', { name: 'Chiudi' })
  await told.evaluateAll((buttons) => {
    for (const button of buttons) button.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  })
  await found(page).getByText(all).waitFor()
})

const found = (page: Page) => page.getByRole('status', { name: 'Ordini trovati' })
const chosen = (page: Page) => page.getByRole('status', { name: 'Ordini scelti' })

describe('Ricerca ordini, in its real window', () => {
  it('R26 finds as one types, filters by state, clears all, and tells what is found to the cent', async () => {
    await found(page).getByText('18.287,80').waitFor()
    await page.getByRole('searchbox').fill('speciale')
    await found(page).getByText('1 ordine').waitFor()
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'Stato', exact: true }).first().click()
    await page.getByRole('checkbox', { name: 'Completato' }).click()
    await page.keyboard.press('Escape')
    await found(page).getByText('1 ordine').waitFor()
    await page.getByRole('button', { name: 'Pagamento', exact: true }).first().click()
    await page.getByRole('checkbox', { name: 'Bonifico bancario' }).click()
    await found(page).getByText('Nessun ordine', { exact: true }).waitFor()
    await page.getByRole('checkbox', { name: 'PayPal' }).click()
    await found(page).getByText('1 ordine').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').fill('nicolo')
    await page.getByRole('button', { name: 'Togli tutti i filtri' }).click()
    await found(page).getByText(all).waitFor()
    // R17: a number that is not there is asked after.
    await page.getByRole('button', { name: 'Fatto', exact: true }).click()
    await page.getByRole('searchbox').fill('N1400')
    await page.getByText('È in archivio, ma non fra gli ordini cercati').waitFor()
    await page.getByRole('button', { name: 'Apri l’ordine' }).click()
    await page.getByRole('complementary', { name: 'Ordine N1400', exact: true }).waitFor()
    await page.getByRole('searchbox').fill('460690')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Perché manca 460690?' }).waitFor()
    await page.getByRole('button', { name: 'Togli tutti i filtri' }).click()
    await page.getByRole('searchbox').fill('')
    await found(page).getByText(all).waitFor()
    await page.getByRole('searchbox').fill("'; DROP TABLE orders;-- 🍕")
    await page.getByText('Nessun ordine trovato').waitFor()
    await page.getByRole('button', { name: 'Svuota' }).last().click()
    await found(page).getByText(all).waitFor()
  })

  it('R26 keeps views under a name, with their columns; renames, updates and removes them', async () => {
    const city = page.getByRole('columnheader', { name: 'Città' })
    const email = page.getByRole('columnheader', { name: 'E-mail' })
    const shows = async (column: 'Città' | 'E-mail') => {
      await page.getByRole('button', { name: 'Scegli le colonne' }).click()
      await page.getByRole('checkbox', { name: column }).click()
      await page.keyboard.press('Escape')
    }
    await page.getByRole('searchbox').fill('N333')
    await found(page).getByText('1 ordine').waitFor()
    await shows('Città')
    await city.waitFor({ state: 'detached' })
    const saved = page.getByRole('button', { name: 'Viste' })
    await saved.click()
    await page.getByRole('button', { name: 'Salva questa vista' }).click()
    await page.getByRole('textbox', { name: 'Nome della vista' }).fill('Il terzo')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Il terzo' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Scegli le colonne' }).click()
    await page.getByRole('button', { name: 'Come all’inizio' }).click()
    await page.keyboard.press('Escape')
    await city.waitFor()
    await page.getByRole('searchbox').fill('')
    await found(page).getByText(all).waitFor()
    await saved.click()
    await page.getByRole('button', { name: 'Il terzo' }).click()
    await found(page).getByText('1 ordine').waitFor()
    await city.waitFor({ state: 'detached' })

    await shows('E-mail')
    await saved.click()
    await page.getByRole('button', { name: 'Aggiorna con quello che vedi ora' }).click()
    await page.getByText('Vista aggiornata: Il terzo').waitFor()
    await page.getByRole('button', { name: 'Cambia nome' }).click()
    await page.getByRole('textbox', { name: 'Nome della vista' }).fill('Terzo')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Scegli le colonne' }).click()
    await page.getByRole('button', { name: 'Come all’inizio' }).click()
    await page.keyboard.press('Escape')
    await email.waitFor({ state: 'detached' })
    await saved.click()
    await page.getByRole('button', { name: 'Terzo', exact: true }).click()
    await email.waitFor()
    await saved.click()
    await page.getByRole('button', { name: 'Elimina la vista' }).click()
    await page.getByText('Qui trovi le viste').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Scegli le colonne' }).click()
    await page.getByRole('button', { name: 'Come all’inizio' }).click()
    await page.keyboard.press('Escape')
  })

  it('R26 the keyboard goes all the way: chooses, sorts, copies, opens and comes back', async () => {
    const grid = page.getByRole('grid')
    await page.getByRole('searchbox').press('ArrowDown')
    await page.keyboard.press('End')
    await grid.getByText('N1', { exact: true }).waitFor()
    await page.keyboard.press('Shift+Home')
    await chosen(page).getByText('1.500 scelti').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+ArrowDown')
    await chosen(page).getByText('2 scelti').waitFor()
    await chosen(page).getByText('24,40').waitFor()
    await page.keyboard.press('Control+c')
    await page.getByText('Copiate 2 righe').waitFor()
    const lines = (await app.clipboard()).split('\n').map((line) => line.split('\t'))
    expect(lines.map(([number]) => number)).toEqual(['N1500', 'N1499'])
    expect(lines[0]?.at(-1)).toBe('12,20')
    await page.getByRole('columnheader', { name: 'Numero' }).getByRole('button').press('Enter')
    await page.getByRole('columnheader', { name: 'Numero' }).getByRole('button').press('Enter')
    await grid.getByRole('row').nth(1).getByText('N1', { exact: true }).waitFor()
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Ordine N1', exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('complementary', { name: 'Ordine N2', exact: true }).waitFor()
    // Another search: what is open is always one of the list.
    await page.getByRole('searchbox').fill('N1450')
    await page.getByRole('complementary', { name: 'Ordine N1450', exact: true }).waitFor()
    await chosen(page).getByText('1 scelto').waitFor()
    await page.getByRole('searchbox').fill('N145')
    await found(page).getByText('11 ordini').waitFor()
    await page.getByRole('complementary', { name: 'Ordine N1450', exact: true }).waitFor()
    await page.getByRole('searchbox').fill('')
    await found(page).getByText(all).waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+a')
    await chosen(page).getByText('1.500 scelti').waitFor()
    await chosen(page).getByText('18.287,80').waitFor()
    await page.keyboard.press('Control+f')
    expect(await page.getByRole('searchbox').evaluate((box) => box === document.activeElement)).toBe(true)
  })

  it('R26 the scrollbar leads anywhere, and the rows come', async () => {
    const grid = page.getByRole('grid')
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2
    })
    await grid.getByText('N745', { exact: true }).waitFor()
    expect(await grid.getAttribute('aria-rowcount')).toBe('1501')
  })

  it('R8 opened from a run it shows that run’s new orders, and widens by a click', async () => {
    const main = await app.waitForWindow('window=main')
    await main.getByRole('button', { name: 'Mostra i nuovi ordini', exact: true }).click()
    await found(page).getByText('4 ordini').waitFor()
    await page.getByRole('button', { name: /^Togli il filtro: Nuovi del download/ }).click()
    await found(page).getByText(all).waitFor()
  })

  it('R28 exports what is chosen, says where; the row’s own menu does too', async () => {
    const file = join(profile, 'scelti.csv')
    const rows = page.getByRole('grid').getByRole('row')
    await rows.nth(2).click({ modifiers: ['Control'] })
    await rows.nth(4).click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Esporta', exact: true }).click()
    await page.getByText('I 2 ordini scelti').waitFor()
    await app.dialogs.answer('save', { canceled: false, filePath: file })
    await page.getByRole('menuitem', { name: 'Tabella (CSV)' }).click()
    await page.getByText('Salvati 2 ordini in scelti.csv').waitFor()
    // What was written can be opened from what says so, and nothing else of the computer can.
    await page.getByRole('button', { name: 'Apri', exact: true }).click()
    await page.getByRole('button', { name: 'Mostra nella cartella' }).click()
    await expect
      .poll(async () => (await app.opened()).slice(-2))
      .toEqual([
        { how: 'path', what: file },
        { how: 'folder', what: file },
      ])
    const other = join(profile, 'settings.json')
    const refused = await page.evaluate((what) => {
      interface Api {
        request(name: string, argument: unknown): Promise<{ readonly ok: boolean }>
      }
      return (globalThis as unknown as { readonly api: Api }).api.request('files.open', { file: what })
    }, other)
    expect(refused.ok).toBe(false)
    // It lies over the list, and over nothing that is pressed next.
    expect(await coveredByToast(page)).toEqual([])
    expect(readFileSync(file, 'utf8').match(/;N\d+;/g)).toEqual([';N1497;', ';N1499;'])
    await rows.nth(1).click({ button: 'right' })
    const one = join(profile, 'uno.csv')
    await expect
      .poll(async () => (await app.contextMenu())?.map(({ label }) => label))
      .toContain('Esporta l’ordine')
    await app.dialogs.answer('save', { canceled: false, filePath: one })
    await app.clickContextMenu('csv')
    await page.getByText('Salvato 1 ordine in uno.csv').waitFor()
    expect(existsSync(one)).toBe(true)
    const paper = join(profile, 'uno.pdf')
    await rows.nth(1).click({ button: 'right' })
    await expect.poll(async () => (await app.contextMenu())?.map(({ label }) => label)).toContain('Stampa')
    await app.dialogs.answer('save', { canceled: false, filePath: paper })
    await app.clickContextMenu('pdf orders')
    await page.getByText('PDF salvato').waitFor()
    expect(readFileSync(paper, 'latin1').slice(0, 5)).toBe('%PDF-')
  })

  it('R41 offers only the new ones, tells what went out before, and takes it back', async () => {
    const file = join(profile, 'nuovi.csv')
    await page.getByRole('button', { name: 'Esporta', exact: true }).click()
    await page.getByRole('menuitemradio', { name: /ordini trovati$/ }).click()
    await page.getByRole('menuitem', { name: 'Tabella (CSV): 3 già esportati' }).waitFor()
    await page.getByRole('menuitemradio', { name: 'Solo i nuovi fra quelli trovati' }).click()
    await app.dialogs.answer('save', { canceled: false, filePath: file })
    await page.getByRole('menuitem', { name: 'Tabella (CSV): 1.497' }).click()
    await page.getByText('Salvati 1.497 ordini in nuovi.csv').waitFor()
    const written = readFileSync(file, 'utf8')
    expect([1497, 1498, 1499].map((number) => written.includes(`;N${number};`))).toEqual([false, true, false])
    await page.getByRole('button', { name: 'Non ancora esportato' }).click()
    await page.getByText('Nessun ordine corrisponde').waitFor()
    await page.getByRole('button', { name: 'Riprendi' }).click()
    await found(page).getByText('1.497 ordini').waitFor()
    await page.getByRole('button', { name: /^Togli il filtro: Non ancora esportato/ }).click()
    await found(page).getByText(all).waitFor()
  })

  it('R28 an export cancelled half-way leaves nothing, and the older file as it was', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'tutti.xlsx')
    writeFileSync(file, 'vecchio')
    // As soon as it is there: people are slower, and archives larger. A message may have a button of that name, too.
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        const cancel = [...document.querySelectorAll<HTMLButtonElement>('footer button')].find(
          ({ textContent }) => textContent === 'Annulla',
        )
        if (cancel === undefined) return
        observer.disconnect()
        cancel.click()
      }).observe(document.body, { subtree: true, childList: true })
    })
    await exportTo(file, 'Excel')
    await page.getByText('Esportazione annullata').waitFor()
    expect(readdirSync(folder)).toEqual(['tutti.xlsx'])
    expect(readFileSync(file, 'utf8')).toBe('vecchio')
  })

  it('R28 a place that cannot be written is said clearly', async () => {
    writeFileSync(join(profile, 'non-una-cartella'), 'vecchio')
    await exportTo(join(profile, 'non-una-cartella', 'x.csv'))
    await page.getByText('è rimasto com’era').waitFor()
    expect(readFileSync(join(profile, 'non-una-cartella'), 'utf8')).toBe('vecchio')
  })

  it.skipIf(!canMount)('R28 a full disk and a file open elsewhere are said clearly', async () => {
    const [disk, folder] = [temporaryFolder(), temporaryFolder()]
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk)
    writeFileSync(join(disk, 'ordini.csv'), 'vecchio')
    await exportTo(join(disk, 'ordini.csv'))
    await page
      .getByText(/disco.*pieno/i)
      .first()
      .waitFor()
    expect(readdirSync(disk)).toEqual(['ordini.csv'])
    expect(readFileSync(join(disk, 'ordini.csv'), 'utf8')).toBe('vecchio')
    // A file that is mounted cannot be replaced, as one that Excel holds open on Windows.
    writeFileSync(join(folder, 'aperto.csv'), 'vecchio')
    writeFileSync(join(folder, 'altro'), 'aperto')
    mount('--bind', join(folder, 'altro'), join(folder, 'aperto.csv'))
    await exportTo(join(folder, 'aperto.csv'))
    await page
      .getByText(/aperto in un altro programma/)
      .first()
      .waitFor()
    expect(readdirSync(folder).sort()).toEqual(['altro', 'aperto.csv'])
  })

  it('R40 what somebody has looked at counts as seen once that list is left; the tray leads there, too', async () => {
    const unseen = async () => {
      const label = (await app.tray())?.menu.find(({ id }) => id === 'unseen')?.label ?? ''
      return Number(/^Non visti: (.+)$/.exec(label)?.[1]?.replace('.', ''))
    }
    const before = await unseen()
    expect(before).toBeGreaterThan(1000)
    await app.clickTrayItem('unseen')
    const said = new Intl.NumberFormat('it', { useGrouping: 'always' }).format(before)
    await found(page).getByText(`${said} ordini`).waitFor()
    await page.getByRole('grid').getByRole('row').nth(2).hover()
    await page.getByRole('grid').getByRole('row').nth(4).hover()
    expect(await unseen()).toBe(before)
    await page.getByRole('button', { name: 'Togli tutti i filtri' }).click()
    await expect.poll(unseen).toBeLessThan(before - 5)
  })

  it('R40 orders are marked by key, menu and sheet; the list makes room, and each mark is taken back', async () => {
    const grid = page.getByRole('grid')
    const row = (number: string) => grid.getByRole('row').filter({ hasText: number })
    const main = await app.waitForWindow('window=main')
    const links = main.getByRole('navigation', { name: 'Lavoro' })
    await links.getByRole('button', { name: '1.499 ordini da lavorare' }).click()
    await found(page).getByText('1.499 ordini').waitFor()
    await row('N1500').click()
    const sheet = (number: string) =>
      page.getByRole('complementary', { name: `Ordine ${number}`, exact: true })
    await sheet('N1500').waitFor()
    await page.keyboard.press('3')
    await page.getByText('1 ordine segnato come fatto').waitFor()
    await links.getByRole('button', { name: '1.498 ordini da lavorare' }).waitFor()
    // The next one is chosen, and open.
    await found(page).getByText('1.498 ordini').waitFor()
    await sheet('N1499').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('1 ordine è di nuovo come prima').waitFor()
    await found(page).getByText('1.499 ordini').waitFor()

    const work = sheet('N1499').getByRole('region', { name: 'Lavoro' })
    await work.getByRole('button', { name: 'In attesa' }).click()
    await found(page).getByText('1.498 ordini').waitFor()
    await page.getByRole('button', { name: 'In attesa', exact: true }).first().click()
    await found(page).getByText('1 ordine').waitFor()
    await row('N1499').click()
    await work.getByRole('textbox', { name: 'Fino al' }).fill('24/12/2126')
    await page.keyboard.press('Enter')
    // Beside an open order there is no room for the column.
    await page.keyboard.press('Escape')
    await grid.getByTitle('In attesa fino al 24/12/2126').waitFor()
    await page.getByRole('button', { name: 'Togli tutti i filtri' }).click()
    await found(page).getByText(all).waitFor()

    await grid.focus()
    await page.keyboard.press('Control+a')
    await grid.getByRole('row').nth(2).click({ button: 'right' })
    await expect.poll(async () => (await app.contextMenu())?.map(({ label }) => label)).toContain('Fatto')
    await app.clickContextMenu('done')
    await page.getByText('1.499 ordini segnati come fatti').waitFor()
    await page.getByRole('button', { name: 'Annulla', exact: true }).click()
    await page.getByText('1.499 ordini sono di nuovo come prima').waitFor()
    await row('N1499').getByText('In attesa').waitFor()
  })

  it('R43 notes and tags are written in the sheet and for many at once, found, filtered by, and taken back', async () => {
    const grid = page.getByRole('grid')
    const row = (number: string) => grid.getByRole('row').filter({ hasText: number })
    await row('N1500').click()
    const own = page.getByRole('complementary').getByRole('region', { name: 'Note ed etichette nostre' })
    await own.getByRole('combobox', { name: 'Etichette' }).fill('Già pagato')
    await page.keyboard.press('Enter')
    await page.getByText('Etichette salvate').waitFor()
    await own.getByRole('textbox', { name: 'Nostra nota' }).fill('Campanello rotto\ndopo le 15')
    // Going on to another order saves what was typed.
    await row('N1499').click()
    await page.getByText('Nota salvata').waitFor()
    await grid.getByLabel('Con una nostra nota').waitFor()

    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('4')
    const dialog = page.getByRole('dialog', { name: 'Etichette di 2 ordini' })
    await dialog.getByRole('combobox', { name: 'Da aggiungere' }).fill('gia')
    await page.getByRole('option', { name: 'Già pagato' }).click()
    await dialog.getByRole('button', { name: 'Salva' }).click()
    await page.getByText('Etichette salvate su 2 ordini').waitFor()
    await page.getByRole('button', { name: 'Etichette', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Già pagato' }).click()
    await found(page).getByText('3 ordini').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Con una nostra nota' }).click()
    await found(page).getByText('1 ordine').waitFor()
    await page.getByRole('button', { name: 'Togli tutti i filtri' }).click()
    await found(page).getByText(all).waitFor()
    // The choice of tags fades out; until then it has the keyboard.
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await grid.focus()
    await page.keyboard.press('Control+z')
    await page.getByText('2 ordini sono di nuovo come prima').waitFor()
    await page.getByRole('searchbox').fill('campan pagato')
    await found(page).getByText('1 ordine').waitFor()
    await row('N1500').click()
    await expect
      .poll(() => own.getByRole('textbox', { name: 'Nostra nota' }).inputValue())
      .toBe('Campanello rotto\ndopo le 15')
    await page.getByRole('searchbox').fill('')
  })

  it('R26 columns are chosen, and remembered', async () => {
    await page.getByRole('button', { name: 'Scegli le colonne' }).click()
    await page.getByRole('checkbox', { name: 'E-mail' }).click()
    await page.getByRole('columnheader', { name: 'E-mail' }).waitFor()
    await page.getByRole('checkbox', { name: 'Prodotti' }).click()
    await page.getByRole('gridcell', { name: 'Caffè in grani 1kg' }).first().waitFor()
    // Not sorted by: a name, and no button.
    const products = page.getByRole('columnheader', { name: 'Prodotti' })
    expect(await products.getByRole('button').count()).toBe(0)
    await page.keyboard.press('Escape')
    const head = () => page.getByRole('columnheader', { name: 'Cliente' })
    const boxOf = async () => (await head().boundingBox()) ?? expect.fail()
    const { width, x, y } = await boxOf()
    await page.mouse.move(x + width, y + 10)
    await page.mouse.down()
    await page.mouse.move(x + width + 20, y + 10)
    await page.mouse.move(x + width + 60, y + 10)
    await page.mouse.up()
    const pixels = async () => Math.round((await boxOf()).width)
    await expect.poll(pixels).toBe(Math.round(width) + 60)
    await head().getByRole('button').press('Shift+ArrowLeft')
    await expect.poll(pixels).toBe(Math.round(width) + 44)

    await app.closeWindow(page)
    await expect.poll(() => app.windows().length).toBe(1)
    page = await searchAll(app)
    await page.getByRole('columnheader', { name: 'E-mail' }).waitFor()
    await expect.poll(pixels).toBe(Math.round(width) + 44)
  })

  it('R26 the columns stay beside an open order where there is room, and its edge is moved', async () => {
    const size = page.viewportSize() ?? expect.fail()
    await page.getByRole('grid').getByRole('row').nth(1).click()
    const order = page.getByRole('complementary')
    await order.waitFor()
    const email = page.getByRole('columnheader', { name: 'E-mail' })
    await email.waitFor({ state: 'detached' })
    // One that is made wider hides no other.
    const heads = page.getByRole('columnheader')
    const shown = await heads.count()
    const state = page.getByRole('columnheader', { name: 'Stato' })
    const width = (await state.boundingBox())?.width ?? 0
    for (let times = 0; times < 20; times += 1) await state.getByRole('button').press('Shift+ArrowRight')
    await expect.poll(async () => (await state.boundingBox())?.width).toBe(Math.round(width) + 320)
    expect(await heads.count()).toBe(shown)
    await page.setViewportSize({ width: 2200, height: size.height })
    await email.waitFor()
    const widthOf = async () => Math.round((await order.boundingBox())?.width ?? 0)
    await expect.poll(widthOf).toBe(640)
    const edge = page.getByRole('separator', { name: 'Larghezza dell’ordine aperto' })
    await edge.press('ArrowLeft')
    await expect.poll(widthOf).toBe(672)
    await edge.dblclick()
    await expect.poll(widthOf).toBe(640)
    await page.setViewportSize(size)
  })
})

async function exportTo(file: string, format: 'Excel' | 'CSV' = 'CSV'): Promise<void> {
  await app.dialogs.answer('save', { canceled: false, filePath: file })
  await page.getByRole('button', { name: 'Esporta', exact: true }).click()
  await page.getByRole('menuitemradio', { name: /ordini trovati$/ }).click()
  await page.getByRole('menuitem', { name: format }).click()
}

/** The buttons that what is told lies over. */
function coveredByToast(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, input, a[href]')].flatMap((one) => {
      const { x, y, width, height } = one.getBoundingClientRect()
      const top = document.elementFromPoint(x + width / 2, y + height / 2)
      const told = top?.closest('[aria-live]')
      return told && !told.contains(one) ? [one.getAttribute('aria-label') ?? one.textContent ?? ''] : []
    }),
  )
}
