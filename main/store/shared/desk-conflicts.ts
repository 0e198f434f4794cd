import { handoverKinds } from '../../words/handover.ts'
import { checkKeeper } from '../checks.ts'
import type { Sqlite } from '../database.ts'
import { handoverState, hasOrder } from '../handover-state.ts'
import { isContent } from '../order-changes.ts'
import type { RowOrigin } from './row-adapter.ts'
import type { Values } from './row-places.ts'

interface OtherEdit {
  readonly uuid: string
  readonly path: string
  readonly next: string
  readonly seq: number | null
  readonly desk: string | null
}

/** What two desks have done to one order, neither knowing of the other (R57). For use in a transaction. */
export function deskConflicts(db: Sqlite) {
  const { markAgain } = handoverState(db)
  const { noteDesks } = checkKeeper(db)
  const others = db.prepare<[number, unknown], OtherEdit>(
    `SELECT uuid, path, next, seq, desk FROM order_edits
     WHERE order_id = ? AND uuid <> ? AND source <> 'reread'`,
  )
  const overrule = db.prepare(
    `INSERT OR IGNORE INTO overruled (edit, by_edit, shop, shop_order_id, path, desk, by_desk, at)
     VALUES (@edit, @by, @shop, @shop_order_id, @path, @desk, @byDesk, @at)`,
  )
  const unseenBy = db.prepare<{ orderId: number; isOwn: number }, { id: number; kind: string }>(
    `SELECT handovers.id, kind FROM handovers JOIN handover_orders ON ${hasOrder}
     WHERE taken_back_at IS NULL AND (seq IS NOT NULL OR @isOwn = 0)`,
  )
  return {
    /** A change comes out of the log: which of two of a field, made unseen by each other, does not count, and that it is told. */
    noteOverruled(orderId: number, row: Values, { seq: _, desk, at }: RowOrigin): void {
      if (row.source === 'reread') return
      const { shop, shop_order_id } = row
      for (const other of others.all(orderId, row.uuid)) {
        // Its maker knew of it; or made both.
        const isSeen = other.desk === desk || (other.seq !== null && other.seq <= Number(row.base))
        if (isSeen || other.next === row.next || !isOnePlace(other.path, String(row.path))) continue
        const pair = [
          { uuid: String(row.uuid), desk },
          { uuid: other.uuid, desk: other.desk },
        ]
        // What waits here comes later.
        const [by, edit] = other.seq === null ? pair.reverse() : pair
        overrule.run({
          ...{ edit: edit?.uuid, by: by?.uuid, desk: edit?.desk, byDesk: by?.desk },
          ...{ shop, shop_order_id, path: row.path, at },
        })
        noteDesks(orderId, `edit ${edit?.uuid}`, at)
      }
    },
    /** A change comes out of the log: what had gone out without it says something else now (R41). */
    outdateBy(orderId: number, paths: readonly string[], { desk, at }: RowOrigin): void {
      const content = paths.filter(isContent)
      if (content.length === 0) return
      for (const { id, kind } of unseenBy.all({ orderId, isOwn: desk === null ? 1 : 0 }))
        markAgain(orderId, content, at, kindsOf(kind, id))
    },
  }
}

/** As which kinds a hand-over counts. */
export function kindsOf(kind: string, id: number): readonly (readonly [string, number])[] {
  return kind === 'before' ? handoverKinds.map((one) => [one, id] as const) : [[kind, id] as const]
}

/** Whether one path is the other's, or lies in it: a part in its element. */
function isOnePlace(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}
