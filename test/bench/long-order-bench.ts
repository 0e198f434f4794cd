/** How long an order of many lines takes to open: from the press on its row until its lines can be read. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive } from '../../main/store/archive.ts'
import { findChromium } from '../electron/find-chromium.mjs'
import { hostName, launchApp } from '../electron/host.ts'
import { asStore } from '../support/as-store.ts'
import { storeOrders } from '../support/exports.ts'
import { longOrder } from '../support/orders.ts'
import type { AddRow } from './archive-bench.ts'

const lines = 5_000

/** @param folder where the profile is made */
export async function longOrderBench(row: AddRow, folder: string): Promise<void> {
  if (hostName !== 'stand-in' || findChromium() === undefined)
    return console.log('no stand-in or no browser: opening a long order is not measured')
  const profile = join(folder, 'long-order')
  mkdirSync(profile)
  const archive = openArchive(join(profile, 'archive.sqlite'))
  await storeOrders(asStore(archive), [longOrder(lines)], 'Bottega')
  archive.close()
  const app = await launchApp({ profile, args: ['--profile', profile] })
  await app.waitForWindow('window=main', 60_000)
  await app.clickMenuItem('search')
  const search = await app.waitForWindow('window=search')
  const order = search.getByRole('row').nth(1)
  await order.waitFor()
  const began = performance.now()
  await order.click()
  await search.getByRole('complementary').getByText('SKU-499', { exact: true }).waitFor({ state: 'attached' })
  const taken = performance.now() - began
  await app.kill('SIGKILL')
  row(`an order of ${lines} lines: from the press until it is there`, taken / 1000, 's', 1)
}
