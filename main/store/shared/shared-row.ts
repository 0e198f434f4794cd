import type { Instant } from '../../words/order.ts'

/**
 * A change of one row, as desks tell it each other: no number of one archive is in it. A row about an order names it by `shop`
 * (`shops.uuid`) and `shop_order_id`.
 */
export interface SharedRow {
  /** The table. */
  readonly t: string
  /** The row as it is now; null: it is to be looked up when it is sent, or is gone. */
  readonly r: Readonly<Record<string, unknown>> | null
  /** What names the row everywhere, where {@link r} does not have it. */
  readonly k?: string
}

/** Where a row comes from that is applied. */
export interface RowContext {
  /** Its fact's place in the log. */
  readonly seq: number
  readonly desk: string
  /** This desk has said it: what it says is here already, if nothing has removed it. */
  readonly isOwn: boolean
  /** By the server's clock; for display only. */
  readonly at: Instant
  /** Whether this desk has changed that field and the log does not have it yet: ours comes later, and counts (R57). */
  isPending(field: string): boolean
}

/** What becomes of a row that is applied: `waits`: its order is not here; `unknown`: it comes from a later version. */
export type AppliedRow = 'done' | 'waits' | 'unknown'

/** What is shared of the small tables; made in `rows.ts` and `triggers.ts`. */
export interface SharedRows {
  /**
   * From now on each change of the shared tables puts a row into the outbox; so does what is in them now, to give way to
   * what the log says of the same. The archive's `desk` is there already.
   */
  createTriggers(): void
  /** This archive has joined before: what came of things that the log may have is said, too. */
  sayAgain(): void
  dropTriggers(): void
  /** A row of the outbox as it is sent; null: there is nothing to say any more. */
  complete(row: SharedRow): SharedRow | null
  /** Within the transaction of its fact. */
  apply(row: SharedRow, context: RowContext): AppliedRow
  /** The server has refused a row under its guard: it is as if it had not been done. Within a transaction, quietly. */
  refuse(row: SharedRow): void
  /** The changes by hand of an order that is about to be removed, so that they can wait for it; and that hand-overs had it. */
  editsOf(
    orderId: number,
  ): readonly { readonly row: SharedRow; readonly seq: number | null; readonly desk: string }[]
}

/** Of an archive that shares no rows: nothing. */
export const noRows: SharedRows = {
  createTriggers: () => undefined,
  sayAgain: () => undefined,
  dropTriggers: () => undefined,
  complete: (row) => row,
  apply: () => 'unknown',
  refuse: () => undefined,
  editsOf: () => [],
}
