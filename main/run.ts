import type { Notice } from './connectors/connector.ts'
import type { FailureValue } from './failure.ts'
import type { Instant, SkipReason, WrongReason } from './order.ts'

export type Trigger = 'manual' | 'auto' | 'cli'

export type RunOutcome = 'running' | 'success' | 'failed' | 'cancelled' | 'interrupted' | 'annulled'

/** R5: `total` is always `new + skipped + wrong`. */
export interface Counters {
  readonly total: number
  readonly new: number
  readonly skipped: number
  readonly wrong: number
}

/** One attempt to download from one shop. */
export interface Run {
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  readonly trigger: Trigger
  /** The operator chose its orders (*Scarica comunque*, *Riprova*): no window, and nothing to do with the rule of 20. */
  readonly chosen: boolean
  readonly outcome: RunOutcome
  /** By this computer's clock. */
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  /** By the shop's clock; null when the shop was never reached (R12). */
  readonly shopStartedAt: Instant | null
  readonly windowFrom: Instant | null
  readonly windowTo: Instant | null
  readonly counters: Counters
  readonly failure: FailureValue | null
}

/** An unbroken series of *annullata* of one shop (R19). */
export interface AnnulledSeries {
  readonly count: number
  /** When the first began; null when there is none. */
  readonly since: Instant | null
}

/** Where a run is, while it works. */
export interface RunProgress {
  readonly runId: number
  readonly shopId: number
  readonly phase: 'connecting' | 'reading'
  readonly counters: Counters
  /** How many orders the window holds; null until the shop has said. */
  readonly expected: number | null
}

export type LogLevel = 'info' | 'warning' | 'error'

/** What a log entry says: the words are in `renderer/texts/` under `log`. */
export type LogMessage =
  | {
      readonly code: 'run-started'
      readonly params: { trigger: Trigger; from: Instant | null; to: Instant | null }
    }
  | { readonly code: 'chosen-run-started'; readonly params: { orders: number } }
  | { readonly code: 'run-finished'; readonly params: { [K in keyof Counters]: number } }
  | { readonly code: 'run-cancelled'; readonly params: Record<string, never> }
  | { readonly code: 'run-interrupted'; readonly params: Record<string, never> }
  /** R19; `error` is the failure of the last run that was tried. */
  | { readonly code: 'run-annulled'; readonly params: Record<string, never> }
  | { readonly code: 'run-failed'; readonly params: { failure: FailureValue } }
  | { readonly code: 'order-skipped'; readonly params: { reason: SkipReason } }
  | { readonly code: 'order-wrong'; readonly params: { reasons: readonly WrongReason[] } }
  | { readonly code: 'order-changed-on-site'; readonly params: { modifiedAt: Instant } }
  | { readonly code: 'wrong-order-mended'; readonly params: Record<string, never> }
  | { readonly code: 'wrong-order-ignored'; readonly params: Record<string, never> }
  | { readonly code: 'wrong-order-heeded'; readonly params: Record<string, never> }
  | Notice

export interface LogEntry {
  readonly id: number
  readonly at: Instant
  readonly level: LogLevel
  readonly shopId: number
  readonly shopName: string
  readonly runId: number
  /** The order it is about, if any. */
  readonly shopOrderId: string | null
  readonly orderNumber: string | null
  /** Set when the order is in the archive. */
  readonly orderId: number | null
  readonly message: LogMessage
  /** How many runs in a row said the same of this order, and when the last did. */
  readonly times: number
  readonly lastAt: Instant
}
