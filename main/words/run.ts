import type { Uncoded } from './easyfatt-codes.ts'
import type { FailureValue } from './failure.ts'
import type { Instant, SkipReason, WrongReason } from './order.ts'
import type { FoundWarning } from './shop-warning.ts'

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
  /** How many runs of its day it stands for, old ones that brought nothing; left out: one. */
  readonly times?: number
}

/** Orders that a run skipped for one reason (R6). */
export interface SkippedGroup {
  readonly runId: number
  readonly shopId: number
  readonly reason: SkipReason['code']
  /** The state that is not downloaded, as the orders have it; null for every other reason. */
  readonly state: string | null
  readonly count: number
  /** Of these, not in the archive now. */
  readonly missing: number
}

/** An unbroken series of *annullata* of one shop (R19). */
export interface AnnulledSeries {
  readonly count: number
  /** When the first began; null when there is none. */
  readonly since: Instant | null
}

/** After so many failed automatic syncs in a row the following ones are not attempted (R19). */
export const mostFailures = 20

/** Where a run is, while it works. */
export interface RunProgress {
  readonly runId: number
  readonly shopId: number
  readonly phase: 'connecting' | 'reading'
  readonly counters: Counters
  /** How many orders the window holds; null until the shop has said. */
  readonly expected: number | null
  /** The run as it began: in the first one only. */
  readonly begun?: Run
  /** The last request failed, and will be repeated. */
  readonly retry?: Retrying
}

/** A failed request to a shop that is about to be repeated (R22). */
export interface Retrying {
  readonly code: 'rate-limited' | 'maintenance' | 'server-error' | 'timeout' | 'connection-lost'
  /** The HTTP error that the shop answered, where it did. */
  readonly status: number | null
  /** 1 for the first repetition. */
  readonly attempt: number
  /** How many repetitions there will be at most. */
  readonly most: number
  /** When it is repeated, by this computer's clock. */
  readonly at: Instant
}

export type LogLevel = 'info' | 'warning' | 'error'

/** What a log entry says: the words are in `main/texts/` under `log`. */
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
  | { readonly code: 'wrong-order-accepted'; readonly params: { readonly reasons: readonly WrongReason[] } }
  | { readonly code: 'accepted-order-taken-back'; readonly params: Record<string, never> }
  | { readonly code: 'wrong-order-ignored'; readonly params: Record<string, never> }
  | { readonly code: 'wrong-order-heeded'; readonly params: Record<string, never> }
  /** R45: orders that it took for the first time. */
  | { readonly code: 'easyfatt-pulled'; readonly params: { readonly orders: number } }
  /** R44 */
  | {
      readonly code: 'after-download-written'
      readonly params: { readonly file: string; readonly orders: number }
    }
  /** Orders that it would have had, for want of a VAT code (R46). */
  | { readonly code: 'after-download-uncoded'; readonly params: Uncoded }
  /** The same for another currency, which Easyfatt does not know. */
  | { readonly code: 'after-download-foreign'; readonly params: { readonly orders: number } }
  | {
      readonly code: 'after-download-failed'
      readonly params: { readonly folder: string; readonly failure: FailureValue }
    }
  | LogNotice

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

/** Something odd that did no harm, or that the operator should know of, said once in the run's log. */
export interface NoticeParams {
  /** The JSON was whole behind PHP notices or a byte-order mark. */
  'body-recovered': { readonly what: 'php-notice' | 'byte-order-mark' | 'control-characters' }
  /** The window begins earlier than the shop lets this key look: orders placed before `from` do not show. */
  'orders-limited': { readonly days: number; readonly from: Instant }
  /** A number was searched for in what the shop found with it anywhere: in so many of its newest orders, and not in all. */
  'search-limited': { readonly read: number }
  /** The shop answers by another version of its API than it was asked by. */
  'api-version-changed': { readonly asked: string; readonly served: string }
  /** The shop's clock was ahead at an earlier download: what arrived since `from` has been asked for once more. */
  'clock-healed': { readonly from: Instant }
  /** At the first download the two clocks tell different hours: the window begins a day before the earlier one. */
  'clocks-differ': { readonly shopTime: Instant; readonly computerTime: Instant; readonly from: Instant }
  /** The shop counts more orders in the window than it lists, however often it is asked. */
  'count-contradicts': { readonly counted: number; readonly listed: number }
  /** The shop gave pages of its list twice where others should have been. */
  'list-repeats': Record<string, never>
  /** An empty list without the count that the platform always sends with it. */
  'list-unsure': Record<string, never>
  /** The list ended before an order that it has shown, or that the shop says is there. */
  'list-cut': Record<string, never>
  /** The list lacks so many of the window's orders that were downloaded before, and the shop has them. */
  'list-lacks-known': { readonly known: number; readonly lacking: number }
  /** The shop does not give the refunds of so many orders: their dates and lines are unknown. */
  'refunds-not-read': { readonly orders: number }
  /** The shop fails whatever it is asked for of a resource that orders can do without. */
  'resource-broken': { readonly resource: string }
  /** What the download leaves out (R39). */
  'shop-warning': FoundWarning
  /** An order that breaks the list, and whose identifier could not be found: it comes behind the one named. */
  'order-not-listed': { readonly after: string }
}

export type LogNotice = {
  [Code in keyof NoticeParams]: { readonly code: Code; readonly params: NoticeParams[Code] }
}[keyof NoticeParams]

/** One local day of a shop's runs. */
export interface RunDay {
  /** `YYYY-MM-DD`, this computer's calendar. */
  readonly day: string
  readonly succeeded: number
  readonly failed: number
  readonly new: number
}
