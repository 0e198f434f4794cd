import type { Instant } from './order.ts'

/** What a fact says; anything else comes from a later version. */
export const factKinds = ['rows', 'run', 'page', 'import', 'void'] as const
export type FactKind = (typeof factKinds)[number]

/** One thing that a desk says to the others, as it travels (R55): no number of one archive is in it. */
export interface Fact {
  readonly kind: FactKind
  /** `shops.uuid` of the shop it is about; null: of several, or of none. */
  readonly shop: string | null
  /** Of which run under a lease; null: of none. Refused where that lease is over (R56). */
  readonly run: number | null
  /**
   * Set: refused where another desk has handed something over, or given a number, after this fact of the log (R57). Null
   * with {@link advances}: done all the same.
   */
  readonly guard: number | null
  /** It hands something over or gives numbers: others look whether they have seen it. */
  readonly advances: boolean
  readonly body: Uint8Array
}

/** A fact as the log has it. */
export interface StoredFact {
  /** Gapless, given by the server. */
  readonly seq: number
  readonly desk: string
  /** The desk's own count. */
  readonly n: number
  /** Of a later version it may be none of {@link factKinds}. */
  readonly kind: string
  readonly shop: string | null
  readonly run: number | null
  readonly advances: boolean
  /** By the server's clock; for display only. */
  readonly at: Instant
  /** Null: one of this desk's own pages, which it has. */
  readonly body: Uint8Array | null
  /** SHA-256 of the body, hex. */
  readonly digest: string
  /** Of this fact and all before it, hex. */
  readonly hash: string
}
