import { noteOf, type TagUse, tagsIn, tagsText } from '../words/annotation.ts'
import { folded } from '../words/folded.ts'
import type { Instant, Order } from '../words/order.ts'
import type { Marking } from '../words/work.ts'
import { type Sqlite, writing } from './database.ts'
import { searchTextOf } from './order-record.ts'
import { isAnnotated, searchIndex } from './search-index.ts'
import { uniqueId } from './unique-id.ts'

interface Annotation {
  readonly note: string
  readonly tags: string
}

interface AnnotatedOrder extends Annotation {
  readonly id: number
  readonly shop: string
  readonly shopOrderId: string
  readonly document: string
}

/** Tags that some orders get, and those that they lose. */
export interface TagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

type FactRow = readonly [orderId: number, tag: string | null, value: string, before: string]

/** Notes and tags of ours on orders (R43). Nothing that comes from a shop changes them. */
export function annotationQueries(db: Sqlite) {
  const { replace } = searchIndex(db)
  const asked = db.prepare<[string], AnnotatedOrder>(
    `SELECT orders.id, shops.uuid AS shop, shop_order_id AS shopOrderId, own_note AS note, tags, document
     FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
     CROSS JOIN shops ON shops.id = orders.shop_id CROSS JOIN order_documents ON order_id = orders.id`,
  )
  const set = db.prepare('UPDATE orders SET own_note = ?, tags = ? WHERE id = ?')
  const keep = db.prepare(
    `INSERT INTO annotation_facts (id, change, shop, shop_order_id, at, tag, value, value_before)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const made = db
    .prepare<[string], FactRow>(
      `SELECT orders.id, tag, value, value_before FROM annotation_facts AS fact
       CROSS JOIN shops ON shops.uuid = fact.shop
       CROSS JOIN orders ON orders.shop_id = shops.id AND orders.shop_order_id = fact.shop_order_id
       WHERE change = ? ORDER BY fact.seq`,
    )
    .raw()
  const used = db
    .prepare<[], [tags: string, orders: number]>(
      `SELECT tags, count(*) FROM orders INDEXED BY orders_annotated WHERE ${isAnnotated} GROUP BY tags`,
    )
    .raw()

  const tagsInUse = (): TagUse[] => {
    const uses = new Map<string, number>()
    for (const [tags, orders] of used.iterate())
      for (const tag of tagsIn(tags)) uses.set(tag, (uses.get(tag) ?? 0) + orders)
    const found = [...uses].map(([tag, orders]) => ({ tag, orders }))
    return found.sort((a, b) => (folded(a.tag) < folded(b.tag) ? -1 : 1))
  }

  const change = (
    orderIds: Iterable<number>,
    to: (now: Annotation, orderId: number) => Annotation,
    at: Instant,
  ): Marking => {
    const id = uniqueId()
    let count = 0
    // One by one: the documents of all of them may be many.
    for (const orderId of orderIds) {
      const order = asked.get(JSON.stringify([orderId]))
      if (order === undefined) continue
      const { note, tags } = to(order, orderId)
      if (note === order.note && tags === order.tags) continue
      const fact = (tag: string | null, value: string, before: string) =>
        keep.run(uniqueId(), id, order.shop, order.shopOrderId, at, tag, value, before)
      if (note !== order.note) fact(null, note, order.note)
      const [before, after] = [tagsIn(order.tags), tagsIn(tags)]
      for (const tag of before) if (!after.includes(tag)) fact(tag, '', tag)
      for (const tag of after) if (!before.includes(tag)) fact(tag, tag, '')
      set.run(note, tags, orderId)
      replace(orderId, searchTextOf(JSON.parse(order.document) as Order))
      count += 1
    }
    return { id, count }
  }

  return {
    /** Writes our note on an order; `''`: none. Can be undone. */
    noteOrder: writing(
      db,
      (orderId: number, note: string, at: Instant): Marking =>
        change([orderId], ({ tags }) => ({ note: noteOf(note), tags }), at),
    ),
    /** Gives tags to orders and takes others away, as one that can be undone; a tag in use keeps its spelling. */
    tagOrders: writing(
      db,
      (orderIds: readonly number[], { add, remove }: TagChange, at: Instant): Marking => {
        const spelt = new Map(tagsInUse().map(({ tag }) => [folded(tag), tag]))
        const added = tagsIn(tagsText(add)).map((tag) => spelt.get(folded(tag)) ?? tag)
        const removed = new Set(tagsIn(tagsText(remove)).map(folded))
        // Most have the same ones.
        const known = new Map<string, string>()
        const tagged = (now: string): string => {
          const left = () => tagsIn(now).filter((tag) => !removed.has(folded(tag)))
          const after = known.get(now) ?? tagsText([...left(), ...added])
          known.set(now, after)
          return after
        }
        return change(orderIds, ({ note, tags }) => ({ note, tags: tagged(tags) }), at)
      },
    ),
    /** Takes a change of notes or tags back, but for what was changed otherwise since. Can be undone like any other. */
    undoAnnotation: writing(db, (id: string, at: Instant): Marking => {
      const facts = Map.groupBy(made.all(id), ([orderId]) => orderId)
      const before = (now: Annotation, orderId: number): Annotation => {
        let { note } = now
        const tags = new Set(tagsIn(now.tags))
        for (const [, tag, value, previous] of facts.get(orderId) ?? []) {
          if (tag === null) note = note === value ? previous : note
          else if (value === '') tags.add(tag)
          else tags.delete(tag)
        }
        return { note, tags: tagsText([...tags]) }
      }
      return change(facts.keys(), before, at)
    }),
    /** The tags that orders have, by the alphabet. */
    tagsInUse,
  }
}

/** Notes and tags of orders that were removed, for those who store orders within a transaction of theirs. */
export function removedAnnotations(db: Sqlite) {
  const { replace } = searchIndex(db)
  const any = db.prepare('SELECT 1 FROM removed_annotations LIMIT 1')
  const take = db.prepare<[number, string], { own_note: string; tags: string }>(
    'DELETE FROM removed_annotations WHERE shop_id = ? AND shop_order_id = ? RETURNING own_note, tags',
  )
  const set = db.prepare('UPDATE orders SET own_note = ?, tags = ? WHERE id = ?')
  return {
    any: (): boolean => any.get() !== undefined,
    /** An order that has come again has what it had. */
    putBack(shopId: number, shopOrderId: string, orderId: number, searchText: string): void {
      const had = take.get(shopId, shopOrderId)
      if (had === undefined) return
      set.run(had.own_note, had.tags, orderId)
      replace(orderId, searchText)
    },
  }
}
