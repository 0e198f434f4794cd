import type { CheckReport, CheckStep } from '../connectors/connector.ts'
import type { Http } from '../connectors/http.ts'
import { platformFor } from '../connectors/registry.ts'
import { woocommerce } from '../connectors/woocommerce/index.ts'
import { failure, toFailureValue } from '../failure.ts'
import type { ShopInput } from '../shop.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { Way } from '../sync/job.ts'
import type { CredentialStore } from './credential-store.ts'
import type { Demo } from './demo.ts'
import { checkShopInput } from './shop-input.ts'

/** The shops as they are set up: what is saved of them, and the way that leads to them. */
export interface Shops {
  /** How to reach a shop. @throws Failure `credentials-missing`, `credentials-unreadable`, `credentials-elsewhere` */
  wayTo(shop: ShopRecord): Promise<Way>
  /** The names of the credentials that are saved for a shop as it is; none when they are for another site. */
  credentialNames(shop: ShopRecord): readonly string[]
  /**
   * Adds a shop, or updates the one given (credentials and settings left out stay as they are).
   * @throws Failure `input-invalid` with the field's name; nothing is changed then
   */
  save(shop: ShopRecord | null, value: unknown): Promise<ShopRecord>
  /** *Prova connessione* of a shop as it is being typed; what it finds is remembered when the shop is saved so. */
  check(
    shop: ShopRecord | null,
    value: unknown,
    signal: AbortSignal,
    onStep: (step: CheckStep) => void,
  ): Promise<CheckReport>
}

export interface ShopsOptions {
  readonly store: Store
  readonly credentials: CredentialStore
  readonly demo: Demo
  readonly http: () => Http
  readonly now: () => Date
}

/** Saving, checking and removing shops, with their keys. */
export function createShops({ store, credentials, demo, http, now }: ShopsOptions): Shops {
  /** The last connection tried: what it found is remembered when that shop is saved. */
  let checked: { readonly of: string; readonly report: CheckReport } | null = null

  function savedInput(shop: ShopRecord) {
    const { name, platform, url, settings } = shop
    const saved = readable(shop)
    return { name, platform, url, settings, credentials: { ...saved?.values }, keySite: saved?.site ?? null }
  }

  /** What cannot be read any more is as good as not there: it is to be typed again. */
  function readable(shop: ShopRecord) {
    try {
      return credentials.read(shop.id, shop.name)
    } catch (error) {
      if (toFailureValue(error).code === 'credentials-unreadable') return null
      throw error
    }
  }

  return {
    async wayTo(shop) {
      if (shop.isDemo) return demo.way()
      const saved = credentials.read(shop.id, shop.name)
      if (!saved) throw failure('credentials-missing', { name: shop.name })
      const host = siteOf(shop)
      if (saved.site !== host)
        throw failure('credentials-elsewhere', { name: shop.name, site: saved.site, host })
      return { url: shop.url, credentials: saved.values, connection: shop.connection }
    },
    credentialNames(shop) {
      const saved = shop.isDemo ? null : credentials.names(shop.id)
      return saved?.site === siteOf(shop) ? saved.names : []
    },
    async save(shop, value) {
      const before = shop ? savedInput(shop) : null
      if (shop?.isDemo) return demo.save(shop, value)
      const { input } = checkShopInput(value, before, now())
      const samePlace = before !== null && placeOf(input) === placeOf(before)
      const { name, platform, url, settings } = input
      const saved = await store.saveShop({
        id: shop?.id ?? null,
        name,
        platform,
        url,
        settings,
        keepConnection: samePlace,
        isDemo: false,
      })
      credentials.write(saved.id, { site: siteOf(input), values: input.credentials })
      const found = checked?.of === placeOf(input) ? checked.report : null
      if (!found?.connection) return saved
      await store.rememberConnection(saved.id, found.connection, found.states)
      return (await store.getShop(saved.id)) ?? saved
    },
    async check(shop, value, signal, onStep) {
      if (shop?.isDemo) {
        const way = { ...(await demo.way()), settings: shop.settings }
        return woocommerce.open({ ...way, http: http(), now }).check(signal, onStep)
      }
      const { input, platform } = checkShopInput(withAnyName(value), shop ? savedInput(shop) : null, now())
      const { url, credentials: keys, settings } = input
      const target = { url, credentials: keys, settings, connection: null, http: http(), now }
      const report = await platform.open(target).check(signal, onStep)
      checked = { of: placeOf(input), report }
      if (shop && report.connection && placeOf(input) === placeOf(savedInput(shop))) {
        await store.rememberConnection(shop.id, report.connection, report.states)
      }
      return report
    },
  }
}

function siteOf({ platform, url }: Pick<ShopInput, 'platform' | 'url'>): string {
  const site = platformFor(platform)?.siteOf(url)
  if (site === undefined) throw failure('input-invalid', { field: 'platform', problem: 'unknown-value' })
  return site
}

/** What the shop is called is no matter of a check: who has not named it yet takes the name that the check finds. */
function withAnyName(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? { ...value, name: '-' } : value
}

/** What the way to a shop depends on: while it is the same, what was found out about the way still holds. */
function placeOf({ platform, url, credentials, settings }: ShopInput): string {
  return JSON.stringify([platform, url, Object.entries(credentials).sort(), settings.allowHttp])
}
