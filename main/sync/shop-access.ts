import type { ShopRecord } from '../store/shops.ts'
import type { FailureValue } from '../words/failure.ts'
import type { LeaseTimes } from '../words/lease.ts'
import type { Connection } from '../words/shop.ts'

/** A shop as it is handed to the sync thread: plain values only. */
export interface ShopAccess {
  readonly shop: ShopRecord
  readonly way: Way | FailureValue
  /** False for the demonstration shop, whose address is new at every start. */
  readonly rememberConnection: boolean
  /** Where desks share the shop, for a run; whatever only reads from the shop and stores no order needs none (R56). */
  readonly lease?: SharedLease | undefined
}

/** The right to download from a shop that desks share (R56). */
export interface SharedLease {
  /** The number that the server gave the run. */
  readonly run: number
  readonly times: LeaseTimes
}

/** How to reach the shop; a failure instead (no credentials, say) becomes the run's outcome. */
export interface Way {
  readonly url: string
  readonly credentials: Readonly<Record<string, string>>
  readonly connection: Connection | null
}
