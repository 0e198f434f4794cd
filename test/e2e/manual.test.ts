/** The operator's manual: opened by F1 at the page about what is on the screen, from the program itself. */
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/archive.ts'
import { openApp } from './profile.ts'

it('the manual opens at the right page, and its links lead from page to page', async () => {
  const { app, page } = await openApp(temporaryFolder(), { args: ['--demo'] })
  await page.getByRole('button', { name: 'Download Ordini' }).first().waitFor()
  await app.clickMenuItem('manual')
  const manual = page.getByRole('dialog', { name: 'Manuale di Download Ordini' })
  await manual.getByRole('heading', { name: 'Scaricare gli ordini' }).waitFor()
  await manual.getByRole('link', { name: 'Ordini errati o mancanti' }).click()
  await manual.getByRole('heading', { name: 'Perché manca?' }).waitFor()
  await manual.getByRole('button', { name: 'Ricerca ordini' }).click()
  await manual.getByRole('heading', { name: 'Filtri' }).waitFor()
  expect(await app.blockedRequests()).toEqual([])
})
