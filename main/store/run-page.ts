import type { KnownOfWrong } from '../words/missing.ts'
import type { Instant, Refund, SkipReason, WrongReason } from '../words/order.ts'
import type { LogNotice } from '../words/run.ts'
import type { OrderRecord } from './order-record.ts'

/** What a run has decided about some orders; stored whole or not at all. */
export interface RunPage {
  readonly orders: readonly OrderRecord[]
  /** The shop's own data of these orders: a JSON array in UTF-8; null when there are none. */
  readonly raw: Uint8Array | null
  /** The raw data come from another desk, as they are stored. */
  readonly isRawPacked?: boolean
  readonly skipped: readonly { shopOrderId: string; number: string; reason: SkipReason }[]
  readonly wrong: readonly {
    shopOrderId: string
    number: string
    raw: string | null
    reasons: readonly WrongReason[]
    /** When the site had last modified it; null where that is not known, or may not be the last time. */
    modifiedAt?: Instant | null
    /** What can be read of it; left out where nothing can. */
    known?: KnownOfWrong | null
  }[]
  /** Wrong orders met again as they were: what is kept of them holds. */
  readonly wrongAgain?: readonly { shopOrderId: string; number: string }[]
  /** Orders of the archive that the site has changed since (R16). */
  readonly changed: readonly {
    shopOrderId: string
    number: string
    modifiedAt: Instant
    /** Where the next run is to meet the change again: just before it. */
    seenUpTo?: Instant
    /** What the list says of its state now, as `meaningOf` takes it; left out where it does not say. */
    words?: readonly string[]
    /** How far it is on its way now, where that is not part of the state. */
    fulfilment?: string
  }[]
  /** What those have had given back, as far as the shop says (R49): what is new is kept beside them. */
  readonly refunds?: readonly { readonly shopOrderId: string; readonly refunds: readonly Refund[] }[]
  readonly notices: readonly LogNotice[]
}
