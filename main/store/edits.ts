import { applyChanges, type Change, type KeyedOrder, valueAt } from '../words/edit/changes.ts'
import { isValueFor, type Json, placeOf, stateIdPath } from '../words/edit/fields.ts'
import { siteChanges } from '../words/edit/site-changes.ts'
import { moneyOf, siteDifferences } from '../words/edit/site-differences.ts'
import { failure } from '../words/failure.ts'
import type { Instant, Order } from '../words/order.ts'
import type { OrderEdit, SiteDifference } from '../words/order-view.ts'
import { standingOf } from '../words/standing.ts'
import { checkKeeper } from './checks.ts'
import { type Sqlite, writing } from './database.ts'
import { leftOutQueries } from './left-out.ts'
import { type Changed, type EditRow, editOrder, orderChanges } from './order-changes.ts'

/** Changes orders and remembers how they were. Each change is one transaction with all that lists and search show of it. */
export function editQueries(db: Sqlite) {
  const { read, edits, save, undoEdits, siteVersion } = orderChanges(db)
  const { judgeSite } = leftOutQueries(db)
  const { noteSite, settleSiteChecks } = checkKeeper(db)
  const seeSite = db.prepare(
    'UPDATE orders SET site_seen_at = @at WHERE id = @orderId AND site_seen_at < @at',
  )
  const settleSite = db.prepare('UPDATE orders SET site_modified_at = site_seen_at WHERE id = ?')
  const keepSite = db.prepare(
    `INSERT INTO order_site_versions (order_id, fetched_at, document) VALUES (?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET fetched_at = excluded.fetched_at, document = excluded.document`,
  )
  const forgetSite = db.prepare('DELETE FROM order_site_versions WHERE order_id = ?')

  const byDesks = db.prepare<[number], ByDesks & { id: number }>(
    `SELECT edit.id, maker.name AS desk, other.name AS byDesk, by.at AS byAt FROM order_edits AS edit
     LEFT JOIN desk_names AS maker ON maker.desk = edit.desk
     LEFT JOIN overruled ON overruled.edit = edit.uuid
     LEFT JOIN order_edits AS by ON by.uuid = overruled.by_edit
     LEFT JOIN desk_names AS other ON other.desk = by.desk
     WHERE edit.order_id = ? AND edit.uuid IS NOT NULL ORDER BY by.seq IS NULL, by.seq`,
  )

  /** @throws Failure `order-unknown`, `order-changed-meanwhile` */
  const readVersion = (orderId: number, version: number): Changed => {
    const found = read(orderId)
    if (found.version !== version)
      throw failure('order-changed-meanwhile', { number: found.now.order.number })
    return found
  }

  const findSiteDifferences = ({ original: first, made, version }: Changed, site: Order): readonly Change[] =>
    siteDifferences(first, made, site, (place) => `s${version}-${place}`)

  const settled = (orderId: number) => {
    settleSite.run(orderId)
    settleSiteChecks(orderId)
    forgetSite.run(orderId)
  }

  return {
    /** Every change of an order, undone ones included, oldest first. */
    orderEdits: (orderId: number): OrderEdit[] => {
      const ofDesks = new Map(byDesks.all(orderId).map(({ id, ...told }) => [id, told]))
      return edits(orderId)
        .filter(isShown)
        .map((edit) => readEdit(edit, ofDesks.get(edit.id)))
    },
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
        const chosen = new Set(editIds)
        /** From which change on those of a path go: by their places, as another desk's may lie between (R57). */
        const firstOf = new Map<string, number>()
        const placeOfEdit = new Map<number, number>()
        for (const [place, { id, path }] of edits(orderId).entries()) {
          placeOfEdit.set(id, place)
          if (chosen.has(id) && !firstOf.has(path)) firstOf.set(path, place)
        }
        const isUndone = ({ id, path }: EditRow) =>
          wholesOf(path).some(
            (whole) => (placeOfEdit.get(id) ?? 0) >= (firstOf.get(whole) ?? Number.POSITIVE_INFINITY),
          )
        undoEdits(orderId, before, isUndone, at)
      },
    ),
    /** *Ripristina originale*: as downloaded, in the reading of today; the history stays. @throws Failure as {@link saveEdits} does */
    restoreOrder: writing(db, (orderId: number, version: number, at: Instant): void => {
      undoEdits(orderId, readVersion(orderId, version), ({ source }) => source !== 'reread', at)
    }),
    /**
     * Keeps the order as the site has it now, and answers what is different (R16); changes nothing of ours.
     * @param before what was downloaded, read as `now` is; null where it cannot be: all that is different counts then
     * @param stateGroup the platform's state that a state of the shop's own belongs to
     */
    keepSiteVersion: writing(
      db,
      (
        orderId: number,
        now: Order,
        before: Order | null,
        at: Instant,
        stateGroup: string | null = null,
      ): SiteDifference[] => {
        const ours = read(orderId)
        const site = before === null ? now : siteChanges(ours.reading, before, now)
        const found = findSiteDifferences(ours, site).filter(isShown)
        const isFirstMet = seeSite.run({ orderId, at: site.modifiedAt }).changes > 0
        const step = judgeSite(orderId, standingOf(now, stateGroup))
        keepSite.run(orderId, at, JSON.stringify(site))
        // Changed, and changed back: there is nothing to decide.
        if (found.length === 0) settled(orderId)
        // No run meets it any more.
        if (step.isNewlyLeftOut || (isFirstMet && found.length > 0)) {
          const isAt = (start: string) => found.some(({ path }) => path.startsWith(start))
          const { modifiedAt } = site
          const about = { modifiedAt, isRefunded: isAt('refunds.'), isOnItsWay: isAt('fulfilment') }
          noteSite(orderId, { ...step, ...about }, at)
        }
        return found.map(({ path, value }) => ({
          path,
          ours: (path === 'declared' ? moneyOf(ours.now.order) : valueAt(ours.now, path)) as Json,
          theirs: value,
        }))
      },
    ),
    /**
     * Takes over what the site has (R16), as last kept: the fields named, or all. Once nothing is different the order
     * does not count as modified on the site any more.
     * @throws Failure as {@link saveEdits} does; `order-changed-meanwhile` also when the site's order is not kept any more
     */
    takeOver: writing(
      db,
      (orderId: number, version: number, paths: readonly string[] | null, at: Instant): void => {
        const before = readVersion(orderId, version)
        const site = siteVersion(orderId)
        if (!site) throw failure('order-changed-meanwhile', { number: before.now.order.number })
        const found = findSiteDifferences(before, site)
        const chosen = new Set(paths)
        const isTaken = ({ path }: Change) =>
          paths === null || wholesOf(path).some((whole) => chosen.has(whole))
        const taken = found.filter(isTaken)
        const all = found.filter(isShown).every(isTaken)
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
    `SELECT path, next FROM order_edits WHERE order_id = ? AND undone_at IS NULL
     ORDER BY source <> 'reread', ${editOrder}`,
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

/** A path and those that it lies inside: an element's part inside the element, a state's identifier inside the state. */
function wholesOf(path: string): readonly string[] {
  const parts = path.split('.')
  const wholes = parts.map((_, at) => parts.slice(0, at + 1).join('.'))
  return path === stateIdPath ? [...wholes, 'state'] : wholes
}

function isShown({ path }: { readonly path: string }): boolean {
  return path !== stateIdPath
}

/** Whose change it is, and whose counts instead. */
interface ByDesks {
  readonly desk: string | null
  readonly byDesk: string | null
  readonly byAt: Instant | null
}

function readEdit({ rereadId: _, uuid: __, ...row }: EditRow, by: ByDesks | undefined): OrderEdit {
  const at = by?.byAt ?? null
  return {
    ...row,
    previous: JSON.parse(row.previous) as Json,
    next: JSON.parse(row.next) as Json,
    desk: by?.desk ?? null,
    overruledBy: at === null ? null : { desk: by?.byDesk ?? null, at },
  }
}
