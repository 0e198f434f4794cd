import type { Instant, Refund } from '../../words/order.ts'
import { type Sqlite, writing } from '../database.ts'
import type { OrderPast } from '../order-keeper.ts'
import { packWithRaw } from './bodies.ts'
import type { OutboxRow } from './outbox.ts'
import type { OrderFact, pageFacts } from './page-facts.ts'
import type { SharedWriter } from './writer.ts'

/** An order of an archive that has joined, as it was there: the columns that no fact of its own tells. */
export interface ImportedOrder extends OrderFact, OrderPast {
  /** Which of the piece's raw batches it is in. */
  readonly batch: number
  readonly downloadedAt: Instant
  /** Beside the order: with when they were seen first. */
  readonly refunds: readonly {
    readonly refund: Refund
    readonly at: Instant | null
    readonly firstSeenAt: Instant
  }[]
}

/** A piece of an archive that joins (R55). Behind it in the body lie its raw batches, as they are stored. */
export interface ImportFact {
  readonly orders: readonly ImportedOrder[]
  /** How many bytes each raw batch has. */
  readonly batches: readonly number[]
}

interface FoundOrder extends Omit<ImportedOrder, 'document' | 'batch' | 'accepted' | 'refunds' | 'checks'> {
  readonly rawBatch: number
  readonly document: string
  readonly accepted: string | null
  readonly refunds: string
  readonly checks: string
}

/** So many orders are one fact, unless their raw data are long. */
const atOnce = 100
const mostBytes = 512 * 1024

/** Puts an archive that joins into the outbox, piece by piece. */
export function importFacts(db: Sqlite, shared: SharedWriter, { asShared }: ReturnType<typeof pageFacts>) {
  const next = db.prepare<[number, number], { id: number; rawBatch: number; bytes: number }>(
    `SELECT orders.id, raw_batch_id AS rawBatch, length(json) AS bytes FROM unshared_orders
     CROSS JOIN orders ON orders.id = order_id CROSS JOIN raw_batches ON raw_batches.id = raw_batch_id
     WHERE outbox_id IS NULL AND order_id > ? AND shop_id = ? ORDER BY order_id LIMIT ${atOnce}`,
  )
  const mark = db.prepare(
    'UPDATE unshared_orders SET outbox_id = ? WHERE order_id IN (SELECT value FROM json_each(?))',
  )
  const found = db.prepare<[number], FoundOrder>(
    `SELECT coalesce(original.document, now.document) AS document, raw_batch_id AS rawBatch, raw_index AS rawIndex,
       accepted, state_group AS "group", downloaded_at AS downloadedAt, site_modified_at AS siteModifiedAt,
       site_seen_at AS siteSeenAt, site_state AS siteState, work, waiting_until AS waitingUntil, unseen,
       own_note AS ownNote, tags, (
         SELECT json_group_array(json_object('refund', json(document), 'at', at, 'firstSeenAt', first_seen_at))
         FROM order_refunds WHERE order_refunds.order_id = orders.id) AS refunds, (
         SELECT json_group_array(json_object('reason', reason, 'content', content))
         FROM order_checks WHERE order_checks.order_id = orders.id) AS checks
     FROM unshared_orders CROSS JOIN orders ON orders.id = unshared_orders.order_id
     CROSS JOIN order_documents AS now ON now.order_id = orders.id
     LEFT JOIN order_originals AS original ON original.order_id = orders.id
     WHERE outbox_id = ? ORDER BY orders.id`,
  )
  const raw = db.prepare<[number], Buffer>('SELECT json FROM raw_batches WHERE id = ?').pluck()

  /** Of each shop the last order that was put in: looking for the next from the first on would take ever longer. */
  const upTo = new Map<number, number>()

  return {
    /** Made when it is sent: an order that another desk's has replaced since is not in it. */
    body(row: OutboxRow): Uint8Array {
      const orders = found.all(row.id)
      const ids = [...new Set(orders.map(({ rawBatch }) => rawBatch))]
      const raws = ids.map((id) => raw.get(id) ?? Buffer.alloc(0))
      const texts = orders.map(({ document, rawBatch, accepted, refunds, checks, ...rest }) => {
        const about = {
          ...rest,
          batch: ids.indexOf(rawBatch),
          accepted: accepted === null ? null : asShared(JSON.parse(accepted)),
        }
        const lists = `"refunds":${refunds},"checks":${checks}`
        return `{"document":${document},${lists},${JSON.stringify(about).slice(1)}`
      })
      const batches = JSON.stringify(raws.map(({ byteLength }) => byteLength))
      return packWithRaw(`{"orders":[${texts.join()}],"batches":${batches}}`, Buffer.concat(raws))
    },
    /** Within the transaction in which the server did not take it: to be put into the outbox once more. */
    forget: db.prepare<[number]>('UPDATE unshared_orders SET outbox_id = NULL WHERE outbox_id = ?'),
    /**
     * Puts the next orders of a shop that the log does not have into the outbox.
     * @param run the number of the right to download that the desk has of the shop meanwhile
     * @returns how many; 0: all are in it
     */
    importPiece: writing(db, (shopId: number, run: number): number => {
      const shop = shared.told(shopId)
      if (shop === null) return 0
      const ids: number[] = []
      const batches = new Set<number>()
      let bytes = 0
      let found = next.all(upTo.get(shopId) ?? 0, shopId)
      // Those that were forgotten lie before.
      if (found.length === 0) found = next.all(0, shopId)
      for (const { id, rawBatch, bytes: length } of found) {
        if (!batches.has(rawBatch)) bytes += length
        if (ids.length > 0 && bytes > mostBytes) break
        batches.add(rawBatch)
        ids.push(id)
      }
      if (ids.length === 0) return 0
      upTo.set(shopId, ids.at(-1) ?? 0)
      // Which orders it has is in `unshared_orders`.
      mark.run(shared.say({ kind: 'import', shop, run, body: {} }), JSON.stringify(ids))
      return ids.length
    }),
  }
}
