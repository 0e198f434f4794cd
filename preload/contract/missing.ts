import { z } from 'zod'
import type { Notice } from '../../main/connectors/connector.ts'
import type { FailureValue } from '../../main/failure.ts'
import type { Instant, WrongReason } from '../../main/order.ts'
import type { WhyMissing } from '../../main/program/why-missing.ts'
import type { Run } from '../../main/run.ts'
import { id, instant, nothing, pageSize, request, typedNumber } from './request.ts'

const orderKey = z.strictObject({ shopId: id, shopOrderId: z.string().min(1).max(100) })
/** Orders to fetch whatever their state and age; the number is for the log. */
const chosenOrders = z
  .array(orderKey.extend({ number: z.string().max(200) }))
  .min(1)
  .max(10_000)

const comparisonWhy = z.enum(['not-downloaded', 'state', 'too-old', 'wrong', 'ignored', 'gone'])
/** Why site and archive differ; `gone`: in the archive, but not on the site any more. */
export type ComparisonWhy = z.output<typeof comparisonWhy>

const wrongFilterSchema = z.strictObject({ shopId: id.nullable(), ignored: z.boolean() })
export type WrongFilter = z.output<typeof wrongFilterSchema>

/** Orders that are not in the archive: wrong ones (R7), *Perché manca?* and *Verifica completezza* (R17). */
export const missingRequests = {
  /** Wrong orders (R7), last met first. */
  'wrong.list': request<WrongPage>()(
    z.strictObject({ filter: wrongFilterSchema, after: z.string().max(200).nullable(), limit: pageSize }),
  ),
  /** The shop's own data of a wrong order, as JSON text; null when the shop could not deliver it. */
  'wrong.raw': request<string | null>()(orderKey),
  /** *Ignora*: takes them out of the list and of Errati at later runs (skipped, with that reason); or puts them back. */
  'wrong.ignore': request<null>()(
    z.strictObject({ orders: z.array(orderKey).min(1).max(10_000), ignored: z.boolean() }),
  ),
  /** *Riprova* all that are not ignored; as `orders.download`. */
  'wrong.retryAll': request<readonly ChosenOutcome[]>()(z.strictObject({ shopId: id.nullable() })),
  /**
   * *Scarica comunque*, *Riprova*: fetches orders by their identifiers, as a run of its own for each shop, after what
   * is under way there. Answers when all have ended; `run.progress` tells meanwhile.
   */
  'orders.download': request<readonly ChosenOutcome[]>()(z.strictObject({ orders: chosenOrders })),

  /** *Perché manca?* (R17): what the archive knows of the orders that go by a number; at once. */
  'missing.known': request<readonly MissingOrder[]>()(
    z.strictObject({ shopId: id.nullable(), number: typedNumber }),
  ),
  /** The same, with what the shop says now. A new question of the same shop ends the one before. */
  'missing.ask': request<MissingAnswer>()(z.strictObject({ shopId: id, number: typedNumber })),
  'missing.cancel': request<null>()(nothing),

  /** *Verifica completezza* (R17): orders placed from `from` on and before `to`. Answers when it has ended. */
  'completeness.start': request<Comparison>()(z.strictObject({ shopId: id, from: instant, to: instant })),
  'completeness.cancel': request<null>()(z.strictObject({ shopId: id })),
  /** The last one; null when there is none. */
  'completeness.get': request<Comparison | null>()(z.strictObject({ shopId: id })),
  'completeness.list': request<readonly ComparisonRow[]>()(
    z.strictObject({ shopId: id, why: comparisonWhy, afterId: z.number().int().min(0), limit: pageSize }),
  ),
  /** Fetches all that is missing for a reason; as `orders.download`. */
  'completeness.download': request<readonly ChosenOutcome[]>()(
    z.strictObject({ shopId: id, why: comparisonWhy.exclude(['gone']) }),
  ),
} as const

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
  readonly notices: readonly Notice[]
}

export interface Comparison {
  readonly shopId: number
  /** Later than asked for where the shop does not show older orders. */
  readonly from: Instant
  readonly to: Instant
  readonly finishedAt: Instant
  readonly onSite: number
  readonly inArchive: number
  /** What still differs; orders downloaded since do not count. */
  readonly counts: { readonly [Why in ComparisonWhy]: number }
}

export interface ComparisonRow {
  readonly id: number
  readonly shopOrderId: string
  readonly number: string
  readonly state: string | null
  readonly placedAt: Instant | null
  readonly why: ComparisonWhy
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
