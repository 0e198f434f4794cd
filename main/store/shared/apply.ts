import type { StoredFact } from '../../words/fact.ts'
import { Failure, failure } from '../../words/failure.ts'
import { type Sqlite, unforced, writing } from '../database.ts'
import type { runApplier } from './apply-runs.ts'
import { unpackJson, unpackWithRaw } from './bodies.ts'
import { chainHash, digestOf } from './chain.ts'
import type { Applied, DeskRecord } from './desk-record.ts'
import type { ImportFact } from './import-facts.ts'
import type { outboxOf } from './outbox.ts'
import type { PageFact } from './page-facts.ts'
import type { RunFact } from './run-facts.ts'
import type { sharedPlaces } from './shared-places.ts'
import type { SharedRow, SharedRows } from './shared-row.ts'
import type { waitingFacts } from './waiting-facts.ts'
import type { SharedWriter } from './writer.ts'

export interface ApplyParts {
  readonly desk: () => DeskRecord | null
  readonly stop: (why: Failure['value']) => void
  readonly rows: SharedRows
  readonly outbox: ReturnType<typeof outboxOf>
  readonly waiting: ReturnType<typeof waitingFacts>
  readonly places: ReturnType<typeof sharedPlaces>
  readonly runs: ReturnType<typeof runApplier>
  readonly shared: SharedWriter
}

/** What was read wrongly, or by a later version's rules. */
function read<Body>(unpack: () => Body): Body {
  try {
    return unpack()
  } catch (error) {
    throw failure('desk-outdated', {}, error)
  }
}

/** @throws TypeError where it is none: it will never be applied, however often it is tried */
function rowsIn(body: unknown): readonly SharedRow[] {
  const isRow = (one: unknown): one is SharedRow => typeof one === 'object' && one !== null && 't' in one
  if (!Array.isArray(body) || !body.every(isRow)) throw new TypeError('no rows')
  return body
}

/** Applies the log to the archive (R55): each fact with all that it changes, and its place in the log, or not at all. */
export function factApplier(db: Sqlite, parts: ApplyParts) {
  const { rows, outbox, waiting, places, runs, shared } = parts
  const goOn = db.prepare('UPDATE desk SET applied = @seq, hash = @hash, handed = @handed, next_n = @nextN')
  /** Of this desk, by those of others. */
  const raise = db.prepare('UPDATE outbox SET guard = ? WHERE guarded = 1 AND n IS NULL AND guard = ?')
  const ownPieces = db.prepare(
    'DELETE FROM unshared_orders WHERE outbox_id IN (SELECT id FROM outbox WHERE n = ?)',
  )

  const applyRows = (fact: StoredFact, said: readonly SharedRow[], isOwn: boolean): void => {
    const { seq, desk, at } = fact
    const context = { seq, desk, at, isOwn, isPending: outbox.isPending }
    for (const row of said) {
      const outcome = rows.apply(row, context)
      if (outcome === 'unknown') throw failure('desk-outdated', {})
      if (outcome === 'done') continue
      const { shop, shop_order_id: id } = row.r ?? {}
      waiting.keep(places.uuidOf(String(shop)), String(id), { seq, desk, at, row })
    }
  }

  const applyBody = (fact: StoredFact, isOwn: boolean, wasSaid: boolean): void => {
    const { kind, shop, body } = fact
    const bytes = (): Uint8Array => {
      // One of this desk's own that is not in its archive any more.
      if (body === null) throw failure('archive-went-back', {})
      return body
    }
    const shopId = (): number => {
      const id = shop === null ? undefined : places.shopId(shop)
      if (id === undefined) throw failure('desk-outdated', {})
      return id
    }
    switch (kind) {
      case 'void':
        return
      case 'rows':
        applyRows(
          fact,
          read(() => rowsIn(unpackJson(bytes()))),
          isOwn,
        )
        return
      case 'run': {
        const said = read(() => unpackJson(bytes()) as RunFact)
        runs.run(shopId(), fact, said, isOwn && wasSaid)
        return
      }
      case 'page': {
        if (wasSaid) return
        const { json, raw } = read(() => unpackWithRaw(bytes()))
        runs.page(fact, json as PageFact, raw)
        return
      }
      case 'import': {
        if (wasSaid) return
        const { json, raw } = read(() => unpackWithRaw(bytes()))
        const id = shopId()
        const stored = runs.imported(id, fact, json as ImportFact, raw)
        shared.stored(id, stored)
        return
      }
      default:
        throw failure('desk-outdated', {})
    }
  }

  const applyOne = unforced(
    db,
    writing(db, (fact: StoredFact): boolean => {
      const desk = parts.desk()
      if (desk === null || desk.stopped !== null) return false
      const { seq, n, body, digest, hash, advances } = fact
      if (seq <= desk.applied) return true
      const isTheLog =
        seq === desk.applied + 1 &&
        (body === null || digestOf(body) === digest) &&
        chainHash(desk.hash, fact) === hash
      if (!isTheLog) throw failure('desks-restored', {})
      const isOwn = fact.desk === desk.desk
      const wasSaid = isOwn && outbox.rowsOf(n).length > 0
      if (wasSaid) {
        ownPieces.run(n)
        outbox.confirm(n)
      }
      shared.quietly(() => applyBody(fact, isOwn, wasSaid))
      // What this desk did after it had seen all others': its own is no surprise to it.
      if (isOwn && advances) raise.run(seq, desk.handed)
      const nextN = isOwn ? Math.max(desk.nextN, n + 1) : desk.nextN
      goOn.run({ seq, hash, handed: advances ? seq : desk.handed, nextN })
      return true
    }),
  )

  return (facts: readonly StoredFact[]): Applied => {
    let orders = false
    let shops = false
    for (const fact of facts) {
      try {
        if (!applyOne(fact)) break
      } catch (error) {
        // Of the failures only those say that it will never be applied; the others pass, as a disk that is full.
        if (isImpossible(error)) parts.stop(failure('desk-outdated', {}).value)
        if (!(error instanceof Failure) || !stopping.has(error.value.code)) throw error
        parts.stop(error.value)
        break
      }
      orders ||= fact.kind !== 'run'
      shops ||= fact.kind !== 'import'
    }
    const desk = parts.desk()
    return {
      applied: desk?.applied ?? 0,
      stopped: desk?.stopped ?? null,
      orders,
      shops,
    }
  }
}

const stopping: ReadonlySet<string> = new Set([
  'desk-outdated',
  'desks-restored',
  'archive-went-back',
  'archives-differ',
])

/** What it says cannot be, whenever it is tried: a later version's, or an error of one. */
function isImpossible(error: unknown): boolean {
  const isConstraint =
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
  return isConstraint || error instanceof TypeError || error instanceof RangeError
}
