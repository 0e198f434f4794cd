/**
 * What it costs when Easyfatt takes a year of orders over HTTP (R45), in a process of its own.
 * `node --expose-gc easyfatt-bench.ts PROFILE` prints it as JSON.
 */
import { execFileSync } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { createEasyfattPulls } from '../../main/easyfatt/pulls.ts'
import { writerThreads } from '../../main/easyfatt/writer-thread.ts'
import { lockHandovers } from '../../main/store/handover-lock.ts'
import { openStore, type Store } from '../../main/store/store.ts'
import { textsFor } from '../../main/texts/index.ts'
import { addressSetting } from '../../main/words/easyfatt-pull.ts'
import { everyOrder, newestFirst } from '../../main/words/order-search.ts'
import type { AddRow } from './archive-bench.ts'

interface Figures {
  readonly orders: number
  readonly firstSeconds: number
  readonly againSeconds: number
  readonly peakMb: number
  readonly megabytes: number
}

/** As many as a busy shop has in a year. */
const wanted = 50_000
const shopId = 1
const lastDay = '2026-12-31'

export function easyfattToo(row: AddRow, profile: string): void {
  const args = ['--expose-gc', import.meta.filename, profile]
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const { orders, firstSeconds, againSeconds, peakMb, megabytes } = JSON.parse(out) as Figures
  row(`Easyfatt takes ${orders} orders, all new`, firstSeconds, 's', 5)
  row(`Easyfatt takes ${orders} orders, as every day`, againSeconds, 's', 5)
  row(`Easyfatt takes ${orders} orders, memory over idle`, peakMb, 'MB', 60)
  row(`Easyfatt takes ${orders} orders, what is sent`, megabytes, 'MB')
}

async function measure(profile: string): Promise<Figures> {
  const worker = new URL('../../out/main/store-worker.js', import.meta.url)
  const { store, connect } = await openStore(join(profile, 'archive.sqlite'), worker)
  const firstDay = await dayBefore(store)
  let done = Promise.withResolvers<void>()
  let port: number | null = null
  const pulls = createEasyfattPulls({
    store,
    lockHandovers: () => lockHandovers(profile),
    isReplacing: () => false,
    write: writerThreads(new URL('../../out/main/easyfatt-worker.js', import.meta.url), connect),
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    onBug: (error) => {
      throw error
    },
  })
  await pulls.start({
    texts: () => textsFor('it'),
    port: () => port,
    savePort: (chosen) => {
      port = chosen
    },
    onState: () => undefined,
    onAsked: () => done.resolve(),
  })
  const password = await pulls.newPassword(shopId)
  const { address } = await pulls.view(shopId)
  const authorization = `Basic ${Buffer.from(`easyfatt:${password}`).toString('base64')}`
  const take = async (firstDay: string, lastDay: string) => {
    const query = `?appver=2&firstdate=${firstDay}&lastdate=${lastDay}&firstnum=1`
    done = Promise.withResolvers()
    const began = performance.now()
    const bytes = await new Promise<number>((resolve, reject) => {
      let count = 0
      request(`${address?.url}${query}`, { headers: { authorization } }, (response) => {
        response.on('data', (chunk: Buffer) => {
          count += chunk.length
        })
        response.once('end', () => resolve(count))
        response.once('error', reject)
      })
        .once('error', reject)
        .end()
    })
    await done.promise
    return { bytes, seconds: (performance.now() - began) / 1000 }
  }

  // At rest, but not fresh: it has given a month of orders before.
  await take('2026-11-01', '2026-11-30')
  globalThis.gc?.()
  const idle = process.memoryUsage().rss
  let peak = idle
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 25)
  const first = await take(firstDay, lastDay)
  const again = await take(firstDay, lastDay)
  clearInterval(sampling)
  const { lastAsked } = await pulls.view(shopId)
  // The archive is kept for the next bench.
  for (const { id } of await store.listPulls(shopId, 100))
    await store.takeBackHandover(id, new Date().toISOString())
  await store.saveOfficeSetting(shopId, addressSetting, null)
  await pulls.close()
  await store.close()
  return {
    orders: lastAsked?.documents ?? 0,
    firstSeconds: first.seconds,
    againSeconds: again.seconds,
    peakMb: (peak - idle) / 1024 / 1024,
    megabytes: again.bytes / 1024 / 1024,
  }
}

/** From when on the shop has so many; the archive's first day where it has fewer. */
async function dayBefore(store: Store): Promise<string> {
  const selection = { filter: { ...everyOrder, shopIds: [shopId] }, sort: newestFirst, upTo: null }
  const wish = { onlyNew: false, withCancelled: false }
  const { ids } = await store.ordersToHandOver({ ...selection, ranges: null }, 'easyfatt-pull', wish)
  const id = ids[Math.max(0, ids.length - wanted)] ?? 1
  return (await store.getOrder(id))?.order.placedAt.slice(0, 10) ?? ''
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(await measure(process.argv[2] ?? '')))
  process.exit(0)
}
