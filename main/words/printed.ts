import type { AccountantReport } from './accountant.ts'
import type { TagsText } from './annotation.ts'
import type { InvoiceDocument } from './invoice.ts'
import type { Decimal, Order } from './order.ts'
import type { OrderTotals } from './order-search.ts'
import type { OrderRow } from './order-view.ts'
import type { LeftOutMeaning } from './state-meaning.ts'

/** An order on its way into a file. */
export interface ExportedOrder {
  /** The archive's own identifier. */
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  readonly order: Order
  /** As what exports and prints leave it out unless told otherwise (R42). */
  readonly leftOut: LeftOutMeaning | null
  readonly changedOnSite: boolean
  /** Of ours, beside it (R43). */
  readonly ownNote: string
  readonly tags: TagsText
}

/** What has to be taken from the shelves for some orders, each article once (R28). */
export interface PickingList {
  readonly articles: readonly PickedArticle[]
  readonly pieces: Decimal
  readonly orders: number
  /** Of the orders that have any: our note and tags (R43). */
  readonly notes: readonly PickedNote[]
  /** The shops the orders are of, by name. */
  readonly shops: readonly string[]
}

export interface PickedNote {
  readonly shop: string
  readonly number: string
  readonly ownNote: string
  readonly tags: TagsText
}

export interface PickedArticle {
  readonly sku: string
  readonly name: string
  /** `Colore: Rosso`, in the order of their names. */
  readonly options: readonly string[]
  readonly quantity: Decimal
  /** Which orders want it, and how many. */
  readonly wantedBy: readonly (Pick<ExportedOrder, 'leftOut' | 'changedOnSite'> & {
    readonly shop: string
    readonly number: string
    readonly quantity: Decimal
  })[]
}

/** What is drawn on the pages of orders. */
export type PrintedPages =
  | { readonly what: 'orders'; readonly orders: readonly ExportedOrder[] }
  | { readonly what: 'picking'; readonly list: PickingList }
  | { readonly what: 'list'; readonly rows: readonly OrderRow[]; readonly totals: OrderTotals }

/** What is drawn on paper: also what is no list of orders. */
export type DrawnPages =
  | PrintedPages
  | {
      readonly what: 'accountant'
      readonly report: AccountantReport
      /** Who sells, where the settings say so; else `''`. */
      readonly seller: string
    }
  | { readonly what: 'invoice'; readonly invoice: InvoiceDocument }
