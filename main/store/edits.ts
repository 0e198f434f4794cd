import { applyChanges, type Change, type KeyedOrder, valueAt } from '../edit/changes.ts'
import { differences, moneyOf } from '../edit/differences.ts'
import { isValueFor, type Json, placeOf } from '../edit/fields.ts'
import { failure } from '../failure.ts'
import type { Instant, Order } from '../order.ts'
import { type Sqlite, writing } from './database.ts'
import { toOrderRecord } from './order-record.ts'

/** One field's change in the history of an order (R27). */
export interface OrderEdit {
  readonly id: number
  /** Which version of the order it made: changes saved together have the same. */
  readonly version: number
  readonly at: Instant
  /** By hand, or taken over from the site (R16). */
  readonly source: 'hand' | 'site'
  /** `main/edit/fields.ts` */
  readonly path: string
  readonly previous: Json
  readonly next: Json
  readonly undoneAt: Instant | null
}

/** A field that is different on the site. */
export interface Difference {
  readonly path: string
  readonly ours: Json
  readonly theirs: Json
}

interface EditRow {
  id: number
  version: number
  at: string
  source: string
  path: string
  previous: string
  next: string
  undone_at: string | null
}

interface Changed {
  readonly original: Order
  readonly version: number
  /** Changes that were not undone, in order. */
  readonly made: readonly Change[]
  readonly now: KeyedOrder
}

/** Changes orders and remembers how they were. Each change is one transaction with all that lists and search show of it. */
export function editQueries(db: Sqlite) {
  const current = db.prepare<[number], { document: string }>(
    'SELECT document FROM order_documents WHERE order_id = ?',
  )
  const original = db.prepare<[number], { version: number; document: string }>(
    'SELECT version, document FROM order_originals WHERE order_id = ?',
  )
  const keepOriginal = db.prepare(
    'INSERT INTO order_originals (order_id, version, document) VALUES (?, 0, ?) ON CONFLICT DO NOTHING',
  )
  const setVersion = db.prepare('UPDATE order_originals SET version = ? WHERE order_id = ?')
  const edits = db.prepare<[number], EditRow>('SELECT * FROM order_edits WHERE order_id = ? ORDER BY id')
  const insertEdit = db.prepare(
    `INSERT INTO order_edits (order_id, version, at, source, path, previous, next)
     VALUES (@orderId, @version, @at, @source, @path, @previous, @next)`,
  )
  const undo = db.prepare('UPDATE order_edits SET undone_at = ? WHERE id = ?')
  const updateOrder = db.prepare(
    `UPDATE orders SET number = @number, placed_at = @placedAt, state = @state, customer = @customer, email = @email,
       city = @city, currency = @currency, total = @total, total_e4 = @totalE4, edited = @edited
     WHERE id = @orderId`,
  )
  const updateDocument = db.prepare('UPDATE order_documents SET document = ? WHERE order_id = ?')
  const unindex = db.prepare('DELETE FROM order_search WHERE rowid = ?')
  const index = db.prepare('INSERT INTO order_search (rowid, text) VALUES (?, ?)')
  const seeSite = db.prepare(
    'UPDATE orders SET site_seen_at = @at WHERE id = @orderId AND site_seen_at < @at',
  )
  const settleSite = db.prepare('UPDATE orders SET site_modified_at = site_seen_at WHERE id = ?')
  const unsettleSite = db.prepare('UPDATE orders SET site_modified_at = ? WHERE id = ?')
  const keepSite = db.prepare(
    `INSERT INTO order_site_versions (order_id, fetched_at, document) VALUES (?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET fetched_at = excluded.fetched_at, document = excluded.document`,
  )
  const siteVersion = db.prepare<[number], { document: string }>(
    'SELECT document FROM order_site_versions WHERE order_id = ?',
  )
  const forgetSite = db.prepare('DELETE FROM order_site_versions WHERE order_id = ?')

  /** @throws Failure `order-unknown` */
  const read = (orderId: number): Changed => {
    const row = current.get(orderId)
    if (!row) throw failure('order-unknown', {})
    const kept = original.get(orderId)
    const order = JSON.parse(kept?.document ?? row.document) as Order
    const made = kept
      ? edits
          .all(orderId)
          .filter((edit) => edit.undone_at === null)
          .map(({ path, next }) => ({ path, value: JSON.parse(next) as Json }))
      : []
    return { original: order, version: kept?.version ?? 0, made, now: applyChanges(order, made) }
  }

  /** @throws Failure `order-unknown`, `order-changed-meanwhile` */
  const readVersion = (orderId: number, version: number): Changed => {
    const found = read(orderId)
    if (found.version !== version)
      throw failure('order-changed-meanwhile', { number: found.now.order.number })
    return found
  }

  const write = (orderId: number, order: Order, edited: boolean, version: number): void => {
    const record = toOrderRecord(order, 0)
    updateOrder.run({ ...record, orderId, edited: edited ? 1 : 0 })
    updateDocument.run(record.document, orderId)
    unindex.run(orderId)
    index.run(orderId, record.searchText)
    setVersion.run(version, orderId)
  }

  const save = (
    orderId: number,
    before: Changed,
    source: OrderEdit['source'],
    changes: readonly Change[],
    at: Instant,
  ): void => {
    const news = changes.filter(({ path, value }) => !isSame(valueAt(before.now, path), value))
    if (news.length === 0) return
    keepOriginal.run(orderId, JSON.stringify(before.original))
    const version = before.version + 1
    for (const { path, value } of news) {
      const previous = path === 'declared' ? moneyOf(before.now.order) : valueAt(before.now, path)
      const texts = { previous: JSON.stringify(previous), next: JSON.stringify(value) }
      insertEdit.run({ orderId, version, at, source, path, ...texts })
    }
    write(orderId, applyChanges(before.original, [...before.made, ...news]).order, true, version)
  }

  const undoEdits = (orderId: number, before: Changed, chosen: (edit: EditRow) => boolean, at: Instant) => {
    for (const edit of edits.all(orderId)) if (edit.undone_at === null && chosen(edit)) undo.run(at, edit.id)
    const { now, made } = read(orderId)
    write(orderId, now.order, made.length > 0, before.version + 1)
    // What had been taken over is not any more: the site is ahead again (R16).
    if (now.order.modifiedAt !== before.now.order.modifiedAt) unsettleSite.run(now.order.modifiedAt, orderId)
  }

  const findDifferences = ({ original: first, made, version }: Changed, site: Order): readonly Change[] =>
    differences(first, made, site, (place) => `s${version}-${place}`)

  const settled = (orderId: number) => {
    settleSite.run(orderId)
    forgetSite.run(orderId)
  }

  return {
    /** Every change of an order, undone ones included, oldest first. */
    orderEdits: (orderId: number): OrderEdit[] => edits.all(orderId).map(readEdit),
    /**
     * Saves changes made to a version of the order.
     * @throws Failure `order-unknown`, `order-changed-meanwhile`, `input-invalid` with the path; nothing is saved then
     */
    saveEdits: writing(db, (orderId: number, version: number, changes: readonly Change[], at: Instant) => {
      const before = readVersion(orderId, version)
      for (const { path, value } of changes) {
        const place = placeOf(path)
        if (place === null || place.kind === 'declared' || !isValueFor(place, value)) {
          throw failure('input-invalid', { field: path, problem: 'unknown-value' })
        }
      }
      save(orderId, before, 'hand', changes, at)
    }),
    /** Takes changes back, and with them later ones of the same field. @throws Failure as {@link saveEdits} does */
    undoEdits: writing(
      db,
      (orderId: number, version: number, editIds: readonly number[], at: Instant): void => {
        const before = readVersion(orderId, version)
        const chosen = edits.all(orderId).filter(({ id }) => editIds.includes(id))
        undoEdits(
          orderId,
          before,
          (edit) => chosen.some((other) => edit.id >= other.id && isWithin(edit.path, other.path)),
          at,
        )
      },
    ),
    /** *Ripristina originale*: the order as it was downloaded; the history stays. @throws Failure as {@link saveEdits} does */
    restoreOrder: writing(db, (orderId: number, version: number, at: Instant): void => {
      undoEdits(orderId, readVersion(orderId, version), () => true, at)
    }),
    /** Keeps the order as the site has it now, and answers what is different (R16); changes nothing of ours. */
    keepSiteVersion: writing(db, (orderId: number, site: Order, at: Instant): Difference[] => {
      const ours = read(orderId)
      const found = findDifferences(ours, site)
      seeSite.run({ orderId, at: site.modifiedAt })
      keepSite.run(orderId, at, JSON.stringify(site))
      // Changed, and changed back: there is nothing to decide.
      if (found.length === 0) settled(orderId)
      return found.map(({ path, value }) => ({
        path,
        ours: (path === 'declared' ? moneyOf(ours.now.order) : valueAt(ours.now, path)) as Json,
        theirs: value,
      }))
    }),
    /**
     * Takes over what the site has (R16), as last kept: the fields named, or all. Once nothing is different the order
     * does not count as modified on the site any more.
     * @throws Failure as {@link saveEdits} does; `order-changed-meanwhile` also when the site's order is not kept any more
     */
    takeOver: writing(
      db,
      (orderId: number, version: number, paths: readonly string[] | null, at: Instant): void => {
        const before = readVersion(orderId, version)
        const kept = siteVersion.get(orderId)
        if (!kept) throw failure('order-changed-meanwhile', { number: before.now.order.number })
        const site = JSON.parse(kept.document) as Order
        const found = findDifferences(before, site)
        const taken = paths === null ? found : found.filter(({ path }) => paths.includes(path))
        const all = taken.length === found.length
        const moment = { path: 'modifiedAt', value: site.modifiedAt }
        save(orderId, before, 'site', all ? [...taken, moment] : taken, at)
        if (all) settled(orderId)
      },
    ),
    /** *Tieni la mia*: not modified on the site, until it changes again. */
    keepOurs: writing(db, (orderId: number): void => settled(orderId)),
  }
}

/** How often an order was changed, and the keys of its list elements ({@link KeyedOrder}). */
export function editStateQueries(db: Sqlite) {
  const original = db.prepare<[number], { version: number; document: string }>(
    'SELECT version, document FROM order_originals WHERE order_id = ?',
  )
  const made = db.prepare<[number], { path: string; next: string }>(
    'SELECT path, next FROM order_edits WHERE order_id = ? AND undone_at IS NULL ORDER BY id',
  )
  return (orderId: number, order: Order): { version: number; keys: KeyedOrder['keys'] } => {
    const kept = original.get(orderId)
    if (!kept) return { version: 0, keys: applyChanges(order, []).keys }
    const changes = made.all(orderId).map(({ path, next }) => ({ path, value: JSON.parse(next) as Json }))
    return {
      version: kept.version,
      keys: applyChanges(JSON.parse(kept.document) as Order, changes).keys,
    }
  }
}

/** Whether a path is another, or lies inside it: an element's part inside the element. */
function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`)
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function readEdit(row: EditRow): OrderEdit {
  return {
    id: row.id,
    version: row.version,
    at: row.at,
    source: row.source as OrderEdit['source'],
    path: row.path,
    previous: JSON.parse(row.previous) as Json,
    next: JSON.parse(row.next) as Json,
    undoneAt: row.undone_at,
  }
}
