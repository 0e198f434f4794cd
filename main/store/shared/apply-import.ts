import type { PlatformId } from '../../words/shop.ts'
import type { ChosenMeanings } from '../../words/state-meaning.ts'
import type { Sqlite } from '../database.ts'
import { leftOutQueries, meaningsColumn } from '../left-out.ts'
import { orderKeeper } from '../order-keeper.ts'
import { toNewOrder, toOrderRecord } from '../order-record.ts'
import { givingWay } from './give-way.ts'
import type { ImportedOrder, ImportFact } from './import-facts.ts'

/** Stores what an archive that has joined had (R55): what the log has already stays as it is. */
export function importApplier(db: Sqlite) {
  const keeper = orderKeeper(db)
  const { giveWay } = givingWay(db)
  const { judgeOurs } = leftOutQueries(db)
  const shopOf = db.prepare<[number], { platform: PlatformId; meanings: string }>(
    `SELECT platform, ${meaningsColumn} FROM shops WHERE id = ?`,
  )
  const setSite = db.prepare(
    `UPDATE orders SET site_modified_at = @siteModifiedAt, site_seen_at = @siteSeenAt, site_state = @siteState
     WHERE id = @id`,
  )
  const mend = db.prepare('DELETE FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?')
  const insertRaw = db.prepare('INSERT INTO raw_batches (json) VALUES (?)')
  const keepRefund = db.prepare(
    `INSERT INTO order_refunds (order_id, refund_id, at, first_seen_at, document) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = coalesce(at, excluded.at), first_seen_at = excluded.first_seen_at`,
  )
  const count = db.prepare('UPDATE runs SET total = total + @n, new = new + @n WHERE id = @runId')
  const countShop = db.prepare('UPDATE shops SET orders_stored = orders_stored + ? WHERE id = ?')

  const finish = (id: number, { refunds, siteState }: ImportedOrder): void => {
    for (const { refund, at, firstSeenAt } of refunds)
      keepRefund.run(id, refund.id, at, firstSeenAt, JSON.stringify(refund))
    // What the order itself says of it is known already.
    if (siteState !== null || refunds.length > 0) judgeOurs(id)
  }

  /** @returns the identifiers of the orders that are the log's now */
  return (
    shopId: number,
    runId: number,
    { orders, batches }: ImportFact,
    raw: Uint8Array,
  ): readonly string[] => {
    const shop = shopOf.get(shopId)
    if (shop === undefined) throw new Error(`no shop ${shopId}`)
    let start = 0
    const raws = batches.map((length) => {
      const bytes = raw.subarray(start, start + length)
      start += length
      return bytes
    })
    const stored = new Map<number, number | bigint>()
    const batchOf = (batch: number): number | bigint => {
      const known = stored.get(batch)
      if (known !== undefined) return known
      const id = insertRaw.run(raws[batch] ?? new Uint8Array()).lastInsertRowid
      stored.set(batch, id)
      return id
    }
    const { platform } = shop
    const meanings = JSON.parse(shop.meanings) as ChosenMeanings
    const ids: string[] = []
    let came = 0
    for (const order of orders) {
      const { document, rawIndex, accepted, group, downloadedAt } = order
      const record = toNewOrder(toOrderRecord(document, rawIndex, { accepted, stateGroup: group }), document)
      const place = { shopId, platform, meanings, runId, rawBatch: batchOf(order.batch), downloadedAt }
      const added = keeper.store(place, record, order)
      const id = added ?? giveWay(place, record, order)
      if (id === null) continue
      if (added === null) {
        const { siteModifiedAt, siteSeenAt, siteState } = order
        setSite.run({ siteModifiedAt, siteSeenAt, siteState, id })
      } else came += 1
      finish(id, order)
      mend.run(shopId, record.shopOrderId)
      ids.push(record.shopOrderId)
    }
    if (came > 0) countShop.run(came, shopId)
    count.run({ n: ids.length, runId })
    return ids
  }
}
