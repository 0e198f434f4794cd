import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure, failure } from '../failure.ts'
import { asArchiveFailure } from './database.ts'

/** Held while somebody has the archive open. */
export interface Presence {
  release(): void
}

/** An archive is put aside and restored in less; then whoever waits may go on. */
const waitMs = 20_000
/** Who has the archive open does not close it just now. */
const patienceMs = 2_000

/**
 * Says that the archive is in use, so that nobody moves it away: files of SQLite that are renamed under an open
 * connection end up damaged. As with shops, SQLite's own lock on a small file, gone when the process dies.
 * @throws Failure `archive-locked` while another process restores the archive, `archive-unwritable`
 */
export function joinArchive(file: string): Presence {
  if (file === ':memory:') return { release: () => undefined }
  return lockFor(file, waitMs, (db) => {
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  })
}

/**
 * Does what may be done only while nobody has the archive open.
 * @throws Failure `archive-locked` when somebody has
 */
export function whileAlone<Result>(file: string, work: () => Result): Result {
  const alone = lockFor(file, patienceMs, (db) => db.exec('BEGIN EXCLUSIVE'))
  try {
    return work()
  } finally {
    alone.release()
  }
}

function lockFor(file: string, timeout: number, take: (db: Database.Database) => void): Presence {
  const folder = join(dirname(file), 'locks')
  let db: Database.Database | undefined
  try {
    mkdirSync(folder, { recursive: true })
    const opened = new Database(join(folder, 'archive.lock'), { timeout })
    db = opened
    take(opened)
    return { release: () => opened.close() }
  } catch (error) {
    db?.close()
    const known = asArchiveFailure(error, file)
    throw known instanceof Failure ? known : failure('archive-unwritable', { file }, error)
  }
}
