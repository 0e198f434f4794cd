import { z } from 'zod'
import { longestNote, mostTags, type TagUse } from '../../main/words/annotation.ts'
import { checkReasons } from '../../main/words/checks.ts'
import { exportKinds, type HandedOver, handoverKinds, printKinds } from '../../main/words/handover.ts'
import type { Decimal } from '../../main/words/order.ts'
import {
  type OrderTotals,
  orderColumns,
  type SavedSearch,
  wordColumns,
} from '../../main/words/order-search.ts'
import type {
  ExportedFile,
  HandoverCounts,
  LeftOutCounts,
  OrderDetail,
  OrderHistory,
  OrderMenuAction,
  OrderPage,
  PrintedOut,
  SiteDifferences,
} from '../../main/words/order-view.ts'
import type { DrawnPages } from '../../main/words/printed.ts'
import type { ShopSales } from '../../main/words/sales.ts'
import {
  id,
  orderListSchema,
  orderSearchSchema,
  orderSelectionSchema,
  orderSortSchema,
  orderTableSchema,
  place,
  type SearchView,
  searchViewSchema,
  tag,
  workSchema,
} from '../../main/words/schemas.ts'
import type { Marking, WorkCounts } from '../../main/words/work.ts'
import { nothing, pageSize, request } from './request.ts'

/** So many changes of one order at once: it may have as many lines, and each may differ on the site. */
const mostAtOnce = 200_000

/** A change is made to a version of the order, and refused when there is a newer one (`order-changed-meanwhile`). */
const orderVersion = z.strictObject({ orderId: id, version: z.number().int().min(0) })
const fieldPath = z.string().max(100)

const exportId = z.string().max(100)

/** Orders of the archive: lists, one order and its changes, export, print, saved searches. */
export const orderRequests = {
  /** A page of a list, by place. `locate`: also tells the place of that order; `detailed`: rows have their details. */
  'orders.list': request<OrderPage>()(
    orderListSchema.extend({
      offset: place,
      limit: pageSize,
      locate: id.nullable().default(null),
      detailed: z.boolean().default(false),
    }),
  ),
  /** What a list, or a selection of it, comes to. */
  'orders.totals': request<OrderTotals>()(orderSelectionSchema),
  /** The pieces in a selection's orders; null where they are too many to be read for it. */
  'orders.pieces': request<Decimal | null>()(orderSelectionSchema),
  /** The states that the archive's orders have. */
  'orders.states': request<readonly string[]>()(nothing),
  /** The words that the archive's orders have in a column. */
  'orders.words': request<readonly string[]>()(z.strictObject({ column: z.enum(wordColumns) })),
  /** Copies a selection as tab-separated text; answers how many rows. */
  'orders.copy': request<number>()(
    z.strictObject({
      selection: orderSelectionSchema,
      columns: z.array(z.enum(orderColumns)).min(1).max(orderColumns.length),
    }),
  ),
  /** The context menu of the rows chosen, at the pointer; answers what was chosen of it. */
  'orders.menu': request<OrderMenuAction | null>()(
    z.strictObject({ count: z.number().int().min(1), email: z.string().max(10_000) }),
  ),
  /** Marks one order, what was handed over together, or a selection, as to do, waiting or done (R40); answers how many it has changed. */
  'orders.mark': request<Marking>()(
    z.strictObject({
      of: z.union([
        z.strictObject({ orderId: id }),
        z.strictObject({ handoverId: id }),
        orderSelectionSchema,
      ]),
      work: workSchema,
    }),
  ),
  /** *Rimetti da lavorare*: of the orders placed in the last 7 days, today included, those that would begin so if they came today. */
  'orders.reopen': request<Marking>()(nothing),
  /** Orders of a first download count as done and as passed on (R41): those that the alert tells of, which goes. */
  'orders.passOn': request<Marking>()(z.strictObject({ alertId: id })),
  /** Takes a marking back as one; what was marked otherwise since stays. */
  'orders.undoMark': request<Marking>()(z.strictObject({ id: z.uuid() })),
  /** A list has shown these, to somebody (R40). */
  'orders.see': request<null>()(z.strictObject({ orderIds: z.array(id).max(1000).readonly() })),
  /** How many are to do, wait, or have not been seen; changes come as `work.counted` events. */
  'orders.workCounts': request<WorkCounts>()(nothing),
  /** Today's orders and takings beside those of yesterday and of a week ago until the same time. */
  'orders.sales': request<readonly ShopSales[]>()(nothing),
  /** Writes our note on an order (R43). */
  'orders.note': request<Marking>()(z.strictObject({ orderId: id, note: z.string().max(longestNote) })),
  /** Gives one order, or a selection, tags of ours, and takes others away; answers how many it has changed. */
  'orders.tag': request<Marking>()(
    z.strictObject({
      of: z.union([z.strictObject({ orderId: id }), orderSelectionSchema]),
      add: z.array(tag).max(mostTags).readonly(),
      remove: z.array(tag).max(1000).readonly(),
    }),
  ),
  /** Takes a change of notes or tags back as one; what was changed otherwise since stays. */
  'orders.undoAnnotation': request<Marking>()(z.strictObject({ id: z.uuid() })),
  /** The tags in use, by the alphabet. */
  'orders.tags': request<readonly TagUse[]>()(nothing),
  'orders.get': request<OrderDetail | null>()(z.strictObject({ orderId: id })),
  /** The shop's own data of an order, as JSON text (R23): only when it is to be shown, since it takes longest to read. */
  'orders.raw': request<string>()(z.strictObject({ orderId: id })),
  /** When the order came, and every change since (R16, R27). */
  'orders.history': request<OrderHistory>()(z.strictObject({ orderId: id })),
  /** Changes fields by hand (R27); the paths and their values are those of `main/words/edit/fields.ts`. */
  'orders.save': request<OrderDetail>()(
    orderVersion.extend({
      changes: z
        .array(z.strictObject({ path: fieldPath, value: z.json() }))
        .max(mostAtOnce)
        .readonly(),
    }),
  ),
  /** Takes changes back, and later ones of the same field with them. */
  'orders.undo': request<OrderDetail>()(
    orderVersion.extend({ editIds: z.array(id).min(1).max(mostAtOnce).readonly() }),
  ),
  /** *Ripristina originale*: as it was downloaded. */
  'orders.restore': request<OrderDetail>()(orderVersion),
  /** Asks the shop for the order as it is now, and compares (R16); nothing of ours changes. */
  'orders.siteDifferences': request<SiteDifferences>()(z.strictObject({ orderId: id })),
  /** Takes over fields as `orders.siteDifferences` last found them; `paths` null takes all. */
  'orders.takeOver': request<OrderDetail>()(
    orderVersion.extend({ paths: z.array(fieldPath).max(mostAtOnce).readonly().nullable() }),
  ),
  /** *Tieni la mia*: not modified on the site, until it changes there again. */
  'orders.keepOurs': request<OrderDetail>()(z.strictObject({ orderId: id })),
  /** *Visto* (R42): what is to be looked at, for that reason or for all; answers how many reasons. */
  'orders.seeChecks': request<number>()(
    z.strictObject({
      of: z.union([z.strictObject({ orderId: id }), orderSelectionSchema]),
      reason: z.enum(checkReasons).nullable(),
    }),
  ),
  /** Puts an order that was taken as it is back among the wrong ones, until it is edited (R38). */
  'orders.takeBack': request<null>()(z.strictObject({ orderId: id })),
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
      format: z.enum(exportKinds),
      /** Only what has not been exported in that format, or has changed since (R41). */
      onlyNew: z.boolean().default(false),
      /** Also those that are cancelled, failed or wholly refunded (R42). */
      withCancelled: z.boolean().default(false),
    }),
  ),
  /** How many orders a selection has, and how many of them are new as what (R41). */
  'orders.handoverCounts': request<HandoverCounts>()(orderSelectionSchema),
  /** As what these went out (R41); those that did not are left out. */
  'orders.handedOver': request<readonly HandedOver[]>()(
    z.strictObject({ orderIds: z.array(id).max(5000).readonly() }),
  ),
  /** How many of the orders of a selection, or of those that are new as this, an export or a print would leave out (R42). */
  'orders.leftOut': request<LeftOutCounts>()(
    z.strictObject({
      of: z.union([z.strictObject({ orderId: id }), orderSelectionSchema]),
      kind: z.enum(handoverKinds),
      onlyNew: z.boolean(),
    }),
  ),
  /** *Riprendi*: what was exported or printed does not count; answers how many orders it had. */
  'orders.takeBackHandover': request<number>()(z.strictObject({ id })),
  'orders.cancelExport': request<null>()(z.strictObject({ exportId })),
  /**
   * Prints whole orders, a picking list or the list itself (R28). To a PDF: asks where. Null when the operator thought
   * better of it.
   */
  'orders.print': request<PrintedOut | null>()(
    z.strictObject({
      what: z.enum(printKinds),
      of: z.union([z.strictObject({ orderId: id }), orderSelectionSchema]),
      to: z.enum(['pdf', 'printer']),
      /** Only what has not been printed as this, or has changed since (R41). */
      onlyNew: z.boolean().default(false),
      /** Also those that are cancelled, failed or wholly refunded (R42). */
      withCancelled: z.boolean().default(false),
    }),
  ),
  /** What a print window is to draw; and that it has. */
  'print.pages': request<DrawnPages>()(nothing),
  'print.drawn': request<null>()(z.strictObject({ well: z.boolean() })),

  /** Views, by name. */
  'searches.list': request<readonly SavedSearch[]>()(nothing),
  /** Adds one, or changes the one given; `input-invalid` (`name`, `duplicate`) when another has that name. */
  'searches.save': request<SavedSearch>()(
    z.strictObject({
      id: id.nullable(),
      name: z.string().trim().min(1).max(100),
      search: orderSearchSchema,
      sort: orderSortSchema,
      table: orderTableSchema.nullable(),
    }),
  ),
  'searches.remove': request<null>()(z.strictObject({ id })),
  'search.view': request<SearchView>()(nothing),
  'search.saveView': request<SearchView>()(searchViewSchema),
} as const
