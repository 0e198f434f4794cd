import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { leftOutOf, leftOutQueries } from '../left-out.ts'
import { fieldOf, type RowAdapters } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'

/** What the site has changed, and somebody has dealt with, or no longer has (R16). */
export function siteRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const { judgeSite } = leftOutQueries(db)
  const { noteSite, settleSiteChecks } = checkKeeper(db)
  // Another desk may have heard of a later change.
  const set = db
    .prepare<Record<string, unknown>, 0 | 1>(
      `UPDATE orders SET site_modified_at = @modified, site_seen_at = max(site_seen_at, @seen) WHERE id = @orderId
       RETURNING site_modified_at >= site_seen_at`,
    )
    .pluck()
  const forget = db.prepare('DELETE FROM order_site_versions WHERE order_id = ?')
  const see = db.prepare(
    'UPDATE orders SET site_seen_at = @seen WHERE id = @orderId AND site_seen_at < @seen',
  )
  const setSeq = db.prepare(
    'UPDATE orders SET site_state_seq = ? WHERE id = ? AND site_state_seq IS NULL AND site_state IS NOT NULL',
  )
  const judged = (orderId: number, { state, group, out }: Values) => {
    if (state === null) return judgeSite(orderId, null)
    const words = [String(state), String(group ?? '')]
    return judgeSite(orderId, { words, isRefunded: leftOutOf(Number(out)) === 'refunded' })
  }
  return {
    site_said: {
      field: fieldOf.siteSaid,
      apply(row, { seq, desk, at, isPending }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        if (isPending) return 'done'
        if (desk === null) setSeq.run(seq, id)
        const isNews = see.run({ orderId: id, seen: row.seen }).changes > 0
        const step = judged(id, row)
        if (isNews || step.isNewlyLeftOut) noteSite(id, { ...step, modifiedAt: String(row.seen) }, at)
        return 'done'
      },
    },
    site_settled: {
      field: fieldOf.site,
      apply(row, { at, isPending }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        if (isPending) return 'done'
        const { modified, seen } = row
        const isSettled = set.get({ orderId: id, modified, seen }) === 1
        const step = judged(id, row)
        if (isSettled) {
          settleSiteChecks(id)
          forget.run(id)
        } else if (step.leftOut !== null) noteSite(id, { ...step, modifiedAt: String(seen) }, at)
        return 'done'
      },
    },
  }
}
