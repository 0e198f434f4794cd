import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure, failure } from '../failure.ts'
import {
  type BackupFile,
  type BackupReason,
  backupFolder,
  backupName,
  listBackups,
  outlived,
} from './backup-files.ts'
import { asArchiveFailure } from './database.ts'
import { joinArchive } from './presence.ts'

export interface BackupJob {
  readonly archive: string
  readonly reason: BackupReason
  readonly at: Date
  /** Looked at between steps of a few milliseconds. */
  readonly isCancelled: () => boolean
}

/** 16 MB at a time. */
const pagesAStep = 4096
/** What a copy must leave free on the disk: the archive needs room to go on. */
const reserveBytes = 64 * 1024 * 1024

/**
 * Copies the archive while others read and write it: as it is at one moment, verified, whole or not at all; then lets
 * go of the copies that have had their time. Takes as long as the disk needs for reading and writing the archive
 * once: to be called in a thread of its own.
 * @throws Failure `backup-in-progress`, `backup-no-space`, `backup-unwritable`, `archive-damaged`, `cancelled`
 */
export async function makeBackup(job: BackupJob): Promise<BackupFile> {
  const folder = backupFolder(job.archive)
  const lock = lockBackups(folder)
  try {
    const name = backupName(job.at, job.reason)
    const half = join(folder, `${name}.part`)
    for (const left of readdirSync(folder)) if (left.includes('.sqlite.part')) rmSync(join(folder, left))
    try {
      forget(job.archive, 0)
      checkRoom(job.archive, folder)
      await copy(job, half)
      finish(half, job.archive)
      renameSync(half, join(folder, name))
    } catch (error) {
      for (const end of ['', '-journal', '-wal', '-shm']) rmSync(half + end, { force: true })
      throw error
    }
    syncFolder(folder)
    const bytes = statSync(join(folder, name)).size
    forget(job.archive, bytes)
    return { name, at: job.at.toISOString(), reason: job.reason, bytes }
  } catch (error) {
    throw asBackupFailure(error, folder)
  } finally {
    lock.close()
  }
}

/** One at a time, also among processes. */
function lockBackups(folder: string): Database.Database {
  try {
    mkdirSync(folder, { recursive: true })
    const locks = join(dirname(folder), 'locks')
    mkdirSync(locks, { recursive: true })
    const db = new Database(join(locks, 'backup.lock'), { timeout: 0 })
    try {
      db.exec('BEGIN EXCLUSIVE')
      return db
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
    throw busy ? failure('backup-in-progress', {}, error) : failure('backup-unwritable', { folder }, error)
  }
}

function checkRoom(archive: string, folder: string): void {
  const needed = sizeOf(archive) + sizeOf(`${archive}-wal`) + reserveBytes
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free < needed) throw failure('backup-no-space', { folder, needed, free })
}

async function copy({ archive, isCancelled }: BackupJob, half: string): Promise<void> {
  const presence = joinArchive(archive)
  let source: Database.Database | undefined
  try {
    source = new Database(archive, { readonly: true, fileMustExist: true })
    // What is written from here on is not seen: without it every write would begin the copy anew.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await source.backup(half, {
      progress: () => {
        if (isCancelled()) throw failure('cancelled', {})
        return pagesAStep
      },
    })
  } catch (error) {
    throw asArchiveFailure(error, archive)
  } finally {
    source?.close()
    presence.release()
  }
}

/** One file that needs no other beside it, verified, and on the disk. */
function finish(half: string, archive: string): void {
  const db = new Database(half, { fileMustExist: true })
  try {
    db.pragma('journal_mode = DELETE')
    if (!isSound(db)) throw failure('archive-damaged', { file: archive })
  } finally {
    db.close()
  }
  syncFile(half)
}

/** The thorough check of an archive that others have open. @throws Failure `archive-locked`, `archive-unwritable` */
export function isSoundArchive(archive: string): boolean {
  const presence = joinArchive(archive)
  let db: Database.Database | undefined
  try {
    db = new Database(archive, { readonly: true, fileMustExist: true })
    return isSound(db)
  } catch (error) {
    const known = asArchiveFailure(error, archive)
    if (known instanceof Failure && known.value.code === 'archive-damaged') return false
    throw known
  } finally {
    db?.close()
    presence.release()
  }
}

/** Whether every page can be read and hangs together; seconds for a gigabyte. */
export function isSound(db: Database.Database): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch (error) {
    const damage = asArchiveFailure(error, db.name)
    if (damage instanceof Failure && damage.value.code === 'archive-damaged') return false
    throw error
  }
}

function forget(archive: string, archiveBytes: number): void {
  const folder = backupFolder(archive)
  for (const { name } of outlived(listBackups(archive), archiveBytes || sizeOf(archive))) {
    rmSync(join(folder, name), { force: true })
  }
}

function asBackupFailure(error: unknown, folder: string): unknown {
  if (error instanceof Failure) {
    const { code } = error.value
    return code === 'archive-unwritable' ? failure('backup-unwritable', { folder }, error) : error
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return failure('disk-full', { file: folder }, error)
  return error instanceof Database.SqliteError || (error instanceof Error && 'syscall' in error)
    ? failure('backup-unwritable', { folder }, error)
    : error
}

/** In bytes; 0 when there is no such file. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Has the system write the file to the disk. */
export function syncFile(file: string): void {
  // Windows flushes only what was opened for writing.
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes renames last through a power cut; Windows has no such thing, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32' || !existsSync(folder)) return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
