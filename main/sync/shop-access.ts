import type { ShopRecord } from '../store/shops.ts'
import type { FailureValue } from '../words/failure.ts'
import type { Connection } from '../words/shop.ts'

/** A shop as it is handed to the sync thread: plain values only. */
export interface ShopAccess {
  readonly shop: ShopRecord
  readonly way: Way | FailureValue
  /** False for the demonstration shop, whose address is new at every start. */
  readonly rememberConnection: boolean
}

/** How to reach the shop; a failure instead (no credentials, say) becomes the run's outcome. */
export interface Way {
  readonly url: string
  readonly credentials: Readonly<Record<string, string>>
  readonly connection: Connection | null
}
