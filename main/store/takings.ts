import type { OrderKind } from '../words/accountant.ts'
import type { Instant } from '../words/order.ts'
import type { PlatformId } from '../words/shop.ts'
import { meaningOf } from '../words/standing.ts'
import type { ChosenMeanings } from '../words/state-meaning.ts'
import { euCodes } from '../words/vat-area.ts'
import type { Sqlite } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { isInvoiced } from './invoices.ts'
import { countedState, leftOutOf, meaningsColumn } from './left-out.ts'

/** A span of time; its end is not part of it. */
export interface Span {
  readonly from: Instant
  readonly before: Instant
}

/** Orders with which something happened in a period: placed, paid, given back. */
export interface Takings {
  /** Ascending. */
  readonly ids: Uint32Array
  readonly kinds: readonly Exclude<OrderKind, 'unpaid'>[]
  /** 1: it has an invoice (R48). */
  readonly invoiced: Uint8Array
  /** The shops that were looked at, by name. */
  readonly shops: readonly string[]
  readonly isDemo: boolean
  /** Orders of theirs that could not be stored (R7), of any time. */
  readonly wrong: number
}

interface ShopRow {
  readonly id: number
  readonly name: string
  readonly demo: 0 | 1
  readonly platform: PlatformId
  readonly meanings: string
}

type StateRow = [
  id: number,
  shopId: number,
  leftOut: number,
  word: string,
  group: string | null,
  invoiced: 0 | 1,
]

/** What the accountant's month is made from (R47). */
export function takingsQueries(db: Sqlite) {
  const shops = db.prepare<[], ShopRow>(
    `SELECT id, name, demo, platform, ${meaningsColumn} FROM shops
     WHERE removed_at IS NULL OR orders_stored > 0 ORDER BY name`,
  )
  const hidden = db.prepare<[], number>(hiddenShops.slice(1, -1)).pluck()
  const wrong = db
    .prepare<[string], number>(
      `SELECT count(*) FROM json_each(?) AS asked
       JOIN wrong_orders ON shop_id = asked.value AND ignored_at IS NULL`,
    )
    .pluck()
  // Of the whole period all, of the years around it what went to other countries of the EU: more of them is never asked for.
  // Changed refunds may have other dates than were kept of them: those are few.
  const found = db
    .prepare<Record<'from' | 'before' | 'wideFrom' | 'wideBefore' | 'countries' | 'shops', string>, StateRow>(
      `WITH eu AS MATERIALIZED (
         SELECT id FROM orders INDEXED BY orders_methods
         WHERE upper(country) IN (SELECT value FROM json_each(@countries))),
       found AS MATERIALIZED (
         SELECT id FROM orders INDEXED BY orders_placed WHERE placed_at >= @from AND placed_at < @before
         UNION SELECT id FROM orders INDEXED BY orders_paid WHERE paid_at >= @from AND paid_at < @before
         UNION SELECT order_id FROM order_refunds INDEXED BY order_refunds_at
           WHERE coalesce(at, '') >= @from AND coalesce(at, '') < @before
         UNION SELECT order_id FROM order_edits INDEXED BY order_edits_refunds
           WHERE path >= 'refunds' AND path < 'refundt'
         UNION SELECT eu.id FROM eu JOIN orders ON orders.id = eu.id
           WHERE (placed_at >= @wideFrom AND placed_at < @wideBefore)
             OR (paid_at >= @wideFrom AND paid_at < @wideBefore)
             OR EXISTS (SELECT 1 FROM order_refunds
               WHERE order_refunds.order_id = eu.id AND at >= @wideFrom AND at < @wideBefore))
       SELECT orders.id, shop_id, left_out, ${countedState}, ${isInvoiced}
       FROM found CROSS JOIN orders ON orders.id = found.id
       WHERE shop_id IN (SELECT value FROM json_each(@shops)) ORDER BY orders.id`,
    )
    .raw()
  const refunds = db
    .prepare<[string], [orderId: number, document: string]>(
      `SELECT order_id, json_set(document, '$.at', at) FROM json_each(?) AS asked
       CROSS JOIN order_refunds ON order_id = asked.value ORDER BY order_id, first_seen_at, at`,
    )
    .raw()

  return {
    /**
     * @param shopIds null: all but the demonstration shop, which is looked at only alone
     * @param wide the time of which sales to other countries of the EU are asked for
     */
    takings(shopIds: readonly number[] | null, period: Span, wide: Span): Takings {
      const notShown = hidden.all()
      const asked = shops.all().filter(({ id }) => shopIds?.includes(id) ?? !notShown.includes(id))
      const real = asked.filter(({ demo }) => demo === 0)
      const chosen = real.length > 0 ? real : asked
      const shopList = JSON.stringify(chosen.map(({ id }) => id))
      const kindOf = kindsOf(chosen)
      const ids: number[] = []
      const kinds: Takings['kinds'][number][] = []
      const invoiced: number[] = []
      const rows = found.iterate({
        ...period,
        wideFrom: wide.from,
        wideBefore: wide.before,
        countries: JSON.stringify(euCodes),
        shops: shopList,
      })
      for (const row of rows) {
        ids.push(row[0])
        kinds.push(kindOf(row))
        invoiced.push(row[5])
      }
      return {
        ids: Uint32Array.from(ids),
        kinds,
        invoiced: Uint8Array.from(invoiced),
        shops: chosen.map(({ name }) => name),
        isDemo: real.length === 0 && chosen.length > 0,
        wrong: wrong.get(shopList) ?? 0,
      }
    },
    /** What was given back of these orders, as JSON, also what came after the download. */
    refundsOfOrders: (ids: Uint32Array) => refunds.all(JSON.stringify([...ids])),
  }
}

/** What a state comes to; each is looked up once. */
function kindsOf(shops: readonly ShopRow[]): (row: StateRow) => Takings['kinds'][number] {
  const byId = new Map(
    shops.map(({ id, platform, meanings }) => [
      id,
      {
        platform,
        chosen: JSON.parse(meanings) as ChosenMeanings,
        known: new Map<string, ReturnType<typeof meaningOf>>(),
      },
    ]),
  )
  return ([, shopId, leftOut, word, group]) => {
    const out = leftOutOf(leftOut)
    if (out !== null) return out
    const shop = byId.get(shopId)
    if (shop === undefined) return 'other'
    const key = JSON.stringify([word, group])
    const known = shop.known.get(key)
    if (known !== undefined) return known ?? 'other'
    const meaning = meaningOf(shop.platform, shop.chosen, [word, group ?? ''])
    shop.known.set(key, meaning)
    return meaning ?? 'other'
  }
}
