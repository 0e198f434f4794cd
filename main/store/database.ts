import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { failure } from '../failure.ts'
import { migration001 } from './migrations/001-archive.ts'
import { migration002 } from './migrations/002-search.ts'
import { migration003 } from './migrations/003-edits.ts'

export type Sqlite = Database.Database

/** Migration n brings the archive from version n - 1 to n. Never change one that was released: add the next. */
const migrations: readonly string[] = [migration001, migration002, migration003]

/** The version of the archive that this program writes (SQLite's `user_version`). */
export const archiveVersion = migrations.length

/**
 * Opens the archive, creating or migrating it. WAL with `synchronous = FULL`: what a transaction stored survives
 * a power cut (R31); the pages of a run are the one exception (`pages.ts`).
 * @throws Failure `archive-newer` (the file stays untouched, R35), `archive-damaged`, `archive-locked`,
 * `archive-unwritable`, `disk-full`
 */
export function openDatabase(file: string): Sqlite {
  let db: Sqlite | undefined
  try {
    if (file !== ':memory:' && existsSync(file)) refuseNewer(file)
    db = new Database(file)
    db.pragma('busy_timeout = 10000')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -16000')
    db.pragma('temp_store = MEMORY')
    migrate(db)
    return db
  } catch (error) {
    db?.close()
    throw asArchiveFailure(error, file)
  }
}

/**
 * Opens an archive that {@link openDatabase} has opened, and holds open, to look at it only.
 * @throws Failure as `openDatabase` does
 */
export function openToRead(file: string): Sqlite {
  try {
    const db = new Database(file, { readonly: true })
    db.pragma('busy_timeout = 10000')
    db.pragma('cache_size = -32000')
    db.pragma('temp_store = MEMORY')
    return db
  } catch (error) {
    throw asArchiveFailure(error, file)
  }
}

/** Looked at read-only, so that a newer archive is not even touched (R35). */
function refuseNewer(file: string): void {
  const db = new Database(file, { readonly: true })
  try {
    const found = db.pragma('user_version', { simple: true }) as number
    if (found > archiveVersion) throw failure('archive-newer', { file, found, known: archiveVersion })
  } finally {
    db.close()
  }
}

function migrate(db: Sqlite): void {
  const step = db.transaction((version: number, sql: string) => {
    db.exec(sql)
    db.pragma(`user_version = ${version}`)
  })
  const from = db.pragma('user_version', { simple: true }) as number
  migrations.forEach((sql, index) => {
    if (index >= from) step.immediate(index + 1, sql)
  })
}

/** SQLite's errors as failures in the operator's terms; anything else is passed on. */
export function asArchiveFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  switch (error.code.split('_').slice(0, 2).join('_')) {
    case 'SQLITE_FULL':
      return failure('disk-full', { file }, error)
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return failure('archive-locked', { file }, error)
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return failure('archive-damaged', { file }, error)
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_IOERR':
      return failure('archive-unwritable', { file }, error)
    default:
      return error
  }
}
