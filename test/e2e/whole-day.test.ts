import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostName } from '../electron/host.ts'
import { auto, minute, openClocked, recent, shopOnClock, start } from './fake-time.ts'
import { profileWithShop } from './profile.ts'

describe.runIf(hostName === 'stand-in')('an operator’s day, in real windows (stand-in only)', () => {
  it('R40 R41 R42 the night’s orders, a picking list, an export, one cancelled on the site, one edited, what is new of it, and a way back', async () => {
    let now = () => Date.parse(start)
    const server = await shopOnClock(() => now(), {
      orders: recent(4).map((order) => ({ ...order, status: 'processing' })),
    })
    const profile = await profileWithShop(server.url, auto)
    const { app, page, pass } = await openClocked(profile)
    now = app.clock.now
    await pass(15_000)

    // In the morning: what came in the night, until somebody has looked at it.
    await page.getByRole('button', { name: '4 ordini non ancora visti' }).click()
    const search = await app.waitForWindow('window=search')
    const found = search.getByRole('status', { name: 'Ordini trovati' })
    const rows = search.getByRole('grid').getByRole('row')
    const button = (name: string) => search.getByRole('button', { name, exact: true })
    await found.getByText('4 ordini').waitFor()

    // What is to do is printed for who packs, and marked as done where that was wanted.
    await button('Stampa').click()
    await search.getByRole('menuitemradio', { name: /^I \d/ }).click()
    await search.getByRole('menuitemcheckbox', { name: '… e segna come fatti' }).click()
    await app.dialogs.answer('save', { canceled: false, filePath: join(profile, 'prelievo.pdf') })
    await search.getByRole('menuitem', { name: 'Lista di prelievo in PDF' }).click()
    await search.getByText('4 ordini segnati come fatti').first().waitFor()
    await page.getByText(/da lavorare/).waitFor({ state: 'detached' })

    // All go to the accountant.
    const exported = async (name: string, scope: RegExp, item: RegExp) => {
      const file = join(profile, name)
      await button('Esporta').click()
      await search.getByRole('menuitemradio', { name: scope }).click()
      await app.dialogs.answer('save', { canceled: false, filePath: file })
      await search.getByRole('menuitem', { name: item }).click()
      await search.getByText(`in ${name}`).first().waitFor()
      return new Set(readFileSync(file, 'utf8').match(/^[^;\n]*;\d+;/gm)).size
    }
    await button('Cerca in tutti gli ordini').click()
    await found.getByText('4 ordini').waitFor()
    expect(await exported('mattina.csv', /^I \d/, /^Tabella/)).toBe(4)

    // One is cancelled on the site meanwhile, and is to be looked at.
    const cancelled = '1003'
    server.updateOrder(Number(cancelled), { status: 'cancelled' })
    await pass(15 * minute)
    await page.getByRole('button', { name: /ordin[ei] da controllare$/ }).click()
    await rows.nth(1).filter({ hasText: cancelled }).click()
    await search
      .getByRole('complementary', { name: `Ordine ${cancelled}` })
      .getByText('Annullato o fallito sul sito')
      .waitFor()

    // One is corrected by hand, and is to go out again; nothing else is.
    await search.keyboard.press('Control+f')
    await button('Togli tutti i filtri').click()
    await found.getByText('4 ordini').waitFor()
    await rows.nth(2).click()
    // Nothing is edited before it can be read.
    await search.getByRole('complementary').getByRole('heading', { level: 1 }).waitFor()
    await search.keyboard.press('F2')
    await search.getByRole('textbox', { name: 'Nota del cliente', exact: true }).fill('Scala B')
    await search.keyboard.press('Control+s')
    await search.getByText('Modifiche salvate').waitFor()
    await search.keyboard.press('Escape')
    expect(await exported('sera.csv', /^Solo i nuovi/, /^Tabella \(CSV\): 1$/)).toBe(1)

    // What was marked comes back.
    await rows.nth(2).click()
    await search.keyboard.press('1')
    await search.getByText('1 ordine rimesso da lavorare').first().waitFor()
    await search.keyboard.press('Control+z')
    await search.getByText('1 ordine è di nuovo come prima').first().waitFor()
    expect(app.stderr()).toBe('')
  })
})
