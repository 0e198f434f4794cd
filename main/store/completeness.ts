import type { CompletenessResult, CompletenessRow } from '../words/missing.ts'
import type { Instant } from '../words/order.ts'
import type { LogNotice } from '../words/run.ts'
import { type CompletenessWhy, completenessWhy } from '../words/schemas.ts'
import { type Sqlite, writing } from './database.ts'

/** An order that the shop lists, and why a download would skip it. */
export interface ListedOrder {
  readonly shopOrderId: string
  readonly number: string
  readonly state: string | null
  readonly placedAt: Instant | null
  readonly skip: 'state' | 'too-old' | null
}

export interface ArchivedOrder extends Omit<ListedOrder, 'skip'> {
  readonly id: number
}

type StoredCompleteness = Omit<CompletenessResult, 'counts' | 'finishedAt' | 'doubts'> & {
  /** Null while it goes on. */
  readonly finishedAt: Instant | null
  /** JSON */
  readonly doubts: string
}

/** Verifica completezza (R17): the last check of each shop, page by page, so that its size does not matter. */
export function completenessQueries(db: Sqlite) {
  const drop = db.prepare('DELETE FROM comparison_rows WHERE shop_id = ?')
  const dropHead = db.prepare('DELETE FROM comparisons WHERE shop_id = ?')
  const stored = db.prepare<[number, string], { id: number }>(
    'SELECT id FROM orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const wrong = db.prepare<[number, string], { ignored_at: string | null }>(
    'SELECT ignored_at FROM wrong_orders WHERE shop_id = ? AND shop_order_id = ?',
  )
  const insert = db.prepare(
    `INSERT INTO comparison_rows (shop_id, shop_order_id, number, state, placed_at, why)
     VALUES (@shopId, @shopOrderId, @number, @state, @placedAt, @why) ON CONFLICT DO NOTHING`,
  )
  const countSite = db.prepare('UPDATE comparisons SET on_site = on_site + ? WHERE shop_id = ?')
  const countArchive = db.prepare('UPDATE comparisons SET in_archive = in_archive + ? WHERE shop_id = ?')
  const head = db.prepare<[number], StoredCompleteness>(
    `SELECT shop_id AS shopId, from_at AS "from", to_at AS "to", finished_at AS finishedAt, on_site AS onSite,
       in_archive AS inArchive, doubts FROM comparisons WHERE shop_id = ?`,
  )
  // What has been downloaded since is missing no more.
  const still = `FROM comparison_rows AS row
    LEFT JOIN orders ON orders.shop_id = row.shop_id AND orders.shop_order_id = row.shop_order_id
    WHERE row.shop_id = ? AND (why = 'gone') = (orders.id IS NOT NULL)`
  const counts = db.prepare<[number], { why: CompletenessWhy; n: number }>(
    `SELECT why, count(*) AS n ${still} GROUP BY why`,
  )
  const archived = db.prepare<[number, string, string, string, number, number], ArchivedOrder>(
    `SELECT id, shop_order_id AS shopOrderId, number, state, placed_at AS placedAt FROM orders
     WHERE shop_id = ? AND placed_at >= ? AND placed_at < ? AND (placed_at, id) > (?, ?)
     ORDER BY placed_at, id LIMIT ?`,
  )

  const clear = (shopId: number) => {
    drop.run(shopId)
    dropHead.run(shopId)
  }
  const whyOf = (shopId: number, { shopOrderId, skip }: ListedOrder): CompletenessWhy | null => {
    if (stored.get(shopId, shopOrderId)) return null
    const known = wrong.get(shopId, shopOrderId)
    if (known) return known.ignored_at === null ? 'wrong' : 'ignored'
    return skip ?? 'not-downloaded'
  }

  return {
    beginCompleteness: writing(db, (shopId: number, from: Instant, to: Instant, at: Instant): void => {
      clear(shopId)
      db.prepare('INSERT INTO comparisons (shop_id, from_at, to_at, started_at) VALUES (?, ?, ?, ?)').run(
        shopId,
        from,
        to,
        at,
      )
    }),
    /** A page of the shop's list: keeps what the archive does not have, and why. */
    addListed: writing(db, (shopId: number, orders: readonly ListedOrder[]): void => {
      for (const { skip, ...order } of orders) {
        const why = whyOf(shopId, { ...order, skip })
        if (why !== null) insert.run({ ...order, shopId, why })
      }
      countSite.run(orders.length, shopId)
    }),
    /** The archive's orders placed in a period, a page at a time, first placed first. */
    archivedIn: (
      shopId: number,
      from: Instant,
      to: Instant,
      after: Pick<ArchivedOrder, 'placedAt' | 'id'> | null,
      limit: number,
    ): ArchivedOrder[] => archived.all(shopId, from, to, after?.placedAt ?? '', after?.id ?? 0, limit),
    /** So many orders of the archive were looked at; these of them the shop does not list. */
    addArchived: writing(db, (shopId: number, count: number, gone: readonly ArchivedOrder[]): void => {
      for (const { id: _, ...order } of gone) insert.run({ ...order, shopId, why: 'gone' })
      countArchive.run(count, shopId)
    }),
    /** @param from where the shop's list began; later than asked for where it does not show all */
    finishCompleteness: (shopId: number, from: Instant, at: Instant, doubts: readonly LogNotice[]): void => {
      db.prepare('UPDATE comparisons SET from_at = ?, finished_at = ?, doubts = ? WHERE shop_id = ?').run(
        from,
        at,
        JSON.stringify(doubts),
        shopId,
      )
    },
    /** Forgets the shop's last check: one that was not finished says nothing. */
    dropCompleteness: writing(db, clear),
    /** The last check that came to its end; null when there is none. */
    getCompleteness: (shopId: number): CompletenessResult | null => {
      const row = head.get(shopId)
      if (!row?.finishedAt) return null
      const found = new Map(counts.all(shopId).map(({ why, n }) => [why, n]))
      const whys = Object.fromEntries(completenessWhy.options.map((why) => [why, found.get(why) ?? 0]))
      const doubts = JSON.parse(row.doubts) as readonly LogNotice[]
      return { ...row, doubts, finishedAt: row.finishedAt, counts: whys as CompletenessResult['counts'] }
    },
    /** What still differs, in the order of the shop's list. */
    listCompleteness: (
      shopId: number,
      why: CompletenessWhy,
      afterId: number,
      limit: number,
    ): CompletenessRow[] =>
      db
        .prepare<[number, string, number, number], CompletenessRow>(
          `SELECT row.id, row.shop_order_id AS shopOrderId, row.number, row.state, row.placed_at AS placedAt, why,
             orders.id AS orderId ${still} AND why = ? AND row.id > ? ORDER BY row.id LIMIT ?`,
        )
        .all(shopId, why, afterId, limit),
    /** All that is still missing for a reason. */
    completenessOrders: (shopId: number, why: CompletenessWhy): { shopOrderId: string; number: string }[] =>
      db
        .prepare<[number, string], { shopOrderId: string; number: string }>(
          `SELECT row.shop_order_id AS shopOrderId, row.number ${still} AND why = ? ORDER BY row.id`,
        )
        .all(shopId, why),
  }
}
