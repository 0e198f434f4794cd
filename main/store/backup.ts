import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { BackupFile, BackupReason } from '../words/backups.ts'
import { Failure, failure } from '../words/failure.ts'
import { joinToRead } from './archive-lock.ts'
import { backupFolder, backupName, listBackups, outlived } from './backup-files.ts'
import { asArchiveFailure } from './database.ts'
import { type FileLock, lockFile } from './file-lock.ts'
import { renamePatiently } from './patient-rename.ts'
import { privateFile, privateFolder } from './private-file.ts'
import { copyToSecond } from './second-backups.ts'

export interface BackupJob {
  readonly archive: string
  readonly reason: BackupReason
  readonly at: Date
  /** Looked at between steps of a few milliseconds. */
  readonly isCancelled: () => boolean
}

/** What a thread that copies offers: one copy, or one thorough check, at a time. */
export function archiveCopies(archive: string) {
  return {
    /** @throws Failure as {@link makeBackup} does */
    make: (reason: BackupReason, signal: AbortSignal): Promise<BackupFile> =>
      makeBackup({ archive, reason, at: new Date(), isCancelled: () => signal.aborted }),
    /** Puts a copy into a second folder too. @throws Failure as {@link copyToSecond} does */
    copyOn: (name: string, folder: string, signal: AbortSignal): Promise<void> =>
      copyToSecond({ archive, name, folder, isCancelled: () => signal.aborted }),
    /** Reads every page. @throws Failure `archive-damaged` */
    check: (): void => {
      if (!isSoundArchive(archive)) throw failure('archive-damaged', { file: archive })
    },
  }
}

/** 16 MB at a time. */
const pagesAStep = 4096
/** An archive of a million orders is copied in less. */
const longestCopyMs = 10 * 60_000
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
  const lock = lockBackups(folder, job.reason)
  try {
    const name = backupName(job.at, job.reason)
    const half = join(folder, `${name}.part`)
    for (const left of readdirSync(folder)) if (left.includes('.sqlite.part')) rmSync(join(folder, left))
    try {
      forget(job.archive, 0)
      checkRoom(job.archive, folder)
      await copy(job, half)
      finish(half, job.archive)
      renamePatiently(half, join(folder, name))
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
    lock.release()
  }
}

/** One at a time, also among processes. What cannot open the archive without one waits. */
function lockBackups(folder: string, reason: BackupReason): FileLock {
  try {
    privateFolder(folder)
    const waitMs = reason === 'migration' ? longestCopyMs : 0
    return lockFile(join(dirname(folder), 'locks', 'backup.lock'), 'alone', waitMs)
  } catch (error) {
    const busy = error instanceof Failure && error.value.code === 'archive-locked'
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
  const lock = joinToRead(archive)
  let source: Database.Database | undefined
  try {
    privateFile(half)
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
    lock.release()
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
  const lock = joinToRead(archive)
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
    lock.release()
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
