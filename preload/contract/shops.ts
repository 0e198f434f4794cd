import { z } from 'zod'
import type { CheckReport, ShopState } from '../../main/connectors/connector.ts'
import type { Instant } from '../../main/order.ts'
import type { AnnulledSeries, LogEntry, Run, RunProgress } from '../../main/run.ts'
import type { PlatformId, Shop } from '../../main/shop.ts'
import { id, instant, nothing, pageSize, request } from './request.ts'

const logFilterSchema = z.strictObject({
  shopId: id.nullable().default(null),
  runId: id.nullable().default(null),
  orderId: id.nullable().default(null),
  level: z.enum(['info', 'warning', 'error']).nullable().default(null),
  /** What became of an order, or of a run. */
  outcome: z.enum(['skipped', 'wrong', 'failed', 'changed']).nullable().default(null),
  text: z.string().max(10_000).default(''),
})
export type LogFilter = z.output<typeof logFilterSchema>

/** `shopId` null: a shop not saved yet. Credentials left out keep those saved before. */
const shopDraft = z.strictObject({ shopId: id.nullable(), shop: z.unknown() })

/** Shops, their downloads and the log. */
export const shopRequests = {
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
} as const

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
