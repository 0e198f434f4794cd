import type { Instant } from './order.ts'

/** Why an order cannot be read again: its data are not there, are no order to today's reading, or the shop's time zone is not known. */
export const unreadReasons = ['no-data', 'unreadable', 'no-time-zone'] as const
export type UnreadReason = (typeof unreadReasons)[number]

/** One field of one order, before and after. */
export interface RereadExample {
  readonly orderId: number
  readonly number: string
  readonly before: string
  readonly after: string
}

/** What reading again does to one field, in numbers of orders. */
export interface RereadField {
  /** `main/words/edit/fields.ts` */
  readonly path: string
  readonly filled: number
  readonly corrected: number
  readonly examples: readonly RereadExample[]
}

/** What a rereading does, or would do (R15). */
export interface RereadFigures {
  /** Orders looked at. */
  readonly orders: number
  readonly changed: number
  /** Of these, exported or printed, as far as that was written down (R41). */
  readonly wentOut: number
  /** In the order in which people read them; only those that change. */
  readonly fields: readonly RereadField[]
  /** Values that differ, and stay because somebody has touched the field by hand or taken it over from the site. */
  readonly untouchable: number
  readonly unread: Readonly<Record<UnreadReason, number>>
}

/** How far a rereading, its preview or its undoing has come, in orders. */
export interface RereadProgress {
  readonly done: number
  readonly expected: number
}

/** A rereading whose values orders still hold. */
export interface RereadView {
  readonly id: number
  /** Null: all shops. */
  readonly shopName: string | null
  readonly at: Instant
  /** False: it was stopped, and the next one of the same shops goes on with it. */
  readonly finished: boolean
  /** Its undoing has begun, and was stopped. */
  readonly undoing: boolean
  readonly orders: number
}

/** What undoing a rereading did. */
export interface RereadUndone {
  /** Orders in which it was undone. */
  readonly orders: number
  /** Fields that stay as they are: they were changed since. */
  readonly kept: number
}
