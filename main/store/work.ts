import { type Day, dayOf } from '../words/local-time.ts'
import type { Instant, Order } from '../words/order.ts'
import type { PlatformId } from '../words/shop.ts'
import { type Standing, standingOf, startsDone } from '../words/standing.ts'
import type { ChosenMeanings } from '../words/state-meaning.ts'
import type { Marking, Work, WorkCounts, WorkState } from '../words/work.ts'
import { checkQueries } from './checks.ts'
import { type Sqlite, writing } from './database.ts'
import { hiddenShops } from './demo-orders.ts'
import { meaningsColumn, ownGroup } from './left-out.ts'
import { passedOnQueries } from './passed-on.ts'
import { uniqueId } from './unique-id.ts'

/** How `orders.work` says it. */
export const workCodes = { done: 0, todo: 1, waiting: 2 } as const satisfies Record<WorkState, number>

/** The `WHERE` of the index `orders_open`: a query that says so reads nothing else. */
export const isOpen = '(work > 0 OR unseen = 1)'

/** Whose turn it is. The parameter is today: who waits until a day needs no timer, the day itself decides. */
export const isWork = {
  todo: '(work = 1 OR (work = 2 AND waiting_until <= ?))',
  waiting: '(work = 2 AND (waiting_until IS NULL OR waiting_until > ?))',
} as const

/** What `orders.work` and `orders.waiting_until` come to on a day. */
export function workOn(day: Day, work: number, until: Day | null): WorkState {
  if (work === workCodes.done) return 'done'
  return work === workCodes.todo || (until !== null && until <= day) ? 'todo' : 'waiting'
}

/** Today, as this computer's calendar has it. */
export const today = () => dayOf(new Date())

/** What a new order of a shop begins as, as `orders.work` says it. */
export function firstWork({ platform, meanings }: ShopMeanings, standing: Standing): number {
  return startsDone(platform, standing, meanings) ? workCodes.done : workCodes.todo
}

/** By what a shop's states are understood. */
export interface ShopMeanings {
  readonly platform: PlatformId
  readonly meanings: ChosenMeanings
}

interface State {
  readonly work: number
  readonly until: string | null
}

interface MarkedOrder extends State {
  readonly id: number
  readonly shop: string
  readonly shopOrderId: string
}

/** The operator's work with orders (R40). No download changes it. */
export function workQueries(db: Sqlite) {
  const asked = db.prepare<[string], MarkedOrder>(
    `SELECT orders.id, shops.uuid AS shop, shop_order_id AS shopOrderId, work, waiting_until AS until
     FROM json_each(?) AS asked CROSS JOIN orders ON orders.id = asked.value
     CROSS JOIN shops ON shops.id = orders.shop_id`,
  )
  const set = db.prepare('UPDATE orders SET work = ?, waiting_until = ? WHERE id = ?')
  const keep = db.prepare(
    `INSERT INTO work_facts (id, marking, shop, shop_order_id, at, work, waiting_until, work_before, waiting_until_before)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const marked = db.prepare<[string], MarkedOrder & { workBefore: number; untilBefore: string | null }>(
    `SELECT orders.id, shop, fact.shop_order_id AS shopOrderId, orders.work, orders.waiting_until AS until,
       work_before AS workBefore, waiting_until_before AS untilBefore
     FROM work_facts AS fact CROSS JOIN shops ON shops.uuid = fact.shop
     CROSS JOIN orders ON orders.shop_id = shops.id AND orders.shop_order_id = fact.shop_order_id
     WHERE marking = ? AND orders.work = fact.work AND orders.waiting_until IS fact.waiting_until`,
  )
  const see = db.prepare(
    'UPDATE orders SET unseen = 0 WHERE unseen = 1 AND id IN (SELECT value FROM json_each(?))',
  )
  const counts = db.prepare<[string, string], Pick<WorkCounts, 'todo' | 'waiting' | 'unseen'>>(
    `SELECT count(*) FILTER (WHERE ${isWork.todo}) AS todo, count(*) FILTER (WHERE ${isWork.waiting}) AS waiting,
       count(*) FILTER (WHERE unseen = 1) AS unseen
     FROM orders INDEXED BY orders_open WHERE ${isOpen} AND shop_id NOT IN ${hiddenShops}`,
  )
  const ofShop = db
    .prepare<[number, number], number>('SELECT id FROM orders WHERE shop_id = ? AND id <= ? ORDER BY id')
    .pluck()
  const firstPeriod = db.prepare<[number, Instant], { orders: number; upTo: number }>(
    `SELECT count(*) AS orders, max(orders.id) AS upTo FROM shops CROSS JOIN orders ON shop_id = shops.id
     WHERE shops.id = ? AND json_extract(settings, '$.firstDownloadFrom') = ? HAVING count(*) > 0`,
  )
  const { seeChecks, unseeChecks } = checkQueries(db)
  const { passOnAll, takeBackPassedOn } = passedOnQueries(db)
  const toCheck = db
    .prepare<[], number>(
      `SELECT count(*) FROM orders INDEXED BY orders_checks WHERE checks > 0 AND shop_id NOT IN ${hiddenShops}`,
    )
    .pluck()
  const wrongOnes = db
    .prepare<[], number>(
      `SELECT count(*) FROM wrong_orders JOIN shops ON shops.id = shop_id
       WHERE ignored_at IS NULL AND removed_at IS NULL AND shop_id NOT IN ${hiddenShops}`,
    )
    .pluck()
  const doneSince = db.prepare<
    [Instant],
    { id: number; platform: PlatformId; meanings: string; document: string; group: string | null }
  >(
    `SELECT orders.id, platform, ${meaningsColumn}, document, ${ownGroup} AS "group" FROM orders JOIN shops ON shops.id = orders.shop_id
     JOIN order_documents ON order_id = orders.id WHERE placed_at >= ? AND work = 0`,
  )

  const change = (orders: readonly MarkedOrder[], to: (at: number) => State, at: Instant): Marking => {
    const marking = uniqueId()
    let count = 0
    for (const [place, { id, shop, shopOrderId, ...before }] of orders.entries()) {
      const { work, until } = to(place)
      if (work === before.work && until === before.until) continue
      set.run(work, until, id)
      keep.run(uniqueId(), marking, shop, shopOrderId, at, work, until, before.work, before.until)
      count += 1
    }
    return { id: marking, count }
  }

  const markAll = (orderIds: Iterable<number>, work: Work, at: Instant): Marking => {
    const state = { work: workCodes[work.state], until: work.state === 'waiting' ? work.until : null }
    const ids = JSON.stringify([...orderIds])
    // Whoever marks orders, be it all that are found, has dealt with them.
    see.run(ids)
    return change(asked.all(ids), () => state, at)
  }

  return {
    /** Marks orders, as one that can be undone; those that are not there are left out. */
    markWork: writing(db, markAll),
    /**
     * Takes a marking back: its orders are what they were before, but for those that have been marked otherwise since and
     * are so still. Can be undone like any other.
     */
    undoMarking: writing(db, (marking: string, at: Instant): Marking => {
      const passedOn = takeBackPassedOn(marking, at)
      if (passedOn !== null) unseeChecks(passedOn.ids, passedOn.at)
      const orders = marked.all(marking)
      const before = orders.map(({ workBefore, untilBefore }) => ({ work: workBefore, until: untilBefore }))
      const own = orders.map(({ id, shop, shopOrderId, work, until }) => ({
        id,
        shop,
        shopOrderId,
        work,
        until,
      }))
      return change(own, (place) => before[place] ?? { work: workCodes.done, until: null }, at)
    }),
    /** *Rimetti da lavorare*: what was placed since and would begin as to do if it came today. */
    reopenOrders: writing(db, (since: Instant, at: Instant): Marking => {
      const ids: number[] = []
      for (const { id, platform, meanings, document, group } of doneSince.iterate(since)) {
        const standing = standingOf(JSON.parse(document) as Order, group)
        if (!startsDone(platform, standing, JSON.parse(meanings) as ChosenMeanings)) ids.push(id)
      }
      return markAll(ids, { state: 'todo' }, at)
    }),
    /** What a shop's first download has brought, whose window began as the operator chose; null where none did. */
    broughtByFirstPeriod: (shopId: number, from: Instant) => firstPeriod.get(shopId, from) ?? null,
    /** A shop's orders up to one are done, seen, and passed on as every kind (R41); undone as one. */
    passOn: writing(db, (shopId: number, upTo: number, at: Instant): Marking => {
      const ids = ofShop.all(shopId, upTo)
      const marking = markAll(ids, { state: 'done' }, at)
      passOnAll(marking.id, ids, at)
      seeChecks(ids, null, at)
      // Those that were done already are passed on, too: that can be undone.
      return { ...marking, count: ids.length }
    }),
    /** A list has shown these. @returns how many it has shown for the first time */
    seeOrders: writing(
      db,
      (orderIds: readonly number[]): number => see.run(JSON.stringify(orderIds)).changes,
    ),
    workCounts: (): WorkCounts => {
      const day = today()
      const { todo, waiting, unseen } = counts.get(day, day) ?? { todo: 0, waiting: 0, unseen: 0 }
      const wrong = wrongOnes.get() ?? 0
      return { todo, waiting, unseen, wrong, check: wrong + (toCheck.get() ?? 0) }
    },
  }
}
