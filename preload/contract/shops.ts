import { z } from 'zod'
import type { ShopCheck } from '../../main/words/check.ts'
import type { ChosenOutcome } from '../../main/words/missing.ts'
import { skipReasons } from '../../main/words/order.ts'
import type { AnnulledSeries, LogEntry, Run, RunDay, SkippedGroup } from '../../main/words/run.ts'
import { id, instant, logFilterSchema, state } from '../../main/words/schemas.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { nothing, pageSize, request } from './request.ts'

/** `shopId` null: a shop not saved yet. Credentials left out keep those saved before. */
const shopDraft = z.strictObject({ shopId: id.nullable(), shop: z.unknown() })

/** Shops, their downloads and the log. */
export const shopRequests = {
  'shops.list': request<readonly ShopView[]>()(nothing),
  /** Shops that were removed and whose orders are in the archive. */
  'shops.removed': request<readonly { readonly id: number; readonly name: string }[]>()(nothing),
  /** Adds or updates a shop; a wrong field is refused with `input-invalid` and the field's name. */
  'shops.save': request<ShopView>()(shopDraft),
  /** Removes the shop; its orders and log stay, but for the orders of the demonstration shop. */
  'shops.remove': request<null>()(z.strictObject({ shopId: id })),
  /** *Prova connessione* (R2); steps arrive as `check.step` events with the same `checkId`. */
  'shops.check': request<ShopCheck>()(shopDraft.extend({ checkId: z.string().max(100) })),
  'shops.cancelCheck': request<null>()(z.strictObject({ checkId: z.string().max(100) })),
  /** *Va bene così* (R39): what the shop's downloads leave out now is not shown again until it changes. */
  'shops.acceptWarnings': request<null>()(z.strictObject({ shopId: id })),
  /** *Scarica sempre questo stato*: named as orders have it; or no longer. */
  'shops.wantState': request<ShopView>()(
    z.strictObject({ shopId: id, state: state.min(1).max(100), wanted: z.boolean() }),
  ),
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
  /** Why these runs skipped their orders (R6, R9): how many for each reason, most first. */
  'runs.skipped': request<readonly SkippedGroup[]>()(
    z.strictObject({ runIds: z.array(id).max(1000).readonly() }),
  ),
  /** Fetches those that a run skipped for one reason and the archive does not have; as `orders.download`. */
  'runs.fetchSkipped': request<readonly ChosenOutcome[]>()(
    z.strictObject({ runId: id, reason: z.enum(skipReasons), state: state.nullable() }),
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
