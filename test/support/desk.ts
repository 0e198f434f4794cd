import { lockShop } from '../../main/store/shop-lock.ts'
import type { ShopRecord } from '../../main/store/shops.ts'
import { createAutoSync } from '../../main/sync/auto-sync.ts'
import { downloadChosen } from '../../main/sync/chosen.ts'
import { download } from '../../main/sync/engine.ts'
import { type News, newsOf } from '../../main/sync/news.ts'
import { createRunner } from '../../main/sync/runner.ts'
import { createScheduler } from '../../main/sync/scheduler.ts'
import { draftOf, memoryStore, refreshed, temporaryFolder, temporaryStore } from './archive.ts'
import { fakeTimers } from './fake-timers.ts'
import { memoryShop } from './memory-shop.ts'

/**
 * Scheduler, runner, engine and a real archive, with shops in memory, on one clock that the test moves: the program
 * without its windows.
 */
export async function desk(
  names: readonly string[] = ['Bottega'],
  folder = temporaryFolder(),
  inMemory = false,
) {
  const time = fakeTimers()
  const now = () => new Date(time.now)
  const store = inMemory ? memoryStore() : await temporaryStore(folder)
  const sites = new Map<number, ReturnType<typeof memoryShop>>()
  const shops: ShopRecord[] = []
  const present = await store.listShops()
  for (const name of names) {
    const draft = draftOf({ name, url: `https://${name.toLowerCase()}.example` })
    const settings = { ...draft.settings, autoSync: { enabled: true, minutes: 15 } }
    const shop =
      present.find((known) => known.name === name) ?? (await store.saveShop({ ...draft, settings }))
    shops.push(shop)
    sites.set(shop.id, memoryShop(now))
  }
  const site = (shop: ShopRecord) => {
    const found = sites.get(shop.id)
    if (!found) throw new Error(`no site for ${shop.name}`)
    return found
  }
  let ended = 0
  const underWay = new Set<Promise<void>>()
  const news: { readonly shop: string; readonly news: News }[] = []
  const runner = createRunner({
    store,
    lock: (shopId) => (inMemory ? { release: () => undefined } : lockShop(folder, shopId)),
    download: (shop, trigger, signal, onProgress, chosen) => {
      const common = { shop, store, connect: async () => site(shop).connector, now, signal, onProgress }
      return chosen === null
        ? download({ ...common, states: ['processing', 'completed'], usualUnwanted: [], trigger })
        : downloadChosen({ ...common, orders: chosen, mapKept: (raw) => site(shop).mapKept(raw) })
    },
    now,
    onProgress: () => undefined,
    onRun: () => undefined,
  })
  await runner.closeInterrupted()
  const sync = createAutoSync({
    store,
    runner,
    now,
    onEnded: (run, before, after) => {
      const said = newsOf(run, before.failuresInARow, after.failuresInARow, true)
      if (said) news.push({ shop: run.shopName, news: said })
    },
    onBroken: (error) => {
      throw error
    },
  })
  const scheduler = createScheduler({
    timers: time.timers,
    sync: (shopId) => {
      const done = sync(shopId).finally(() => {
        underWay.delete(done)
        ended += 1
      })
      underWay.add(done)
      return done
    },
    onChange: () => undefined,
  })
  const plan = async () =>
    scheduler.plan(
      (await store.listShops()).map(({ id, settings, lastRun }) => ({
        id,
        ...settings.autoSync,
        lastAt: lastRun && Date.parse(lastRun.startedAt),
      })),
    )
  await plan()

  return {
    time,
    store,
    runner,
    scheduler,
    shops,
    site,
    news,
    folder,
    /** Moves the clock on until `count` more automatic syncs have ended. */
    async syncs(count: number): Promise<void> {
      const at = ended + count
      while (ended < at) {
        // The archive is in a real thread: the clock waits until running syncs have ended.
        if (underWay.size === 0) await time.pass(30_000)
        await Promise.all(underWay)
      }
    },
    press: async (shop: ShopRecord) => runner.start(await refreshed(store, shop), 'manual'),
    shop: (index = 0) => refreshed(store, shops[index] as ShopRecord),
  }
}
