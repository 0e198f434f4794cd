import type { SkipReason } from '../words/order.ts'
import type { SkippedGroup } from '../words/run.ts'
import type { Sqlite } from './database.ts'
import type { OrderKey } from './wrong.ts'

interface Place {
  readonly shop_id: number
  readonly seq: number
}

const reasonOf = "json_extract(params, '$.reason.code')"
const stateOf = "json_extract(params, '$.reason.params.state')"

/** Why runs skipped their orders (R6), as the log has it: an entry for each. */
export function skippedQueries(db: Sqlite) {
  const place = db.prepare<[number], Place>('SELECT shop_id, seq FROM runs WHERE id = ?')
  // Entries are stretched over runs that say the same: the run lies between the first and the last.
  const entries = `FROM log INDEXED BY log_shop
    LEFT JOIN orders ON orders.shop_id = log.shop_id AND orders.shop_order_id = log.shop_order_id
    WHERE log.shop_id = @shop_id AND to_seq >= @seq AND from_seq <= @seq AND code = 'order-skipped'`
  const groups = db.prepare<[Place], Omit<SkippedGroup, 'shopId' | 'runId'>>(
    `SELECT ${reasonOf} AS reason, ${stateOf} AS state, count(*) AS count,
       count(*) FILTER (WHERE orders.id IS NULL) AS missing
     ${entries} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
  )
  const missing = db.prepare<
    [Place & Pick<SkippedGroup, 'reason' | 'state'>],
    OrderKey & { readonly number: string }
  >(
    `SELECT log.shop_id AS shopId, log.shop_order_id AS shopOrderId,
       coalesce(order_number, log.shop_order_id) AS number
     ${entries} AND ${reasonOf} = @reason AND ${stateOf} IS @state AND orders.id IS NULL ORDER BY log.id`,
  )
  return {
    /** How many orders a run skipped for each reason, most first; each state that is not downloaded is one. */
    skippedGroups: (runId: number): SkippedGroup[] => {
      const run = place.get(runId)
      if (run === undefined) return []
      return groups.all(run).map((group) => ({ runId, shopId: run.shop_id, ...group }))
    },
    /** Those of a group that the archive does not have. */
    skippedOrders: (
      runId: number,
      reason: SkipReason['code'],
      state: string | null,
    ): (OrderKey & { readonly number: string })[] => {
      const run = place.get(runId)
      return run === undefined ? [] : missing.all({ ...run, reason, state })
    },
  }
}
