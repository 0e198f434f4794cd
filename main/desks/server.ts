import type { Fact, StoredFact } from '../words/fact.ts'

/** What a desk says of itself when it comes. */
export interface Coming {
  readonly desk: string
  readonly name: string
  /** Of the program: its `deskVersion`. */
  readonly version: number
  readonly token: string
  /** The token from then on; made and written down before it is sent. */
  readonly nextToken: string
}

export interface Entered {
  /** The same as long as the server has this log. */
  readonly archive: string
  /** Another after the server was restored from a copy. */
  readonly epoch: string
  /** Of the last fact in the log; 0: none. */
  readonly head: number
  /** The number of this desk's last fact that the server has; 0: none. */
  readonly n: number
}

/** What became of a fact that was sent. */
export type Appended =
  | { readonly outcome: 'taken' }
  /** The lease of its run is over: another desk may be at the shop. */
  | { readonly outcome: 'stale-run' }
  /** Another desk has handed something over meanwhile. */
  | { readonly outcome: 'handed-moved' }

export type Lease =
  | { readonly outcome: 'taken'; readonly run: number }
  /** Another desk has it. */
  | { readonly outcome: 'held'; readonly desk: string; readonly name: string }

export interface DeskOnServer {
  readonly id: string
  readonly name: string
  /** Milliseconds since it was last heard, by the server's clock. */
  readonly seenAgo: number
  /** The last fact that it said it has. */
  readonly applied: number
  /** `shops.uuid` of the shops whose credentials it has: it may download from them. */
  readonly mayDownload: readonly string[]
  /** The same of those that it is downloading from now. */
  readonly downloading: readonly string[]
}

/** The server that desks share (R55). Every call throws a Failure in the operator's words when it cannot be done. */
export interface DeskServer {
  /**
   * A new desk, or one that goes on: the process that did so last is the only one that appends. Who has facts of the log
   * looks first whether it is still the same ({@link hashAt}): a server that was put back from a copy knows only tokens
   * from before, and takes a desk for its own copy.
   * @throws Failure `desk-copied`, `desks-restored`, `desk-outdated`
   */
  enter(coming: Coming): Promise<Entered>
  /** @throws Failure also where it is not known whether the server has it: to be sent again under the same number */
  append(me: DeskToken, n: number, fact: Fact): Promise<Appended>
  /** The next facts after one, gapless, some at once (at most `limit`, and about 8 MB); none: that is all. */
  read(after: number, limit: number, desk: string): Promise<readonly StoredFact[]>
  /** The chain hash after a fact of the log; null: the log is not that long. */
  hashAt(seq: number): Promise<string | null>
  /**
   * The right to download from a shop (R56), with a number for the run. By the token as it is now: of another process of
   * this desk that enters meanwhile, who asks learns by `desk-copied`, and asks again with the token that is written down.
   * A desk's own lease, of a run that was killed, is no obstacle to it. Facts of a run are taken as long as no other desk
   * has had the shop, later runs of this one included.
   */
  take(me: DeskToken, shop: string): Promise<Lease>
  /** False: it is over. */
  renew(me: DeskToken, shop: string, run: number): Promise<boolean>
  give(me: DeskToken, shop: string, run: number): Promise<void>
  /**
   * Says that this desk is there, how far it is, and which shops (`shops.uuid`) it may download from, having their
   * credentials; those themselves are never sent (R58).
   */
  seen(me: DeskToken, applied: number, mayDownload: readonly string[]): Promise<void>
  desks(): Promise<readonly DeskOnServer[]>
  leave(me: DeskToken): Promise<void>
  close(): Promise<void>
}

export interface DeskToken {
  readonly desk: string
  readonly token: string
}

/**
 * How long a lease lasts after it was taken or renewed, by the server's clock (ms): longer than `mayAskMs` and the longest
 * request together.
 */
export const leaseMs = 115_000
/** How often it is renewed (ms). */
export const renewEveryMs = 15_000
