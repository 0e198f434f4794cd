import { applyChanges, type Change, type KeyedOrder, valueAt } from '../words/edit/changes.ts'
import { type Json, stateIdPath } from '../words/edit/fields.ts'
import { keysApart } from '../words/edit/keys-apart.ts'
import { readingChanges } from '../words/edit/reread.ts'
import { moneyOf } from '../words/edit/site-differences.ts'
import { failure } from '../words/failure.ts'
import type { Instant, Order } from '../words/order.ts'
import type { OrderEdit } from '../words/order-view.ts'
import { checkKeeper } from './checks.ts'
import type { Sqlite } from './database.ts'
import { handoverState } from './handover-state.ts'
import { leftOutQueries } from './left-out.ts'
import { columnsOf, recordColumns } from './order-record.ts'
import { searchIndex } from './search-index.ts'
import { uniqueId } from './unique-id.ts'

/** The values before and after are JSON. */
export type EditRow = Omit<OrderEdit, 'previous' | 'next' | 'desk' | 'overruledBy'> & {
  readonly previous: string
  readonly next: string
  readonly rereadId: number | null
  /** Null: of an archive that has not joined others. */
  readonly uuid: string | null
}

/** An order as it was downloaded, and what was changed since. */
export interface Changed {
  readonly original: Order
  readonly version: number
  /** Changes that were not undone, in order. */
  readonly made: readonly (Change & { readonly source: OrderEdit['source'] })[]
  readonly now: KeyedOrder
  /** As downloaded, in the reading of today where it was read again (R15): what the site is compared with. */
  readonly reading: Order
}

/** What changing an order is made of, for those who do it within a transaction of theirs. */
export function orderChanges(db: Sqlite) {
  const { lastOf, markAgain } = handoverState(db)
  const { judgeOurs, judgeSite } = leftOutQueries(db)
  const { noteChanged, noteSite } = checkKeeper(db)
  const current = db.prepare<[number], { document: string }>(
    'SELECT document FROM order_documents WHERE order_id = ?',
  )
  const original = db.prepare<[number], { version: number; document: string }>(
    'SELECT version, document FROM order_originals WHERE order_id = ?',
  )
  const keepOriginal = db.prepare(
    'INSERT INTO order_originals (order_id, version, document) VALUES (?, 0, ?) ON CONFLICT DO NOTHING',
  )
  const setOriginal = db.prepare('UPDATE order_originals SET document = ? WHERE order_id = ?')
  const setVersion = db.prepare('UPDATE order_originals SET version = ? WHERE order_id = ?')
  const edits = db.prepare<[number], EditRow>(
    `SELECT id, version, at, source, path, previous, next, undone_at AS undoneAt, reread_id AS rereadId, uuid
     FROM order_edits WHERE order_id = ? ORDER BY ${editOrder}`,
  )
  const desk = db.prepare<[], string>('SELECT desk FROM desk').pluck()
  const insertEdit = db.prepare(
    `INSERT INTO order_edits (order_id, version, at, source, path, previous, next, reread_id, uuid)
     VALUES (@orderId, @version, @at, @source, @path, @previous, @next, @rereadId, @uuid)`,
  )
  const undo = db.prepare('UPDATE order_edits SET undone_at = ? WHERE id = ?')
  const updateOrder = db.prepare(
    `UPDATE orders SET ${recordColumns.map((column) => `${column} = ?`).join(', ')}, edited = ? WHERE id = ?`,
  )
  const updateDocument = db.prepare('UPDATE order_documents SET document = ? WHERE order_id = ?')
  const search = searchIndex(db)
  const unsettleSite = db.prepare('UPDATE orders SET site_modified_at = ? WHERE id = ?')
  const siteVersion = db
    .prepare<[number], string>('SELECT document FROM order_site_versions WHERE order_id = ?')
    .pluck()
  const updateSite = db.prepare('UPDATE order_site_versions SET document = ? WHERE order_id = ?')

  const changed = (order: Order, version: number, all: Changed['made']): Changed => {
    const made = rereadFirst(all)
    const now = applyChanges(order, made)
    const reread = made.filter(({ source }) => source === 'reread')
    return { original: order, version, made, now, reading: readingOf(order, reread) }
  }

  /** Null: the archive has no such order. */
  const find = (orderId: number): Changed | null => {
    const kept = original.get(orderId)
    const document = kept?.document ?? current.get(orderId)?.document
    if (document === undefined) return null
    const made = kept ? edits.all(orderId).filter((edit) => edit.undoneAt === null) : []
    return changed(
      JSON.parse(document) as Order,
      kept?.version ?? 0,
      made.map(({ path, next, source }) => ({ path, value: JSON.parse(next) as Json, source })),
    )
  }

  /** @throws Failure `order-unknown` */
  const read = (orderId: number): Changed => {
    const found = find(orderId)
    if (!found) throw failure('order-unknown', {})
    return found
  }

  const write = (orderId: number, before: Changed, after: Changed, at: Instant): void => {
    const { order } = after.now
    const record = columnsOf(order)
    const isEdited = after.made.some(({ source }) => source !== 'reread')
    updateOrder.run(...record.values, isEdited ? 1 : 0, orderId)
    updateDocument.run(JSON.stringify(order), orderId)
    // The costliest part.
    const old = columnsOf(before.now.order)
    noteChanged(orderId, old.checks, record.checks, at)
    if (old.searchText !== record.searchText) search.replace(orderId, record.searchText)
    // Also where it comes to the same state: one that is changed here counts before what the site said.
    if (stateChanges(before) !== stateChanges(after)) judgeOurs(orderId)
    setVersion.run(before.version + 1, orderId)
    carrySite(orderId, before.reading, after.reading)
  }

  /** What our reading changes is no difference of the site's: the site's order as last kept is read so, too. */
  const carrySite = (orderId: number, before: Order, after: Order): void => {
    const changes = readingChanges(before, after)
    const document = changes.length === 0 ? undefined : siteVersion.get(orderId)
    if (document === undefined) return
    const site = applyChanges(JSON.parse(document) as Order, [])
    const same = changes.filter(({ path, before: value }) => valueAt(site, path) === value)
    const { order } = applyChanges(
      site.order,
      same.map(({ path, after: value }) => ({ path, value })),
    )
    updateSite.run(JSON.stringify(order), orderId)
  }

  /** What was handed over says something else now (R41): of every kind it is to be done again. */
  const outdate = (orderId: number, paths: readonly string[], at: Instant): void => {
    const content = [...new Set(paths)].filter(isContent)
    if (content.length > 0) markAgain(orderId, content, at, lastOf(orderId))
  }

  return {
    find,
    /** What changes are written upon: as the order was downloaded. */
    keepOriginal: (orderId: number, { original }: Changed): void =>
      void keepOriginal.run(orderId, JSON.stringify(original)),
    /** The order is another now: all that lists and searches have of it follows. */
    write,
    /** Whether an order has gone out, as far as that was written down (R41). */
    wentOut: (orderId: number): boolean => lastOf(orderId, true).size > 0,
    /** What went out says something else by today's reading, and is to be done again: whoever reads again decides it. */
    outdateByReading: (orderId: number, paths: readonly string[], at: Instant): void =>
      markAgain(orderId, paths, at, lastOf(orderId, true)),
    read,
    outdate,
    edits: (orderId: number): EditRow[] => edits.all(orderId),
    /** Another desk's download of the order counts: the changes by hand stay on top of it. @param document JSON */
    replaceOriginal: (orderId: number, document: string, at: Instant): void => {
      const before = read(orderId)
      if (setOriginal.run(document, orderId).changes === 0) updateDocument.run(document, orderId)
      write(orderId, before, read(orderId), at)
    },
    siteVersion: (orderId: number): Order | null => {
      const document = siteVersion.get(orderId)
      return document === undefined ? null : (JSON.parse(document) as Order)
    },
    /** Saves those changes that change something; answers how many. */
    save: (
      orderId: number,
      before: Changed,
      source: OrderEdit['source'],
      changes: readonly Change[],
      at: Instant,
      rereadId: number | null = null,
    ): number => {
      const news = changes.filter(({ path, value }) => !isSame(valueAt(before.now, path), value))
      if (news.length === 0) return 0
      keepOriginal.run(orderId, JSON.stringify(before.original))
      const version = before.version + 1
      const own = desk.get()
      const made = own === undefined ? news : keysApart(news, own.slice(-5))
      for (const { path, value } of made) {
        const previous = path === 'declared' ? moneyOf(before.now.order) : valueAt(before.now, path)
        const texts = { previous: JSON.stringify(previous), next: JSON.stringify(value) }
        const uuid = own === undefined ? null : uniqueId()
        insertEdit.run({ orderId, version, at, source, path, rereadId, uuid, ...texts })
      }
      const all = [...before.made, ...made.map((change) => ({ ...change, source }))]
      write(orderId, before, changed(before.original, version, all), at)
      if (source !== 'reread')
        outdate(
          orderId,
          news.map(({ path }) => path),
          at,
        )
      return news.length
    },
    undoEdits: (orderId: number, before: Changed, chosen: (edit: EditRow) => boolean, at: Instant): void => {
      const undone = edits.all(orderId).filter((edit) => edit.undoneAt === null && chosen(edit))
      for (const edit of undone) undo.run(at, edit.id)
      const ours = undone.filter(({ source }) => source !== 'reread')
      outdate(
        orderId,
        ours.map(({ path }) => path),
        at,
      )
      const after = read(orderId)
      write(orderId, before, after, at)
      // What had been taken over is not any more: the site is ahead again (R16).
      const { modifiedAt } = after.now.order
      const taken = before.now.order.modifiedAt
      if (modifiedAt === taken) return
      unsettleSite.run(modifiedAt, orderId)
      const step = judgeSite(orderId, null)
      if (step.leftOut !== null) noteSite(orderId, { ...step, modifiedAt: taken }, at)
    },
  }
}

/**
 * In which order an order's changes follow each other, in SQL: by the log that desks share (R57), those that it does not have
 * yet last.
 */
export const editOrder = 'seq IS NULL, seq, id'

/**
 * Changes in the order in which an order is made of them. What was only read again (R15) lies beneath the others: it never
 * changes a field that somebody has touched, be it on another desk.
 */
function rereadFirst<Made extends { readonly source: OrderEdit['source'] }>(
  made: readonly Made[],
): readonly Made[] {
  const isReread = ({ source }: Made) => source === 'reread'
  return made.some(isReread) ? [...made.filter(isReread), ...made.filter((one) => !isReread(one))] : made
}

/** Whether what a path leads to is ever handed over. */
export function isContent(path: string): boolean {
  return path !== 'modifiedAt'
}

function stateChanges({ made }: Changed): number {
  return made.filter(({ path }) => path === 'state' || path === stateIdPath).length
}

function readingOf(original: Order, reread: readonly Change[]): Order {
  return reread.length === 0 ? original : applyChanges(original, reread).order
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
