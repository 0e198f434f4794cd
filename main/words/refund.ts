/** Refunds that are to be registered with the accountant's program (R49), once each. Pure. */
import type { FailureValue } from './failure.ts'
import type { Decimal, Instant, Order, Refund } from './order.ts'

/** As what a refund is registered: a credit note in an Easyfatt file, an electronic credit note, by the operator's word. */
export const refundKinds = ['easyfatt', 'td04', 'hand'] as const
export type RefundKind = (typeof refundKinds)[number]

/** `undated`: the shop has not said yet when the money was given back. */
export const refundStates = ['open', 'undated', 'registered'] as const
export type RefundState = (typeof refundStates)[number]

/** A refund of the archive: `refundId` is the shop's own, `''` for a sum that it did not list singly. */
export interface RefundKey {
  readonly orderId: number
  readonly refundId: string
}

export interface RefundFilter {
  readonly state: RefundState
  /** Null: all real shops. */
  readonly shopId: number | null
  /** Given back from then on, and earlier than that. */
  readonly from: Instant | null
  readonly to: Instant | null
}

export interface RefundRegistration {
  readonly kind: RefundKind
  /** Of the document, for instance `345/R`; `''` where it has none. */
  readonly number: string
  /** The file; `''` where there is none. */
  readonly place: string
  readonly at: Instant
}

/** What was given back under one VAT rate; `net` and `tax` come to `gross`. */
export interface RefundPart {
  /** Percentage; null where neither the shop says it nor the amounts. */
  readonly rate: Decimal | null
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
}

/** A row of the list. */
export interface RefundRow extends RefundKey {
  readonly shopId: number
  readonly shopName: string
  /** Of the order. */
  readonly number: string
  readonly customer: string
  readonly currency: string
  readonly at: Instant | null
  readonly reason: string
  readonly amount: Decimal
  readonly parts: readonly RefundPart[]
  /** The refund's lines do not come to its amount: what they lack was shared out by the order's rates. */
  readonly shared: boolean
  readonly registration: RefundRegistration | null
}

export interface RefundCounts {
  readonly open: number
  readonly undated: number
  /** The archive is an older copy: what was registered between the two is not known; null where all is. */
  readonly unknown: { readonly since: Instant; readonly until: Instant } | null
}

/** Where a page of the list ends: the next one begins after it. */
export interface RefundPlace extends RefundKey {
  readonly at: Instant | null
}

/** As the archive keeps it beside its order; `ofSum`: the order has it in a sum, which it and others have taken the place of. */
export interface KeptRefund extends Refund {
  readonly ofSum?: true
}

export interface KnownRefunds<Kept extends KeptRefund> {
  /** Those of the order: with the dates and lines that were asked for since, singly where it has their sum. */
  readonly own: readonly (Refund | Kept)[]
  /** Those that came after the download. */
  readonly later: readonly Kept[]
}

/** What is known of an order's refunds: what a person has changed stands in the order, what came since beside it. */
export function knownRefunds<Kept extends KeptRefund>(
  { refunds }: Pick<Order, 'refunds'>,
  beside: readonly Kept[],
): KnownRefunds<Kept> {
  const ofSum = beside.filter((one) => one.ofSum === true)
  const sum = ofSum.length === 0 ? undefined : refunds.find(({ id }) => id === '')
  const own = refunds.flatMap((refund): readonly (Refund | Kept)[] => {
    if (refund === sum) return ofSum
    const kept = beside.find(({ id }) => id === refund.id)
    if (kept === undefined) return [refund]
    const lines = refund.lines.length > 0 ? refund.lines : kept.lines
    return [{ ...kept, ...refund, at: refund.at ?? kept.at, lines }]
  })
  const known = new Set([...refunds, ...ofSum].map(({ id }) => id))
  // One without an identifier is the sum of what the shop lists singly in the order.
  const later = beside.filter(({ id }) => !known.has(id) && (id !== '' || known.size === 0))
  return { own, later }
}

/** A refund as the sheet of its order shows it. */
export interface ShownRefund extends KeptRefund {
  readonly registration: RefundRegistration | null
}

/** Registered with one press. */
export interface RefundBatch {
  /** UUID; by it they are taken back as one. */
  readonly id: string
  readonly count: number
}

export interface RefundPage {
  readonly rows: readonly RefundRow[]
  /** Null at the end. */
  readonly next: RefundPlace | null
}

/** Why a refund is not in an Easyfatt file. */
export const refundLeftOutWhys = ['undated', 'currency', 'vat', 'registered'] as const
export type RefundLeftOutWhy = (typeof refundLeftOutWhys)[number]

export interface RefundFile {
  readonly file: string
  readonly batch: RefundBatch
  readonly leftOut: Readonly<Record<RefundLeftOutWhy, number>>
}

/** What asking a shop for dates has come to. */
export interface RefundDates {
  /** Refunds that have a date now. */
  readonly dated: number
  /** Refunds of which the shop does not say it. */
  readonly left: number
}

/** Of one shop. */
export interface RefundDatesOutcome extends RefundDates {
  readonly shopId: number
  readonly shopName: string
  /** Why it could not be asked, or not to the end. */
  readonly failure: FailureValue | null
}

export interface RefundDatesProgress {
  readonly shopId: number
  /** Orders asked for. */
  readonly done: number
  readonly expected: number
}
