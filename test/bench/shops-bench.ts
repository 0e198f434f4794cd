/** Whether the main window answers while many shops sync by themselves, one after the other. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findChromium } from '../electron/find-chromium.mjs'
import { hostName, launchApp } from '../electron/host.ts'
import { everyMs, profileWithShops, watchPage } from '../support/many-shops.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import type { AddRow } from './archive-bench.ts'

const count = 50
/** A sync begins each time; in fact five seconds lie between two. */
const stepMs = 250

/** @param folder where the profile is made */
export async function shopsBench(row: AddRow, folder: string): Promise<void> {
  if (hostName !== 'stand-in' || findChromium() === undefined)
    return console.log('no stand-in or no browser: shops that sync are not measured')
  const began = Date.now()
  const profile = join(folder, 'shops')
  mkdirSync(profile)
  let now = Date.now
  const orders = manyOrders(2, { until: new Date(began - 300_000), firstId: 1000 })
  const server = await startWooServer({ orders, now: () => new Date(now()) })
  profileWithShops(count, { url: server.url, now: began }, profile)
  const clock = new Date(began).toISOString()
  const app = await launchApp({ profile, clock, args: ['--profile', profile] })
  now = app.clock.now
  const page = await app.waitForWindow('window=main', 60_000)
  await page.getByRole('button', { name: 'Download Ordini', exact: true }).waitFor()
  const watched = await watchPage(page)
  // The first of them is due.
  await app.clock.pass(began + everyMs - 5000 * count - app.clock.now())
  const pings: number[] = []
  const ping = async () => {
    const asked = performance.now()
    await page.evaluate(() => undefined)
    pings.push(performance.now() - asked)
  }
  for (let shop = 0; shop < count; shop += 1) {
    await app.clock.pass(5000)
    for (const end = performance.now() + stepMs; performance.now() < end; await pause(20)) await ping()
  }
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(20)) {
    await ping()
    if (Object.keys((await watched()).ended).length >= count) break
  }
  const { ended } = await watched()
  await app.kill('SIGKILL')
  await server.close()
  row(`${count} shops that sync: runs told as ended`, Object.keys(ended).length, '', undefined, count)
  row(`${count} shops that sync: most often that one was told`, Math.max(...Object.values(ended)), 'x', 1)
  row(`${count} shops that sync: the page's slowest answer`, Math.max(...pings), 'ms', 100)
}
