import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import { testKey } from '../prestashop-server/index.ts'
import { startMultishop } from '../scenes/left-out.ts'
import { temporaryFolder } from '../support/archive.ts'
import { saveShopIn } from '../support/shop-in-profile.ts'
import { addShop, openApp } from './profile.ts'

const at = '2026-11-23T12:02:00.000Z'

/** Shops, each with orders in a state of its own that nobody downloads. */
async function profileOf(names: readonly string[]): Promise<string> {
  const profile = temporaryFolder()
  for (const name of names) await addShop(profile, `https://${name.toLowerCase()}.example`, { name })
  const archive = openArchive(join(profile, 'archive.sqlite'))
  for (const { id, name } of archive.listShops()) {
    const found = [{ kind: 'state-not-wanted', key: 'spedito', name: `Spedito ${name}`, count: 12 }] as const
    archive.noteWarnings(id, { found, complete: [], settled: [] }, at)
  }
  archive.close()
  return profile
}

const leftOut = (page: Page, name: string) =>
  page.getByRole('region', { name: `Che cosa resta fuori: ${name}` })
const openWarnings = (profile: string) => {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  const names = archive.listShops().flatMap(({ name, warnings }) => (warnings.length > 0 ? [name] : []))
  archive.close()
  return names
}

describe('R39 what downloads leave out, on the main window', () => {
  it('of the only shop, until Va bene così, which is remembered', async () => {
    const profile = await profileOf(['Bottega'])
    const { app, page } = await openApp(profile)
    const line = leftOut(page, 'Bottega')
    await line.getByText('12 ordini non sono stati scaricati perché nello stato «Spedito Bottega».').waitFor()
    await line.getByRole('button', { name: 'Apri le impostazioni' }).click()
    await page.getByRole('heading', { name: 'Stati da scaricare' }).waitFor()
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await line.getByRole('button', { name: 'Va bene così' }).click()
    await line.waitFor({ state: 'detached' })
    await app.kill('SIGKILL')
    expect(openWarnings(profile)).toEqual([])
  })

  it('of several shops, each by its name; accepting one leaves the others', async () => {
    const names = ['Bottega', 'Emporio', 'Cantina', 'Vivaio', 'Merceria']
    const profile = await profileOf(names)
    const { page } = await openApp(profile)
    await leftOut(page, 'Cantina').getByText('Cantina:').waitFor()
    expect(await page.getByRole('button', { name: 'Va bene così' }).count()).toBe(3)
    await page.getByText('Resta fuori qualcosa anche in altri 2 negozi').waitFor()
    await leftOut(page, 'Emporio').getByRole('button', { name: 'Va bene così' }).click()
    await leftOut(page, 'Emporio').waitFor({ state: 'detached' })
    await leftOut(page, 'Vivaio').waitFor()
    await page.getByText('Resta fuori qualcosa anche in un altro negozio').waitFor()
    expect(openWarnings(profile)).toEqual(names.filter((name) => name !== 'Emporio'))
    // A shop that is chosen shows its own alone.
    await page.getByRole('button', { name: 'Merceria' }).first().click()
    await leftOut(page, 'Merceria').waitFor()
    expect(await page.getByRole('button', { name: 'Va bene così' }).count()).toBe(1)
  })
})

it('R39 the shops of a multishop are chosen in the settings, after the check has found them', async () => {
  const server = await startMultishop()
  onTestFinished(server.close)
  const profile = temporaryFolder()
  const credentials = { key: testKey }
  await saveShopIn(profile, { name: 'Sartoria', platform: 'prestashop', url: server.url, credentials })
  const saved = () => {
    const archive = openArchive(join(profile, 'archive.sqlite'))
    const settings = archive.listShops()[0]?.settings
    archive.close()
    return [settings?.shops, settings?.autoSync.enabled]
  }
  const { page } = await openApp(profile)
  await page.getByRole('button', { name: 'Impostazioni', exact: true }).click()
  await page.getByRole('button', { name: 'Prova connessione' }).click()
  const choice = page.getByRole('group', { name: 'Negozi del multinegozio' })
  const shop = (name: RegExp) => choice.getByRole('checkbox', { name })
  await choice.getByText('Outlet').waitFor()
  await page.getByText('Negozi che la chiave apre, e non scaricati').waitFor()
  expect([await shop(/Sartoria/).isChecked(), await shop(/Outlet/).isChecked()]).toEqual([true, false])
  await choice.getByText('Outlet').click()
  await page.getByRole('button', { name: 'Salva' }).click()
  await expect.poll(saved).toEqual([['1', '3'], false])
  // Another change leaves the choice as it is.
  await page.getByRole('switch', { name: 'Scarica da solo i nuovi ordini' }).click()
  await page.getByRole('button', { name: 'Salva' }).click()
  await expect.poll(saved).toEqual([['1', '3'], true])
  await choice.getByText('Ingrosso').click()
  await page.getByRole('button', { name: 'Salva' }).click()
  await expect.poll(saved).toEqual([['all'], true])
})
