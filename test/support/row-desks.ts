import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type Archive, openArchive } from '../../main/store/archive.ts'
import { sharedRows } from '../../main/store/shared/rows.ts'
import type { SharedRow } from '../../main/store/shared/shared-row.ts'
import { temporaryFolder } from './archive.ts'

interface RowFact {
  readonly seq: number
  readonly desk: string
  readonly n: number
  readonly advances: boolean
  readonly rows: readonly SharedRow[]
}

/** What desks share, as the server has it: facts of rows alone, gapless. */
export class RowLog {
  readonly facts: RowFact[] = []
  handed = 0
}

interface OutboxRow {
  readonly id: number
  readonly body: string
  readonly guarded: 0 | 1
  readonly advances: 0 | 1
  readonly guard: number | null
}

/** An archive that shares its rows with others over a {@link RowLog}; what it says and hears waits until it is told to. */
export class RowDesk {
  readonly archive: Archive
  readonly db: Database.Database
  readonly #rows: ReturnType<typeof sharedRows>
  readonly #log: RowLog
  readonly name: string

  constructor(file: string, log: RowLog, name: string) {
    this.name = name
    this.archive = openArchive(file)
    this.db = new Database(file)
    this.db.pragma('synchronous = OFF')
    this.db.pragma('temp_store = MEMORY')
    this.#rows = sharedRows(this.db)
    this.#log = log
    onTestFinished(() => this.close())
  }

  close(): void {
    if (!this.db.open) return
    this.db.close()
    this.archive.close()
  }

  get id(): string {
    return `00000000-0000-7000-8000-0000000${this.name.padEnd(5, '0')}`
  }

  /** With what it has; the log is yet to be heard. */
  join(): this {
    const join = this.db.transaction(() => {
      this.db
        .prepare(
          `INSERT INTO desk (id, archive, epoch, desk, name, token, applied, hash, handed, next_n, joined_at)
           VALUES (1, 'a', 'e', ?, ?, 't', 0, '', 0, 1, '2026-11-20T12:00:00.000Z')`,
        )
        .run(this.id, this.name)
      this.#rows.createTriggers()
    })
    join.immediate()
    return this
  }

  leave(): void {
    this.#rows.dropTriggers()
    this.db.exec('DELETE FROM desk; DELETE FROM outbox')
  }

  /** How far it has heard. */
  #applied(): { applied: number; next_n: number } {
    return this.db.prepare('SELECT applied, next_n FROM desk').get() as never
  }

  /** Says what waits here, as the server takes or refuses it: the next fact, or all. */
  send(most = Number.POSITIVE_INFINITY): void {
    for (let sent = 0; sent < most && this.#sendOne(); sent += 1);
  }

  #sendOne(): boolean {
    const work = this.db.transaction((): boolean => {
      // Runs and their pages are told elsewhere.
      this.db.exec("DELETE FROM outbox WHERE kind <> 'rows'")
      const waiting = this.db
        .prepare<[], OutboxRow>(
          'SELECT id, body, guarded, advances, guard FROM outbox WHERE n IS NULL ORDER BY id',
        )
        .all()
      const [first] = waiting
      if (first === undefined) return false
      const end = waiting.findIndex(({ guarded }) => guarded !== first.guarded)
      const picked = waiting.slice(0, end === -1 ? waiting.length : end)
      const { next_n } = this.#applied()
      const mine = this.db.prepare('SELECT 1 FROM outbox WHERE n IS NOT NULL AND advances = 1').get()
      if (first.guarded === 1 && mine !== undefined) return false
      const rows = picked.flatMap(({ body }) => this.#rows.complete(JSON.parse(body)) ?? [])
      const ids = JSON.stringify(picked.map(({ id }) => id))
      const remove = this.db.prepare('DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))')
      if (first.guarded === 1 && this.#log.handed > Math.min(...picked.map(({ guard }) => guard ?? 0))) {
        this.#quietly(() => {
          for (const { body } of picked) this.#rows.refuse(JSON.parse(body))
        })
        remove.run(ids)
        return true
      }
      if (rows.length === 0) {
        remove.run(ids)
        return true
      }
      this.db.prepare('UPDATE outbox SET n = ? WHERE id IN (SELECT value FROM json_each(?))').run(next_n, ids)
      this.db.exec('UPDATE desk SET next_n = next_n + 1')
      const seq = this.#log.facts.length + 1
      const advances = picked.some((row) => row.advances === 1 || row.guarded === 1)
      if (advances) this.#log.handed = seq
      // As it travels.
      this.#log.facts.push({
        seq,
        desk: this.id,
        n: next_n,
        advances,
        rows: JSON.parse(JSON.stringify(rows)),
      })
      return true
    })
    return work.immediate()
  }

  #quietly(work: () => void): void {
    this.db.exec('INSERT INTO applying (id) VALUES (1)')
    work()
    this.db.exec('DELETE FROM applying')
  }

  /** Hears what the others have said: the next fact, or all. */
  hear(most = Number.POSITIVE_INFINITY): void {
    const news = this.#log.facts.slice(this.#applied().applied)
    for (const fact of news.slice(0, most)) this.#apply(fact)
  }

  #apply({ seq, desk, n, advances, rows }: RowFact): void {
    const work = this.db.transaction(() => {
      const isOwn = desk === this.id
      if (isOwn) this.db.prepare('DELETE FROM outbox WHERE n = ?').run(n)
      // What this desk did after it had seen all others': its own is no surprise to it.
      if (isOwn && advances)
        this.db
          .prepare(
            'UPDATE outbox SET guard = ? WHERE guarded = 1 AND n IS NULL AND guard = (SELECT handed FROM desk)',
          )
          .run(seq)
      const at = '2026-11-25T00:00:00.000Z'
      const isPending = (field: string) =>
        this.db.prepare('SELECT 1 FROM outbox WHERE field = ?').get(field) !== undefined
      this.#quietly(() => {
        for (const row of rows) {
          const done = this.#rows.apply(row, { seq, desk, isOwn, at, isPending })
          if (done === 'unknown') throw new Error(`no such row: ${row.t}`)
          if (done === 'waits')
            this.db
              .prepare(
                'INSERT INTO waiting_facts (shop, shop_order_id, seq, desk, at, body) VALUES (?, ?, ?, ?, ?, ?)',
              )
              .run(row.r?.shop, row.r?.shop_order_id, seq, desk, at, JSON.stringify(row))
        }
      })
      this.db
        .prepare('UPDATE desk SET applied = ?, handed = CASE WHEN ? THEN ? ELSE handed END')
        .run(seq, advances ? 1 : 0, seq)
    })
    work.immediate()
  }

  rows(sql: string): unknown[] {
    return this.db.prepare(sql).all()
  }
}

/** Desks that have joined, each with a copy of the archive that is made. */
export function rowDesks(
  names: readonly string[],
  make: (archive: Archive) => void,
): readonly [RowLog, ...RowDesk[]] {
  const folder = temporaryFolder()
  const first = join(folder, 'first.sqlite')
  const archive = openArchive(first)
  make(archive)
  archive.close()
  const log = new RowLog()
  const desks = names.map((name) => {
    const file = join(folder, `${name}.sqlite`)
    copyFileSync(first, file)
    return new RowDesk(file, log, name).join()
  })
  settle(desks)
  return [log, ...desks]
}

/** Everybody says and hears all. */
export function settle(desks: readonly RowDesk[]): void {
  for (let round = 0; round < 6; round += 1) {
    for (const desk of desks) {
      desk.hear()
      desk.send()
    }
    for (const desk of desks) desk.hear()
  }
}
