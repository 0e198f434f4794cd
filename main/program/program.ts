import { join } from 'node:path'
import type { MissingAnswer } from '../../preload/contract.ts'
import type { Authorities } from '../connectors/agents.ts'
import type { CheckReport, CheckStep } from '../connectors/connector.ts'
import { createHttp, type Http } from '../connectors/http.ts'
import { platformFor } from '../connectors/registry.ts'
import { woocommerce } from '../connectors/woocommerce/index.ts'
import { type DemoShop, startDemoShop } from '../demo-shop/index.ts'
import { type FailureValue, failure, toFailureValue } from '../failure.ts'
import type { Instant } from '../order.ts'
import type { RunProgress } from '../run.ts'
import type { ShopInput } from '../shop.ts'
import { lockShop } from '../store/shop-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import { openStore } from '../store/store.ts'
import type { ComparisonProgress } from '../sync/compare.ts'
import type { LiveOrder } from '../sync/fetch-orders.ts'
import type { Way } from '../sync/job.ts'
import { createRunner } from '../sync/runner.ts'
import { createSyncThread } from '../sync/sync-thread.ts'
import type { CredentialStore } from './credential-store.ts'
import { askForOrder } from './missing.ts'
import { alertOf, createSafety, type Safety, type SafetyListeners } from './safety.ts'
import { checkShopInput } from './shop-input.ts'

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
    void safety.hear(news).catch(options.safety.onBug)
  })
  const { store } = archive
  const thread = createSyncThread({
    ...options.network,
    worker: options.workers.sync,
    storePort: archive.connect,
  })
  let opened: Http | null = null
  const http = () => {
    opened ??= createHttp(options.network)
    return opened
  }
  let demo: Promise<DemoShop> | null = null
  const demoShop = () => {
    demo ??= startDemoShop({ now })
    return demo
  }

  /** How to reach a shop. @throws Failure `credentials-missing`, `credentials-unreadable`, `credentials-elsewhere` */
  const wayTo = async (shop: ShopRecord): Promise<Way> => {
    if (shop.isDemo) {
      // A new port at every start: nothing found out about the way to it is worth remembering.
      const { url, credentials: keys } = await demoShop()
      return { url, credentials: { ...keys }, connection: null }
    }
    const saved = credentials.read(shop.id, shop.name)
    if (!saved) throw failure('credentials-missing', { name: shop.name })
    const host = siteOf(shop)
    if (saved.site !== host)
      throw failure('credentials-elsewhere', { name: shop.name, site: saved.site, host })
    return { url: shop.url, credentials: saved.values, connection: shop.connection }
  }

  const runner = createRunner({
    store,
    lock: (shopId) => (safety.isReplacing() ? null : lockShop(options.profile, shopId)),
    download: async (shop, trigger, signal, onProgress, chosen) => {
      // Nobody else is at work on the shop: a run without an end is one that could not be recorded.
      await closeLeft(shop.id, 'interrupted', null)
      const way = await wayTo(shop).catch(toFailureValue)
      try {
        const job = { shop, trigger, way, rememberConnection: !shop.isDemo, chosen }
        return await thread.run(job, signal, onProgress)
      } catch (error) {
        const value = toFailureValue(error)
        if (value.code !== 'part-restarted') throw error
        if (value.params.part === 'download')
          options.safety.onAlert({ code: 'part-restarted', params: value.params })
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

  /** The last connection tried: what it found is remembered when that shop is saved. */
  let checked: { readonly of: string; readonly report: CheckReport } | null = null

  const savedInput = (shop: ShopRecord) => {
    const { name, platform, url, settings } = shop
    const saved = readable(shop)
    return { name, platform, url, settings, credentials: { ...saved?.values }, keySite: saved?.site ?? null }
  }
  /** What cannot be read any more is as good as not there: it is to be typed again. */
  const readable = (shop: ShopRecord) => {
    try {
      return credentials.read(shop.id, shop.name)
    } catch (error) {
      if (toFailureValue(error).code === 'credentials-unreadable') return null
      throw error
    }
  }

  return {
    store,
    runner,
    safety,
    credentials,
    /** Forgets the log's entries of more than so many days ago (R29), a little at a time. */
    async pruneLog(days: number): Promise<void> {
      const before = new Date(now().getTime() - days * 86_400_000).toISOString()
      let after: number | null = 0
      while (after !== null) after = await store.pruneLog(before, after)
    },
    /** The names of the credentials that are saved for a shop as it is; none when they are for another site. */
    credentialNames(shop: ShopRecord): readonly string[] {
      const saved = shop.isDemo ? null : credentials.names(shop.id)
      return saved?.site === siteOf(shop) ? saved.names : []
    },
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
      const way = await wayTo(shop)
      const question = { shop, way, rememberConnection: !shop.isDemo, ids: shopOrderIds }
      return thread.fetch(question, signal)
    },
    /** *Perché manca?*: one shop asked for a number, now. @throws Failure when it cannot be asked, `cancelled` */
    async whyMissing(shop: ShopRecord, number: string, signal: AbortSignal): Promise<MissingAnswer> {
      const way = await wayTo(shop)
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
      const way = await wayTo(shop)
      await thread.compare({ shop, way, rememberConnection: !shop.isDemo, ...period }, signal, onProgress)
    },
    /**
     * Adds a shop, or updates the one given (credentials and settings left out stay as they are).
     * @throws Failure `input-invalid` with the field's name; nothing is changed then
     */
    async saveShop(shop: ShopRecord | null, value: unknown): Promise<ShopRecord> {
      const before = shop ? savedInput(shop) : null
      if (shop?.isDemo) return saveDemo(shop, value)
      const { input } = checkShopInput(value, before, now())
      const samePlace = before !== null && placeOf(input) === placeOf(before)
      const { name, platform, url, settings } = input
      const draft = {
        id: shop?.id ?? null,
        name,
        platform,
        url,
        settings,
        keepConnection: samePlace,
        isDemo: false,
      }
      const saved = await store.saveShop(draft)
      credentials.write(saved.id, { site: siteOf(input), values: input.credentials })
      const found = checked?.of === placeOf(input) ? checked.report : null
      if (!found?.connection) return saved
      await store.rememberConnection(saved.id, found.connection, found.states)
      return (await store.getShop(saved.id)) ?? saved
    },
    /** Removes the shop and its credentials; its orders stay. A run under way is cancelled first. */
    async removeShop(shopId: number): Promise<void> {
      runner.cancel(shopId)
      await store.removeShop(shopId, now().toISOString())
      credentials.remove(shopId)
    },
    /** *Prova connessione* of a shop as it is being typed; what it finds is remembered when the shop is saved so. */
    async check(
      shop: ShopRecord | null,
      value: unknown,
      signal: AbortSignal,
      onStep: (step: CheckStep) => void,
    ): Promise<CheckReport> {
      if (shop?.isDemo) {
        const way = { ...(await wayTo(shop)), settings: shop.settings }
        return woocommerce.open({ ...way, http: http(), now }).check(signal, onStep)
      }
      const { input, platform } = checkShopInput(value, shop ? savedInput(shop) : null, now())
      const { url, credentials: keys, settings } = input
      const connector = platform.open({
        url,
        credentials: keys,
        settings,
        connection: null,
        http: http(),
        now,
      })
      const report = await connector.check(signal, onStep)
      checked = { of: placeOf(input), report }
      if (shop && report.connection && placeOf(input) === placeOf(savedInput(shop))) {
        await store.rememberConnection(shop.id, report.connection, report.states)
      }
      return report
    },
    /** The demonstration shop (R37), added at the first call. */
    async demo(): Promise<ShopRecord> {
      const shops = await store.listShops()
      const present = shops.find((shop) => shop.isDemo)
      if (present) return present
      const { settings } = checkShopInput(
        {
          name: options.demoName,
          platform: 'woocommerce',
          url: 'http://127.0.0.1',
          credentials: { consumerKey: 'demo', consumerSecret: 'demo' },
        },
        null,
        now(),
      ).input
      return store.saveShop({
        id: null,
        name: options.demoName,
        platform: 'woocommerce',
        url: 'http://127.0.0.1',
        settings,
        keepConnection: false,
        isDemo: true,
      })
    },
    /** Ends what is under way, recorded, and closes the archive. */
    async close(): Promise<void> {
      await runner.stopAll()
      await safety.close()
      await thread.close()
      opened?.close()
      if (demo) await (await demo).close()
      await store.close()
    },
  }

  /** The demonstration shop's address and keys are its own affair; everything else may be changed. */
  async function saveDemo(shop: ShopRecord, value: unknown): Promise<ShopRecord> {
    const given = typeof value === 'object' && value !== null ? value : {}
    const own = {
      platform: shop.platform,
      url: shop.url,
      credentials: { consumerKey: 'demo', consumerSecret: 'demo' },
    }
    const { input } = checkShopInput(
      { ...given, ...own },
      { settings: shop.settings, name: shop.name },
      now(),
    )
    const { name, platform, url, settings } = input
    return store.saveShop({ id: shop.id, name, platform, url, settings, keepConnection: false, isDemo: true })
  }
}

function siteOf({ platform, url }: Pick<ShopInput, 'platform' | 'url'>): string {
  const site = platformFor(platform)?.siteOf(url)
  if (site === undefined) throw failure('input-invalid', { field: 'platform', problem: 'unknown-value' })
  return site
}

/** What the way to a shop depends on: while it is the same, what was found out about the way still holds. */
function placeOf({ platform, url, credentials, settings }: ShopInput): string {
  return JSON.stringify([platform, url, Object.entries(credentials).sort(), settings.allowHttp])
}
