import type { Accepted, Instant, Order } from '../../words/order.ts'
import type { Sqlite } from '../database.ts'
import type { RunPage } from '../run-page.ts'
import { packWithRaw } from './bodies.ts'

/** What a page says beside its orders. */
export type PageRest = Pick<
  RunPage,
  'skipped' | 'wrong' | 'wrongAgain' | 'changed' | 'refunds' | 'notices'
> & { readonly at: Instant }

/** An order as a fact has it. */
export interface OrderFact {
  /** As downloaded. */
  readonly document: Order
  readonly rawIndex: number
  /** With the numbers of runs that desks share; null: of none of them. */
  readonly accepted: Accepted | null
  /** The platform's state that its own belongs to. */
  readonly group: string | null
}

/** A page of a run, as `savePage` was called with it. */
export type PageFact = PageRest & { readonly orders: readonly OrderFact[] }

/** An order that a page has stored, as the outbox names it; one taken as it is may be taken back before it is sent. */
export interface SaidOrder {
  readonly id: string
  readonly number: string
  readonly group: string | null
  readonly accepted?: { readonly rawIndex: number; readonly accepted: Accepted; readonly document: string }
}

/** A row of `wrong_orders`. */
export type WrongRow = Readonly<Record<string, string | number | null>>

/** A page in the outbox. */
export type SaidPage = PageRest & {
  readonly orders: readonly SaidOrder[]
  readonly counted: { readonly fresh: number; readonly skipped: number; readonly wrong: number }
  /** The wrong orders that it has stored, forgotten or judged anew, as they were: kept here, and not sent. */
  readonly wrongBefore: readonly WrongRow[]
}

interface FoundOrder {
  readonly place: number
  readonly document: string
  readonly rawBatch: number
  readonly rawIndex: number
}

/** Makes the body of a page when it is sent, of the documents as downloaded and the raw data as they are stored. */
export function pageFacts(db: Sqlite) {
  const documents = db.prepare<[string, string], FoundOrder>(
    `SELECT asked.key AS place, coalesce(original.document, now.document) AS document, raw_batch_id AS rawBatch,
       raw_index AS rawIndex
     FROM json_each(?) AS asked CROSS JOIN shops ON shops.uuid = ?
     CROSS JOIN orders ON shop_id = shops.id AND shop_order_id = asked.value
     CROSS JOIN order_documents AS now ON now.order_id = orders.id
     LEFT JOIN order_originals AS original ON original.order_id = orders.id`,
  )
  const raw = db.prepare<[number], Buffer>('SELECT json FROM raw_batches WHERE id = ?').pluck()
  const sharedRun = db.prepare<[number], number | null>('SELECT shared_run FROM runs WHERE id = ?').pluck()

  /** With the numbers of runs that all desks know; 0: none. */
  const asShared = (accepted: Accepted): Accepted => ({
    ...accepted,
    seenAt: null,
    firstRunId: sharedRun.get(accepted.firstRunId) ?? 0,
    lastRunId: sharedRun.get(accepted.lastRunId) ?? 0,
  })

  return {
    asShared,
    /** @param rawBatch whose orders it has; an order that another desk's has replaced since was there already */
    body(shop: string, page: SaidPage, rawBatch: number | null): Uint8Array {
      const { orders, counted: _, wrongBefore: __, skipped, ...rest } = page
      const found = new Map(
        documents.all(JSON.stringify(orders.map(({ id }) => id)), shop).map((one) => [one.place, one]),
      )
      const gone: PageRest['skipped'][number][] = []
      const texts = orders.flatMap(({ id, number, group, accepted }, place) => {
        const order = found.get(place)
        const own = order !== undefined && order.rawBatch === rawBatch
        const document = own ? order.document : accepted?.document
        if (document === undefined) {
          gone.push({ shopOrderId: id, number, reason: { code: 'already-downloaded', params: {} } })
          return []
        }
        const about = {
          rawIndex: own ? order.rawIndex : accepted?.rawIndex,
          accepted: accepted === undefined ? null : asShared(accepted.accepted),
          group,
        }
        return [`{"document":${document},${JSON.stringify(about).slice(1)}`]
      })
      const text = JSON.stringify({ ...rest, skipped: [...skipped, ...gone] })
      return packWithRaw(
        `{"orders":[${texts.join()}],${text.slice(1)}`,
        rawBatch === null ? null : (raw.get(rawBatch) ?? null),
      )
    },
  }
}
