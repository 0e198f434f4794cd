import { join } from 'node:path'
import type { CheckReport, CheckStep, Connector, Platform } from '../connectors/connector.ts'
import type { Http } from '../connectors/http.ts'
import { mayNeedResolve } from '../connectors/http-failure.ts'
import { platformFor } from '../connectors/registry.ts'
import { type DemoShop, startDemoShop } from '../demo-shop/index.ts'
import { Failure, failure } from '../failure.ts'
import type { RunProgress } from '../run.ts'
import type { ShopInput } from '../shop.ts'
import { lockShop } from '../store/shop-lock.ts'
import type { ShopRecord } from '../store/shops.ts'
import { openStore } from '../store/store.ts'
import { createRunner } from '../sync/runner.ts'
import type { CredentialStore } from './credential-store.ts'
import { checkShopInput, invalid } from './shop-input.ts'

export interface ProgramOptions {
  /** The folder of archive, settings and locks. */
  readonly profile: string
  readonly storeWorker: URL
  readonly credentials: CredentialStore
  readonly http: Http
  readonly now: () => Date
  readonly demoName: string
  readonly onProgress: (progress: RunProgress) => void
  readonly onRun: (shopId: number) => void
}

export type Program = Awaited<ReturnType<typeof createProgram>>

/** The program without its face: what the windows, the tray and the command line all work with. */
export async function createProgram(options: ProgramOptions) {
  const { credentials, http, now } = options
  const store = await openStore(join(options.profile, 'archive.sqlite'), options.storeWorker)
  let demo: Promise<DemoShop> | null = null
  const demoShop = () => {
    demo ??= startDemoShop({ now })
    return demo
  }

  const platformOf = (shop: Pick<ShopRecord, 'platform'>): Platform => {
    const platform = platformFor(shop.platform)
    if (!platform) throw invalid('platform', 'unknown-value')
    return platform
  }

  const open = async (shop: ShopRecord, onRetry: () => void = () => undefined): Promise<Connector> => {
    const platform = platformOf(shop)
    if (shop.isDemo) {
      // A new port at every start: nothing found out about the way to it is worth remembering.
      const { url, credentials: keys } = await demoShop()
      return platform.open({
        url,
        credentials: { ...keys },
        settings: shop.settings,
        connection: null,
        http,
        now,
      })
    }
    const saved = credentials.read(shop.id, shop.name)
    if (Object.keys(saved).length === 0) throw failure('credentials-missing', { name: shop.name })
    const { url, settings, connection } = shop
    return platform.open({ url, credentials: saved, settings, connection, http, now, onRetry })
  }

  const runner = createRunner({
    store,
    lock: (shopId) => lockShop(options.profile, shopId),
    statesOf: (shop) => shop.settings.states ?? platformOf(shop).defaultStates,
    async connect(shop, signal, onRetry) {
      const connector = await open(shop, onRetry)
      const find = async (stop: AbortSignal) => {
        const found = await connector.resolve(stop)
        if (!shop.isDemo) await store.rememberConnection(shop.id, found, null)
      }
      if (shop.connection === null) {
        await find(signal)
        return connector
      }
      return { ...connector, clock: (stop) => clockOrFind(connector, find, stop) }
    },
    now,
    onProgress: options.onProgress,
    onRun: options.onRun,
  })
  await runner.closeInterrupted()

  /** The last connection tried: what it found is remembered when that shop is saved. */
  let checked: { readonly of: string; readonly report: CheckReport } | null = null

  const savedInput = (shop: ShopRecord): ShopInput => ({
    name: shop.name,
    platform: shop.platform,
    url: shop.url,
    credentials: { ...credentials.read(shop.id, shop.name) },
    settings: shop.settings,
  })

  return {
    store,
    runner,
    credentials,
    /** @throws Failure `shop-unknown` */
    async shop(shopId: number): Promise<ShopRecord> {
      const shop = await store.getShop(shopId)
      if (!shop) throw failure('shop-unknown', { name: String(shopId) })
      return shop
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
      credentials.write(saved.id, input.credentials)
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
      if (shop?.isDemo) return (await open(shop)).check(signal, onStep)
      const { input, platform } = checkShopInput(value, shop ? savedInput(shop) : null, now())
      const { url, credentials: keys, settings } = input
      const connector = platform.open({ url, credentials: keys, settings, connection: null, http, now })
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

/** The first request of a run: where the remembered way to the shop no longer holds, it is found anew. */
async function clockOrFind(
  connector: Connector,
  find: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<Date> {
  try {
    return await connector.clock(signal)
  } catch (error) {
    if (!(error instanceof Failure) || !mayNeedResolve(error)) throw error
    await find(signal)
    return connector.clock(signal)
  }
}

/** What the way to a shop depends on: while it is the same, what was found out about the way still holds. */
function placeOf({ platform, url, credentials, settings }: ShopInput): string {
  return JSON.stringify([platform, url, Object.entries(credentials).sort(), settings.allowHttp])
}
