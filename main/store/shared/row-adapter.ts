import type { Instant } from '../../words/order.ts'
import type { Values } from './row-places.ts'
import type { AppliedRow } from './shared-row.ts'

/** Where a row comes from ({@link RowContext}), with whether this desk has changed its field and is yet to be heard. */
export interface RowOrigin {
  readonly seq: number
  /** The desk's UUID; null: this one's. */
  readonly desk: string | null
  readonly at: Instant
  readonly isPending: boolean
  /** Of another field. */
  isPendingAt(field: string): boolean
}

/** How one kind of rows is applied. */
export interface RowAdapter {
  /** As `said-rows.ts` names it: what a later value replaces. */
  field?(row: Values): string
  /** Of rows of which each is kept, and the last counts: whether it is here. */
  isKnown?(row: Values): boolean
  apply(row: Values, origin: RowOrigin): AppliedRow
}

export type RowAdapters = Readonly<Record<string, RowAdapter>>

const shopOrder = ({ shop, shop_order_id }: Values) => `${shop}|${shop_order_id}`

/** The names of fields, as the triggers make them. */
export const fieldOf = {
  work: (row: Values) => `work|${shopOrder(row)}`,
  /** SQLite's `lower` knows the alphabet of ASCII only. */
  note: (row: Values) =>
    `note|${shopOrder(row)}|${String(row.tag ?? '').replace(/[A-Z]+/g, (letters) => letters.toLowerCase())}`,
  site: (row: Values) => `site|${shopOrder(row)}`,
  siteSaid: (row: Values) => `site_said|${shopOrder(row)}`,
  setting: ({ shop, name }: Values) => `setting|${shop ?? ''}|${name}`,
}

/** The names of the fields of rows that have an identifier of their own. */
export const fieldBy =
  (name: string, key: 'id' | 'uuid' = 'uuid') =>
  (row: Values): string =>
    `${name}|${row[key]}`
