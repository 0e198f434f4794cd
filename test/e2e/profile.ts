import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, onTestFinished } from 'vitest'
import { openArchive } from '../../main/store/archive.ts'
import type { Order } from '../../main/words/order.ts'
import { type LaunchOptions, launchApp, type RunningApp } from '../electron/host.ts'
import { temporaryFolder } from '../support/archive.ts'
import { asStore } from '../support/as-store.ts'
import { storeOrders } from '../support/exports.ts'
import { saveShopIn } from '../support/shop-in-profile.ts'
import { testKey } from '../woo-server/index.ts'

/** A profile in which a shop is already configured, as `--add-shop` does it. */
export async function profileWithShop(url: string, changes: object = {}): Promise<string> {
  const profile = temporaryFolder()
  await addShop(profile, url, changes)
  return profile
}

/** Configures a shop in a profile, as `--add-shop` does it. */
export async function addShop(profile: string, url: string, changes: object = {}): Promise<void> {
  const { consumerKey, consumerSecret } = testKey
  const shop = { name: 'Bottega', platform: 'woocommerce', url, credentials: { consumerKey, consumerSecret } }
  await saveShopIn(profile, { ...shop, ...changes })
}

/** Adds a run with these orders to the profile's archive, of a shop that is made when there is none of that name. */
export async function addOrders(
  profile: string,
  orders: readonly Order[],
  shopName = 'Bottega',
): Promise<void> {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  await storeOrders(asStore(archive), orders, shopName)
  archive.close()
}

/** Starts the program with its windows; it ends with the test. */
export async function openApp(
  profile: string,
  options: Omit<LaunchOptions, 'profile'> = {},
): Promise<{ app: RunningApp; page: Page }> {
  const app = await launchApp({ profile, ...options, args: ['--profile', profile, ...(options.args ?? [])] })
  onTestFinished(async () => {
    await app.kill('SIGKILL')
  })
  return { app, page: await app.waitForWindow('window=main', 60_000) }
}

/** The search window by its menu item, which shows what is to do (R40), and all orders in it. Some must be to do. */
export async function searchAll(app: RunningApp): Promise<Page> {
  await app.clickMenuItem('search')
  const search = await app.waitForWindow('window=search')
  await search.getByRole('button', { name: 'Da lavorare', exact: true, pressed: true }).waitFor()
  await search.getByRole('button', { name: 'Togli tutti i filtri' }).click()
  return search
}

/** One of the four counters, as a number. */
export async function counter(page: Page, name: 'Totale' | 'Nuovi' | 'Saltati' | 'Errati'): Promise<number> {
  const id = { Totale: 'total', Nuovi: 'new', Saltati: 'skipped', Errati: 'wrong' }[name]
  return Number(((await page.getByTestId(`counter-${id}`).textContent()) ?? '').replaceAll(/\D/g, ''))
}

/** A download fails at the proxy, and its button leads to where name and password are entered. */
export async function giveProxyLogin(
  page: Page,
  proxy: string,
  login: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).click()
  await page.getByText(`(${proxy}) chiede un nome utente e una password`).first().waitFor()
  await page.getByRole('button', { name: 'Dai nome e password al proxy' }).click()
  const form = page.getByRole('region', { name: 'Proxy', exact: true })
  await form.getByText(`Questo computer va in rete attraverso ${proxy}.`).waitFor()
  await expect
    .poll(() => form.getByLabel('Nome utente').evaluate((it) => it === document.activeElement))
    .toBe(true)
  await form.getByLabel('Nome utente').fill(login.username)
  await form.getByLabel('Password', { exact: true }).fill(login.password)
  await form.getByRole('button', { name: 'Salva' }).click()
  await form.getByRole('button', { name: 'Togli' }).waitFor()
}
