/**
 * Schemas of what crosses between windows and main and of what is kept as JSON: filters, searches, preferences. Windows
 * take only the types.
 */
import { z } from 'zod'
import { languages } from './format.ts'
import { handoverKinds } from './handover.ts'
import {
  leastColumn,
  mostNamedOrders,
  type OrderFilter,
  type OrderSearch,
  type OrderTableView,
  orderColumns,
  periodNames,
  sortColumns,
} from './order-search.ts'
import { type Work, workStates } from './work.ts'

/** An identifier of the archive's own. */
export const id = z.number().int().positive()
export const instant = z.iso.datetime()
/** Orders that a window names one by one. */
export const orderIds = z.array(id).min(1).max(mostNamedOrders).readonly()

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

export const amount = z.string().regex(/^-?\d{1,11}(\.\d{1,4})?$/)

export const state = z.string().max(200)
const words = z.array(z.string().max(10_000)).max(1000).readonly().nullable().default(null)

/** As typed, somewhat longer than it will be kept. */
export const tag = z.string().max(200)

export const workSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('todo') }),
  z.strictObject({ state: z.literal('done') }),
  z.strictObject({ state: z.literal('waiting'), until: z.iso.date().nullable() }),
]) satisfies z.ZodType<Work>

export const orderFilterSchema = z.strictObject({
  text: z.string().max(10_000).default(''),
  shopIds: z.array(id).max(1000).readonly().nullable().default(null),
  states: z.array(state).max(1000).readonly().nullable().default(null),
  from: instant.nullable().default(null),
  before: instant.nullable().default(null),
  amountFrom: amount.nullable().default(null),
  amountTo: amount.nullable().default(null),
  runId: id.nullable().default(null),
  changedOnSite: z.boolean().default(false),
  edited: z.boolean().default(false),
  work: z.enum(workStates).nullable().default(null),
  unseen: z.boolean().default(false),
  check: z.boolean().default(false),
  newFor: z.array(z.enum(handoverKinds)).max(handoverKinds.length).readonly().nullable().default(null),
  paymentMethods: words,
  shippingMethods: words,
  countries: words,
  downloadedFrom: instant.nullable().default(null),
  downloadedBefore: instant.nullable().default(null),
  tags: z.array(tag).min(1).max(1000).readonly().nullable().default(null),
  noted: z.boolean().default(false),
  orderIds: orderIds.nullable().default(null),
}) satisfies z.ZodType<OrderFilter, unknown>

export const orderSortSchema = z.strictObject({ by: z.enum(sortColumns), descending: z.boolean() })

export const orderListSchema = z.strictObject({
  filter: orderFilterSchema,
  sort: orderSortSchema,
  upTo: z.number().int().min(0).nullable(),
  token: z.string().max(100).optional(),
})

export const place = z.number().int().min(0)

export const orderSelectionSchema = orderListSchema.extend({
  ranges: z
    .array(z.tuple([place, place]).readonly())
    .max(100_000)
    .readonly()
    .nullable(),
})

export const orderSearchSchema = orderFilterSchema.extend({
  period: z.enum(periodNames).nullable().default(null),
  downloadedPeriod: z.enum(periodNames).nullable().default(null),
}) satisfies z.ZodType<OrderSearch, unknown>

/** In pixels; nobody drags further. */
const width = z.number().int().min(leastColumn).max(4000)

export const orderTableSchema = z.strictObject({
  columns: z.array(z.enum(orderColumns)).max(orderColumns.length).readonly().nullable(),
  widths: z.partialRecord(z.enum(orderColumns), width).readonly().default({}),
}) satisfies z.ZodType<OrderTableView, unknown>

/** The search window as this desk has set it up. */
export const searchViewSchema = orderTableSchema.extend({
  /** How wide an open order is beside the list; null: as usual. */
  panel: width.nullable().default(null),
  /** Whether what is exported or printed is marked as done, too. */
  alsoDone: z.boolean().default(false),
})
export type SearchView = z.output<typeof searchViewSchema>

export const preferencesSchema = z.strictObject({
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
  /** How long log entries are kept, in days (R29). */
  logDays: z.number().int().min(7).max(3650),
  /** Start with the computer; and then without a window, in the tray. */
  openAtLogin: z.boolean(),
  startHidden: z.boolean(),
  /** A notification when an automatic sync brings new orders; null: not chosen, which is yes where one is on. */
  notifyNewOrders: z.boolean().nullable(),
  /** After so many hours without a good sync the shop's health is a warning, although nothing failed. */
  staleHours: z.number().int().min(1).max(720),
  /** Look for a newer version of the program once a day. */
  checkUpdates: z.boolean(),
  /** A folder into which copies of the archive go as well; empty: none. */
  secondBackups: z.string().max(4096),
})
export type Preferences = z.output<typeof preferencesSchema>

export const completenessWhy = z.enum(['not-downloaded', 'state', 'too-old', 'wrong', 'ignored', 'gone'])

/** Why site and archive differ; `gone`: in the archive, but not on the site any more. */
export type CompletenessWhy = z.output<typeof completenessWhy>

export const wrongFilterSchema = z.strictObject({ shopId: id.nullable(), ignored: z.boolean() })
export type WrongFilter = z.output<typeof wrongFilterSchema>
