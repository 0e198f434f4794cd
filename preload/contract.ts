/**
 * Every request and event that crosses from a window to the main process and back. Declared once, here: main's
 * handlers (`main/app/ipc.ts`), the bridge (`preload/index.ts`) and the windows' client (`renderer/client.ts`) take
 * their types from it. Main checks the arguments with these schemas; windows import types only.
 */
import { z } from 'zod'
import type { Alert } from '../main/alert.ts'
import type { CheckReport, CheckStep, Notice, ShopState } from '../main/connectors/connector.ts'
import type { KeyedOrder } from '../main/edit/changes.ts'
import type { FailureValue } from '../main/failure.ts'
import type { Decimal, Instant, SkipReason, WrongReason } from '../main/order.ts'
import {
  type OrderFilter,
  type OrderSearch,
  type OrderTotals,
  orderColumns,
  periodNames,
  type SavedSearch,
} from '../main/order-search.ts'
import type { PrintedPages } from '../main/print/printed-pages.ts'
import type { SafetyState } from '../main/program/safety.ts'
import type { WhyMissing } from '../main/program/why-missing.ts'
import type { AnnulledSeries, Counters, LogEntry, Run, RunProgress } from '../main/run.ts'
import { type PlatformId, type Shop, type ShopInput, shopInputSchema } from '../main/shop.ts'
import type { Difference, OrderEdit } from '../main/store/edits.ts'
import type { BackupView } from '../main/store/kept-archive.ts'
import type { ComparisonProgress } from '../main/sync/compare.ts'

/** A request: the schema of its argument, and (as a type only) what it answers. */
export interface Request<Schema extends z.ZodType, Answer> {
  readonly argument: Schema
  /** Never set: it carries the type of the answer. */
  readonly answer?: { readonly of: Answer }
}

function request<Answer>() {
  return <Schema extends z.ZodType>(argument: Schema): Request<Schema, Answer> => ({ argument })
}

const nothing = z.undefined()
const id = z.number().int().positive()
const instant = z.iso.datetime()
const pageSize = z.number().int().min(1).max(500)

export const preferencesSchema = z.strictObject({
  language: z.enum(['system', 'it', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** How long log entries are kept, in days (R29). */
  logDays: z.number().int().min(7).max(3650),
  /** Start with the computer; and then without a window, in the tray. */
  openAtLogin: z.boolean(),
  startHidden: z.boolean(),
  /** A notification when an automatic sync brings new orders. */
  notifyNewOrders: z.boolean(),
  /** After so many hours without a good sync the shop's health is a warning, although nothing failed. */
  staleHours: z.number().int().min(1).max(720),
  /** Look for a newer version of the program once a day. */
  checkUpdates: z.boolean(),
})
export type Preferences = z.output<typeof preferencesSchema>

export const logFilterSchema = z.strictObject({
  shopId: id.nullable().default(null),
  runId: id.nullable().default(null),
  orderId: id.nullable().default(null),
  level: z.enum(['info', 'warning', 'error']).nullable().default(null),
  /** What became of an order, or of a run. */
  outcome: z.enum(['skipped', 'wrong', 'failed', 'changed']).nullable().default(null),
  text: z.string().max(10_000).default(''),
})
export type LogFilter = z.output<typeof logFilterSchema>

const amount = z.string().regex(/^-?\d{1,11}(\.\d{1,4})?$/)
const state = z.string().max(200)

export const orderFilterSchema = z.strictObject({
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

export const orderSelectionSchema = orderListSchema.extend({
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
const orderKey = z.strictObject({ shopId: id, shopOrderId: z.string().min(1).max(100) })
/** Orders to fetch whatever their state and age; the number is for the log. */
const chosenOrders = z
  .array(orderKey.extend({ number: z.string().max(200) }))
  .min(1)
  .max(10_000)

const typedNumber = z.string().max(200)
const comparisonWhy = z.enum(['not-downloaded', 'state', 'too-old', 'wrong', 'ignored', 'gone'])
/** Why site and archive differ; `gone`: in the archive, but not on the site any more. */
export type ComparisonWhy = z.output<typeof comparisonWhy>

export const wrongFilterSchema = z.strictObject({ shopId: id.nullable(), ignored: z.boolean() })
export type WrongFilter = z.output<typeof wrongFilterSchema>

const exportId = z.string().max(100)

/** `shopId` null: a shop not saved yet. Credentials left out keep those saved before. */
const shopDraft = z.strictObject({ shopId: id.nullable(), shop: z.unknown() })

export const orderMenuActions = [
  'open',
  'log',
  'sameCustomer',
  'copy',
  'csv',
  'xlsx',
  'easyfatt',
  'selectAll',
] as const
export type OrderMenuAction = (typeof orderMenuActions)[number]

export const requests = {
  /** What a window needs before it draws anything. */
  'app.start': request<AppStart>()(nothing),
  'preferences.save': request<Preferences>()(preferencesSchema),

  'shops.list': request<readonly ShopView[]>()(nothing),
  /** Adds or updates a shop; a wrong field is refused with `input-invalid` and the field's name. */
  'shops.save': request<ShopView>()(shopDraft),
  /** Removes the shop; its orders and log stay. */
  'shops.remove': request<null>()(z.strictObject({ shopId: id })),
  /** *Prova connessione* (R2); steps arrive as `check.step` events with the same `checkId`. */
  'shops.check': request<CheckReport>()(shopDraft.extend({ checkId: z.string().max(100) })),
  'shops.cancelCheck': request<null>()(z.strictObject({ checkId: z.string().max(100) })),
  /** R10: the custom period of the first download; both null puts the 24 hours back. */
  'shops.firstPeriod': request<ShopView>()(
    z.strictObject({ shopId: id, from: instant.nullable(), to: instant.nullable() }),
  ),
  /** Starts the demonstration shop (R37) and adds it. */
  'demo.add': request<ShopView>()(nothing),

  /** Download Ordini: for one shop, or for all. Answers at once; what follows comes as events. */
  'runs.start': request<null>()(z.strictObject({ shopId: id.nullable() })),
  'runs.cancel': request<null>()(z.strictObject({ shopId: id.nullable() })),
  'runs.list': request<readonly Run[]>()(
    z.strictObject({ shopId: id.nullable(), beforeId: id.nullable(), limit: pageSize }),
  ),
  /** How long the series of *annullata* is whose newest run is given: lists hold only what was read of it. */
  'runs.annulled': request<AnnulledSeries>()(z.strictObject({ runId: id })),

  /** *Sospendi per un'ora*: no automatic sync for so many minutes; 0 goes on at once. */
  'sync.pause': request<null>()(z.strictObject({ minutes: z.number().int().min(0).max(1440) })),
  /** A shop's last days, oldest first, one for each day even if nothing happened. */
  'runs.days': request<readonly RunDay[]>()(
    z.strictObject({ shopId: id, days: z.number().int().min(1).max(90) }),
  ),

  /** Newest first; `beforeId` is the last id of the page before. */
  'log.list': request<readonly LogEntry[]>()(
    z.strictObject({ filter: logFilterSchema, beforeId: id.nullable(), limit: pageSize }),
  ),
  /** Asks where, then writes what the filter finds; answers the file, or null when the operator thought better of it. */
  'log.export': request<string | null>()(z.strictObject({ filter: logFilterSchema })),

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
  /** Is there a newer version of the program? What is found comes as `update.changed` events too. */
  'update.check': request<UpdateView>()(nothing),
  'update.download': request<UpdateView>()(nothing),
  /** Ends the program and starts the new version. */
  'update.install': request<UpdateView>()(nothing),
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

  /** Utilità → Copie di sicurezza (R34). */
  'backups.list': request<BackupsView>()(nothing),
  /** *Fai una copia adesso*; answers when it is done. */
  'backups.make': request<null>()(nothing),
  /** *Ripristina*: answers when the copy has taken the archive's place. */
  'backups.restore': request<null>()(z.strictObject({ name: z.string().max(100) })),
  'backups.openFolder': request<null>()(nothing),
  /** The operator has read it; answers what is left. */
  'alerts.dismiss': request<readonly Alert[]>()(z.strictObject({ id })),
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

  /** Opens the order search window, or brings it to the front, showing a run's new orders (R8) or one order. */
  'windows.search': request<null>()(z.strictObject({ runId: id.nullable(), orderId: id.nullable() })),
  /** Opens the main window's log at an order or a run. */
  /** Opens the main window's *Perché manca?*, with a number already typed. */
  'windows.missing': request<null>()(z.strictObject({ shopId: id.nullable(), number: typedNumber })),
  'windows.log': request<null>()(z.strictObject({ runId: id.nullable(), orderId: id.nullable() })),
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type Argument<Name extends RequestName> = z.input<Requests[Name]['argument']>
export type ParsedArgument<Name extends RequestName> = z.output<Requests[Name]['argument']>
export type Answer<Name extends RequestName> = NonNullable<Requests[Name]['answer']>['of']

/** Failures cross as values (never as thrown texts): the windows have the words. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: FailureValue }

/** What main tells the windows unasked. */
export interface Events {
  'run.progress': RunProgress
  'run.changed': Run
  /** A run could not begin, or could not be recorded: the archive cannot be written, another process is at work. */
  'run.refused': { readonly shopId: number; readonly failure: FailureValue }
  'shops.changed': readonly ShopView[]
  'log.changed': { readonly shopId: number }
  /** An order was changed by hand or from the site, in this window or another. */
  'orders.changed': { readonly orderId: number }
  'preferences.changed': Preferences
  /** What the program has to tell about itself, newest first. */
  'alerts.changed': readonly Alert[]
  /** A copy of the archive has begun or ended. */
  'backups.changed': null
  /** Another archive has taken the archive's place: everything read from it is out of date. */
  'archive.replaced': null
  /** Automatic sync was paused or goes on. */
  'sync.paused': { readonly until: Instant | null }
  'check.step': { readonly checkId: string; readonly step: CheckStep }
  'export.progress': { readonly exportId: string; readonly written: number; readonly total: number }
  'update.changed': UpdateView
  'completeness.progress': { readonly shopId: number } & ComparisonProgress
  /** A menu item or another window asks this window to show something. */
  navigate: Destination
}
export type EventName = keyof Events

export type Destination =
  | { readonly to: 'download' }
  | { readonly to: 'settings'; readonly shopId: number | null }
  | { readonly to: 'add-shop' }
  | { readonly to: 'first-period' }
  | { readonly to: 'log'; readonly runId: number | null; readonly orderId: number | null }
  | { readonly to: 'search'; readonly runId: number | null; readonly orderId: number | null }
  | { readonly to: 'wrong' }
  | { readonly to: 'missing'; readonly shopId: number | null; readonly number: string }
  | { readonly to: 'completeness' }
  | { readonly to: 'preferences' }
  | { readonly to: 'backups' }
  | { readonly to: 'shortcuts' }
  /** The manual: at the page about the search window, or about what the main window shows. */
  | { readonly to: 'manual'; readonly about: 'search' | 'here' }

export interface AppStart {
  readonly version: string
  readonly os: 'windows' | 'macos' | 'linux'
  /** The language to draw in, after `system` has been resolved. */
  readonly language: 'it' | 'en'
  readonly preferences: Preferences
  readonly platforms: readonly PlatformView[]
  readonly shops: readonly ShopView[]
  /** False where the system has no safe store for credentials (R32): the settings say so. */
  readonly credentialsEncrypted: boolean
  readonly alerts: readonly Alert[]
  /** Automatic sync is paused until then. */
  readonly pausedUntil: Instant | null
  readonly update: UpdateView
  /** What this window should show first. */
  readonly destination: Destination
}

/** What is known of a newer version of the program. */
export interface UpdateView {
  /** `unconfigured`: this program was packed without an address for updates. */
  readonly phase: 'unconfigured' | 'none' | 'checking' | 'available' | 'downloading' | 'ready' | 'failed'
  readonly version: string | null
  /** What is new, in the words of who released it; plain text. */
  readonly notes: string
  readonly percent: number
  readonly failure: FailureValue | null
}

export interface BackupsView {
  /** Newest first. */
  readonly backups: readonly BackupView[]
  readonly state: SafetyState
  /** How many orders the archive in use holds. */
  readonly orders: number
}

/** One local day of a shop's runs. */
export interface RunDay {
  /** `YYYY-MM-DD`, this computer's calendar. */
  readonly day: string
  readonly succeeded: number
  readonly failed: number
  readonly new: number
}

export interface PlatformView {
  readonly id: PlatformId
  readonly credentials: readonly (readonly { readonly name: string; readonly secret: boolean }[])[]
  readonly defaultStates: readonly string[]
}

/** A shop as the windows see it: never its credentials. */
export interface ShopView extends Shop {
  /** The names of the credentials that are saved. */
  readonly savedCredentials: readonly string[]
  /** States the shop was last seen to have; empty before the first check. */
  readonly knownStates: readonly ShopState[]
  readonly isDemo: boolean
  /** Whether the first download has succeeded: from then on its period cannot be changed (R10). */
  readonly firstDownloadDone: boolean
  readonly ordersStored: number
  /** Wrong orders (R7) that are neither mended nor ignored. */
  readonly wrongOrders: number
  readonly lastRun: Run | null
  /** The last run that succeeded. */
  readonly lastSuccess: Run | null
  readonly failuresInARow: number
  /** 20 automatic syncs failed in a row: the next ones are annulled until Download Ordini is pressed (R19, R20). */
  readonly suspended: boolean
  /** When the next automatic sync begins; null when it is switched off, or at work. */
  readonly nextSyncAt: Instant | null
  /** Set while a run is under way. */
  readonly progress: RunProgress | null
}

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

export interface OrderDetail extends OrderRow, KeyedOrder {
  /** How often it was changed: changes say which version they were made to. */
  readonly version: number
  readonly runId: number
  /** The shop's own data, as JSON text (R23). */
  readonly raw: string
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

export type {
  Alert,
  AnnulledSeries,
  BackupView,
  CheckReport,
  CheckStep,
  Counters,
  Difference,
  LogEntry,
  OrderEdit,
  OrderFilter,
  OrderSearch,
  OrderTotals,
  PlatformId,
  Run,
  RunProgress,
  SavedSearch,
  Shop,
  ShopInput,
  ShopState,
}
export { shopInputSchema }
