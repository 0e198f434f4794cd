import { valueAt } from '../words/edit/changes.ts'
import type { RereadChange } from '../words/edit/reread.ts'
import type { Instant } from '../words/order.ts'
import type { RereadUndone, RereadView } from '../words/reread.ts'
import { type Sqlite, unforced, writing } from './database.ts'
import { type EditRow, orderChanges } from './order-changes.ts'

/** Orders with the shop's own data, which lie in batches, compressed (`raw_batches`). */
export interface KeptPage {
  readonly orders: readonly {
    readonly id: number
    readonly shopId: number
    /** Of {@link KeptPage.batches}, and which element of it. */
    readonly batch: number
    readonly index: number
    /** The order as it is now, JSON. */
    readonly document: string
  }[]
  readonly batches: readonly { readonly id: number; readonly json: Uint8Array }[]
}

/** An order whose kept data say something else today. */
export interface Reading {
  readonly orderId: number
  /** The fields that differed when it was read: what they would be. */
  readonly changes: readonly Pick<RereadChange, 'path' | 'after'>[]
}

/** What became of a {@link Reading}. */
export interface ReadingOutcome {
  readonly orderId: number
  readonly number: string
  readonly changes: readonly RereadChange[]
  /** Values that differ and stay: the field was touched. */
  readonly untouchable: number
  /** It changes, and has gone out (R41). */
  readonly wentOut: boolean
}

interface UndonePart extends RereadUndone {
  readonly next: number | null
}

interface RereadRow {
  id: number
  shopName: string | null
  at: string
  finished: number
  undoing: number
  orders: number
}

/** Reading downloaded orders again (R15): a part at a time, so that downloads and windows go on in between. */
export function rereadQueries(db: Sqlite) {
  const { find, edits, save, undoEdits, wentOut, outdateByReading } = orderChanges(db)
  const scope = db.prepare<{ shopId: number | null }, { last: number; orders: number }>(
    `SELECT coalesce(max(id), 0) AS last, count(*) AS orders FROM orders INDEXED BY orders_columns
     WHERE @shopId IS NULL OR shop_id = @shopId`,
  )
  const page = db.prepare<{ shopId: number | null; from: number; to: number }, KeptPage['orders'][number]>(
    `SELECT orders.id, shop_id AS shopId, raw_batch_id AS batch, raw_index AS "index", document
     FROM orders JOIN order_documents ON order_id = orders.id
     WHERE orders.id BETWEEN @from AND @to AND (@shopId IS NULL OR shop_id = @shopId) ORDER BY orders.id`,
  )
  const batches = db.prepare<[string], KeptPage['batches'][number]>(
    'SELECT id, json FROM raw_batches WHERE id IN (SELECT value FROM json_each(?))',
  )
  const unfinished = db
    .prepare<[number | null], number>(
      'SELECT id FROM rereads WHERE shop_id IS ? AND finished_at IS NULL AND undone_at IS NULL ORDER BY id DESC LIMIT 1',
    )
    .pluck()
  const insert = db.prepare('INSERT INTO rereads (at, shop_id) VALUES (?, ?)')
  const exists = db
    .prepare<[number], number>('SELECT 1 FROM rereads WHERE id = ? AND undone_at IS NULL')
    .pluck()
  const finish = db.prepare('UPDATE rereads SET finished_at = ? WHERE id = ?')
  const count = db.prepare('UPDATE rereads SET orders = orders + ? WHERE id = ?')
  const list = db.prepare<[], RereadRow>(
    `SELECT rereads.id, shops.name AS shopName, at, finished_at IS NOT NULL AS finished,
       undone_at IS NOT NULL AS undoing, orders
     FROM rereads LEFT JOIN shops ON shops.id = shop_id WHERE orders > 0 ORDER BY rereads.id DESC`,
  )
  /** A rereading undone as one gives its fields free; one that the operator undid in an order's history does not. */
  const undoneByHand = db
    .prepare<[number], string>(
      `SELECT path FROM order_edits JOIN rereads ON rereads.id = reread_id
       WHERE order_id = ? AND order_edits.undone_at IS NOT NULL AND order_edits.undone_at IS NOT rereads.undone_at`,
    )
    .pluck()
  const beginUndo = db
    .prepare<[string, number], string>(
      'UPDATE rereads SET undone_at = coalesce(undone_at, ?) WHERE id = ? RETURNING undone_at',
    )
    .pluck()
  const standing = db.prepare<[number, number, number], { id: number; orderId: number }>(
    `SELECT id, order_id AS orderId FROM order_edits
     WHERE reread_id = ? AND id > ? AND undone_at IS NULL ORDER BY id LIMIT ?`,
  )
  const undoneAsOne = db.prepare('UPDATE rereads SET orders = 0 WHERE id = ?')

  /** What reading an order again may change now; null when the order is not there any more. */
  const outcomeOf = ({ orderId, changes }: Reading) => {
    const before = find(orderId)
    if (before === null) return null
    const touched = new Set([
      ...before.made.filter(({ source }) => source !== 'reread').map(({ path }) => path),
      ...undoneByHand.all(orderId),
    ])
    const free = changes.filter(({ path }) => !touched.has(path))
    return { before, free, untouchable: changes.length - free.length }
  }

  const readAgain = (
    reading: Reading,
    rereadId: number | null,
    at: Instant,
    markAgain = false,
  ): ReadingOutcome[] => {
    const found = outcomeOf(reading)
    if (found === null) return []
    const { before, free, untouchable } = found
    const { orderId } = reading
    const changes = free.flatMap(({ path, after }): RereadChange[] => {
      const value = valueAt(before.now, path)
      const text = typeof value === 'string' ? value : ''
      return text === after ? [] : [{ path, before: text, after }]
    })
    const out = changes.length > 0 && wentOut(orderId)
    if (rereadId !== null && changes.length > 0) {
      const isFirst = !edits(orderId).some((edit) => edit.rereadId === rereadId && edit.undoneAt === null)
      const values = changes.map(({ path, after }) => ({ path, value: after }))
      save(orderId, before, 'reread', values, at, rereadId)
      if (isFirst) count.run(1, rereadId)
      if (out && markAgain)
        outdateByReading(
          orderId,
          changes.map(({ path }) => path),
          at,
        )
    }
    return [{ orderId, number: before.now.order.number, changes, untouchable, wentOut: out }]
  }

  return {
    /** The highest identifier of a shop's orders, or of all shops', and how many there are. */
    rereadScope: (shopId: number | null): { last: number; orders: number } =>
      scope.get({ shopId }) ?? { last: 0, orders: 0 },
    /** The orders with identifiers from one to another, with the data kept. */
    keptPage: (shopId: number | null, from: number, to: number): KeptPage => {
      const orders = page.all({ shopId, from, to })
      const wanted = [...new Set(orders.map(({ batch }) => batch))]
      return { orders, batches: wanted.length === 0 ? [] : batches.all(JSON.stringify(wanted)) }
    },
    /** Begins a rereading, or goes on with one of the same shops that was stopped. */
    beginReread: writing(
      db,
      (shopId: number | null, at: Instant): number =>
        unfinished.get(shopId) ?? Number(insert.run(at, shopId).lastInsertRowid),
    ),
    /** What {@link saveReadings} would do; nothing is written. */
    previewReadings: (readings: readonly Reading[]): ReadingOutcome[] =>
      readings.flatMap((reading) => readAgain(reading, null, '')),
    /**
     * Changes orders to today's reading of them but for what was touched since; all of these or none. Null: the rereading
     * is not there any more, as after a copy was restored.
     * @param markAgain what went out is to be done again (R41)
     */
    saveReadings: unforced(
      db,
      writing(
        db,
        (
          rereadId: number,
          readings: readonly Reading[],
          at: Instant,
          markAgain?: boolean,
        ): ReadingOutcome[] | null => {
          if (exists.get(rereadId) === undefined) return null
          return readings.flatMap((reading) => readAgain(reading, rereadId, at, markAgain))
        },
      ),
    ),
    finishReread: (rereadId: number, at: Instant): void => void finish.run(at, rereadId),
    /** Those that orders still hold values of, newest first. */
    listRereads: (): RereadView[] =>
      list.all().map((row) => ({ ...row, finished: row.finished === 1, undoing: row.undoing === 1 })),
    /**
     * Undoes a rereading in some orders, and says after which change to go on; `next` null: there is no more. A field that
     * was changed since stays as it is.
     */
    undoReread: unforced(
      db,
      writing(db, (rereadId: number, after: number, limit: number, now: Instant): UndonePart => {
        const at = beginUndo.get(now, rereadId)
        const rows = at === undefined ? [] : standing.all(rereadId, after, limit)
        const orders = new Set(rows.map(({ orderId }) => orderId))
        let kept = 0
        for (const orderId of orders) {
          const before = find(orderId)
          if (before === null) continue
          const all = edits(orderId).filter((edit) => edit.undoneAt === null)
          const isOfIt = (edit: EditRow) => edit.rereadId === rereadId
          const isAbove = (other: EditRow, place: number) =>
            !isOfIt(other) && (other.source !== 'reread' || all.indexOf(other) > place)
          kept += all.filter(
            (edit, place) =>
              isOfIt(edit) && all.some((other) => other.path === edit.path && isAbove(other, place)),
          ).length
          undoEdits(orderId, before, isOfIt, at ?? now)
        }
        count.run(-orders.size, rereadId)
        return { orders: orders.size, kept, next: rows.at(-1)?.id ?? null }
      }),
    ),
    /** It is undone in all orders. */
    finishUndo: (rereadId: number): void => void undoneAsOne.run(rereadId),
  }
}
