import type { Instant, SkipReason, WrongReason } from '../words/order.ts'
import type { Sqlite } from './database.ts'
import type { OrderKey } from './wrong.ts'

/** All that the archive knows of one order, stored or not (R17). */
export interface KnownOfOrder extends OrderKey {
  readonly shopName: string
  readonly number: string
  readonly stored: { readonly orderId: number; readonly at: Instant; readonly runId: number } | null
  readonly wrong: {
    readonly reasons: readonly WrongReason[]
    readonly runId: number
    readonly ignoredAt: Instant | null
  } | null
  /** Why a run skipped it, as last said. */
  readonly skipped: { readonly reason: SkipReason; readonly at: Instant; readonly runId: number } | null
}

/** More orders by one number than this would be no answer. */
const most = 20

/** Perché manca?: what is known of an order, and whether a time was in a download's window. */
export function missingQueries(db: Sqlite) {
  // An order's number is looked for only where it is not its identifier: there is an index of those.
  const ids = db.prepare<{ shopId: number; id: string; numbers: string; most: number }, { id: string }>(`
    SELECT shop_order_id AS id FROM orders WHERE shop_id = @shopId AND shop_order_id = @id
    UNION SELECT shop_order_id FROM orders WHERE shop_id = @shopId AND number <> shop_order_id
      AND number COLLATE NOCASE IN (SELECT value FROM json_each(@numbers))
    UNION SELECT shop_order_id FROM wrong_orders WHERE shop_id = @shopId
      AND (shop_order_id = @id OR number COLLATE NOCASE IN (SELECT value FROM json_each(@numbers)))
    UNION SELECT shop_order_id FROM log WHERE shop_id = @shopId AND shop_order_id = @id
    UNION SELECT shop_order_id FROM log WHERE shop_id = @shopId AND order_number <> shop_order_id
      AND order_number COLLATE NOCASE IN (SELECT value FROM json_each(@numbers))
    LIMIT @most`)
  const shops = db.prepare<[], { id: number }>('SELECT id FROM shops WHERE removed_at IS NULL ORDER BY id')
  const nameOf = db.prepare<[number], { name: string }>('SELECT name FROM shops WHERE id = ?')
  const stored = db.prepare<[number, string], NonNullable<KnownOfOrder['stored']> & { number: string }>(
    'SELECT id AS orderId, downloaded_at AS at, run_id AS runId, number FROM orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const wrong = db.prepare<
    [number, string],
    { number: string; reasons: string; runId: number; ignoredAt: string | null }
  >(
    'SELECT number, reasons, last_run_id AS runId, ignored_at AS ignoredAt FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const skipped = db.prepare<
    [number, string],
    { number: string | null; at: string; runId: number; params: string }
  >(
    `SELECT order_number AS number, last_at AS at, run_id AS runId, params FROM log
     WHERE shop_id = ? AND shop_order_id = ? AND code = 'order-skipped' ORDER BY last_at DESC, id DESC LIMIT 1`,
  )
  const covering = db.prepare<[number, string, string], { id: number }>(
    `SELECT id FROM runs WHERE shop_id = ? AND seq > 0 AND outcome = 'success' AND window_from <= ?
       AND coalesce(window_to, shop_started_at) >= ? LIMIT 1`,
  )

  const known = (shopId: number, shopOrderId: string): KnownOfOrder => {
    const { number, ...inArchive } = stored.get(shopId, shopOrderId) ?? { number: null }
    const asWrong = wrong.get(shopId, shopOrderId)
    const entry = skipped.get(shopId, shopOrderId)
    return {
      shopId,
      shopName: nameOf.get(shopId)?.name ?? '',
      shopOrderId,
      number: number ?? asWrong?.number ?? entry?.number ?? shopOrderId,
      stored: 'orderId' in inArchive ? inArchive : null,
      wrong: asWrong
        ? {
            reasons: JSON.parse(asWrong.reasons) as WrongReason[],
            runId: asWrong.runId,
            ignoredAt: asWrong.ignoredAt,
          }
        : null,
      skipped: entry ? { reason: reasonOf(entry.params), at: entry.at, runId: entry.runId } : null,
    }
  }

  return {
    /**
     * The orders that go by a number, of one shop or of all.
     * @param id the number, should it be an identifier
     * @param numbers the number in the spellings that shops give it; upper and lower case do not matter
     */
    lookUp: (shopId: number | null, id: string, numbers: readonly string[]): KnownOfOrder[] => {
      const where = shopId === null ? shops.all().map((shop) => shop.id) : [shopId]
      return where.flatMap((shop) =>
        ids
          .all({ shopId: shop, id, numbers: JSON.stringify(numbers), most })
          .map((row) => known(shop, row.id)),
      )
    },
    knownOfOrder: known,
    /** Whether a download that succeeded looked at that time. */
    wasInWindow: (shopId: number, at: Instant): boolean => covering.get(shopId, at, at) !== undefined,
  }
}

function reasonOf(params: string): SkipReason {
  return (JSON.parse(params) as { reason: SkipReason }).reason
}
