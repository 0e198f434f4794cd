/** Whether the main window answers while many shops sync by themselves, one after the other. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findChromium } from '../electron/find-chromium.mjs'
import { hostName, launchApp } from '../electron/host.ts'
import { everyMs, longestTaskOf, profileWithShops, watchPage } from '../support/many-shops.ts'
import { manyOrders, startWooServer } from '../woo-server/index.ts'
import type { AddRow } from './archive-bench.ts'

const count = 50
/** So long one shop after the other syncs as it is in fact: each five minutes fifty shops, five seconds between two. */
const usualMs = 60_000
/** Then a sync begins each time, twenty times as often. */
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
  /** Until it says that it is done. @returns the slowest answer, ms */
  const slowestUntil = async (done: () => boolean | Promise<boolean>): Promise<number> => {
    let slowest = 0
    while (!(await done())) {
      const asked = performance.now()
      await page.evaluate(() => undefined)
      slowest = Math.max(slowest, performance.now() - asked)
      await pause(20)
    }
    return slowest
  }
  const after = (ms: number) => {
    const end = performance.now() + ms
    return () => performance.now() > end
  }
  const worked = await longestTaskOf(page)
  const asked = await slowestUntil(after(usualMs))
  const usual = (await watched()).longestPauseMs
  const longest = await worked()
  const before = Object.keys((await watched()).ended).length
  let often = 0
  for (let shop = before; shop < count; shop += 1) {
    await app.clock.pass(5000)
    often = Math.max(often, await slowestUntil(after(stepMs)))
  }
  const isLate = after(60_000)
  const isOver = async () => isLate() || Object.keys((await watched()).ended).length >= count
  often = Math.max(often, await slowestUntil(isOver))
  const { ended } = await watched()
  await app.kill('SIGKILL')
  await server.close()
  row(`${count} shops that sync: runs told as ended`, Object.keys(ended).length, '', undefined, count)
  row(`${count} shops that sync: most often that one was told`, Math.max(...Object.values(ended)), 'x', 1)
  // By the page's own clock: whoever asks from here is the shops' server, too, and waits for itself.
  row(`${count} shops, ${before} syncs in a minute: the page's longest pause`, usual, 'ms', 100)
  row(
    `${count} shops, ${before} syncs in a minute: the slowest answer, the shops' server included`,
    asked,
    'ms',
  )
  // Where much else is at work, answers wait for that: the page's own part is what it does without a stop.
  row(`${count} shops, ${before} syncs in a minute: the page's longest task, CPU`, longest, 'ms', 50)
  row(`${count} shops, a sync each ${stepMs} ms: the page's slowest answer`, often, 'ms')
}
