import {
  type CheckReason,
  checkBits,
  checkReasons,
  contentReasons,
  type FoundCheck,
  type OrderCheck,
  siteReasons,
} from '../words/checks.ts'
import type { Instant } from '../words/order.ts'
import { type Sqlite, writing } from './database.ts'
import type { SiteStep } from './left-out.ts'
import { type NewOrder, recordColumns } from './order-record.ts'
import { uniqueId } from './unique-id.ts'

/** Orders of the same customer for the same amount within that are likely to be one order. */
const hour = 60 * 60 * 1000
/** So many before and after it. */
const mostNear = 50
const twinColumns = ['email', 'customer', 'total_e4', 'currency', 'placed_at'] as const

/** An order that is about to be stored. */
export interface BeginningOrder {
  readonly shopId: number
  readonly order: NewOrder
  /** When it is taken as it is (R38); null: it is not. */
  readonly acceptedAt: Instant | null
  /** Nothing is to be done about it: nobody need look at it. */
  readonly isDone: boolean
  readonly isLeftOut: boolean
}

export interface NewCheck extends FoundCheck {
  readonly seenAt: Instant | null
}

/** What the site has changed in an order. */
export interface SiteChange extends SiteStep {
  readonly modifiedAt: Instant
  /** Money was given back with it. */
  readonly isRefunded?: boolean
  /** It is farther on its way, where that is not part of the state. */
  readonly isOnItsWay?: boolean
}

/** Why that is to be looked at; nothing: it only went on, as orders do, or is left out as it was. */
function siteChecks(change: SiteChange, known: ReadonlySet<CheckReason>): FoundCheck[] {
  const { leftOut, isNewlyLeftOut, isOwn, wentOn, isOnItsWay, isRefunded, modifiedAt } = change
  const out = leftOut === 'failed' ? 'cancelled' : leftOut
  const isNew = out !== null && (isNewlyLeftOut || (!isOwn && !known.has(out)))
  const found: FoundCheck[] = []
  // The next cancellation is another one.
  if (isNew && out === 'cancelled') found.push({ reason: out, content: `${leftOut} ${modifiedAt}` })
  if (isRefunded || (isNew && out === 'refunded')) found.push({ reason: 'refunded', content: modifiedAt })
  const isPlain = found.length === 0 && out === null && !wentOn && !isOnItsWay
  return isPlain ? [{ reason: 'changed', content: modifiedAt }] : found
}

const columnIn = ({ values }: NewOrder, column: string) => values[recordColumns.indexOf(column)]

/** Keeps why orders are to be looked at (R42), for those who store or change orders within a transaction of theirs. */
export function checkKeeper(db: Sqlite) {
  const facts = db.prepare<[number, string], FoundCheck & { seenAt: Instant }>(
    `SELECT reason, content, fact.at AS seenAt FROM shops JOIN check_facts AS fact ON fact.shop = shops.uuid
     WHERE shops.id = ? AND fact.shop_order_id = ? ORDER BY seq`,
  )
  const anyFact = db.prepare('SELECT 1 FROM check_facts LIMIT 1')
  const put = db.prepare(
    `INSERT INTO order_checks (order_id, reason, content, at, seen_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET content = excluded.content, at = excluded.at, seen_at = excluded.seen_at
       WHERE content <> excluded.content`,
  )
  const keyOf = db.prepare<[number], { shopId: number; shopOrderId: string }>(
    'SELECT shop_id AS shopId, shop_order_id AS shopOrderId FROM orders WHERE id = ?',
  )
  const take = db.prepare('DELETE FROM order_checks WHERE order_id = ? AND reason = ?')
  const unseen = db
    .prepare<[number], CheckReason>('SELECT reason FROM order_checks WHERE order_id = ? AND seen_at IS NULL')
    .pluck()
  const reasons = db
    .prepare<[number], CheckReason>('SELECT reason FROM order_checks WHERE order_id = ?')
    .pluck()
  const of = db
    .prepare<[number], string>("SELECT content FROM order_checks WHERE order_id = ? AND reason = 'desks'")
    .pluck()
  const namedBy = db.prepare<[string], { orderId: number; content: string }>(
    "SELECT order_id AS orderId, content FROM order_checks WHERE reason = 'desks' AND instr(content, ?) > 0",
  )
  const change = db.prepare("UPDATE order_checks SET content = ? WHERE order_id = ? AND reason = 'desks'")
  const set = db.prepare('UPDATE orders SET checks = @bits WHERE id = @orderId AND checks <> @bits')
  // Of very many within the hour, as of a shop that was moved, only the nearest are looked at.
  const near = (condition: string, order: string) =>
    `SELECT * FROM (SELECT number, shop_id, shop_order_id, email, customer, total_e4, currency, left_out FROM orders
       WHERE ${condition} ORDER BY placed_at ${order} LIMIT ${mostNear})`
  const twin = db
    .prepare<Record<string, string | number>, string>(
      `SELECT number FROM (${near('placed_at BETWEEN @from AND @at', 'DESC')}
         UNION ALL ${near('placed_at > @at AND placed_at <= @to', 'ASC')})
       WHERE shop_id = @shopId AND shop_order_id <> @id AND total_e4 = @total AND currency = @currency AND left_out = 0
         AND CASE WHEN @email = '' THEN email = '' AND customer = @customer ELSE email = @email COLLATE NOCASE END
       LIMIT 1`,
    )
    .pluck()

  /** Another order of the same customer, for the same amount, within an hour: its number. */
  const twinOf = (shopId: number, order: NewOrder): string | undefined => {
    const [email, customer, total, currency, placedAt] = twinColumns.map(
      (name) => columnIn(order, name) ?? '',
    )
    if ((email === '' && customer === '') || Number(total) <= 0) return undefined
    const around = (ms: number) => new Date(Date.parse(String(placedAt)) + ms).toISOString()
    const params = { email, customer, total, currency, shopId, id: order.shopOrderId, at: placedAt }
    return twin.get({ ...params, from: around(-hour), to: around(hour) } as Record<string, string | number>)
  }

  /** With when somebody has seen what they say, here or on another computer. */
  const withSeen = (shopId: number, shopOrderId: string, found: readonly FoundCheck[]): NewCheck[] => {
    const seen = found.length === 0 || anyFact.get() === undefined ? [] : facts.all(shopId, shopOrderId)
    return found.map((check) => {
      const fact = seen.findLast(
        ({ reason, content }) => reason === check.reason && content === check.content,
      )
      return { ...check, seenAt: fact?.seenAt ?? null }
    })
  }

  const putOne = (orderId: number, check: FoundCheck, at: Instant): void => {
    const key = keyOf.get(orderId)
    const [known] = key === undefined ? [] : withSeen(key.shopId, key.shopOrderId, [check])
    if (known !== undefined) put.run(orderId, known.reason, known.content, at, known.seenAt)
  }

  const note = (orderId: number): void => void set.run({ orderId, bits: checkBits(unseen.all(orderId)) })

  return {
    note,
    withSeen,
    /** Why an order that is about to be stored is to be looked at. */
    checksOfNew({ shopId, order, acceptedAt, isDone, isLeftOut }: BeginningOrder): readonly NewCheck[] {
      const found = isDone || isLeftOut ? [] : [...order.checks]
      if (acceptedAt !== null) found.push({ reason: 'accepted', content: acceptedAt })
      const other = isDone || isLeftOut ? undefined : twinOf(shopId, order)
      if (other !== undefined) found.push({ reason: 'duplicate', content: other })
      return withSeen(shopId, order.shopOrderId, found)
    },
    /** It has been stored. */
    keepChecks(orderId: number, checks: readonly NewCheck[], at: Instant): void {
      for (const { reason, content, seenAt } of checks) put.run(orderId, reason, content, at, seenAt)
    },
    /** An order was changed here: what it did not say before is to be looked at. */
    noteChanged(
      orderId: number,
      before: readonly FoundCheck[],
      after: readonly FoundCheck[],
      at: Instant,
    ): void {
      for (const reason of contentReasons) {
        const [was, is] = [before, after].map((some) => some.find((one) => one.reason === reason)?.content)
        if (was === is) continue
        if (is === undefined) take.run(orderId, reason)
        else putOne(orderId, { reason, content: is }, at)
      }
      note(orderId)
    },
    /** The site has changed it. What nobody has seen yet stands beside it, but for a cancellation that is none any more. */
    noteSite(orderId: number, change: SiteChange, at: Instant): void {
      const { leftOut } = change
      if (leftOut !== 'cancelled' && leftOut !== 'failed') take.run(orderId, 'cancelled')
      const known = new Set(reasons.all(orderId))
      for (const check of siteChecks(change, known)) putOne(orderId, check, at)
      note(orderId)
    },
    /** Desks have done something to it without knowing of each other (R57): with what they did so before, told together. */
    noteDesks(orderId: number, conflict: string, at: Instant): void {
      const known = of.get(orderId)
      const all = new Set(known === undefined ? [] : (JSON.parse(known) as string[])).add(conflict)
      putOne(orderId, { reason: 'desks', content: JSON.stringify([...all].sort()) }, at)
      note(orderId)
    },
    /** What desks are said to have done to orders under that name was not done. */
    forgetDesks(name: string): void {
      for (const { orderId, content } of namedBy.all(name)) {
        const left = (JSON.parse(content) as readonly string[]).filter((conflict) => !conflict.includes(name))
        if (left.length === 0) take.run(orderId, 'desks')
        else change.run(JSON.stringify(left), orderId)
        note(orderId)
      }
    },
    /** What the site has changed is taken over, or kept out. */
    settleSiteChecks(orderId: number): void {
      for (const reason of siteReasons) take.run(orderId, reason)
      note(orderId)
    },
  }
}

/** What is to be looked at, and *visto* (R42). */
export function checkQueries(db: Sqlite) {
  const { note } = checkKeeper(db)
  const of = db.prepare<[number], OrderCheck>(
    'SELECT reason, content, at, seen_at AS seenAt FROM order_checks WHERE order_id = ?',
  )
  const open = db.prepare<
    [string, string | null, string | null],
    { orderId: number; shop: string; shopOrderId: string; reason: CheckReason; content: string }
  >(
    `SELECT order_id AS orderId, shops.uuid AS shop, shop_order_id AS shopOrderId, reason, content
     FROM json_each(?) AS asked CROSS JOIN order_checks ON order_id = asked.value
     CROSS JOIN orders ON orders.id = order_id CROSS JOIN shops ON shops.id = shop_id
     WHERE seen_at IS NULL AND (? IS NULL OR reason = ?)`,
  )
  const see = db.prepare('UPDATE order_checks SET seen_at = ? WHERE order_id = ? AND reason = ?')
  const keep = db.prepare(
    `INSERT INTO check_facts (id, shop, shop_order_id, reason, content, at) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const seenAt = db.prepare<[string, Instant], { orderId: number; reason: CheckReason }>(
    `SELECT order_id AS orderId, reason FROM json_each(?) AS asked CROSS JOIN order_checks ON order_id = asked.value
     WHERE seen_at = ?`,
  )
  const unkeep = db.prepare(
    `DELETE FROM check_facts WHERE at = ? AND (shop, shop_order_id) = (
       SELECT shops.uuid, orders.shop_order_id FROM orders JOIN shops ON shops.id = shop_id WHERE orders.id = ?)`,
  )
  const seeAccepted = db.prepare(
    "UPDATE orders SET accepted = json_set(accepted, '$.seenAt', ?) WHERE id = ? AND accepted IS NOT NULL",
  )
  const cancelled = db.prepare<[number, Instant], { orderId: number; number: string; reason: CheckReason }>(
    `SELECT order_id AS orderId, number, min(reason) AS reason FROM orders INDEXED BY orders_checks
     JOIN order_checks ON order_id = orders.id
     WHERE checks > 0 AND shop_id = ? AND reason IN ('cancelled', 'refunded') AND at >= ? AND seen_at IS NULL
     GROUP BY order_id ORDER BY 3, number`,
  )

  return {
    /** Why an order is, or was, to be looked at. */
    orderChecks: (orderId: number): OrderCheck[] =>
      of.all(orderId).sort((a, b) => checkReasons.indexOf(a.reason) - checkReasons.indexOf(b.reason)),
    /** *Visto*: for that reason, or for all. @returns how many reasons */
    seeChecks: writing(db, (orderIds: Iterable<number>, reason: CheckReason | null, at: Instant): number => {
      const rows = open.all(JSON.stringify([...orderIds]), reason, reason)
      for (const { orderId, shop, shopOrderId, reason: one, content } of rows) {
        see.run(at, orderId, one)
        keep.run(uniqueId(), shop, shopOrderId, one, content, at)
        if (one === 'accepted') seeAccepted.run(at, orderId)
      }
      for (const orderId of new Set(rows.map((row) => row.orderId))) note(orderId)
      return rows.length
    }),
    /** What was seen at that moment is to be looked at again. For use in a transaction. */
    unseeChecks(orderIds: readonly number[], at: Instant): void {
      const rows = seenAt.all(JSON.stringify(orderIds), at)
      for (const { orderId, reason } of rows) {
        see.run(null, orderId, reason)
        unkeep.run(at, orderId)
        if (reason === 'accepted') seeAccepted.run(null, orderId)
      }
      for (const orderId of new Set(rows.map((row) => row.orderId))) note(orderId)
    },
    /** The orders of a shop that were cancelled or refunded on the site, as was found since then, and nobody has seen. */
    cancelledSince: (shopId: number, since: Instant) => cancelled.all(shopId, since),
  }
}
