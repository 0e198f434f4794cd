import { parseDecimal } from './decimal.ts'
import type { FailureValue } from './failure.ts'
import type { Decimal, Instant, Order, SkipReason, WrongReason } from './order.ts'
import type { LogNotice, Run } from './run.ts'
import type { CompletenessWhy } from './schemas.ts'
import { shownText } from './shown-text.ts'

/** Why an order is not in the archive, or that it is; the words are in `main/texts/` under `missing`. */
export interface WhyMissingParams {
  downloaded: { at: Instant }
  wrong: { reasons: readonly WrongReason[] }
  ignored: { at: Instant; reasons: readonly WrongReason[] }
  skipped: { reason: SkipReason }
  /** It changed after the last download that succeeded began. */
  'too-early': { lastAt: Instant }
  /** So it did, and every download since has failed. */
  failing: { lastAt: Instant }
  /** Nothing has been downloaded from this shop yet. */
  'no-download': Record<string, never>
  /** No download looked at the time of its last change; the next one will when `next`. */
  'outside-windows': { at: Instant; next: boolean }
  /** A download ought to have met it. */
  unexplained: Record<string, never>
}

export type WhyMissing = {
  [Code in keyof WhyMissingParams]: { readonly code: Code; readonly params: WhyMissingParams[Code] }
}[keyof WhyMissingParams]

/** What can be read of a wrong order; empty and null where it cannot. */
export interface KnownOfWrong {
  readonly customer: string
  readonly placedAt: Instant | null
  readonly total: Decimal | null
  readonly currency: string
}

/** @param order as far as it could be read; undefined where it could not be read at all */
export function knownOfWrong(order: Order | undefined): KnownOfWrong | null {
  if (order === undefined) return null
  const { customer, placedAt, totals, currency } = order
  return {
    customer: shownText(customer.company || customer.name || customer.email, 200),
    placedAt: Number.isNaN(Date.parse(placedAt)) ? null : new Date(placedAt).toISOString(),
    total: parseDecimal(totals.total) === null ? null : totals.total,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : '',
  }
}

export interface WrongOrder {
  readonly shopId: number
  readonly shopName: string
  readonly shopOrderId: string
  readonly number: string
  /** When a run met it first, and last. */
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly lastRunId: number
  readonly reasons: readonly WrongReason[]
  readonly hasRaw: boolean
  readonly known: KnownOfWrong | null
  readonly ignoredAt: Instant | null
}

export interface WrongPage {
  readonly rows: readonly WrongOrder[]
  /** How many there are in all, of each kind. */
  readonly open: number
  readonly ignored: number
  /** Cursor of the next page; null at the end. */
  readonly next: string | null
}

export interface MissingOrder {
  readonly shopId: number
  readonly shopName: string
  readonly shopOrderId: string
  readonly number: string
  /** Null: the shop has not been asked. */
  readonly onSite: boolean | null
  /** As the shop has it now. */
  readonly state: string | null
  readonly placedAt: Instant | null
  /** Set when it is in the archive. */
  readonly orderId: number | null
  /** The run that downloaded it, met it as wrong or skipped it. */
  readonly runId: number | null
  readonly why: WhyMissing
}

export interface MissingAnswer {
  /** Empty: neither the shop nor the archive knows the number. */
  readonly orders: readonly MissingOrder[]
  readonly notices: readonly LogNotice[]
}

export interface CompletenessResult {
  readonly shopId: number
  /** Later than asked for where the shop does not show older orders. */
  readonly from: Instant
  readonly to: Instant
  readonly finishedAt: Instant
  readonly onSite: number
  readonly inArchive: number
  /** Why the shop's list may not have been whole; none: it was. */
  readonly doubts: readonly LogNotice[]
  /** What still differs; orders downloaded since do not count. */
  readonly counts: { readonly [Why in CompletenessWhy]: number }
}

export interface CompletenessRow {
  readonly id: number
  readonly shopOrderId: string
  readonly number: string
  readonly state: string | null
  readonly placedAt: Instant | null
  readonly why: CompletenessWhy
  /** Set for what is gone from the site. */
  readonly orderId: number | null
}

/** What became of the orders chosen of one shop. */
export interface ChosenOutcome {
  readonly shopId: number
  /** Its outcome may be a failure of shop or network; null when it could not begin. */
  readonly run: Run | null
  readonly failure: FailureValue | null
}

export interface CompletenessProgress {
  readonly read: number
  /** Null until the shop has said. */
  readonly expected: number | null
}
