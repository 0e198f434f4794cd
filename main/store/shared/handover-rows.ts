import type { Sqlite } from '../database.ts'
import { handoverOrders } from '../handover-orders.ts'
import { handoverConflicts } from './handover-conflicts.ts'
import { fieldBy, type RowAdapters, type RowOrigin } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'

/** The orders of a shop by their identifiers there. */
type ShopOrders = readonly [shop: string, shopOrderIds: readonly string[]]
/** An order that was changed while it was read for that: it is to be done again, for these paths. */
type ChangedOrder = readonly [shop: string, shopOrderId: string, paths: readonly string[]]

const columns = ['uuid', 'kind', 'place', 'sha256', 'orders', 'begun_at', 'closed_at', 'taken_back_at']
const news = [...columns, 'base', 'guarded']

/** What was handed over (R41): an entry travels with its orders, by the names that they have everywhere. */
export function handoverRows(db: Sqlite, { shopOf, shopId, orderId }: RowPlaces) {
  const orders = handoverOrders(db)
  const { noteDoubled, noteLate, forgetDoubled, outdateHandover, outdateOrder } = handoverConflicts(db)
  const read = db.prepare<[string], Values & { id: number }>(
    `SELECT id, ${news.join(', ')} FROM handovers WHERE uuid = ?`,
  )
  const ordersOf = db
    .prepare<{ id: number }, [shop: string, shopOrderId: string]>(
      `SELECT uuid, shop_order_id FROM (
         SELECT shop_id, shop_order_id FROM handover_orders CROSS JOIN orders ON orders.id BETWEEN first_id AND last_id
         WHERE handover_id = @id
         UNION ALL SELECT shop_id, shop_order_id FROM handover_removed WHERE handover_id = @id)
       JOIN shops ON shops.id = shop_id WHERE demo = 0 ORDER BY shop_id`,
    )
    .raw()
  const changedOf = db
    .prepare<[number], [shop: string, shopOrderId: string, paths: string]>(
      `SELECT uuid, shop_order_id, paths FROM handover_again JOIN orders ON orders.id = order_id
       JOIN shops ON shops.id = shop_id WHERE handover_id = ? AND demo = 0 GROUP BY order_id`,
    )
    .raw()
  const kindOf = db.prepare<[number], string>('SELECT kind FROM handovers WHERE id = ?').pluck()
  const idOf = db.prepare<[unknown], number>('SELECT id FROM handovers WHERE uuid = ?').pluck()
  const insert = db.prepare(
    `INSERT INTO handovers (${news.join(', ')}, desk, seq) VALUES (${news.map((name) => `@${name}`).join(', ')}, @desk, @seq)`,
  )
  const setSeq = db.prepare('UPDATE handovers SET seq = ? WHERE uuid = ? AND seq IS NULL')
  const setCount = db.prepare('UPDATE handovers SET orders = ? WHERE id = ?')
  const setState = db.prepare(
    // What is over stays over, whoever says it when.
    `UPDATE handovers SET closed_at = coalesce(closed_at, @closed_at), taken_back_at = coalesce(taken_back_at, @taken_back_at)
     WHERE uuid = @uuid`,
  )
  const drops = ['handover_again', 'handover_removed', 'handover_orders'].map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE handover_id = ?`),
  )
  const drop = db.prepare<[number]>('DELETE FROM handovers WHERE id = ?')
  const find = db
    .prepare<[string, number | null], [shopOrderId: string, id: number | null]>(
      `SELECT asked.value, orders.id FROM json_each(?) AS asked
       LEFT JOIN orders ON shop_id = ? AND shop_order_id = asked.value`,
    )
    .raw()
  const wait = db.prepare(
    'INSERT INTO waiting_facts (shop, shop_order_id, seq, desk, at, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const hasIt = db
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM handover_orders WHERE handover_id = ? AND ? BETWEEN first_id AND last_id AND first_id <= ?',
    )
    .pluck()
  const removedOf = db
    .prepare<[number], [shop: string, shopOrderId: string]>(
      `SELECT uuid, shop_order_id FROM handover_removed JOIN shops ON shops.id = shop_id WHERE handover_id = ?`,
    )
    .raw()
  const addOne = db.prepare('INSERT INTO handover_orders (handover_id, first_id, last_id) VALUES (?, ?, ?)')

  /** The orders that are here; the others are in it as soon as they come. */
  const putOrders = (
    id: number,
    { uuid, kind, list, again = [] }: Values,
    { seq, at }: RowOrigin,
    desk: string,
  ): void => {
    const found: number[] = []
    const changed = new Map(
      (again as readonly ChangedOrder[]).map(([named, order, paths]) => [`${shopOf(named)} ${order}`, paths]),
    )
    for (const [named, shopOrderIds] of list as readonly ShopOrders[]) {
      const shop = shopOf(named)
      for (const [shopOrderId, order] of find.all(JSON.stringify(shopOrderIds), shopId(shop))) {
        const paths = changed.get(`${shop} ${shopOrderId}`)
        if (order !== null) {
          found.push(order)
          if (paths !== undefined) outdateOrder(order, paths, at, String(kind), id)
        } else {
          const r = { uuid, shop, shop_order_id: shopOrderId, again: paths }
          wait.run(shop, shopOrderId, seq, desk, at, JSON.stringify({ t: 'handover_order', r }))
        }
      }
    }
    orders.put(id, Uint32Array.from(found).sort())
  }

  /** Orders that were removed here since it was said: another desk's of the same identifier are in it. */
  const putBack = (id: number, uuid: unknown, { seq, at }: RowOrigin): void => {
    for (const [shop, shop_order_id] of removedOf.all(id)) {
      const r = { uuid, shop, shop_order_id }
      const order = orderId(r)
      if (order === null)
        wait.run(shop, shop_order_id, seq, '', at, JSON.stringify({ t: 'handover_order', r }))
      else if (hasIt.get(id, order, order) === undefined) addOne.run(id, order, order)
    }
  }

  const remove = (uuid: unknown): void => {
    const id = idOf.get(uuid)
    if (id === undefined) return
    for (const statement of [...drops, drop]) statement.run(id)
  }

  const adapters: RowAdapters = {
    handovers: {
      field: fieldBy('handover'),
      apply(row, origin) {
        const { seq, desk, isPending } = origin
        const id = idOf.get(row.uuid)
        if (id === undefined) {
          // It was dropped here since.
          if (isPending) return 'done'
          const added = Number(insert.run({ ...row, desk, seq }).lastInsertRowid)
          putOrders(added, row, origin, desk ?? '')
          noteDoubled(added, origin)
          outdateHandover(added)
          return 'done'
        }
        if (setSeq.run(seq, row.uuid).changes > 0 && desk === null) {
          noteDoubled(id, origin)
          putBack(id, row.uuid, origin)
        }
        // It has other orders now: some were not in what was sent.
        if (desk !== null && !isPending) {
          drops[2]?.run(id)
          setCount.run(row.orders, id)
          putOrders(id, row, origin, desk)
        }
        return 'done'
      },
    },
    handover_state: {
      apply(row) {
        setState.run(row)
        return 'done'
      },
    },
    handover_dropped: {
      apply({ uuid }) {
        remove(uuid)
        forgetDoubled(String(uuid))
        return 'done'
      },
    },
    handover_order: {
      apply(row, { at }) {
        const order = orderId(row)
        if (order === null) return 'waits'
        const id = idOf.get(row.uuid)
        if (id === undefined) return 'done'
        if (hasIt.get(id, order, order) === undefined) addOne.run(id, order, order)
        noteLate(id, order, at)
        if (Array.isArray(row.again)) outdateOrder(order, row.again, at, kindOf.get(id) ?? '', id)
        return 'done'
      },
    },
  }
  return {
    adapters,
    /** An entry as it is now, with its orders; null: it is gone, or has none that others know. */
    complete(uuid: string): Values | null {
      const entry = read.get(uuid)
      if (entry === undefined) return null
      const { id, ...row } = entry
      const list: [string, string[]][] = []
      for (const [shop, shopOrderId] of ordersOf.iterate({ id })) {
        if (list.at(-1)?.[0] !== shop) list.push([shop, []])
        list.at(-1)?.[1].push(shopOrderId)
      }
      const again = changedOf
        .all(id)
        .map(([shop, shopOrderId, paths]): ChangedOrder => [shop, shopOrderId, JSON.parse(paths)])
      return list.length === 0 ? null : { ...row, list, ...(again.length > 0 && { again }) }
    },
    /** The server has refused it: it is as if it had not been begun. */
    refuse: (uuid: string): void => remove(uuid),
  }
}
