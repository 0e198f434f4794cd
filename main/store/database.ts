import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { failure } from '../failure.ts'
import { migration001 } from './migrations/001-archive.ts'
import { migration002 } from './migrations/002-search.ts'
import { migration003 } from './migrations/003-edits.ts'
import { migration004 } from './migrations/004-chosen-orders.ts'
import { migration005 } from './migrations/005-order-blocks.ts'

export type Sqlite = Database.Database

/** Migration n brings the archive from version n - 1 to n. Never change one that was released: add the next. */
const migrations: readonly string[] = [migration001, migration002, migration003, migration004, migration005]

/** The version of the archive that this program writes (SQLite's `user_version`). */
export const archiveVersion = migrations.length

/** No version will ever be beyond it: a number that is there is no version, but damage. */
const latestVersion = 9999

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
    setUp(db, file)
    migrate(db, file)
    return db
  } catch (error) {
    db?.close()
    throw asArchiveFailure(error, file)
  }
}

function setUp(db: Sqlite, file: string): void {
  try {
    db.pragma('busy_timeout = 10000')
    // Only a new archive takes it. Two to four orders share a page: on SQLite's 4 kB they would fill a third less of it.
    db.pragma('page_size = 8192')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // The log shrinks back to this once what it holds is in the archive (a backup or a long read lets it grow).
    db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    db.pragma('foreign_keys = ON')
    // More would only fill up: a download comes back to few pages, and the system keeps the file in its own memory.
    db.pragma('cache_size = -4000')
    db.pragma('temp_store = MEMORY')
  } catch (error) {
    // These are right: what SQLite finds wrong ("unsupported file format") is in the file.
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR')
      throw failure('archive-damaged', { file }, error)
    throw error
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

/**
 * A transaction that writes. It takes its turn at the beginning: one that first reads, and writes when another
 * process has written since, would fail at once instead of waiting.
 */
export function writing<Args extends unknown[], Result>(
  db: Sqlite,
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  return db.transaction(work).immediate
}

/** Looked at read-only, so that a newer archive is not even touched (R35). */
function refuseNewer(file: string): void {
  const found = versionOf(file)
  if (found < 0 || found > latestVersion) throw failure('archive-damaged', { file })
  if (found > archiveVersion) throw failure('archive-newer', { file, found, known: archiveVersion })
}

/** Whether opening the archive would change its tables; one that is not there, or empty, has none. */
export function needsMigration(file: string): boolean {
  if (file === ':memory:' || !existsSync(file)) return false
  try {
    const found = versionOf(file)
    return found > 0 && found < archiveVersion
  } catch (error) {
    throw asArchiveFailure(error, file)
  }
}

function versionOf(file: string): number {
  const db = new Database(file, { readonly: true })
  try {
    return db.pragma('user_version', { simple: true }) as number
  } finally {
    db.close()
  }
}

/** Another process may be at it, too: the version is read where nobody else can change it. */
function migrate(db: Sqlite, file: string): void {
  const version = () => db.pragma('user_version', { simple: true }) as number
  const step = db.transaction((to: number, sql: string) => {
    if (version() >= to) return
    const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0
    // Tables without a version: somebody else's database, or what is left of ours.
    if (to === 1 && tables > 0) throw failure('archive-damaged', { file })
    db.exec(sql)
    db.pragma(`user_version = ${to}`)
  })
  for (const [index, sql] of migrations.entries()) if (version() <= index) step.immediate(index + 1, sql)
}

/** The disk no longer gives back what was written. */
const unreadable: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_SHORT_READ',
  'SQLITE_IOERR_CORRUPTFS',
  'SQLITE_IOERR_DATA',
])

/** SQLite's errors as failures in the operator's terms; anything else is passed on. */
export function asArchiveFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  if (unreadable.has(error.code)) return failure('archive-damaged', { file }, error)
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
