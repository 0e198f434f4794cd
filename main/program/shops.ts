import { platformFor } from '../connectors/registry.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { Store } from '../store/store.ts'
import type { Way } from '../sync/shop-access.ts'
import type { SyncThread } from '../sync/sync-thread.ts'
import type { CheckStep, ShopCheck } from '../words/check.ts'
import { failure, toFailureValue } from '../words/failure.ts'
import { isChosenShop, type ReachedShop, type ShopInput } from '../words/shop.ts'
import type { FoundWarning } from '../words/shop-warning.ts'
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
  ): Promise<ShopCheck>
}

export interface ShopsOptions {
  readonly store: Store
  readonly credentials: CredentialStore
  readonly demo: Demo
  /** The sync thread's: a shop is asked there only. */
  readonly checkWay: SyncThread['operations']['check']
  readonly now: () => Date
}

/** Saving, checking and removing shops, with their keys. */
export function createShops({ store, credentials, demo, checkWay, now }: ShopsOptions): Shops {
  /** The last connection tried: what it found is remembered when that shop is saved. */
  let checked: { readonly of: string; readonly report: ShopCheck } | null = null

  const nowMs = () => now().getTime()

  async function savedInput(shop: ShopRecord) {
    const { name, platform, url, settings } = shop
    const saved = await readable(shop)
    return { name, platform, url, settings, credentials: { ...saved?.values }, keySite: saved?.site ?? null }
  }

  /** What cannot be read any more is as good as not there: it is to be typed again. */
  async function readable(shop: ShopRecord) {
    try {
      return await credentials.read(shop.id, shop.name)
    } catch (error) {
      if (toFailureValue(error).code === 'credentials-unreadable') return null
      throw error
    }
  }

  /**
   * Other shops at the same place (R39), which is no matter any more to those it was told of before. Those that chose
   * different shops of a multishop are none.
   */
  async function noteTwins(saved: ShopRecord): Promise<void> {
    const shops = await store.listShops()
    const toldOfIt = ({ warnings }: ShopRecord) =>
      warnings.some(({ kind, key }) => kind === 'same-address' && key === String(saved.id))
    for (const shop of shops.filter((one) => one.id === saved.id || toldOfIt(one))) {
      const found: FoundWarning[] = shops
        .filter((other) => other.id !== shop.id && isSamePlace(shop, other))
        .map(({ id, name }) => ({ kind: 'same-address', key: String(id), name, count: null }))
      const settled = shop.settings.states ?? []
      await store.noteWarnings(shop.id, { found, complete: ['same-address'], settled }, now().toISOString())
    }
  }

  /** A removed shop that comes back is the same shop: its orders must not be downloaded twice. */
  async function returning(place: Parameters<typeof isSamePlace>[0]): Promise<ShopRecord | null> {
    return (await store.removedShops()).find((one) => isSamePlace(place, one)) ?? null
  }

  /** Own states of orders that are not downloaded (R39), with how many, without those that are accepted. */
  async function noteStates(
    shop: ShopRecord | null,
    chosen: readonly string[] | null,
    found: readonly FoundWarning[] | null,
  ): Promise<readonly string[] | null> {
    if (found === null) return null
    const isSaved = JSON.stringify(shop?.settings.states) === JSON.stringify(chosen)
    if (shop === null || !isSaved) return found.map(named)
    const open = await store.noteWarnings(shop.id, { found, complete: [], settled: [] }, now().toISOString())
    return open.filter(({ kind }) => kind === 'state-not-wanted').map(named)
  }

  /** Shops of a multishop that the key opens and the choice leaves out (R39), without those that are accepted. */
  async function noteWithheld(
    shop: ShopRecord | null,
    chosen: readonly string[] | null,
    reached: readonly ReachedShop[] | null,
  ): Promise<readonly string[]> {
    const found: FoundWarning[] = (reached ?? [])
      .filter((one) => !isChosenShop(one, chosen))
      .map(({ id, name }) => ({ kind: 'shop-not-downloaded', key: id, name, count: null }))
    const isSaved = JSON.stringify(shop?.settings.shops) === JSON.stringify(chosen)
    if (shop === null || reached === null || !isSaved) return found.map(({ name }) => name)
    const noted = { found, complete: ['shop-not-downloaded'], settled: [] } as const
    const open = await store.noteWarnings(shop.id, noted, now().toISOString())
    return open.flatMap(({ kind, name }) => (kind === 'shop-not-downloaded' ? [name] : []))
  }

  return {
    async wayTo(shop) {
      if (shop.isDemo) return demo.way()
      const saved = await credentials.read(shop.id, shop.name)
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
      const before = shop ? await savedInput(shop) : null
      if (shop?.isDemo) return demo.save(shop, value)
      const input = checkShopInput(value, before, now())
      const samePlace = before !== null && wayKey(input) === wayKey(before)
      const { name, platform, url, settings } = input
      const found = checked?.of === wayKey(input) ? checked.report : null
      const known =
        shop ?? (await returning({ platform, url, settings, connection: found?.connection ?? null }))
      const saved = await store.saveShop({
        id: known?.id ?? null,
        name,
        platform,
        url,
        settings,
        keepConnection: samePlace,
        isDemo: false,
      })
      await noteTwins(saved)
      await credentials.write(saved.id, { site: siteOf(input), values: input.credentials })
      if (!found?.connection) return (await store.getShop(saved.id)) ?? saved
      await store.rememberConnection(saved.id, found.connection, found.states, found.shops)
      return (await store.getShop(saved.id)) ?? saved
    },
    async check(shop, value, signal, onStep) {
      if (shop?.isDemo) {
        const { platform, settings } = shop
        const way = { platform, settings, ...(await demo.way()), isNew: false }
        const { leftOut: _, ...found } = await checkWay(way, nowMs(), signal, onStep)
        return { ...found, chosenShops: null }
      }
      const before = shop ? await savedInput(shop) : null
      const input = checkShopInput(withAnyName(value), before, now())
      const { platform, url, credentials: keys, settings } = input
      const others = (await store.listShops()).filter((other) => other.id !== shop?.id)
      const leftOut = shop === null ? [] : await store.shopWarnings(shop.id)
      const told = (step: CheckStep) => withWarnings(step, { input, others, leftOut })
      const isNew = shop === null || shop.cursor === null
      const way = { platform, settings, url, credentials: keys, connection: null, isNew }
      const { leftOut: states, ...found } = await checkWay(way, nowMs(), signal, (step) => onStep(told(step)))
      const withheld = await noteWithheld(shop, settings.shops, found.shops)
      const left = await noteStates(shop, settings.states, states)
      const steps = found.steps.map(told).map((step) => withStates(withWithheld(step, withheld), left))
      const report = { ...found, steps, chosenShops: settings.shops }
      checked = { of: wayKey(input), report }
      if (shop && report.connection && wayKey(input) === wayKey(await savedInput(shop))) {
        await store.rememberConnection(shop.id, report.connection, report.states, report.shops)
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
function wayKey({ platform, url, credentials, settings }: ShopInput): string {
  return JSON.stringify([platform, url, Object.entries(credentials).sort(), settings.allowHttp])
}

function isSamePlace(
  one: Pick<ShopRecord, 'platform' | 'url' | 'settings' | 'connection'>,
  other: ShopRecord,
): boolean {
  const platform = platformFor(one.platform)
  if (platform?.id !== other.platform || other.isDemo) return false
  const place = ({ url, connection }: typeof one) => platform.placeOf(connection?.url ?? url)
  if (place(one) !== place(other)) return false
  const [some, others] = [one.settings.shops, other.settings.shops]
  return some === null || others === null || some.some((shop) => others.includes(shop))
}

interface KnownOfCheck {
  readonly input: ShopInput
  readonly others: readonly ShopRecord[]
  readonly leftOut: readonly FoundWarning[]
}

/** The step that judges what the key opens, with the shops of a multishop that it opens and nobody downloads (R39). */
function withWithheld(step: CheckStep, withheld: readonly string[]): CheckStep {
  return step.id === 'permission' ? warned(step, 'withheldShops', withheld) : step
}

/** A step that was passed, with what the archive knows of its matter (R39). */
function withWarnings(step: CheckStep, { input, others, leftOut }: KnownOfCheck): CheckStep {
  if (step.id === 'address') {
    const url = step.facts.url ?? input.url
    const here = { ...input, connection: { url, facts: {} } }
    return warned(
      step,
      'sameAddress',
      others.filter((other) => isSamePlace(here, other)).map(({ name }) => name),
    )
  }
  if (step.id !== 'states') return step
  return withStates(step, leftOut.filter(({ kind }) => kind === 'state-not-wanted').map(named))
}

/** The step that tells the shop's states, with those of orders that are not downloaded; null: as it was. */
function withStates(step: CheckStep, states: readonly string[] | null): CheckStep {
  return step.id === 'states' && states !== null ? warned(step, 'leftOut', states) : step
}

function named({ name, count }: FoundWarning): string {
  return `${name} (${count})`
}

/** What is to be minded of a step that was passed. */
function warned(step: CheckStep, fact: string, names: readonly string[]): CheckStep {
  const isPassed = step.outcome === 'ok' || step.outcome === 'warning'
  if (!isPassed || names.length === 0) return step
  return { ...step, outcome: 'warning', facts: { ...step.facts, [fact]: names.join(', ') } }
}
