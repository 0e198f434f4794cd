import { placeOf } from '../../words/edit/fields.ts'
import type { Sqlite } from '../database.ts'
import { leftOutQueries } from '../left-out.ts'
import { orderChanges } from '../order-changes.ts'
import { deskConflicts } from './desk-conflicts.ts'
import { fieldBy, fieldOf, type RowAdapters, type RowOrigin } from './row-adapter.ts'
import type { RowPlaces, Values } from './row-places.ts'

interface KnownEdit {
  readonly id: number
  readonly seq: number | null
  readonly path: string
}

/** Changes by hand (R27): an order is its original with all that were not undone, by their places in the log (R57). */
export function editRows(db: Sqlite, { orderId }: RowPlaces): RowAdapters {
  const { read, keepOriginal, write, edits } = orderChanges(db)
  const { judgeOurs } = leftOutQueries(db)
  const { noteOverruled, outdateBy } = deskConflicts(db)
  const known = db.prepare<[unknown], KnownEdit>('SELECT id, seq, path FROM order_edits WHERE uuid = ?')
  const setSeq = db.prepare('UPDATE order_edits SET seq = ? WHERE id = ? AND seq IS NULL')
  // What the site said is told by a row or a page that waits here: it comes later in the log.
  const beforeSite = db.prepare(
    `UPDATE orders SET site_state_edit = (SELECT max(id) FROM order_edits WHERE order_id = @id)
     WHERE id = @id AND site_state IS NOT NULL AND site_state_seq IS NULL
       AND (@isSaid OR EXISTS (SELECT 1 FROM outbox WHERE kind = 'page' AND shop = @shop))`,
  )
  const insert = db.prepare(
    `INSERT INTO order_edits (order_id, version, at, source, path, previous, next, undone_at, uuid, desk, seq)
     VALUES (@order, @version, @at, @source, @path, @previous, @next, @undone_at, @uuid, @desk, @seq)`,
  )
  const undo = db.prepare(
    'UPDATE order_edits SET undone_at = @undone_at, undone_desk = @desk, undone_seq = @seq WHERE uuid = @uuid',
  )
  const setUndoneSeq = db.prepare(
    'UPDATE order_edits SET undone_seq = ? WHERE uuid = ? AND undone_seq IS NULL',
  )
  /** Of the changes that came last: those that were saved together have one version here, too. */
  let together = { of: '', version: 0 }

  const echo = (id: number, { id: editId, seq, path }: KnownEdit, row: Values, origin: RowOrigin): void => {
    if (seq !== null) return
    setSeq.run(origin.seq, editId)
    // It was undone before this desk joined.
    if (row.undone_at !== null) setUndoneSeq.run(origin.seq, row.uuid)
    if (isState(path)) judgeOurs(id)
  }

  const add = (id: number, row: Values, origin: RowOrigin): void => {
    const { seq, desk, at } = origin
    const before = read(id)
    keepOriginal(id, before)
    const of = `${id} ${seq} ${row.version}`
    if (of !== together.of) together = { of, version: before.version + 1 }
    insert.run({ ...row, order: id, version: together.version, desk, seq })
    if (row.undone_at !== null) undo.run({ uuid: row.uuid, undone_at: row.undone_at, desk, seq })
    write(id, before, read(id), at)
    if (isState(row.path)) {
      beforeSite.run({ id, shop: row.shop, isSaid: origin.isPendingAt(fieldOf.siteSaid(row)) ? 1 : 0 })
      judgeOurs(id)
    }
    noteOverruled(id, row, origin)
  }

  return {
    order_edits: {
      field: fieldBy('edit'),
      apply(row, origin) {
        const id = orderId(row)
        if (id === null) return 'waits'
        const { path, source } = row
        if (placeOf(String(path)) === null || !['hand', 'site', 'reread'].includes(String(source)))
          return 'unknown'
        const one = known.get(row.uuid)
        if (one === undefined) add(id, row, origin)
        else echo(id, one, row, origin)
        // One that is known here, from before this desk joined, has done so.
        const isNews = one === undefined || origin.desk === null
        if (isNews && source !== 'reread') outdateBy(id, [String(path)], origin)
        return 'done'
      },
    },
    order_edit_undone: {
      field: fieldBy('undone'),
      apply(row, { isPending, ...origin }) {
        const id = orderId(row)
        if (id === null) return 'waits'
        if (isPending) return 'done'
        const edit = edits(id).find(({ uuid }) => uuid === row.uuid)
        if (edit === undefined) return 'done'
        const { seq, desk, at } = origin
        if (edit.undoneAt !== null) {
          if (desk === null) setUndoneSeq.run(seq, row.uuid)
          else undo.run({ uuid: row.uuid, undone_at: row.undone_at, seq, desk })
        } else {
          const before = read(id)
          undo.run({ uuid: row.uuid, undone_at: row.undone_at, seq, desk })
          write(id, before, read(id), at)
        }
        const isNews = edit.undoneAt === null || desk === null
        if (isNews && edit.source !== 'reread') outdateBy(id, [edit.path], { ...origin, isPending })
        return 'done'
      },
    },
  }
}

function isState(path: unknown): boolean {
  return path === 'state' || path === 'stateId'
}
