import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { leftOutQueries } from '../left-out.ts'
import { orderChanges } from '../order-changes.ts'
import { type OrderPlace, orderKeeper } from '../order-keeper.ts'
import type { OrderRecord } from '../order-record.ts'

interface Unshared {
  readonly id: number
  readonly runId: number
  readonly downloadedAt: string
  /** The page of this desk that says so of it is on its way. */
  readonly isOwnPage: 0 | 1
  /** It was here before the archive joined, or its work was changed by hand. */
  readonly keepsWork: 0 | 1
}

/** Of an order that two desks have downloaded the first of the log counts: on the others it gives way, its edits stay. */
export function givingWay(db: Sqlite) {
  const find = db.prepare<[number, string], Unshared>(
    `SELECT orders.id, run_id AS runId, downloaded_at AS downloadedAt, outbox.kind IS 'page' AS isOwnPage,
       outbox_id IS NULL OR EXISTS (SELECT 1 FROM work_facts CROSS JOIN shops ON shops.id = orders.shop_id
         WHERE shop = shops.uuid AND work_facts.shop_order_id = orders.shop_order_id) AS keepsWork
     FROM orders JOIN unshared_orders ON order_id = orders.id LEFT JOIN outbox ON outbox.id = outbox_id
     WHERE shop_id = ? AND orders.shop_order_id = ?`,
  )
  const share = db.prepare('DELETE FROM unshared_orders WHERE order_id = ?')
  const uncount = db.prepare('UPDATE runs SET new = new - 1, skipped = skipped + 1 WHERE id = ?')
  const move = db.prepare(
    `UPDATE orders SET run_id = @runId, downloaded_at = @downloadedAt, raw_batch_id = @rawBatch, raw_index = @rawIndex,
       site_modified_at = @modifiedAt, site_seen_at = @modifiedAt, site_state = NULL, site_state_edit = 0,
       state_group = @group, accepted = @accepted, work = coalesce(@work, work) WHERE id = @id`,
  )
  const unaccept = db.prepare("DELETE FROM order_checks WHERE order_id = ? AND reason = 'accepted'")
  const changes = orderChanges(db)
  const keeper = orderKeeper(db)
  const { judgeOurs } = leftOutQueries(db)
  const { keepChecks, note } = checkKeeper(db)

  return {
    /** Within a transaction. @returns the order's id; null: what is here is the log's, and stays */
    giveWay(place: OrderPlace, order: OrderRecord): number | null {
      const ours = find.get(place.shopId, order.shopOrderId)
      if (ours === undefined) return null
      const { id } = ours
      const { runId, rawBatch, downloadedAt } = place
      const { work, checks } = keeper.beginning(place, order)
      const { rawIndex, modifiedAt, accepted, standing } = order
      if (ours.isOwnPage === 1) uncount.run(ours.runId)
      move.run({
        ...{ id, runId, downloadedAt, rawBatch, rawIndex, modifiedAt },
        group: standing.words[1] || null,
        accepted: accepted === null ? null : JSON.stringify(accepted),
        work: ours.keepsWork === 1 ? null : work,
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
