import { join } from 'node:path'
import type { MissingAnswer } from '../../preload/contract.ts'
import type { Authorities } from '../connectors/agents.ts'
import { createHttp, type Http } from '../connectors/http.ts'
import { type FailureValue, failure, toFailureValue } from '../failure.ts'
import type { Instant } from '../order.ts'
import type { RunProgress } from '../run.ts'
import { lockShop } from '../store/shop-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import { openStore } from '../store/store.ts'
import type { ComparisonProgress } from '../sync/compare.ts'
import type { LiveOrder } from '../sync/fetch-orders.ts'
import { createRunner } from '../sync/runner.ts'
import { createSyncThread } from '../sync/sync-thread.ts'
import type { CredentialStore } from './credential-store.ts'
import { createDemo } from './demo.ts'
import { askForOrder } from './missing.ts'
import { createProxyAccess } from './proxy.ts'
import { alertOf, createSafety, type Safety, type SafetyListeners } from './safety.ts'
import { createShops } from './shops.ts'

export interface ProgramOptions {
  /** The folder of archive, settings and locks. */
  readonly profile: string
  /** Where the threads' entries are: sources in tests, bundles in the built program. */
  readonly workers: { readonly store: URL; readonly sync: URL }
  readonly credentials: CredentialStore
  readonly network: Network
  readonly now: () => Date
  readonly demoName: string
  readonly onProgress: (progress: RunProgress) => void
  readonly onRun: (shopId: number) => void
  readonly safety: SafetyListeners & {
    /** An error nobody expected, met where nobody waits for an answer. */
    readonly onBug: (error: unknown) => void
  }
}

/** The network as this computer is set up (R33). */
export interface Network {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
  /** The system's proxy for an address, in Electron's words: `DIRECT`, `PROXY host:port; DIRECT` ... */
  readonly resolveProxy: (url: string) => Promise<string>
}

export type Program = Awaited<ReturnType<typeof createProgram>>

/** The program without its face: what the windows, the tray and the command line all work with. */
export async function createProgram(options: ProgramOptions) {
  const { credentials, now } = options
  const file = join(options.profile, 'archive.sqlite')
  const archive = await openStore(file, options.workers.store, (news) => {
    if (news.kind !== 'damaged') options.safety.onBug(news.error)
    void safety.hear(news).catch(options.safety.onBug)
  })
  const { store } = archive
  const proxy = createProxyAccess(credentials, store, options.network.resolveProxy)
  const network: Network = { ...options.network, resolveProxy: proxy.resolve }
  const thread = createSyncThread({
    ...network,
    worker: options.workers.sync,
    storePort: archive.connect,
  })
  let opened: Http | null = null
  const http = () => {
    opened ??= createHttp(network)
    return opened
  }
  const demo = createDemo(store, { name: options.demoName, now })
  const shops = createShops({ store, credentials, demo, http, now })

  const runner = createRunner({
    store,
    lock: (shopId) => (safety.isReplacing() ? null : lockShop(options.profile, shopId)),
    download: async (shop, trigger, signal, onProgress, chosen) => {
      // Nobody else is at work on the shop: a run without an end is one that could not be recorded.
      await closeLeft(shop.id, 'interrupted', null)
      const way = await shops.wayTo(shop).catch(toFailureValue)
      try {
        const job = { shop, trigger, way, rememberConnection: !shop.isDemo, chosen }
        return await thread.run(job, signal, onProgress)
      } catch (error) {
        const value = toFailureValue(error)
        if (value.code !== 'part-restarted') throw error
        if (value.params.part === 'download') {
          options.safety.onBug(error)
          options.safety.onAlert({ code: 'part-restarted', params: value.params })
        }
        const closed = await closeLeft(shop.id, 'failed', value)
        if (!closed) throw error
        return closed
      }
    },
    now,
    onProgress: options.onProgress,
    onRun: options.onRun,
  })
  const closeLeft = async (shopId: number, outcome: 'interrupted' | 'failed', why: FailureValue | null) => {
    const left = (await store.unfinishedRuns()).find((run) => run.shopId === shopId)
    const finishedAt = now().toISOString()
    return left ? store.finishRun(left.id, { outcome, failure: why, finishedAt, cursor: null }) : null
  }
  const safety: Safety = createSafety({
    archive: file,
    store,
    runner,
    worker: options.workers.store,
    now,
    ...options.safety,
  })
  const { recovery } = await store.opening()
  if (recovery) options.safety.onAlert(alertOf(recovery))
  await runner.closeInterrupted()

  return {
    store,
    runner,
    safety,
    credentials,
    proxy,
    /** Makes ready what a download needs: the first press need not wait for it. */
    prepare: () => thread.prepare(),
    /** Forgets the log's entries of more than so many days ago (R29), a little at a time. */
    async pruneLog(days: number): Promise<void> {
      const before = new Date(now().getTime() - days * 86_400_000).toISOString()
      let after: number | null = 0
      while (after !== null) after = await store.pruneLog(before, after)
    },
    credentialNames: shops.credentialNames,
    saveShop: shops.save,
    check: shops.check,
    /** The demonstration shop (R37), added at the first call. */
    demo: demo.record,
    /** @throws Failure `shop-unknown` */
    async shop(shopId: number): Promise<ShopRecord> {
      const shop = await store.getShop(shopId)
      if (!shop) throw failure('shop-unknown', { name: String(shopId) })
      return shop
    },
    /**
     * Some orders as the shop has them now, by its own identifiers; an answer for each. Nothing is stored.
     * @throws Failure when the shop cannot be asked, `cancelled`
     */
    async fetchOrders(
      shop: ShopRecord,
      shopOrderIds: readonly string[],
      signal: AbortSignal,
    ): Promise<readonly LiveOrder[]> {
      const way = await shops.wayTo(shop)
      const question = { shop, way, rememberConnection: !shop.isDemo, ids: shopOrderIds }
      return thread.fetch(question, signal)
    },
    /** *Perché manca?*: one shop asked for a number, now. @throws Failure when it cannot be asked, `cancelled` */
    async whyMissing(shop: ShopRecord, number: string, signal: AbortSignal): Promise<MissingAnswer> {
      const way = await shops.wayTo(shop)
      const search = { shop, way, rememberConnection: !shop.isDemo }
      return askForOrder(store, shop, number, (typed) => thread.find({ ...search, number: typed }, signal))
    },
    /** *Verifica completezza*; its result is in the archive. @throws Failure when the shop cannot be asked, `cancelled` */
    async compare(
      shop: ShopRecord,
      period: { readonly from: Instant; readonly to: Instant },
      signal: AbortSignal,
      onProgress: (progress: ComparisonProgress) => void,
    ): Promise<void> {
      const way = await shops.wayTo(shop)
      await thread.compare({ shop, way, rememberConnection: !shop.isDemo, ...period }, signal, onProgress)
    },
    /** Removes the shop and its credentials; its orders stay. A run under way is cancelled first. */
    async removeShop(shopId: number): Promise<void> {
      runner.cancel(shopId)
      await store.removeShop(shopId, now().toISOString())
      credentials.remove(shopId)
    },
    /** Ends what is under way, recorded, and closes the archive. */
    async close(): Promise<void> {
      await runner.stopAll()
      await safety.close()
      await thread.close()
      opened?.close()
      await demo.close()
      await store.close()
    },
  }
}
