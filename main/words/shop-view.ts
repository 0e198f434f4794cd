import type { Instant } from './order.ts'
import type { Run, RunProgress } from './run.ts'
import type { PlatformId, ReachedShop, Shop, ShopState } from './shop.ts'
import type { ShopWarning } from './shop-warning.ts'

export interface PlatformView {
  readonly id: PlatformId
  readonly credentials: readonly (readonly CredentialView[])[]
  /** What a site may ask for before it lets anybody in; none must be given. */
  readonly siteCredentials: readonly CredentialView[]
  readonly defaultStates: readonly string[]
}

export interface CredentialView {
  readonly name: string
  readonly secret: boolean
}

/** A shop as the windows see it: never its credentials. */
export interface ShopView extends Shop {
  /** The names of the credentials that are saved. */
  readonly savedCredentials: readonly string[]
  /** States the shop was last seen to have; empty before the first check. */
  readonly knownStates: readonly ShopState[]
  /** Of a multishop, those that the key was last seen to reach (R39). */
  readonly knownShops: readonly ReachedShop[]
  readonly isDemo: boolean
  /** Whether the first download has succeeded: from then on its period cannot be changed (R10). */
  readonly firstDownloadDone: boolean
  readonly ordersStored: number
  /** Wrong orders (R7) that are neither mended nor ignored. */
  readonly wrongOrders: number
  /** What its downloads leave out (R39), and the operator has not accepted. */
  readonly warnings: readonly ShopWarning[]
  readonly lastRun: Run | null
  /** The last run that succeeded. */
  readonly lastSuccess: Run | null
  readonly failuresInARow: number
  /** 20 automatic syncs failed in a row: the next ones are annulled until Download Ordini is pressed (R19, R20). */
  readonly suspended: boolean
  /** When the next automatic sync begins; null when it is switched off, or at work. */
  readonly nextSyncAt: Instant | null
  /** Easyfatt takes its orders by itself (R45). */
  readonly easyfattOn: boolean
  /** Set while a run is under way. */
  readonly progress: RunProgress | null
}

/** Whether a download of the shop is under way. */
export function isRunning(shop: ShopView): boolean {
  return shop.progress !== null || shop.lastRun?.outcome === 'running'
}
