import type { TagsText } from './annotation.ts'
import type { CheckReason, OrderCheck } from './checks.ts'
import { scaled, toDecimal } from './decimal.ts'
import type { Uncoded } from './easyfatt-codes.ts'
import type { KeyedOrder } from './edit/changes.ts'
import type { Json } from './edit/fields.ts'
import type { HandoverKind } from './handover.ts'
import type { RegisteredInvoice } from './invoice-register.ts'
import type { Day } from './local-time.ts'
import {
  type Accepted,
  type Decimal,
  destinationOf,
  type Instant,
  type Order,
  type SkipReason,
  type WrongReason,
} from './order.ts'
import type { OrderTotals } from './order-search.ts'
import type { ShownRefund } from './refund.ts'
import type { Run } from './run.ts'
import type { LeftOutMeaning } from './state-meaning.ts'
import { type WorkState, workStates } from './work.ts'

/** One field's change in the history of an order (R27). */
export interface OrderEdit {
  readonly id: number
  /** Which version of the order it made: changes saved together have the same. */
  readonly version: number
  readonly at: Instant
  /** By hand, taken over from the site (R16), or read again from the data kept (R15). */
  readonly source: 'hand' | 'site' | 'reread'
  /** `main/words/edit/fields.ts` */
  readonly path: string
  readonly previous: Json
  readonly next: Json
  readonly undoneAt: Instant | null
  /** The name of the other desk that made it (R55); null: made here. */
  readonly desk: string | null
  /** Another desk's change of the same field that counts instead: neither knew of the other (R57). */
  readonly overruledBy: { readonly desk: string | null; readonly at: Instant } | null
}

/** A field that is different on the site. */
export interface SiteDifference {
  readonly path: string
  readonly ours: Json
  readonly theirs: Json
}

export const orderMenuActions = [
  'open',
  'log',
  'sameCustomer',
  ...workStates,
  'tags',
  'copy',
  'csv',
  'xlsx',
  'easyfatt',
  ...(['printer', 'pdf'] as const).flatMap((to) =>
    (['list', 'picking', 'orders'] as const).map((what) => `${to} ${what}` as const),
  ),
  'selectAll',
] as const

export type OrderMenuAction = (typeof orderMenuActions)[number]

/**
 * What lists show of an order, out of the order itself. The archive has each in a column of its name (`placed_at`), in
 * this order; rows, edits and sorting go by this list.
 */
export const rowFields = {
  number: (order: Order): string => order.number,
  placedAt: (order: Order): Instant => order.placedAt,
  state: (order: Order): string => order.state,
  customer: ({ customer }: Order): string => customer.company || customer.name,
  email: ({ customer }: Order): string => customer.email,
  city: ({ billing }: Order): string => billing.city,
  paymentMethod: (order: Order): string => order.paymentMethod,
  shippingMethod: (order: Order): string => order.shippingMethod,
  country: (order: Order): string => destinationOf(order).country,
  currency: (order: Order): string => order.currency,
  total: ({ totals }: Order): Decimal => totals.total,
} as const

/** What some columns show that rows do not have (`detailColumns`). */
export interface RowDetails {
  readonly phone: string
  /** Where the goods go. */
  readonly province: string
  readonly firstProduct: string
  /** How many lines there are beside the first. */
  readonly otherProducts: number
  readonly pieces: Decimal
}

/** Reads them out of an order. */
export function detailsOf(order: Order): RowDetails {
  const { customer, billing, lines } = order
  const to = destinationOf(order)
  const pieces = lines.reduce((sum, { quantity }) => sum + scaled(quantity), 0n)
  return {
    phone: customer.phone || billing.phone || to.phone,
    province: to.province,
    firstProduct: lines[0]?.name ?? '',
    otherProducts: Math.max(0, lines.length - 1),
    pieces: toDecimal(pieces),
  }
}

/** An order in a list. */
export interface OrderRow extends Readonly<Record<keyof typeof rowFields, string>> {
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  readonly downloadedAt: Instant
  readonly changedOnSite: boolean
  /** Changed by hand, or taken over from the site (R27). */
  readonly edited: boolean
  /** All of its changes were taken over from the site: none is by hand. */
  readonly takenFromSite: boolean
  /** A wrong order that was taken as it is (R38) and has not been looked at. */
  readonly unclear: boolean
  /** As what exports and prints leave it out unless told otherwise (R42): by what the site said last. */
  readonly leftOut: LeftOutMeaning | null
  /** Why it is to be looked at, and nobody has seen it yet (R42); the gravest first. */
  readonly checks: readonly CheckReason[]
  /** How far it is with us today (R40). */
  readonly work: WorkState
  /** Of one that waits, the day from which it is to do again; null: none. */
  readonly waitingUntil: Day | null
  /** No list has shown it since it came. */
  readonly unseen: boolean
  /** Null where they were not asked for. */
  readonly details: RowDetails | null
  /** Our note on it (R43); `''`: none. */
  readonly ownNote: string
  /** Our tags, as one text (`main/words/annotation.ts`). */
  readonly tags: TagsText
}

export interface OrderPage {
  readonly rows: readonly OrderRow[]
  /** How many the filter finds in all. */
  readonly total: number
  /** To be given with the requests for the other pages of this list, so that no place moves between them. */
  readonly upTo: number
  /** The list as it is now, to be given with them too, and with what is chosen of it; equal lists have equal ones. */
  readonly token: string
  /** Where the order asked for is; null when the list does not have it. */
  readonly located: number | null
}

/** Rows on paper, and what they come to. */
export interface OrderRows {
  readonly rows: readonly OrderRow[]
  readonly totals: OrderTotals
}

export interface ExportedFile {
  readonly file: string
  /** How many orders are in it. */
  readonly count: number
  /** Orders found that the format cannot hold: those in other currencies, for Easyfatt. */
  readonly leftOut: number
  /** Orders found for a row of which Easyfatt's VAT code is not known (R46). */
  readonly uncoded: Uncoded
  /** Left out because they are cancelled, failed or wholly refunded (R42). */
  readonly omitted: LeftOutCounts['leftOut']
  /** Of those in it, exported in that format before, and not changed since (R41). */
  readonly repeated: number
  /** Left out for lack of a number for Easyfatt, which only the server of several desks gives (R57). */
  readonly unnumbered: number
  /** In the register, to be taken back; null when no order is in the file. */
  readonly handoverId: number | null
}

/** What was printed, on paper or as PDF. */
export interface PrintedOut {
  /** Null: on paper. */
  readonly file: string | null
  readonly count: number
  /** Left out because they are cancelled, failed or wholly refunded (R42). */
  readonly omitted: LeftOutCounts['leftOut']
  /** Of these, printed as this before, and not changed since (R41). */
  readonly repeated: number
  readonly handoverId: number | null
}

export interface OrderDetail extends OrderRow, KeyedOrder {
  /** How often it was changed: changes say which version they were made to. */
  readonly version: number
  readonly runId: number
  /** Why it is, or was, to be looked at, the gravest first. */
  readonly allChecks: readonly OrderCheck[]
  /** Those of the order, with the dates that were asked for since, and as what each is registered. */
  readonly ownRefunds: readonly ShownRefund[]
  /** Given back after the download: beside the order, which stays as it is (R15, R49). */
  readonly laterRefunds: readonly ShownRefund[]
  /** Set of a wrong order that was taken as it is (R38). */
  readonly accepted: Accepted | null
}

/** What became of an order (R41). */
export interface OrderHandover {
  readonly id: number
  /** `before`: passed on, as every kind, before there was a register. */
  readonly kind: HandoverKind | 'before'
  /** The file; '' for a printer. */
  readonly place: string
  readonly at: Instant
  readonly takenBackAt: Instant | null
  /** The name of the other desk that did it (R55); null: done here. */
  readonly desk: string | null
  /** The order was changed after it, for these kinds: what, by its paths. */
  readonly again: {
    readonly at: Instant
    readonly kinds: readonly HandoverKind[]
    readonly paths: readonly string[]
  } | null
}

/** How many of some orders a hand-over would pass on for the first time, or again because they were changed. */
export interface HandoverCounts {
  readonly count: number
  readonly fresh: Readonly<Record<HandoverKind, number>>
  /** The archive is an older copy, and nothing went out as these since: what did between the two times is not known. */
  readonly unknown: {
    readonly kinds: readonly HandoverKind[]
    readonly since: Instant
    readonly until: Instant
  } | null
}

/** How many of some orders an export or a print would leave out (R42). */
export interface LeftOutCounts {
  /** Of how many. */
  readonly found: number
  readonly leftOut: Readonly<Record<LeftOutMeaning, number>>
}

export interface OrderHistory {
  /** Which download brought it. */
  readonly run: Run
  readonly edits: readonly OrderEdit[]
  /** Exported, printed (R41); oldest first. */
  readonly handovers: readonly OrderHandover[]
  /** Electronic invoices made of it and of its refunds (R48); oldest first. */
  readonly invoices: readonly RegisteredInvoice[]
  /** Whether the shop's back office can be opened at this order. */
  readonly hasShopPage: boolean
}

/** An order as the site has it now, compared with ours. */
export type SiteDifferences = { readonly detail: OrderDetail } & (
  | { readonly found: 'order'; readonly at: Instant; readonly differences: readonly SiteDifference[] }
  /** The site sends an order that cannot be read (R7). */
  | { readonly found: 'wrong'; readonly reasons: readonly WrongReason[] }
  /** It is none to download any more, whatever its state. */
  | { readonly found: 'unwanted'; readonly reason: SkipReason }
  | { readonly found: 'gone' }
)
