import type { Page } from 'playwright'
import { describe, it } from 'vitest'
import type { ServerInput } from '../../main/words/desks.ts'
import { temporaryFolder } from '../support/archive.ts'
import { sharedArchive } from '../support/desk-server.ts'
import { orderOf } from '../support/orders.ts'
import { postgresForFile } from '../support/postgres.ts'
import { addOrders, openApp } from './profile.ts'

const postgres = await postgresForFile()

/** Joins by the page, as an operator does. */
async function join(
  page: Page,
  { host, port, database, password }: ServerInput,
  desk: string,
): Promise<void> {
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  await field('Indirizzo del server').fill(host)
  await field('Porta').fill(String(port))
  await field('Database').fill(database)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await field('Nome di questa postazione').fill(desk)
  await page.getByRole('button', { name: 'Prova', exact: true }).click()
  await page.getByText('Funziona: il server risponde').waitFor()
  await page.getByRole('button', { name: 'Unisciti…' }).click()
  await page.getByRole('button', { name: 'Unisci adesso' }).click()
  await page.getByRole('button', { name: 'Postazioni: In linea' }).waitFor()
}

describe.skipIf(!postgres)('two desks, each with its windows', () => {
  it('R55 R56 R57 what one marks as done the other has to do no more; without the server each says what cannot be done', async () => {
    if (!postgres) return
    const archive = await sharedArchive(postgres)
    const counter = temporaryFolder()
    await addOrders(counter, [orderOf(1), orderOf(2), orderOf(3)])
    const first = await openApp(counter)
    await first.app.clickMenuItem('desks')
    await join(first.page, archive, 'Banco')
    const second = await openApp(temporaryFolder())
    await second.app.clickMenuItem('desks')
    await join(second.page, archive, 'Magazzino')
    // Each sees the other; the shop came without its keys (R58).
    await second.page.getByRole('row', { name: /^Banco/ }).waitFor()
    await first.page.getByRole('row', { name: /^Magazzino/ }).waitFor()
    await second.page.getByRole('button', { name: 'Scrivi le chiavi di Bottega' }).waitFor()

    const rows = async ({ app }: typeof first) => {
      await app.clickMenuItem('search')
      const search = await app.waitForWindow('window=search')
      await search.getByRole('status', { name: 'Ordini trovati' }).getByText('3 ordini').waitFor()
      return search
    }
    const here = await rows(first)
    const there = await rows(second)
    await here.getByRole('grid').getByRole('row').nth(1).click()
    await here.keyboard.press('3')
    await there.getByRole('status', { name: 'Ordini trovati' }).getByText('2 ordini').waitFor()

    // What is done meanwhile waits, and is looked for at once: nobody waits for the next poll.
    await postgres.stop()
    await here.keyboard.press('3')
    await there.getByRole('grid').getByRole('row').nth(1).click()
    await there.keyboard.press('3')
    for (const { page } of [first, second])
      await page.getByRole('button', { name: 'Postazioni: Senza server' }).waitFor()
    await first.page.getByRole('button', { name: 'Download', exact: true }).click()
    await first.page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
    await first.page.getByRole('button', { name: 'Lascia le postazioni condivise…' }).waitFor()
    await postgres.restart()
    for (const { page } of [first, second])
      await page.getByRole('button', { name: 'Postazioni: In linea' }).waitFor()
    // Both had marked the same one.
    for (const search of [here, there])
      await search.getByRole('status', { name: 'Ordini trovati' }).getByText('1 ordine').waitFor()

    // Another name is everybody's at once.
    const { page } = second
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Postazioni: In linea' }).click()
    await page.getByRole('button', { name: 'Cambia nome…' }).click()
    await dialog.getByLabel('Nome di questa postazione').fill('Spedizioni')
    await dialog.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByRole('row', { name: /^Spedizioni \(questa\)/ }).waitFor()

    // A server that was put back from a copy stops both, at once; Ricollega mends it.
    await postgres.sql('SELECT ordini.restored()', archive.database)
    await postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ordini_desk'")
    await page.getByText('Sul server c’è un archivio condiviso diverso').first().waitFor()
    await page.getByRole('button', { name: 'Ricollega…' }).click()
    await dialog.getByRole('button', { name: 'Ricollega', exact: true }).click()
    await page.getByRole('button', { name: 'Postazioni: In linea' }).waitFor()

    // A password that was changed is typed again; and who leaves may join once more.
    await page.getByRole('button', { name: 'Cambia l’accesso…' }).click()
    await dialog.getByLabel('Password', { exact: true }).fill(archive.password)
    await dialog.getByRole('button', { name: 'Salva', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Postazioni: In linea' }).waitFor()
    await page.getByRole('button', { name: 'Lascia le postazioni condivise…' }).click()
    await dialog.getByRole('button', { name: 'Lascia', exact: true }).click()
    await page.getByRole('button', { name: 'Unisciti…' }).waitFor()
  })
})
