import { failure } from '../../words/failure.ts'
import { isSameOrder } from '../../words/same-order.ts'
import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { leftOutQueries } from '../left-out.ts'
import { orderChanges } from '../order-changes.ts'
import { type OrderPlace, orderKeeper } from '../order-keeper.ts'
import { type NewOrder, recordColumns } from '../order-record.ts'

interface Unshared {
  readonly id: number
  readonly number: string
  readonly placedAt: string
  readonly runId: number
  readonly downloadedAt: string
  /** The page of this desk that says so of it is on its way. */
  readonly isOwnPage: 0 | 1
  /** Its work was changed by hand. */
  readonly keepsWork: 0 | 1
}

/** How far an order is with those who had it before they joined. */
export interface PastWork {
  readonly work: number
  readonly waitingUntil: string | null
}

const placedAt = recordColumns.indexOf('placed_at')

/** Of an order that two desks have downloaded the first of the log counts: on the others it gives way, its edits stay. */
export function givingWay(db: Sqlite) {
  const find = db.prepare<[number, string], Unshared>(
    `SELECT orders.id, run_id AS runId, downloaded_at AS downloadedAt, outbox.kind IS 'page' AS isOwnPage,
       coalesce(original.document ->> 'number', number) AS number,
       coalesce(original.document ->> 'placedAt', placed_at) AS placedAt,
       EXISTS (SELECT 1 FROM work_facts CROSS JOIN shops ON shops.id = orders.shop_id
         WHERE shop = shops.uuid AND work_facts.shop_order_id = orders.shop_order_id) AS keepsWork
     FROM orders JOIN unshared_orders AS unshared ON unshared.order_id = orders.id LEFT JOIN outbox ON outbox.id = outbox_id
     LEFT JOIN order_originals AS original ON original.order_id = orders.id
     WHERE shop_id = ? AND orders.shop_order_id = ?`,
  )
  const share = db.prepare('DELETE FROM unshared_orders WHERE order_id = ?')
  const uncount = db.prepare('UPDATE runs SET new = new - 1, skipped = skipped + 1 WHERE id = ?')
  const move = db.prepare(
    `UPDATE orders SET run_id = @runId, downloaded_at = @downloadedAt, raw_batch_id = @rawBatch, raw_index = @rawIndex,
       site_modified_at = @modifiedAt, site_seen_at = @modifiedAt, site_state = NULL, site_state_edit = 0,
       state_group = @group, accepted = @accepted, work = coalesce(@work, work),
       waiting_until = iif(@work IS NULL, waiting_until, @waitingUntil) WHERE id = @id`,
  )
  const unaccept = db.prepare("DELETE FROM order_checks WHERE order_id = ? AND reason = 'accepted'")
  const changes = orderChanges(db)
  const keeper = orderKeeper(db)
  const { judgeOurs } = leftOutQueries(db)
  const { keepChecks, note } = checkKeeper(db)

  return {
    /**
     * Within a transaction.
     * @param past of an order that came with an archive which joined
     * @returns the order's id; null: what is here is the log's, and stays
     * @throws Failure `archives-differ`: what is here under that identifier is another order
     */
    giveWay(place: OrderPlace, order: NewOrder, past: PastWork | null = null): number | null {
      const ours = find.get(place.shopId, order.shopOrderId)
      if (ours === undefined) return null
      const { id } = ours
      const log = { number: order.number, placedAt: String(order.values[placedAt]) }
      if (ours.isOwnPage === 0 && !isSameOrder(ours, log)) {
        throw failure('archives-differ', { orders: 1, numbers: 0 })
      }
      const { runId, rawBatch, downloadedAt } = place
      const { work, checks } = keeper.beginning(place, order)
      const { rawIndex, modifiedAt, accepted, stateGroup } = order
      if (ours.isOwnPage === 1) uncount.run(ours.runId)
      move.run({
        ...{ id, runId, downloadedAt, rawBatch, rawIndex, modifiedAt },
        group: stateGroup || null,
        accepted: accepted === null ? null : JSON.stringify(accepted),
        work: ours.keepsWork === 1 ? null : (past?.work ?? work),
        waitingUntil: past?.waitingUntil ?? null,
      })
      share.run(id)
      changes.replaceOriginal(id, order.document, downloadedAt)
      if (accepted === null) unaccept.run(id)
      keepChecks(id, checks, downloadedAt)
      note(id)
      keeper.keepRefunds(id, downloadedAt)
      judgeOurs(id)
      return id
    },
  }
}
