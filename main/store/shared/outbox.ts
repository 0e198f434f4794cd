import type { Fact, FactKind } from '../../words/fact.ts'
import type { Sqlite } from '../database.ts'
import { packText } from './bodies.ts'
import type { OutboxState } from './desk-record.ts'
import type { pageFacts, SaidPage } from './page-facts.ts'
import type { RunFact } from './run-facts.ts'
import type { SharedRow, SharedRows } from './shared-row.ts'

/** A row of the outbox. */
export interface OutboxRow {
  readonly id: number
  readonly kind: FactKind
  readonly body: string
  readonly shop: string | null
  readonly run: number | null
  readonly rawBatch: number | null
  readonly guarded: 0 | 1
  readonly advances: 0 | 1
  readonly guard: number | null
}

/** Rows of small tables go together; those under a guard as many as were done at once, since they are taken or refused as one. */
const most = { rows: 200, guardedRows: 100_000, bytes: 256 * 1024 }

/** So many facts get their numbers at once. */
const numberedAtOnce = 8

const columns = 'id, kind, body, shop, run, raw_batch AS rawBatch, guarded, advances, guard'

/** Bodies of pieces of an archive that joins. */
export type ImportBody = (row: OutboxRow) => Uint8Array

/** What this desk has to say (R55): put together to facts, and taken out when it has come back in the log. */
export function outboxOf(
  db: Sqlite,
  rows: SharedRows,
  pages: ReturnType<typeof pageFacts>,
  importBody: ImportBody,
) {
  const onItsWay = db.prepare<[number], OutboxRow>(`SELECT ${columns} FROM outbox WHERE n = ? ORDER BY id`)
  const waiting = db.prepare<[], OutboxRow>(`SELECT ${columns} FROM outbox WHERE n IS NULL ORDER BY id`)
  const isPastOpen = db
    .prepare<[], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM unshared_orders WHERE outbox_id IS NULL)
         OR EXISTS (SELECT 1 FROM outbox WHERE kind = 'import' AND n IS NULL)`,
    )
    .pluck()
  const shopRows = db.prepare<[], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE field >= 'shop|' AND field < 'shop}' AND n IS NULL ORDER BY id`,
  )
  const pieces = db.prepare<[], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE kind = 'import' AND n IS NULL ORDER BY id LIMIT 1`,
  )
  const number = db.prepare('UPDATE outbox SET n = ? WHERE id = ?')
  const unnumber = db.prepare('UPDATE outbox SET n = NULL WHERE n > ?')
  const drop = db.prepare('DELETE FROM outbox WHERE id = ?')
  const unseen = db.prepare('SELECT 1 FROM outbox WHERE n > 0 AND (advances = 1 OR guarded = 1) LIMIT 1')
  const echoed = db.prepare('DELETE FROM outbox WHERE n = ?')
  const pending = db.prepare('SELECT 1 FROM outbox WHERE field = ? LIMIT 1')
  const state = db.prepare<[], OutboxState>(
    `SELECT count(*) FILTER (WHERE n IS NULL OR n >= next_n) AS waiting, count(*) FILTER (WHERE n < next_n) AS unconfirmed
     FROM desk LEFT JOIN outbox ON true WHERE outbox.id IS NOT NULL`,
  )

  /** What is said by a row as it is now; null: nothing any more. */
  const complete = ({ body }: OutboxRow): SharedRow | null => rows.complete(JSON.parse(body) as SharedRow)

  /** An archive that joins tells of its shops, then its orders, then the rest: who hears it has what it is about. */
  const inOrder = function* (): Generator<OutboxRow> {
    if (isPastOpen.get() === 0) {
      yield* waiting.iterate()
      return
    }
    const shops = shopRows.all()
    yield* shops.length > 0 ? shops : pieces.all()
  }

  /** The next rows that go as one fact; those that have nothing to say any more go. */
  const nextRows = (): readonly OutboxRow[] => {
    const picked: OutboxRow[] = []
    const gone: OutboxRow[] = []
    let bytes = 0
    for (const row of inOrder()) {
      const [first = row] = picked
      if (
        picked.length > 0 &&
        (first.kind !== 'rows' || row.kind !== 'rows' || first.guarded !== row.guarded)
      )
        break
      const isFull =
        first.guarded === 1
          ? picked.length >= most.guardedRows
          : picked.length >= most.rows || bytes + row.body.length > most.bytes
      if (picked.length > 0 && isFull) break
      if (row.kind === 'rows' && complete(row) === null) {
        gone.push(row)
        continue
      }
      picked.push(row)
      bytes += row.body.length
    }
    for (const { id } of gone) drop.run(id)
    // What this desk itself has handed over before must have come back: the guard is the last of those it has seen.
    if (picked[0]?.guarded === 1 && unseen.get() !== undefined) return []
    return picked
  }

  const bodyOf = (row: OutboxRow, all: readonly OutboxRow[]): Uint8Array => {
    if (row.kind === 'page') return pages.body(row.shop ?? '', JSON.parse(row.body) as SaidPage, row.rawBatch)
    if (row.kind === 'import') return importBody(row)
    if (row.kind === 'run') {
      const { was: _, ...said } = JSON.parse(row.body) as RunFact & { was?: unknown }
      return packText(JSON.stringify(said))
    }
    return packText(JSON.stringify(all.flatMap((one) => complete(one) ?? [])))
  }

  return {
    /** The rows of the fact with that number; those that are to go next get theirs. Within a transaction. */
    take(n: number): readonly OutboxRow[] {
      const again = onItsWay.all(n)
      if (again.length > 0) return again
      const first = nextRows()
      let rows = first
      for (let ahead = 0; rows.length > 0; ahead += 1) {
        for (const { id } of rows) number.run(n + ahead, id)
        // Those behind it go by the same writing to the disk; what is under a guard waits for what has come back before it.
        rows = ahead + 1 < numberedAtOnce && first[0]?.guarded === 0 ? nextRows() : []
      }
      return first
    },
    /** Those behind a fact that is not taken get their numbers anew. */
    renumber: (n: number): void => void unnumber.run(n),
    rowsOf: (n: number): readonly OutboxRow[] => onItsWay.all(n),
    factOf(all: readonly OutboxRow[]): Fact | null {
      const [first] = all
      if (first === undefined) return null
      return {
        kind: first.kind,
        shop: first.shop,
        run: first.run,
        guard: first.guarded === 1 ? Math.min(...all.map(({ guard }) => guard ?? 0)) : null,
        advances: all.some(({ advances, guarded }) => advances === 1 || guarded === 1),
        body: bodyOf(first, all),
      }
    },
    drop: (id: number): void => void drop.run(id),
    /** It has come back in the log. */
    confirm: (n: number): void => void echoed.run(n),
    /** This desk has changed that field, and the log does not have it yet. */
    isPending: (field: string): boolean => pending.get(field) !== undefined,
    state: (): OutboxState => state.get() ?? { waiting: 0, unconfirmed: 0 },
  }
}
