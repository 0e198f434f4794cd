import type { Authorities } from '../connectors/agents.ts'
import type { Connection, Found } from '../connectors/connector.ts'
import type { FailureValue } from '../failure.ts'
import type { Instant } from '../order.ts'
import type { Run, RunProgress, Trigger } from '../run.ts'
import type { ShopRecord } from '../store/shops.ts'
import type { ChosenOrder } from './chosen.ts'
import type { ComparisonProgress } from './compare.ts'
import type { LiveOrder } from './fetch-orders.ts'

/** A shop as it is handed to the sync thread: plain values only. */
export interface RemoteShop {
  readonly shop: ShopRecord
  readonly way: Way | FailureValue
  /** False for the demonstration shop, whose address is new at every start. */
  readonly rememberConnection: boolean
}

/** One run. */
export interface RemoteJob extends RemoteShop {
  readonly trigger: Trigger
  /** Set: no window, but these orders, whatever their state and age. */
  readonly chosen: readonly ChosenOrder[] | null
}

/** Some orders of a shop, asked for now and outside of any run. */
export interface RemoteQuestion extends RemoteShop {
  readonly ids: readonly string[]
}

/** An order asked for by its number. */
export interface RemoteSearch extends RemoteShop {
  readonly number: string
}

/** What was found, and the states that a download would take. */
export interface FoundLive extends Found {
  readonly wantedStates: readonly string[]
}

/** A period to compare. */
export interface RemoteComparison extends RemoteShop {
  readonly from: Instant
  readonly to: Instant
}

/** How to reach the shop; a failure instead (no credentials, say) becomes the run's outcome. */
export interface Way {
  readonly url: string
  readonly credentials: Readonly<Record<string, string>>
  readonly connection: Connection | null
}

/** What the sync thread is born with. */
export interface SyncThreadData {
  readonly userAgent: string
  readonly certificateAuthorities: Authorities
}

/** From the main process to the sync thread. */
export type ToSync =
  | { readonly kind: 'run'; readonly id: number; readonly job: RemoteJob }
  | { readonly kind: 'fetch'; readonly id: number; readonly question: RemoteQuestion }
  | { readonly kind: 'find'; readonly id: number; readonly search: RemoteSearch }
  | { readonly kind: 'compare'; readonly id: number; readonly comparison: RemoteComparison }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'proxy'; readonly id: number; readonly proxy: string }

/** From the sync thread to the main process. */
export type FromSync =
  /** The thread is up. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: RunProgress }
  | { readonly kind: 'ended'; readonly id: number; readonly run: Run }
  | { readonly kind: 'fetched'; readonly id: number; readonly orders: readonly LiveOrder[] }
  | { readonly kind: 'found'; readonly id: number; readonly found: FoundLive }
  | { readonly kind: 'comparing'; readonly id: number; readonly progress: ComparisonProgress }
  | { readonly kind: 'compared'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: FailureValue }
  | { readonly kind: 'broken'; readonly id: number; readonly error: unknown }
  /** Which proxy leads to an address: only Electron knows. */
  | { readonly kind: 'proxy'; readonly id: number; readonly url: string }
