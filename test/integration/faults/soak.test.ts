import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createHttp } from '../../../main/connectors/http.ts'
import { findWay } from '../../../main/connectors/way.ts'
import { randomFrom } from '../../../main/demo-shop/random.ts'
import { openArchive } from '../../../main/store/archive.ts'
import { lockShop } from '../../../main/store/shop-lock.ts'
import { createAutoSync } from '../../../main/sync/auto-sync.ts'
import { download } from '../../../main/sync/engine.ts'
import { createRunner } from '../../../main/sync/runner.ts'
import { createScheduler } from '../../../main/sync/scheduler.ts'
import { platformIds, shopSettingsSchema } from '../../../main/words/shop.ts'
import { authority } from '../../replay-server/index.ts'
import { schemaThere } from '../../shopify-server/index.ts'
import { draftOf, temporaryFolder } from '../../support/archive.ts'
import { asStore } from '../../support/as-store.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { hourMs, start, startElsewhere } from '../../support/fault-bench.ts'
import { faultsOf, weatherOf } from '../../support/fault-plan.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { startFaultShop } from '../../support/fault-shops.ts'
import { firstSeed, size } from '../../support/sizes.ts'

const hours = size(2, 24)
const seed = firstSeed(1)
/** Short, so that pruning happens within the time that passes. */
const logHours = 1

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

interface Sample {
  readonly heapMb: number
  readonly files: number
  readonly timers: number
  readonly pages: number
  readonly orders: number
  readonly logEntries: number
}

it(`R18 R29 R31: ${hours} hours of syncs of four shops with faults leave memory, files, timers and archive flat`, async () => {
  const time = fakeTimers(start)
  const now = () => new Date(time.now)
  const random = randomFrom(seed, 11)
  const folder = temporaryFolder()
  const archive = openArchive(join(folder, 'archive.sqlite'))
  const store = asStore(archive)
  const elsewhere = await startElsewhere()
  const http = createHttp({
    userAgent: 'DownloadOrdini/test',
    certificateAuthorities: [authority],
    retryDelayScale: 0.0001,
    timeoutSeconds: 0.1,
    connectTimeoutSeconds: 1,
  })
  const platforms = platformIds.filter((id) => id !== 'shopify' || schemaThere)
  const desks = await Promise.all(
    platforms.map(async (platform) => {
      const tls = platform === 'woocommerce'
      const proxy = await startFaultProxy({ tls, now, elsewhere: elsewhere.url })
      const site = await startFaultShop(platform, { now, origin: proxy.url })
      proxy.setUpstream(site.url)
      const settings = { ...shopSettingsSchema.parse({}), autoSync: { enabled: true, minutes: 5 } }
      const shop = archive.saveShop({ ...draftOf({ platform, name: platform, url: proxy.url }), settings })
      return { platform, tls, proxy, site, shop, placed: 0 }
    }),
  )
  type Desk = (typeof desks)[number]
  const place = (desk: Desk, count: number) => {
    const at = time.now - (time.now % 1000) - 60_000
    desk.site.add(
      Array.from({ length: count }, (_, n) => ({ id: 1001 + desk.placed + n, at, kind: 'good' as const })),
    )
    desk.placed += count
  }
  for (const desk of desks) place(desk, 12)

  let faulty = true
  let syncs = 0
  const runner = createRunner({
    store,
    lock: (shopId) => lockShop(folder, shopId),
    download: (shop, trigger, signal, onProgress) => {
      const desk = desks.find((each) => each.shop.id === shop.id)
      if (!desk) throw new Error(`no desk for ${shop.name}`)
      syncs += 1
      const weather = faulty && random.chance(25) ? weatherOf(random, false) : null
      desk.proxy.setFaults(weather === null ? null : faultsOf(weather, seed * 1000 + syncs))
      const connector = desk.site.open({
        url: shop.url,
        credentials: desk.site.credentials,
        settings: shop.settings,
        connection: shop.connection,
        http,
        now,
      })
      const remember = async (found: Parameters<typeof archive.rememberConnection>[1]) =>
        void archive.rememberConnection(shop.id, found, null)
      return download({
        shop,
        states: desk.site.platform.defaultStates,
        usualUnwanted: [],
        trigger,
        store,
        connect: (stop) => findWay(connector, shop.connection, remember, stop),
        now,
        signal,
        onProgress,
      })
    },
    now,
    onProgress: () => undefined,
    onRun: () => undefined,
  })
  const underWay = new Set<Promise<void>>()
  const sync = createAutoSync({
    store,
    runner,
    now,
    onEnded: () => undefined,
    onBroken: (error) => {
      throw error
    },
  })
  const scheduler = createScheduler({
    timers: time.timers,
    sync: (shopId) => {
      const done = sync(shopId).finally(() => underWay.delete(done))
      underWay.add(done)
      return done
    },
    onChange: () => undefined,
  })
  scheduler.plan(desks.map(({ shop }) => ({ id: shop.id, ...shop.settings.autoSync, lastAt: null })))

  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 30_000) {
      await time.pass(30_000)
      await Promise.all(underWay)
    }
  }
  const samples: Sample[] = []
  const sample = () => {
    collect()
    samples.push({
      heapMb: process.memoryUsage().heapUsed / 1_048_576,
      files: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
      timers: time.waiting.size,
      pages: pagesOf(join(folder, 'archive.sqlite')),
      orders: desks.reduce((sum, desk) => sum + desk.placed, 0),
      logEntries: archive.listLog(
        { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' },
        null,
        100_000,
      ).length,
    })
  }

  for (let half = 0; half < hours * 2; half += 1) {
    for (const desk of desks) if (random.chance(50)) place(desk, random.between(1, 3))
    await pass(hourMs / 2)
    const before = now().getTime() - logHours * hourMs
    for (let after: number | null = 0; after !== null; ) {
      after = archive.pruneLog(new Date(before).toISOString(), after)
    }
    sample()
  }
  // R29: nothing that was last said before the time set is left.
  const oldest = archive
    .listLog(
      { shopId: null, runId: null, orderId: null, level: null, outcome: null, text: '' },
      null,
      100_000,
    )
    .map((entry) => entry.lastAt)
    .sort()[0]
  expect(Date.parse(oldest ?? '')).toBeGreaterThanOrEqual(time.now - logHours * hourMs)

  faulty = false
  // Shops that failed 20 times in a row wait for the button (R20).
  for (const { shop } of desks) {
    const known = archive.getShop(shop.id)
    if (known) await runner.start(known, 'manual')
  }
  for (const desk of desks) {
    expect(archive.getShop(desk.shop.id)?.ordersStored, desk.platform).toBe(desk.placed)
  }
  const runs = archive.listRuns(null, null, 100_000)
  expect(runs.length).toBeGreaterThanOrEqual(hours * 11 * desks.length)
  for (const { counters: c, outcome } of runs) {
    expect(c.total).toBe(c.new + c.skipped + c.wrong)
    expect(['success', 'failed', 'annulled']).toContain(outcome)
  }
  expect(new Set(runs.map((run) => run.outcome)).size).toBeGreaterThan(1)

  scheduler.stop()
  expect(time.waiting.size).toBe(0)
  console.info(
    samples
      .map(
        (s) =>
          `${s.heapMb.toFixed(1)} MB ${s.files} files ${s.pages} pages ${s.orders} orders ${s.logEntries} entries`,
      )
      .join('\n'),
  )
  // Once warm, nothing grows with the number of syncs: only orders and the bare runs take room.
  const warm = samples[Math.floor(samples.length / 3)]
  const last = samples.at(-1)
  if (!warm || !last) throw new Error('no samples')
  expect(last.heapMb).toBeLessThan(warm.heapMb + 12)
  expect(last.files).toBeLessThan(warm.files + 12)
  expect(last.timers).toBeLessThanOrEqual(1)
  expect(last.logEntries).toBeLessThan(warm.logEntries * 2 + 200)
  const syncsBetween = (samples.length - samples.indexOf(warm)) * 6 * desks.length
  const bytes = (last.pages - warm.pages) * 4096 - (last.orders - warm.orders) * 12_000
  expect(bytes / syncsBetween).toBeLessThan(700)

  http.close()
  for (const { proxy, site } of desks) {
    await proxy.close()
    await site.close()
  }
  elsewhere.close()
  archive.close()
}, 3_600_000)

function pagesOf(file: string): number {
  const db = new Database(file, { readonly: true })
  const pages = db.pragma('page_count', { simple: true }) as number
  db.close()
  return pages
}
