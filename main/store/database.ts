import { accessSync, constants, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { failure } from '../words/failure.ts'
import { migration001 } from './migrations/001-archive.ts'
import { migration002 } from './migrations/002-search.ts'
import { migration003 } from './migrations/003-edits.ts'
import { migration004 } from './migrations/004-chosen-orders.ts'
import { migration005 } from './migrations/005-order-blocks.ts'
import { migration006 } from './migrations/006-one-search.ts'
import { migration007 } from './migrations/007-wrong-modified.ts'
import { migration008 } from './migrations/008-order-shape.ts'
import { migration009 } from './migrations/009-bare-addresses.ts'
import { migration010 } from './migrations/010-shop-warnings.ts'
import { migration011 } from './migrations/011-renamed-and-reached.ts'
import { migration012 } from './migrations/012-rereads.ts'
import { migration013 } from './migrations/013-completeness-doubts.ts'
import { migration014 } from './migrations/014-merged-runs.ts'
import { migration015 } from './migrations/015-work-state.ts'
import { migration016 } from './migrations/016-handovers.ts'
import { migration017 } from './migrations/017-methods.ts'
import { migration018 } from './migrations/018-checks.ts'
import { migration019 } from './migrations/019-annotations.ts'
import { migration020 } from './migrations/020-office-settings.ts'
import { migration021 } from './migrations/021-easyfatt-numbers.ts'
import { migration022 } from './migrations/022-invoices.ts'
import { migration023 } from './migrations/023-refund-register.ts'
import { migration024 } from './migrations/024-takings.ts'
import { migration025 } from './migrations/025-desks.ts'
import { migration026 } from './migrations/026-paid.ts'
import { privateFile } from './private-file.ts'

export type Sqlite = Database.Database

/** Migration n brings the archive from version n - 1 to n. Never change one that was released: add the next. */
const migrations: readonly (string | ((db: Sqlite) => void))[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
  migration007,
  migration008,
  migration009,
  migration010,
  migration011,
  migration012,
  migration013,
  migration014,
  migration015,
  migration016,
  migration017,
  migration018,
  migration019,
  migration020,
  migration021,
  migration022,
  migration023,
  migration024,
  migration025,
  migration026,
]

/** How long a write waits for another process's. */
export const busyMs = 10_000

/** The version of the archive that this program writes (SQLite's `user_version`). */
export const archiveVersion = migrations.length

/** No version will ever be beyond it: a number that is there is no version, but damage. */
const latestVersion = 9999

/**
 * Opens the archive, creating or migrating it. WAL with `synchronous = FULL`: what a transaction stored survives
 * a power cut (R31), but for parts of something longer ({@link unforced}).
 * @throws Failure `archive-newer` (the file stays untouched, R35), `archive-damaged`, `archive-locked`,
 * `archive-unwritable`, `disk-full`
 */
export function openDatabase(file: string): Sqlite {
  let db: Sqlite | undefined
  try {
    if (file !== ':memory:') {
      if (existsSync(file)) {
        refuseNewer(file)
        refuseUnwritable(file)
      }
      privateFile(file)
    }
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
    db.pragma(`busy_timeout = ${busyMs}`)
    // Only a new archive takes it. Two to four orders share a page: on SQLite's 4 kB they would fill a third less of it.
    db.pragma('page_size = 8192')
    turnLogOn(db)
    db.pragma('synchronous = FULL')
    // The log shrinks back to this once what it holds is in the archive (a backup or a long read lets it grow).
    db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    // Each time that what the log holds goes into the archive waits for the disk: after 32 MB, not after 8.
    db.pragma('wal_autocheckpoint = 4000')
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

/** Where others change it or write just now, SQLite does not wait by itself, as it does everywhere else. */
function turnLogOn(db: Sqlite): void {
  const end = Date.now() + busyMs
  for (;;) {
    try {
      db.pragma('journal_mode = WAL')
      return
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'
      if (!isBusy || Date.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/**
 * Opens an archive that {@link openDatabase} has opened, and holds open, to look at it only.
 * @throws Failure as `openDatabase` does
 */
export function openToRead(file: string): Sqlite {
  try {
    const db = new Database(file, { readonly: true })
    db.pragma(`busy_timeout = ${busyMs}`)
    db.pragma('cache_size = -32000')
    db.pragma('temp_store = MEMORY')
    return db
  } catch (error) {
    throw asArchiveFailure(error, file)
  }
}

/**
 * Opens an archive where nothing can be written: a read-only disk or folder, a file that is not ours. One that is not of
 * this version cannot be brought up to it there.
 * @throws Failure as `openDatabase` does
 */
export function openReadOnly(file: string): Sqlite {
  try {
    refuseNewer(file)
    if (versionOf(file) < archiveVersion) throw failure('archive-unwritable', { file })
  } catch (error) {
    throw asArchiveFailure(error, file)
  }
  return openToRead(file)
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

/**
 * One of many transactions that are not forced to the disk one by one: after a power cut the archive is as it was some of
 * them before, whole. Everything else is forced, the end of what they are part of first of all; and that forces what
 * came before it.
 */
export function unforced<Args extends readonly unknown[], Result>(
  db: Sqlite,
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    db.pragma('synchronous = NORMAL')
    try {
      return work(...args)
    } finally {
      db.pragma('synchronous = FULL')
    }
  }
}

/** Looked at read-only, so that a newer archive is not even touched (R35). */
function refuseNewer(file: string): void {
  const found = versionOf(file)
  if (found < 0 || found > latestVersion) throw failure('archive-damaged', { file })
  if (found > archiveVersion) throw failure('archive-newer', { file, found, known: archiveVersion })
}

/** SQLite would open it all the same, and say so only when something is stored. @throws Failure `archive-unwritable` */
export function refuseUnwritable(file: string): void {
  try {
    accessSync(file, constants.W_OK)
  } catch (error) {
    throw failure('archive-unwritable', { file }, error)
  }
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

/**
 * Another process may be at it, too: the version is read where nobody else can change it. A new archive is made at once:
 * nobody meets one of an earlier version on its way.
 */
function migrate(db: Sqlite, file: string): void {
  const version = () => db.pragma('user_version', { simple: true }) as number
  const goOn = (upTo: number) => {
    const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0
    // Tables without a version: somebody else's database, or what is left of ours.
    if (version() === 0 && tables > 0) throw failure('archive-damaged', { file })
    for (const [index, migration] of migrations.slice(0, upTo).entries()) {
      if (version() > index) continue
      if (typeof migration === 'string') db.exec(migration)
      else migration(db)
      db.pragma(`user_version = ${index + 1}`)
    }
  }
  while (version() < archiveVersion)
    db.transaction(() => goOn(version() === 0 ? archiveVersion : version() + 1)).immediate()
}

/** There is no room for what SQLite keeps beside the file. */
const full: ReadonlySet<string> = new Set(['SQLITE_IOERR_SHMSIZE', 'SQLITE_IOERR_TRUNCATE'])

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
  if (full.has(error.code)) return failure('disk-full', { file }, error)
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
