import { type HandedOver, type HandoverKind, handoverKinds } from '../words/handover.ts'
import type { Instant } from '../words/order.ts'
import type { OrderFilter, OrderSort } from '../words/order-search.ts'
import type { HandoverCounts } from '../words/order-view.ts'
import type { Sqlite } from './database.ts'
import { unknownKind } from './handovers.ts'
import { type OrderTable, placeOf, placesUpTo } from './search-table.ts'

/** All kinds; and passed on as every kind before there was a register. */
const everyKind = (1 << handoverKinds.length) - 1
const beforeBit = 0x80

/** A bit for each kind. */
export function kindBits(kinds: readonly string[]): number {
  return handoverKinds.reduce((bits, kind, at) => bits | (kinds.includes(kind) ? 1 << at : 0), 0)
}

/** As which kinds an order is new, by what the table has of it. */
export function newKinds(handed: number, again: number): number {
  const passedOn = (handed & beforeBit) === 0 ? handed : everyKind
  return everyKind & (~passedOn | again)
}

/** In words, by what the table has of it; null for an order that did not go out. */
export function handedOver({ handed, again }: OrderTable, place: number): Omit<HandedOver, 'id'> | null {
  const bits = handed[place] ?? 0
  if (bits === 0) return null
  const kindsOf = (of: number) => handoverKinds.filter((_, at) => (of & (1 << at)) !== 0)
  const before = (bits & beforeBit) !== 0
  return { kinds: kindsOf(bits), before, again: kindsOf((again[place] ?? 0) & (before ? everyKind : bits)) }
}

/** As lists are sorted by it: 0 not gone out, 1 to be done again as something, 2 gone out. */
export function handoverRank({ handed, again }: OrderTable, place: number): number {
  return (handed[place] ?? 0) === 0 ? 0 : (again[place] ?? 0) !== 0 ? 1 : 2
}

type RunRow = [handoverId: number, kind: HandoverKind | 'before', first: number, last: number]

/** Keeps the table's `handed` and `again` as the register has them. */
export function handoverMarks(db: Sqlite) {
  const ownChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  const highest = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM handovers').pluck()
  /** What is different when more has changed than that hand-overs were added. */
  const past = db
    .prepare<[number], string>(
      `SELECT count(*) || ' ' || count(taken_back_at) || ' ' || count(seq) || ' ' || total(orders) || ' ' || (SELECT coalesce(max(id), 0) FROM handover_again)
         || ' ' || (SELECT count(*) FROM handover_again) || ' ' || (SELECT count(*) FROM handover_removed)
         || ' ' || (SELECT count(*) FROM waiting_facts)
       FROM handovers WHERE id <= ?`,
    )
    .pluck()
  const runs = db
    .prepare<[number], RunRow>(
      `SELECT handovers.id, kind, first_id, last_id FROM handovers CROSS JOIN handover_orders
       ON handover_id = handovers.id WHERE handovers.id > ? AND taken_back_at IS NULL ORDER BY seq IS NULL, seq, handovers.id`,
    )
    .raw()
  const outdated = db.prepare<[number], { handoverId: number; orderId: number; kind: HandoverKind }>(
    `SELECT handover_id AS handoverId, order_id AS orderId, kind FROM handover_again
     WHERE handover_id > ? ORDER BY handover_id`,
  )
  const unknown = db.prepare<[], { since: Instant; until: Instant; later: string }>(
    `SELECT min(begun_at) AS since, max(closed_at) AS until, (
       SELECT json_group_array(kind) FROM handovers
       WHERE taken_back_at IS NULL AND id > (SELECT max(id) FROM handovers WHERE kind = '${unknownKind}')) AS later
     FROM handovers WHERE kind = '${unknownKind}' HAVING count(*) > 0`,
  )
  let of: OrderTable | null = null
  let seen = ''
  let known = 0
  let knownPast = ''
  /** The highest order that was handed over: one the table did not have yet is to be marked when it has. */
  let furthest = 0
  let changes = 0

  const read = (table: OrderTable, after: number): void => {
    const again = new Map<number, { orderId: number; kind: HandoverKind }[]>()
    for (const { handoverId, ...row } of outdated.all(after)) {
      const rows = again.get(handoverId)
      if (rows === undefined) again.set(handoverId, [row])
      else rows.push(row)
    }
    const endOf = (handoverId: number): void => {
      for (const { orderId, kind } of again.get(handoverId) ?? []) {
        const place = placeOf(table, orderId)
        if (place !== -1) table.again[place] = (table.again[place] ?? 0) | kindBits([kind])
      }
    }
    let current = 0
    for (const [handoverId, kind, first, last] of runs.all(after)) {
      if (handoverId !== current) endOf(current)
      current = handoverId
      furthest = Math.max(furthest, last)
      const bits = kind === 'before' ? beforeBit : kindBits([kind])
      const end = placesUpTo(table, last)
      for (let place = placesUpTo(table, first - 1); place < end; place += 1) {
        table.handed[place] = (table.handed[place] ?? 0) | bits
        table.again[place] = (table.again[place] ?? 0) & ~(kind === 'before' ? everyKind : bits)
      }
    }
    endOf(current)
  }

  const readNews = db.transaction((table: OrderTable): void => {
    const reached = (table.ids[table.count - 1] ?? 0) >= furthest
    const isSame = of === table && reached && past.get(known) === knownPast
    const last = highest.get() ?? 0
    if (isSame && last === known) return
    if (!isSame) {
      table.handed.fill(0)
      table.again.fill(0)
      furthest = 0
    }
    read(table, isSame ? known : 0)
    of = table
    known = last
    knownPast = past.get(last) ?? ''
    changes += 1
  })

  return {
    refresh(table: OrderTable): void {
      const now = `${db.pragma('data_version', { simple: true })} ${ownChanges.get()} ${table.count}`
      if (of === table && now === seen) return
      readNews(table)
      seen = now
    },
    /** What is not known of hand-overs, because the archive is an older copy; as far as nothing went out since. */
    unknown(): HandoverCounts['unknown'] {
      const found = unknown.get()
      if (found === undefined) return null
      const later = JSON.parse(found.later) as string[]
      const kinds = handoverKinds.filter((kind) => !later.includes(kind))
      return kinds.length === 0 ? null : { kinds, since: found.since, until: found.until }
    },
    /** Changes whenever a list of that filter, in that order, may have. */
    changes: ({ newFor }: OrderFilter, { by }: OrderSort): number =>
      newFor === null && by !== 'handover' ? 0 : changes,
  }
}
