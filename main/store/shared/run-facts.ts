import type { FailureValue } from '../../words/failure.ts'
import type { Instant } from '../../words/order.ts'
import type { LogLevel, LogMessage, RunOutcome, Trigger } from '../../words/run.ts'
import type { FoundWarning, ShopWarningKind } from '../../words/shop-warning.ts'
import type { PastFact } from './past.ts'

export interface RunWindow {
  readonly shopStartedAt: Instant
  readonly from: Instant
  readonly to: Instant | null
  readonly floor: Instant
}

export interface RunEnding {
  readonly outcome: Exclude<RunOutcome, 'running'>
  readonly failure: FailureValue | null
  readonly finishedAt: Instant
  /** A success moves the shop's cursor here, in the same transaction (R11). */
  readonly cursor: Instant | null
}

/** What was found of a shop, and which earlier warnings that puts an end to. */
export interface NotedWarnings {
  readonly found: readonly FoundWarning[]
  /** Of these kinds all was found that there is: others of them are over. */
  readonly complete: readonly ShopWarningKind[]
  /** States that are downloaded now: dealt with, although no order shows it any more. */
  readonly settled: readonly string[]
}

/** Of a shop as it was before, in case the server does not take what was done: kept here, and not sent. */
export interface Was {
  readonly cursor?: Instant | null
  readonly floor?: Instant | null
}

/** What is said of runs, and of shops between them: the arguments of the function that did it. */
export type RunFact =
  | { readonly op: 'begin'; readonly trigger: Trigger; readonly startedAt: Instant }
  | { readonly op: 'begin-chosen'; readonly orders: number; readonly startedAt: Instant }
  | { readonly op: 'window'; readonly window: RunWindow; readonly at: Instant; readonly was?: Was }
  | {
      readonly op: 'heal'
      readonly times: { readonly floor: Instant | null; readonly cursor: Instant | null }
      readonly from: Instant
      readonly at: Instant
      readonly was?: Was
    }
  | { readonly op: 'end'; readonly ending: RunEnding; readonly was?: Was }
  /** After its end, whoever is at the shop now: it is under no fence. */
  | {
      readonly op: 'say'
      readonly of: number
      readonly level: LogLevel
      readonly message: LogMessage
      readonly at: Instant
    }
  | { readonly op: 'take-back'; readonly shopOrderId: string; readonly at: Instant }
  | {
      readonly op: 'ignore'
      readonly shopOrderIds: readonly string[]
      readonly ignoring: boolean
      readonly at: Instant
    }
  | PastFact
  | { readonly op: 'warnings'; readonly noted: NotedWarnings; readonly at: Instant }
