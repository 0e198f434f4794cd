import { z } from 'zod'
import type { KeyedOrder } from '../../main/edit/changes.ts'
import type { Decimal, Instant, SkipReason, WrongReason } from '../../main/order.ts'
import {
  type OrderFilter,
  type OrderSearch,
  type OrderTotals,
  orderColumns,
  periodNames,
  type SavedSearch,
} from '../../main/order-search.ts'
import type { PrintedPages } from '../../main/print/printed-pages.ts'
import type { Run } from '../../main/run.ts'
import type { Difference, OrderEdit } from '../../main/store/edits.ts'
import { id, instant, nothing, pageSize, request } from './request.ts'

const amount = z.string().regex(/^-?\d{1,11}(\.\d{1,4})?$/)
const state = z.string().max(200)

const orderFilterSchema = z.strictObject({
  text: z.string().max(10_000).default(''),
  shopIds: z.array(id).max(1000).nullable().default(null),
  states: z.array(state).max(1000).nullable().default(null),
  from: instant.nullable().default(null),
  before: instant.nullable().default(null),
  amountFrom: amount.nullable().default(null),
  amountTo: amount.nullable().default(null),
  runId: id.nullable().default(null),
  changedOnSite: z.boolean().default(false),
  edited: z.boolean().default(false),
}) satisfies z.ZodType<OrderFilter, unknown>

export const orderSortSchema = z.strictObject({ by: z.enum(orderColumns), descending: z.boolean() })

const orderListSchema = z.strictObject({
  filter: orderFilterSchema,
  sort: orderSortSchema,
  upTo: z.number().int().min(0).nullable(),
})

const place = z.number().int().min(0)

const orderSelectionSchema = orderListSchema.extend({
  ranges: z
    .array(z.tuple([place, place]))
    .max(100_000)
    .nullable(),
})

export const orderSearchSchema = orderFilterSchema.extend({
  period: z.enum(periodNames).nullable().default(null),
}) satisfies z.ZodType<OrderSearch, unknown>

/** The table of orders as the operator set it up: which columns, in which order. */
export const searchViewSchema = z.strictObject({
  columns: z.array(z.enum(orderColumns)).max(orderColumns.length).nullable(),
})
export type SearchView = z.output<typeof searchViewSchema>

/** A change is made to a version of the order, and refused when there is a newer one (`order-changed-meanwhile`). */
const orderVersion = z.strictObject({ orderId: id, version: z.number().int().min(0) })
const fieldPath = z.string().max(100)

const exportId = z.string().max(100)

const orderMenuActions = [
  'open',
  'log',
  'sameCustomer',
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

/** Orders of the archive: lists, one order and its changes, export, print, saved searches. */
export const orderRequests = {
  /** A page of a list, by place. `locate`: also tells the place of that order. */
  'orders.list': request<OrderPage>()(
    orderListSchema.extend({ offset: place, limit: pageSize, locate: id.nullable().default(null) }),
  ),
  /** What a list, or a selection of it, comes to. */
  'orders.totals': request<OrderTotals>()(orderSelectionSchema),
  /** The states that the archive's orders have. */
  'orders.states': request<readonly string[]>()(nothing),
  /** Copies a selection as tab-separated text; answers how many rows. */
  'orders.copy': request<number>()(
    z.strictObject({
      selection: orderSelectionSchema,
      columns: z.array(z.enum(orderColumns)).min(1).max(20),
    }),
  ),
  /** The context menu of the rows chosen, at the pointer; answers what was chosen of it. */
  'orders.menu': request<OrderMenuAction | null>()(
    z.strictObject({ count: z.number().int().min(1), email: z.string().max(10_000) }),
  ),
  'orders.get': request<OrderDetail | null>()(z.strictObject({ orderId: id })),
  /** The shop's own data of an order, as JSON text (R23): only when it is to be shown, since it takes longest to read. */
  'orders.raw': request<string>()(z.strictObject({ orderId: id })),
  /** When the order came, and every change since (R16, R27). */
  'orders.history': request<OrderHistory>()(z.strictObject({ orderId: id })),
  /** Changes fields by hand (R27); the paths and their values are those of `main/edit/fields.ts`. */
  'orders.save': request<OrderDetail>()(
    orderVersion.extend({
      changes: z.array(z.strictObject({ path: fieldPath, value: z.json() })).max(5000),
    }),
  ),
  /** Takes changes back, and later ones of the same field with them. */
  'orders.undo': request<OrderDetail>()(orderVersion.extend({ editIds: z.array(id).min(1).max(5000) })),
  /** *Ripristina originale*: as it was downloaded. */
  'orders.restore': request<OrderDetail>()(orderVersion),
  /** Asks the shop for the order as it is now, and compares (R16); nothing of ours changes. */
  'orders.differences': request<SiteComparison>()(z.strictObject({ orderId: id })),
  /** Takes over fields as `orders.differences` last found them; `paths` null takes all. */
  'orders.takeOver': request<OrderDetail>()(
    orderVersion.extend({ paths: z.array(fieldPath).max(5000).nullable() }),
  ),
  /** *Tieni la mia*: not modified on the site, until it changes there again. */
  'orders.keepOurs': request<OrderDetail>()(z.strictObject({ orderId: id })),
  /** Opens the order in the shop's own back office, in the system's browser; false where its address is not known. */
  'orders.openInShop': request<boolean>()(z.strictObject({ orderId: id })),
  /**
   * Asks where, then writes a list, or a selection of it (R28); answers null when the operator thought better of it, then or
   * later. `export.progress` events carry the same `exportId`.
   */
  'orders.export': request<ExportedFile | null>()(
    z.strictObject({
      exportId,
      selection: orderSelectionSchema,
      format: z.enum(['csv', 'xlsx', 'easyfatt']),
    }),
  ),
  'orders.cancelExport': request<null>()(z.strictObject({ exportId })),
  /**
   * Prints whole orders, a picking list or the list itself (R28). To a PDF: asks where, and answers the file, or null
   * when the operator thought better of it.
   */
  'orders.print': request<string | null>()(
    z.strictObject({
      what: z.enum(['orders', 'picking', 'list']),
      of: z.union([z.strictObject({ orderId: id }), orderSelectionSchema]),
      to: z.enum(['pdf', 'printer']),
    }),
  ),
  /** What a print window is to draw; and that it has. */
  'print.pages': request<PrintedPages>()(nothing),
  'print.drawn': request<null>()(z.strictObject({ well: z.boolean() })),

  /** Saved searches, by name. */
  'searches.list': request<readonly SavedSearch[]>()(nothing),
  /** Adds one, or changes the one given; `input-invalid` (`name`, `duplicate`) when another has that name. */
  'searches.save': request<SavedSearch>()(
    z.strictObject({
      id: id.nullable(),
      name: z.string().trim().min(1).max(100),
      search: orderSearchSchema,
      sort: orderSortSchema,
    }),
  ),
  'searches.remove': request<null>()(z.strictObject({ id })),
  'search.view': request<SearchView>()(nothing),
  'search.saveView': request<SearchView>()(searchViewSchema),
} as const

export interface OrderRow {
  readonly id: number
  readonly shopId: number
  readonly shopName: string
  readonly number: string
  readonly placedAt: Instant
  readonly downloadedAt: Instant
  readonly state: string
  readonly customer: string
  readonly email: string
  readonly city: string
  readonly total: Decimal
  readonly currency: string
  readonly changedOnSite: boolean
  /** Changed by hand, or taken over from the site (R27). */
  readonly edited: boolean
}

export interface OrderPage {
  readonly rows: readonly OrderRow[]
  /** How many the filter finds in all. */
  readonly total: number
  /** To be given with the requests for the other pages of this list, so that no place moves between them. */
  readonly upTo: number
  /** Where the order asked for is; null when the list does not have it. */
  readonly located: number | null
}

export interface ExportedFile {
  readonly file: string
  /** How many orders are in it. */
  readonly count: number
  /** Orders found that the format cannot hold: those in other currencies, for Easyfatt. */
  readonly leftOut: number
}

export interface OrderDetail extends OrderRow, KeyedOrder {
  /** How often it was changed: changes say which version they were made to. */
  readonly version: number
  readonly runId: number
}

export interface OrderHistory {
  /** Which download brought it. */
  readonly run: Run
  readonly edits: readonly OrderEdit[]
  /** Whether the shop's back office can be opened at this order. */
  readonly hasShopPage: boolean
}

/** An order as the site has it now, compared with ours. */
export type SiteComparison = { readonly detail: OrderDetail } & (
  | { readonly found: 'order'; readonly at: Instant; readonly differences: readonly Difference[] }
  /** The site sends an order that cannot be read (R7). */
  | { readonly found: 'wrong'; readonly reasons: readonly WrongReason[] }
  /** It is none to download any more, whatever its state. */
  | { readonly found: 'unwanted'; readonly reason: SkipReason }
  | { readonly found: 'gone' }
)
