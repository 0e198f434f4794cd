import { type FailureValue, failure } from '../../words/failure.ts'
import { type Sqlite, writing } from '../database.ts'
import type { DeskRecord, NewDesk, ServerState } from './desk-record.ts'
import type { SharedRows } from './shared-row.ts'
import { sayDeskName } from './triggers.ts'

interface DeskRow extends Omit<DeskRecord, 'stopped'> {
  readonly stopped: string | null
}

/** That this archive is one of several desks' (R55): since when, as which, how far it is, and whether it goes on. */
export function membership(db: Sqlite, rows: SharedRows) {
  const one = db.prepare<[], DeskRow>(
    `SELECT archive, epoch, desk, name, token, next_token AS nextToken, applied, hash, handed, next_n AS nextN,
       joined_at AS joinedAt, stopped FROM desk`,
  )
  const insert = db.prepare(
    `INSERT INTO desk (id, archive, epoch, desk, name, token, applied, hash, handed, next_n, joined_at)
     VALUES (1, @archive, @epoch, @desk, @name, @token, 0, '', 0, 1, @joinedAt)`,
  )
  const isDownloading = db.prepare(
    "SELECT 1 FROM runs JOIN shops ON shops.id = shop_id WHERE outcome = 'running' AND demo = 0 LIMIT 1",
  )
  const known = db.prepare<[string]>('SELECT 1 FROM left_archive WHERE archive = ?')
  const lastNumber = db.prepare<[], number | null>('SELECT max(n) FROM outbox').pluck()
  const setStopped = db.prepare('UPDATE desk SET stopped = ?')
  const setName = db.prepare('UPDATE desk SET name = ?')
  const setTokens = db.prepare('UPDATE desk SET token = @token, next_token = @nextToken')

  const desk = (): DeskRecord | null => {
    const row = one.get()
    if (row === undefined) return null
    return { ...row, stopped: row.stopped === null ? null : (JSON.parse(row.stopped) as FailureValue) }
  }
  const stopDesk = (why: FailureValue | null): void =>
    void setStopped.run(why === null ? null : JSON.stringify(why))

  /** Why the server is not the one, or not the state of it, that this desk knows. */
  const differenceTo = ({ archive, epoch, head, n, hash }: ServerState): FailureValue | null => {
    const ours = desk()
    if (ours === null) return null
    const isTheLog =
      archive === ours.archive &&
      epoch === ours.epoch &&
      head >= ours.applied &&
      (ours.applied === 0 || hash === ours.hash)
    if (!isTheLog) return { code: 'desks-restored', params: {} }
    // What was to be sent may have arrived; nothing else.
    return n > Math.max(ours.nextN, lastNumber.get() ?? 0) ? { code: 'desk-copied', params: {} } : null
  }

  return {
    /** Null: it has not joined. */
    desk,
    /**
     * From now on what is done here is said to the others. The log is still to be applied, from its first fact on, and what
     * only this archive has to be put into the outbox.
     * @throws Failure `run-in-progress`
     */
    joinDesk: writing(db, (record: NewDesk): void => {
      if (isDownloading.get() !== undefined) throw failure('run-in-progress', { name: '' })
      // Numbers of another log say nothing of this one.
      if (known.get(record.archive) === undefined)
        db.exec(
          'UPDATE runs SET shared_run = NULL, shared_shop = NULL, desk = NULL WHERE shared_run IS NOT NULL',
        )
      db.exec('DELETE FROM left_archive')
      insert.run(record)
      db.exec(`INSERT INTO unshared_orders SELECT orders.id, NULL FROM orders JOIN shops ON shops.id = shop_id
        WHERE demo = 0`)
      // Whether somebody has marked an order is asked for each that comes; who is alone need not keep it.
      db.exec('CREATE INDEX shared_work_facts ON work_facts (shop, shop_order_id)')
      rows.createTriggers()
    }),
    /** Alone again, with all that is here; what was not sent stays here only. */
    leaveDesk: writing(db, (): void => {
      const record = desk()
      if (record === null) return
      rows.dropTriggers()
      db.exec('DROP INDEX IF EXISTS shared_work_facts')
      db.prepare('INSERT INTO left_archive (archive, epoch) VALUES (?, ?)').run(record.archive, record.epoch)
      for (const table of ['desk', 'outbox', 'applying', 'waiting_facts', 'unshared_orders', 'shop_aliases'])
        db.exec(`DELETE FROM ${table}`)
      // Nobody tells any more how those of others have ended.
      db.exec("UPDATE runs SET desk = NULL WHERE outcome = 'running'")
    }),
    /** The others see this desk by another name, in what it has done before, too. */
    renameDesk: writing(db, (name: string): void => {
      setName.run(name)
      sayDeskName(db)
    }),
    /** Nothing is sent and applied any more, and why; null: it goes on. */
    stopDesk,
    /** To be written down before they are sent. */
    keepTokens: (tokens: Pick<DeskRecord, 'token' | 'nextToken'>): void => void setTokens.run(tokens),
    /** What the server said when this desk came: where it is not the log that we know, the desk is stopped. @returns why */
    settleRead: writing(db, (server: ServerState): FailureValue | null => {
      const why = differenceTo(server)
      if (why !== null) stopDesk(why)
      return why
    }),
  }
}
